"""What a yes/no question is about: whether it expects a no, what it asks for, and the words that may answer it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.wordlists import wordtable

_VERBS: tuple[tuple[str, ...], ...] = tuple(tuple(group) for group in wordtable("answers")["verbs"])
_IS_IT_NOT = re.compile(r"(?:是不是|是否)(?:都|从来|还|一直|也|就)?(?:没|不(?!错|过)|未)")
_IS_NOT = re.compile(r"(?<!是)不是(?!.*不是)")
_BOTH_WAYS = re.compile(r"(.)[不没]\1|有没有|是否|了没有?\W*$|没有\W*$|没\W*$")
_EXPECTS_NO = re.compile(
    r"(?:没|不(?![过少错小久]|在(?:了|世|人世))|未|无(?!误))[^，。]*?(?:[吧吗嘛]|对不对|是不是)\W*$|(?:没|不)[^。]{1,20}[，,](?:对|是|没错)[吧吗么]?\W*$"
)
# 您不办低保是因为户口吗: what is asked is the cause, or which it is, not the no.
_BESIDE_THE_NO = re.compile(
    r"(?:是|就是|都是|是不是)(?:因为|由于|为了|怕)|因为.{1,14}才|是[^，不没]{0,5}[不没][^，]{1,3}的[吗吧]"
)
_STILL = re.compile(r"还(?=[在有没能会要是剩需住种养读领吃做打活欠差缺])|(?<=[公民])办")
_TAG = re.compile(
    r"[，,]\s*(?:我?[这那]么?样?|[我您]?[说记写听]的|我没)?"
    r"(?:是不是|对不对|对吗|是吗|对吧|是吧|没错吧|(?:是)?这样(?:的|子)?[吗吧]|没?错[吗吧])\W*$"
)
_NO_FAULT = re.compile(
    r"我?(?:应该|可能|这样)?(?:没有?|不会)(?:理解|[听记写看搞弄说算认])?错了?(?:的话|什么)?[吧吗么]?[，,]?"
)
_ALL_OF_IT = re.compile(r"都|全|每|一直|常年|常住|经常|长[期年]|一年(?:四季|到头)|天天|平时|按时|稳定|安全|自理|够|齐")
_DENIES = re.compile(r"没|不(?![过少错小久])|未|无(?!误)")
_CHECKS = re.compile(
    r"^(?:请?您?)?(?:确定|确认|核对)[^交]{2,20}吗\W*$|(?:无误吗|属实吗|对不对|[对是]吗|对吧|没错吧|[记听写]对了吗|有没有错|有错吗|正确吗|行吗)\W*$"
)
_EXISTS = re.compile(r"有没有|有(?!困难).{0,14}[吗么]\W*$|是否有|是不是有|有没?$|有人|还有")
_HARDSHIP = re.compile(
    r"比.{1,5}[差少低坏]|住院|卧床|瘫|疼|痛|意外|事故|出事|变故|不幸|困难|难处|问题|漏|淹|危房|受灾|影响|冲毁|冲[走垮]|被淹|灾|丢|欠|债|病|残(?!疾人?证)|失业|伤|骗|亏|损失|受损|坏|倒|塌|裂|垮|烂|死|冻|缺|断|停|灾害|紧急|救助"
)
# 慢性病门诊办了吗, 残疾人补贴领了吗: what is asked is whether the help has come.
_ARRANGED = re.compile(
    r"(?:办|享受|领|申请|参加|买|报销|享|签)[^，。]{0,12}(?:门诊|[证本卡]|补[贴助]|保险|救助|报销|低保|签约|手续)"
)
_RELATIVE = re.compile(r"有[^，。吗]{1,10}(?:没|不)[^，。]{1,8}的[吗人]")  # 有毕业没找到工作的吗
_DIFFICULTY = re.compile(r"困难|难处|难不难|问题吗|有没有问题")
_FAULTS = re.compile(r"(?:要|需要|地方).{0,4}(?:改|更正|修改)|(?:写|填|记|听|说|报)错|不对的|有错|出入|漏")
_HELPED = re.compile(r"帮|寄|给.{0,5}(?:钱|生活费)|赡养|照顾|孝|管您|养您|依靠|靠得住")
_CONSENT = re.compile(
    r"同意|愿意|愿不愿|想不?想?(?:申请|报名|要|参加|办|去)|肯|可以|需要|需不需|要不要|能不能|方便|确认提交|提交吗|"
    r"要(?!紧|求).{1,8}吗|行吗|行不行|可不可以|能否|是否可"
)
_SAYS_NOTHING = frozenset(
    "您你我他她它们家里有没不无未吗呢吧嘛么的了是在还人这那个去年今最近几月日过和与或者孩子老现以上下请问否已经都全其一二三两"
    "会能要得到为什么多少对别也就会很太让把被给您。，？?！、“”（）()：:"
)
_OBJECTS = re.compile(r"(?<!不)(?:介意|反对|有意见|有什么意见|嫌弃|见怪)")
_ABLE = re.compile(r"能|会|够|安全|稳定|方便|照顾|管|卖得|自理|可以|稳|好(?:吗|不好)|通")
_DONE = re.compile(r"[了过](?:吗|没有?|么)|有没有.{0,3}过|没有\W*$|是否已|已经")


@dataclass(frozen=True, slots=True)
class About:
    """``negative``: it expects a no (没有残疾证吧). ``tagged``: a no with 对吗 behind it.
    ``is_not``: that no is 不是, so that 不是 agrees.
    ``faults``: whether something is wrong with what was noted.
    ``objects``: whether they mind.
    ``no_fault``: it asks whether it was not misheard, so that 没有 agrees. ``every``: half of it is not enough.
    ``verbs``: words of an answer that answer it; ``letters``: the characters of the question that say something."""

    text: str
    negative: bool
    is_not: bool
    tagged: bool
    checks: bool
    exists: bool
    hardship: bool
    able: bool
    done: bool
    now: bool
    faults: bool
    helped: bool
    consent: bool
    no_fault: bool
    objects: bool
    every: bool
    letters: frozenset[str]
    verbs: tuple[str, ...]


@lru_cache(maxsize=512)
def about(question: str) -> About:
    """What ``question`` asks."""
    text = _NO_FAULT.sub("", question[-80:])
    no_fault = len(text) < len(question[-80:])
    tag = _TAG.search(text)
    both = bool(_BOTH_WAYS.search(text))
    hardship = bool(_HARDSHIP.search(text)) and not _ARRANGED.search(text)
    known = _STILL.sub("", text)
    asked = (group for group in _VERBS if any(word in known for word in group))
    # 吃饭有困难吗 asks about the difficulty, not about eating.
    verbs = () if _DIFFICULTY.search(text) else tuple(dict.fromkeys(word for group in asked for word in group))
    negative = bool(_DENIES.search(text[: tag.start()])) if tag else not both and bool(_EXPECTS_NO.search(text))
    negative = negative and not _BESIDE_THE_NO.search(text) and not _RELATIVE.search(text)
    negative = negative or bool(_IS_IT_NOT.search(text))
    return About(
        text=text,
        negative=negative,
        is_not=negative and bool(_IS_NOT.search(text[: tag.start()] if tag else text)),
        tagged=negative and bool(tag),
        checks=no_fault or bool(_CHECKS.search(text)),
        exists=bool(_EXISTS.search(text)),
        hardship=hardship,
        able=not hardship and bool(_ABLE.search(text)),
        now=bool(re.search("还|现在|目前|在吗|健在|在不在", text)),
        done=bool(_DONE.search(text)),
        faults=bool(_FAULTS.search(text)) and not _CHECKS.search(text),
        helped=bool(_HELPED.search(text)),
        consent=bool(_CONSENT.search(text)),
        no_fault=no_fault,
        objects=bool(_OBJECTS.search(text)),
        every=bool(_ALL_OF_IT.search(text)),
        letters=frozenset(text) - _SAYS_NOTHING if not _DIFFICULTY.search(text) else frozenset(),
        verbs=verbs,
    )
