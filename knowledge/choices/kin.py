"""Options that say what somebody is to the head of the household: 户主是我爸 for 子女 of 本人, 配偶, 子女, 父母."""

import re
from collections.abc import Sequence

from knowledge.parsed import Parsed
from knowledge.people.relations import relation

# What the option is called, the closest first.
_CALLED = {
    "户主": ("本人", "户主", "自己"),
    "配偶": ("配偶", "爱人", "丈夫|妻子|老公|老婆", "夫|妻"),
    "之子": ("儿子|^子$", "子女|儿女|孩子"),
    "之女": ("女儿|^女$", "子女|儿女|孩子"),
    "之儿媳": ("儿?媳",),
    "之女婿": ("婿",),
    "之孙子": ("孙子", "孙"),
    "之孙女": ("孙女", "孙"),
    "之外孙子": ("外孙", "孙"),
    "之外孙女": ("外孙", "孙"),
    "之父": ("父亲|^父$|爸", "父母|爹妈|爸妈"),
    "之母": ("母亲|^母$|妈", "父母|爹妈|爸妈"),
    "之岳父": ("岳父|丈人", "岳"),
    "之岳母": ("岳母|丈母", "岳"),
    "之公公": ("公公", "公婆"),
    "之婆婆": ("婆婆", "公婆"),
    "之祖父": ("祖父|爷", "祖"),
    "之祖母": ("祖母|奶", "祖"),
    "之兄弟姐妹": ("兄弟|姐妹|手足",),
}
_KIN = re.compile("|".join(sorted({word for words in _CALLED.values() for word in words})))
_FEWEST = 3


def as_kin(text: str, options: Sequence[str], question: str) -> Parsed[int] | None:
    """The option that names the relation told, None where the options are no relations to the head of the household."""
    if "户主" not in question or sum(bool(_KIN.search(option)) for option in options) < _FEWEST:
        return None
    found = relation(text, question)
    if not found or (index := _place(found.value, options)) is None:
        return None
    doubtful = found.confirm and any(_place(other, options) != index for other in found.others or ("",))
    return Parsed(index, text, doubtful, f"听起来是“{options[index]}”" if doubtful else "")


def _place(value: str, options: Sequence[str]) -> int | None:
    for word in _CALLED.get(value, ()):
        held = [index for index, option in enumerate(options) if re.search(word, option)]
        if held:
            return held[0]
    return None
