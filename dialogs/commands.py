"""What steers the conversation: a word that is all that is said, a clause that orders it, an answer to be mended."""

import re
from collections.abc import Mapping
from functools import cache

from dialogs.mending.naming import Mending, field_to_mend
from dialogs.steering import steered, tells_of_life
from dialogs.words import table
from knowledge.commands.wish import wish
from knowledge.meaning import is_question

# Courtesy around a command: 我要人工 · 帮我查一下进度吧 · 请跳过这个。
_BEFORE = re.compile(r"^(?:好了?|行了?|可以了?|那就|请|我想要|我要|我想|想要|想|要|帮我|帮忙|麻烦你|麻烦|那|先|给我)")
_AFTER = ("", "吧", "啊", "呀", "了", "啦", "哦", "嘛", "一下", "一下吧")
_THANKS = re.compile("(?:谢谢|多谢|感谢|麻烦|辛苦)(?:[你您]们?|啦|了|啊|呀|哦)*$")
_PUNCTUATION = re.compile(r"[\s，。,.!！?？~～、…:：;；\"'“”]+")
_CANNOT_SAY = re.compile(
    r"(?:这个|号码|名字|身份证号?码?|电话)?我?(?:也|都)?(?:不知道|不晓得|不清楚|记不[得清牢住]|忘记?了|[讲说]不[来清上出]来?)"
    r"(?:是)?(?:哪个?.{0,3}|多少.{0,2}|几.{0,3}|了|啊|呢)?"
)
_WHY = re.compile(
    r"(?:你|你们|身份证|电话|名字)?(?:问|要|管|留|看).{0,8}(?:干嘛|干什么|做什么|干啥|作什么)(?:用|呢|啊|呀)?"
    r"|(?:为什么|为啥|干嘛|凭什么)要?(?:问|给你|看|留|身份证|电话|手机|名字|这个|那个|这些).{0,6}"
)
_LONGEST = 14
_PLAIN = 0.75  # probability of a command that has to be plain
_GOES_ON = re.compile("报(?![警销案])|申[请报]|接着|继续")
_GIVES_UP = re.compile("[不别莫勿没伓唔甭删撤停]|取消|作废|算了|放弃")
_WANTS_ON = re.compile(
    "(?:我们?|那|就|还是|现在|先|想想|考虑|要|想|得|好|行|可以|嗯|算了|再|来|帮我|给我|继续|接着|[，, ])*"
    "(?:报|申[请报])(?:一?下|上去|一报)?[吧啊呀啦嘛哦。！! ]*"
    "|(?:我们?|现在|后来|还是|又|[，, ])*(?:又|还是)想(?:再?报|申[请报])了?[吧啊呀啦嘛哦。！! ]*"
)
_FILLED_IN = (
    "(?:刚才|刚刚|前面|上面|之前|上次)?我?(?:填|写|说|报)?(?:过|错)?了?的?(?:东西|内容|资料|信息|地方|那个|那些)?"
)
_MENDS = re.compile(
    "(?:我们?|那|就|还|也|先|能不能|可不可以|可以|想|要|得|帮我|给我|麻烦|请|把|有[些个]?|哎呀?)*"
    f"{_FILLED_IN}(?:还|要|想|得|能不能|可不可以|可以)*(?:改|修改|更正)(?:一?下|动|改)?我?{_FILLED_IN}[吧啊呀吗嘛]*"
)
_RESUMES = re.compile(
    "(?:我们?|那|就|还是|现在|再|来|要|想|可以|好)*(?:接着|继续)往?下?[填报来弄说讲问办]*[吧啊呀了啦嘛哦]*"
)


@cache
def _by_word() -> Mapping[str, str]:
    return {word: command for command, words in table("commands").items() for word in words}


