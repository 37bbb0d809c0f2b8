"""What somebody takes back and what they put in its place: 不是三万 是三千 · 刚才说错了 五口人 · 是陈大明不是陈大民."""

import re

_LONGEST = 120
_VERB = "[说讲写填报打按念输搞弄记听给发选点抄]"
# Said of this report, and of nothing else.
_STRONG = re.compile(
    rf"{_VERB}(?:的|得|都|也|又)?(?:错|反|混|多|少|漏)了?|^(?:哎呀?|啊|哦|等等|等一?下|喂|那个|[，, ])*(?:不对|错了)|"
    r"都错了|也错了|字错了|更正|纠正|订正|才对|才是(?:对的|真)|改成|改为|改一下|换(?:个|成|了)|停机|不用了|打不通了|丢了"
)
_WEAK = re.compile("不是|不对|应该[是叫]")
_DENIED = (
    re.compile(r"不是([^，。,;；\s]{1,20}?)(?=而?是|，|。|,|;|；|\s|$)"),
    re.compile(
        rf"([^，。,;；\s]{{1,20}}?)(?:是我?)?(?:{_VERB}(?:错|多|少)了?|停机了?|不用了|打不通了?|不对|丢了)(?=[，。,;；\s]|应该|$)"
    ),
    re.compile(r"(?:把|从)([^，。,;；\s]{1,20}?)改[成为]"),
)
_MARKS = re.compile(
    rf"(?:刚才|刚刚|前面|上面|我|那个|这个|又|是|好像|都)*{_VERB}(?:的|得|都|也)?(?:错|反|混|多|少)了?[啦啊呀哦的]*|"
    r"(?:不对|错了)[啦啊呀哦的]*|更正[：:]?|纠正[：:]?|才对|才是对的|"
    r"应该(?=[是叫])|等等|等一?下|哎呀?|对不起|不好意思"
)


def takes_back(text: str) -> bool:
    """May ``text`` mend something said before?"""
    return len(text) <= _LONGEST and bool(_STRONG.search(text) or _WEAK.search(text))


def surely_takes_back(text: str) -> bool:
    """Is it about this report that something was wrong?"""
    return bool(_STRONG.search(text))


def denied(text: str) -> list[str]:
    """The words that are taken back.

    >>> denied("不是陈大民是陈大明"), denied("三万说多了 一万二")
    (['陈大民'], ['三万'])
    """
    return [found[1] for pattern in _DENIED for found in pattern.finditer(text)]


def instead(text: str) -> str:
    """What is left when all that was taken back is left out.

    >>> instead("是陈大明不是陈大民"), instead("我刚说错了 五口人")
    ('是陈大明', '五口人')
    """
    text = _DENIED[0].sub("，", text)
    text = re.sub(r"(?:把|从)[^，。,;；\s]{1,20}?(?=改[成为])", "", text)
    return _MARKS.sub("，", text).strip(" ，,。：:")
