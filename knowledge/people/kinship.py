"""Words for relatives, the 28 values of Annex 1 they mean (与户主关系), and the groups of the contract."""

import re

from knowledge.people.kin_paths import value_of
from knowledge.wordlists import wordtable

_TABLE = wordtable("kin")
# Word -> path; a word that stands under two paths means the first.
STEPS: dict[str, str] = {}
for _path, _words in _TABLE["steps"].items():
    for _word in _words.split():
        STEPS.setdefault(_word, _path)
OTHERS = frozenset(_TABLE["others"]["words"].split())
# 夫妻, 父子: word -> the paths of the two, one seen from the other.
BOTH = {word: path.split() for path, words in _TABLE["both"].items() for word in words.split()}
# Words that mean different people in different mouths: word -> (the other path or "", the doubt).
DOUBTFUL: dict[str, tuple[str, str]] = {word: (path, why) for word, (path, why) in _TABLE["doubtful"].items()}
_SAID_OTHERWISE = [(re.compile(pattern), plain) for pattern, plain in _TABLE["said_otherwise"].items()]
MEANING = {word: value_of(path)[0] for word, path in STEPS.items()} | dict.fromkeys(OTHERS, "其他")

HEAD_WORDS = ("户主", "当家的", "当家人", "一家之主")
# For counting heads and telling people apart: no word for several (父母, 子女), none that is mostly something else.
_NOT_COUNTED = frozenset(
    """公 先生 对象 夫 儿 孙 女人 男人 大家 大官 老板 掌柜的 后生仔 兄 甥 妗 父母 爸妈 爹娘 双亲 孙辈 孙子女 孙子孙女
    同胞 亲兄弟 兄弟俩 哥俩 姐妹俩 姐俩 双胞胎""".split()  # noqa: SIM905
)
_SIZED = [f"{size}{kin}" for size in "大二小" for kin in ("儿子", "女儿", "孙子", "孙女")]
_KNOWN_PEOPLE = ["邻居", "朋友", "亲戚", "村干部", "网格员", "同事", "同村", "老乡", "保姆"]
_COUNTED = [word for word, path in STEPS.items() if path != "c" and word not in _NOT_COUNTED]
KIN_WORDS = tuple(sorted([*_COUNTED, *_SIZED, *_KNOWN_PEOPLE], key=len, reverse=True))

GROUPS = {
    "户主": "户主", "配偶": "配偶", "之子": "子", "之女": "女", "之儿媳": "儿媳", "之女婿": "女婿",
    "之孙子": "孙子女", "之孙女": "孙子女", "之外孙子": "外孙子女", "之外孙女": "外孙子女",
    "之父": "父母", "之母": "父母", "之岳父": "岳父母公婆", "之岳母": "岳父母公婆",
    "之公公": "岳父母公婆", "之婆婆": "岳父母公婆",
    "之祖父": "祖父母", "之祖母": "祖父母", "之外祖父": "外祖父母", "之外祖母": "外祖父母", "之兄弟姐妹": "兄弟姐妹",
}  # fmt: skip
VALUES = (
    "户主", "配偶", "之子", "之女", "之儿媳", "之女婿", "之孙子", "之孙女", "之外孙子", "之外孙女", "之曾孙子",
    "之曾孙女",
    "之父", "之母", "之公公", "之婆婆", "之岳父", "之岳母", "之祖父", "之祖母", "之外祖父", "之外祖母", "之兄弟姐妹",
    "之兄弟媳妇", "之叔伯", "之侄儿", "之侄女", "其他",
)  # fmt: skip


def in_known_words(text: str) -> str:
    """``text`` with short and roundabout sayings (我女, 一个娘胎出来的) in the words of the table."""
    for pattern, plain in _SAID_OTHERWISE:
        text = pattern.sub(plain, text)
    return text