def command(text: str) -> str:
    """The command that ``text`` gives (back, restart, skip …), or an empty string.

    >>> command("我要人工"), command("跟你讲不清 转人工"), command("人工养殖的鱼死光了")
    ('human', 'human', '')
    """
    if found := _word(_PUNCTUATION.sub("", text).lower()):
        return found
    order = field_to_mend(text)
    if order.sure:  # what was agreed to is taken back by giving the report up, which is asked once more
        return "cancel" if order.field == "consent" and not is_question(text) else ""
    return steered(text) or ("resume" if _resumes(text) else "")


def _resumes(text: str) -> bool:
    """刚才断了 接着报: the last clause orders to go on."""
    clauses = [clause for clause in _PUNCTUATION.split(text[-2 * _LONGEST :]) if clause]
    return bool(clauses) and not is_question(text) and _RESUMES.fullmatch(clauses[-1]) is not None


def goes_on(text: str) -> bool:
    """Do a few words want the report, with nothing in them that gives it up?

    >>> goes_on("那还是报吧"), goes_on("不报了"), goes_on("报了会怎样")
    (True, False, False)
    """
    few = len(text) <= _LONGEST and _GOES_ON.search(text) and not _GIVES_UP.search(text)
    return bool(few) and not is_question(text)


def wants_on(text: str) -> bool:
    """Is it nothing but the wish to report?

    >>> wants_on("我还是报吧"), wants_on("我报的是我妈")
    (True, False)
    """
    return len(text) <= _LONGEST and _WANTS_ON.fullmatch(text) is not None


def wished(text: str, at_least: float = 0.0) -> str:
    """The command that roundabout words mean (``wish``); 那报吧 is never taken for giving up."""
    name = wish(text, at_least)
    return "resume" if name in ("cancel", "pause") and goes_on(text) else name


def _word(bare: str) -> str:
    """The command whose word or fixed phrase is all that is said."""
    if not bare or len(bare) > _LONGEST:
        return ""
    if _CANNOT_SAY.fullmatch(bare):
        return "skip"
    if _WHY.fullmatch(bare):
        return "why"
    if _MENDS.fullmatch(bare):
        return "correct"
    words = _by_word()
    brief = _THANKS.sub("", bare)
    starts = (bare, brief, brief.removeprefix("那"), _BEFORE.sub("", bare))
    plain = (start.removesuffix(tail) for start in starts for tail in _AFTER)
    return next((words[said] for said in plain if said in words), "")


# What the contract calls the commands that steer; the rest (hello, thanks, apply …) is talk.
_STEERING = {
    "back": "back", "restart": "restart", "cancel": "cancel", "human": "human", "callme": "human", "status": "status",
    "help": "help", "cannot": "help", "pause": "pause", "skip": "skip", "repeat": "repeat",
}  # fmt: skip
_CORRECTABLE = ("name", "phone", "town", "village", "address", "id_number", "size", "income", "risk", "consent")
# Fields that the form asks as part of another.
_PART_OF = {"address": "village"}


def steering(text: str, question: str = "") -> str:
    """The contract's name of the command that ``text`` is (``correct:phone`` …), or an empty string.

    ``question`` is what was being asked: 有一位报错了 is about that.
    """
    order = field_to_mend(text, question)
    if order.sure and order.field in _CORRECTABLE:
        return f"correct:{order.field}"
    return _STEERING.get(command(text), "")


def roundabout(text: str, at_least: float = 0.0) -> str:
    """The command that is only meant: 鸡在叫 我先去喂 晚上再来. ``at_least``: see ``wish``."""
    return wish(text, max(at_least, _PLAIN) if tells_of_life(text) else at_least)


def correction(text: str, question: str = "") -> Mending:
    """What "改电话" or "电话不对，是139…" mends, by the field that the form asks for it; nothing to mend is empty.
    ``question``: as in ``steering``.

    >>> correction("名字错了，叫陈大明"), correction("我电话是139").sure
    (Mending(field='name', rest='叫陈大明', sure=True), False)
    """
    order = field_to_mend(text, question)
    if order.field == "consent":  # see command
        return Mending()
    return order._replace(field=_PART_OF.get(order.field, order.field))
