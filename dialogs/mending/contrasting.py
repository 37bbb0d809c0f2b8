"""What somebody takes back and what they put in its place: 不是三万 是三千 · 刚才说错了 五口人 · 是陈大明不是陈大民."""

import re
from collections.abc import Iterable

from dialogs.mending.elsewhere import by_others
from dialogs.mending.pieces import any_of

_LONGEST = 120
_TOLD = any_of("told")
_DEAD = any_of("dead")
_SOME = r"([^，。,;；\s]{1,20}?)"
# Said of this report, and of nothing else.
_STRONG = re.compile(
    rf"{_TOLD}[的得都也又]?[错反混多少漏]了?|^(?:哎呀?|啊|哦|等等|等一?下|喂|那个|[，, ])*(?:不对|错了)|"
    rf"都错了|也错了|字错了|更正|纠正|订正|才对|才是(?:对的|真)|改[成为]|改一下|换[个成了]|{_DEAD}"
)
_WEAK = re.compile("不是|不对|应该[是叫]")
_NOT = re.compile(rf"不是{_SOME}(?=而?是|，|。|,|;|；|\s|$)")
_WAS_WRONG = re.compile(rf"{_SOME}(?:是我?)?(?:{_TOLD}[错多少]了?|{_DEAD}了?|打不通|不对)(?=[，。,;；\s]|应该|$)")
_SAID_WRONG = re.compile(rf"{_TOLD}的?{_SOME}(?:那个)?是(?:错|不对)的(?=[，。,;；\s]|$)")
_INTO = re.compile(rf"[把从]{_SOME}(?=改[成为])")
_MARKS = re.compile(
    rf"(?:刚才|刚刚|前面|上面|我|那个|这个|又|是|好像|都)*{_TOLD}[的得都也]?[错反混多少]了?[啦啊呀哦的]*|"
    r"(?:不对|错了)[啦啊呀哦的]*|更正[：:]?|纠正[：:]?|才对|才是对的|"
    r"应该(?=[是叫])|等等|等一?下|哎呀?|对不起|不好意思"
)
_BUT = re.compile(rf"(?:不对|不是|{_TOLD}?错了)[的了啦哦]?[，,。、 ]*(?:应该[是叫]|是|叫|改成)[，,：: ]*(.{{1,24}})")


def takes_back(text: str) -> bool:
    """May ``text`` mend something said before?"""
    return len(text) <= _LONGEST and bool(_STRONG.search(text) or _WEAK.search(text)) and not by_others(text)


def surely_takes_back(text: str) -> bool:
    """Is it about this report that something was wrong?"""
    return bool(_STRONG.search(text))


def denied(text: str) -> list[str]:
    """The words that are taken back.

    >>> denied("不是陈大民是陈大明"), denied("三万说多了 一万二")
    (['陈大民'], ['三万'])
    """
    return [found[1] for pattern in (_NOT, _WAS_WRONG, _SAID_WRONG, _INTO) for found in pattern.finditer(text)]


def instead(text: str, old: Iterable[str] = ()) -> str:
    """What is left when all that was taken back is left out, and the words ``old``.

    >>> instead("是陈大明不是陈大民"), instead("我刚说错了 五口人")
    ('是陈大明', '五口人')
    """
    text = _MARKS.sub("，", _INTO.sub("", _SAID_WRONG.sub("", _NOT.sub("，", text)))).strip(" ，,。：:")
    for words in old:
        text = text.replace(words, "，")
    return text


def but(text: str) -> str:
    """The new words where nothing else is said; an empty string for anything longer.

    >>> but("不对，是陈阿迪"), but("名字不对，是陈阿迪")
    ('陈阿迪', '')
    """
    found = _BUT.fullmatch(text)
    return found[1] if found else ""
