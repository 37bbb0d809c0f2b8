"""Yes or no, as people say it."""

import re

from knowledge.parsed import Parsed

_UNSURE = re.compile(
    r"不(?:太)?(?:知道|晓得|清楚|确定|懂|明白|一定)|说不[准好清]|看情况|再(?:说|想想|看看)|考虑|随便|可能|也许|不好说|等一?下|吧吧|"
    r"(?:是不是|对不对|好不好|行不行|可不可以|能不能|要不要|有没有)|[?？吗]\s*$|^\s*[.。…，,!！]*\s*$"
)
_NO = re.compile(
    r"不(?!错|好意思|用谢|客气|要紧)|没(?!错|问题|关系|事|意见)|(?<!有)无(?!所谓|误)|唔(?!错)|冇|莫|別|别(?!的|人)|否|算了|拒绝|反对|错了|非也|^\s*(?:n|no|f|false|×|✗|x)\s*$",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^\s*(?:y|yes|ok|okay|t|true|√|✓|👌|👍|1)\s*$|没错|不错|没问题|没意见|无误|"
    r"对|是|嗯|恩|好|可以|行|要得|同意|系|中|成|有|能|愿意|愿|要|当然|肯定|确认|正确|参加|交了|办了|接受|通过|得|欸|唉|哎|啊对|昂|哦哦|报了",
    re.IGNORECASE,
)
_LONG = 24


def yes_no(text: str, question: str = "") -> Parsed[bool] | None:
    """True, False, or None for hesitation, a question, or something else entirely."""
    text = text.strip()[:80]
    if _UNSURE.search(text):
        return None
    corrected = re.split(r"不对[，,]|说错了?[，,]?|哦不[，,]?", text)[-1] or text
    no, yes = _NO.search(corrected), _YES.search(corrected)
    if no and (not yes or no.start() <= yes.start()):
        return Parsed(False, no[0], confirm=len(text) > _LONG)
    if yes and no and not _both_clear(corrected):
        return Parsed(False, no[0], True, "说的有是有不是")
    return Parsed(True, yes[0], confirm=len(text) > _LONG) if yes else None


def _both_clear(text: str) -> bool:
    """是的，没有问题: the beginning decides when it is a whole yes of its own."""
    return bool(re.match(r"\s*(?:是的?|对的?|嗯+|好的?|可以|同意|行)[，,。！!\s]", text))
