"""A name told in parts: 姓卓 … 名依俤, 复姓欧阳，单名一个明, 司马，长青, 蓝 春 妹."""

import re
from dataclasses import dataclass

from knowledge.people.kinship import MEANING
from knowledge.people.surnames import COMPOUND, SINGLE, surname_of
from knowledge.text import is_word
from knowledge.wordlists import wordlist

_SEGMENT = re.compile(r"[^，。,;；、!！?？\s:：（）()/“”\"'‘’《》【】…\-—~]+")
_TAIL = re.compile(r"(?:啊|呀|呢|哦|吧|嘛|啦|哈|哎|了|谢谢|的)+$")
_GIVEN = re.compile(
    r"(?:我|本人|他|她|然后|那个|就|我的|大|全|学|取)*"
    r"(?:叫做?|名字?[也就]?(?:叫做?|是)?(?!字$)|单名(?:叫|是)?(?:一个)?|单字(?:一个)?|单叫)(?![一两三]个)([一-鿿]{1,2}?)字?"
)
_BOTH = re.compile(r"姓([一-鿿]{1,2}?)(?:名字?|叫做?|单名)(?:叫|是)?(?:一个)?([一-鿿]{1,2}?)字?$")
_TURNED = re.compile("(?:名字?|叫做?)(?:叫做?|是)?([一-鿿]{1,2})，?姓([一-鿿]{1,2})$")
_NAMED_FIRST = re.compile("(?:名字?|取名|叫做?)(?:叫做?|是)?([一-鿿]{1,2})$")
_SURNAME = re.compile(r"(?:^|我|他|她|免贵|本人|户主|复|是|敝|就)姓(?![什啥名])([一-鿿]{1,2})$")
_NO_GIVEN = re.compile(
    "名字|[的了是不读念音写姓那这就也没有你我他她您问啥么吗吧呢啊好对嗯哦在]|[几一二两三四五六七八九十]个"
)
_EVERYDAY = wordlist("not_names")


@dataclass(frozen=True, slots=True)
class Parts:
    """``sure``: the given name was announced (名叫 …) or only the surname's place shows it."""

    surname: str = ""
    given: str = ""
    sure: bool = False

    @property
    def whole(self) -> str:
        """Surname and given name, as far as they were told."""
        return self.surname + self.given


def in_parts(text: str, spelt: tuple[str, ...] = ()) -> Parts:
    """The parts in ``text``, where the characters ``spelt`` were told besides; empty when there are none."""
    segments = [_TAIL.sub("", segment[0]) for segment in _SEGMENT.finditer(text)]
    for bare in segments:
        if (both := _BOTH.search(bare)) and surname_of(both[1]) == both[1]:
            return Parts(both[1], both[2], True)
        if (turned := _TURNED.search(bare)) and surname_of(turned[2]) == turned[2]:  # 名字叫细妹姓陈
            return Parts(turned[2], turned[1], True)
    surname, after = _surname(segments, spelt if text.startswith("，") else ())
    if not surname:
        return Parts()
    later = segments[after:]
    for bare in later:
        if called := _GIVEN.fullmatch(bare):
            return Parts(surname, called[1], True)
    told_first = segments[: after - 1] if after and "姓" in segments[after - 1] else []  # 名字叫念恩，姓杨
    for bare in told_first:
        if (named := _NAMED_FIRST.search(bare)) and not named[1].startswith(surname):
            return Parts(surname, named[1], True)
    if told_first and len(first := told_first[-1]) == _PAIR and not is_word(first) and _could_be_given(first):
        return Parts(surname, first)  # 木水，姓陈
    pairs = [bare for bare in later if len(bare) == _PAIR and bare[0] != surname and _could_be_given(bare)]
    if pairs:
        shown = [pair for pair in pairs if set(pair) & set(spelt)]
        return Parts(surname, (shown or pairs)[0])
    return Parts(surname, _single_characters(later, surname))


_PAIR = 2


def _surname(segments: list[str], spelt: tuple[str, ...]) -> tuple[str, int]:
    """The surname and the number of the segment behind it; one spelt first (双木林，…) serves as well."""
    for at, bare in enumerate(segments):
        if said := _SURNAME.search(bare):
            known = said[1] in COMPOUND or said[1] in SINGLE
            return (said[1] if known or len(said[1]) == 1 else ""), at + 1
        if bare in COMPOUND or bare in SINGLE:
            return bare, at + 1
    first = spelt[0] if spelt else ""
    return (first, 0) if first in SINGLE or first in COMPOUND else ("", 0)


def _could_be_given(bare: str) -> bool:
    return not (_NO_GIVEN.search(bare) or bare in _EVERYDAY or bare in MEANING or bare in COMPOUND)


def _single_characters(segments: list[str], surname: str) -> str:
    given = ""
    for bare in segments:
        if len(bare) == 1 and bare not in (surname, given[-1:]) and len(given) < _PAIR:
            given += bare
    return given
