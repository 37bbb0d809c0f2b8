"""A plain yes or no and nothing else. What follows must not be guessed out of a sentence: 你是谁 holds a 是 too."""

import re

_CLOSING = "[的吧啊呀啦了哦嘛嘞呢噢喔,，。.！!～~ 、]*"
_YES = (
    "同意|愿意|可以|好|行|要得|是|对|嗯|恩|没问题|没意见|没关系|没错|没有错|不错|正确|确认|无误|当然|中|成|报上去|报|就这样|"
    "ok|okay|yes|👌|👍|✓|√"
)
_NO = "不|不同意|不愿意|不要|不行|不可以|不肯|不好|不报|不想报|拒绝|算了|反对|不对|不是|no|👎|×"
_HOW_WE_ARE = "(?!(?:我们?|都)+(?:还|挺|很)?好)"  # 我们都好 agrees to nothing
_PLAIN_YES = re.compile(rf"{_HOW_WE_ARE}(?:(?:我们?|那|就|都)*(?:{_YES}){_CLOSING}){{1,3}}", re.IGNORECASE)
_PLAIN_NO = re.compile(rf"(?:(?:我们?|那|就|都)*(?:{_NO}){_CLOSING}){{1,2}}", re.IGNORECASE)
_SURE_ENOUGH = re.compile(
    rf"(?:(?:(?:大概|应该|可能|差不多|好像|估计)(?:就?是|对)?(?:这样|这个)?|(?:就是|是|就)(?:这个|这样|它)){_CLOSING}){{1,2}}"
)
_NOT_WILLING = "不(?:太|大|是很)?(?:给|要|想|说|讲|填|行|好|方便|愿意?|肯|报|用|了)?"
_REFUSES = re.compile(
    rf"(?:我们?|也|都|就|还|真的?|这个|那个|现在|手上|身上|[，, ])*"
    rf"(?:没有?|没得|无|冇|伓|{_NOT_WILLING}|别问?|莫){{1,2}}"
    rf"(?:给|说|讲|填|问|提供|告诉你?们?|想|写|报|管|记|留)?{_CLOSING}"
)
_LONGEST = 20


def plainly(text: str) -> bool | None:
    """True or False for a yes or no that is all that was said; None for anything else.

    >>> plainly("好的，同意"), plainly("不同意"), plainly("你是机器还是人")
    (True, False, None)
    """
    if len(text) > _LONGEST:
        return None
    if _PLAIN_YES.fullmatch(text):
        return True
    return False if _PLAIN_NO.fullmatch(text) else None


def sure_enough(text: str) -> bool:
    """大概是吧, 差不多, 就是这个: enough for one value read back, never for the consent or to send the report.

    >>> sure_enough("大概是吧"), sure_enough("应该不是")
    (True, False)
    """
    return len(text) <= _LONGEST and _SURE_ENOUGH.fullmatch(text) is not None


def refuses(text: str) -> bool:
    """没有, 不方便说: a no that names nothing, where something was asked for.

    >>> refuses("没有"), refuses("不想讲"), refuses("没有儿子")
    (True, True, False)
    """
    return len(text) <= _LONGEST and _REFUSES.fullmatch(text) is not None
