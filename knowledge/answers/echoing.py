"""A yes or no in the words of the question: 贴就贴吧 · 扫不了 · 买什么车 · 休了 · 报是报了 · 没去办."""

import re
from typing import NamedTuple

from knowledge.answers.asked_about import About


class Sign(NamedTuple):
    """What one clause says, and whether it says so in so many words."""

    value: bool
    sure: bool = True


_NEGATED = re.compile(
    r"(?:没有?(?!少|断|停)|不(?!是不|止|光|得不)|冇|未|𣍐|伓|袂|莫|免|懒得|难得|(?<!有)无|别|甭|忘(?:记)?了?|来不及|舍不得|顾不上)(?:在|有|去|来|再|人|怎么|太|肯|想|愿意?|敢|让|给|能|会|过|起|下|出|上|回)?$"
)
# 没拿来给我签 · 没人叫我去
_NOT_BROUGHT = re.compile("没有?人?(?:拿|叫|让|给|发|通知|喊|来|教|带)[^，]{0,5}$")
_SCORNED = re.compile(r"(?:哪里?|哪儿|谁|怎么)(?:还|会|能|敢|有|来|肯|要)*$")
# 打工是打不动了 · 写字嘛不会 · 种田想都不要想: the verb as a topic, then what is said of it.
_TOPIC = r"(?:是|就|那|嘛|么|呢|的话|肯定|根本|都|也|早|倒|实在|真的?|现在|已经|恐怕)*.?"
_TOPIC_DENIED = re.compile(
    rf".?{_TOPIC}(?:不(?!是不)(?:$|[会能行动了成想敢肯愿]|要想|可能|.[了动]|.$)|没(?:有?$|.?了|.$)(?<!没错)(?<!没事)|冇|免|"
    r"[别休]想|想都|哪(?:还|敢|能|会))"
)
_CANNOT = re.compile(
    r"(?:不|没)(?:了|动|起|上|下|来|成|完|到|住|好|过|清|通|出|开|进|着|行|得(?!不)|下来|过来)|不[^不]{0,2}$|没有?(?:过|了)?$|冇"
)
_SCORN = re.compile(r"什么|啥|个?(?:屁|鬼|毛|球)|个(?:头|空气|寂寞|锤子|西北风)")
_DONE = re.compile(r"(?:了|过|着|完|好了|到|得|啦|的(?!话|时候|事)|嘛|呗|吧|呀|啊|喽|咯|去|来|一点)|$")
_UNDER_WAY = re.compile(r"(?:在|想|打算|准备|说要|快要?|要去|没去)$")
_ARRANGED = ("办", "办理", "弄", "申请", "修")
_ANYBODY = re.compile("谁|哪|怎么")
_ANYBODY_ELSE = re.compile("别人|人家|隔壁")
_NOTHING_AFTER = ("", "的", "啊", "呢")
_FEW = 5
_AFTER = 7
# 提吧 · 删掉 · 留着: the verb of the question and nothing but particles.
_PARTICLES = r"(?:[了的呢吧呗嘛咯喽啦啊呀哦噢掉着上下去来它好就]|就是|好了|得了|行了|一下|起来|可以)*"
_BARE = re.compile(rf"(.{{1,2}}?)({_PARTICLES})(?:\1{_PARTICLES})?")
_HEDGED = re.compile("吧")
_NO_VERB = frozenset("您你我他她它吗呢吧的了是在不没有人家要能会好年月天")


def echoed(clause: str, asked: About) -> Sign | None:
    """What is said of the verb of the question, or of one that stands for it; else of any of its characters."""
    if found := _bare(clause, asked):
        return found
    for verb in sorted(asked.verbs, key=len, reverse=True):
        at = clause.find(verb)
        if at >= 0:
            return _of_verb(clause, at, verb)
    for at, letter in enumerate(clause):
        if letter in asked.letters and (found := _of_letter(clause, at, letter, asked)):
            return found
    return None


def _bare(clause: str, asked: About) -> Sign | None:
    """吧 is leave to what is proposed (提交吗), but a guess at what is so (还住那里吗)."""
    if clause[0] in _NO_VERB or not (found := _BARE.fullmatch(clause)) or found[1] not in asked.text:
        return None
    if asked.consent or (f"{clause}吗" in asked.text and not asked.negative):
        return Sign(True)
    if clause in asked.text or (asked.negative and not found[2].startswith("了")):
        return None
    return Sign(True, found[2][:1] in tuple("了着啦的") and not _HEDGED.search(found[2]))


def done(clause: str, asked: About) -> bool:
    """收到了: the verb of the question and that it is done, no more."""
    found = _BARE.fullmatch(clause)
    return found is not None and found[1] in asked.text and found[2].startswith("了")


def _of_verb(clause: str, at: int, verb: str) -> Sign:
    before, after = clause[max(0, at - 4) : at], clause[at + len(verb) : at + len(verb) + _AFTER]
    if verb in _ARRANGED and _UNDER_WAY.search(before):
        return Sign(False, sure=False)  # 还在办
    if _twice(before, after, verb[-1]):
        return Sign(True, sure=after[:1] != "是")  # 够是够: a but is to come
    if _SCORN.match(after) or _SCORNED.search(before) or before.endswith("改"):
        return Sign(False, sure=False)  # 改种菜了
    no = (
        bool(_NEGATED.search(before))
        or bool(_NOT_BROUGHT.search(clause[max(0, at - 8) : at]))
        or bool(_CANNOT.match(after))
        or bool(_TOPIC_DENIED.match(after))
    )
    no = no or f"不{verb}" in after or f"没{verb}" in after  # 念到初二不念了
    if _ANYBODY_ELSE.match(clause) or "我欠" in clause or (not no and _ANYBODY.search(clause)):
        return Sign(not no, sure=False)  # 发来谁念给我听
    firm = len(verb) > 1 or len(clause) <= _FEW or after[:1] in tuple("了过的着完啦呢") or clause.startswith(verb)
    return Sign(not no, firm or no)


def _of_letter(clause: str, at: int, letter: str, asked: About) -> Sign | None:
    before, after = clause[max(0, at - 4) : at], clause[at + 1 : at + 1 + _AFTER]
    if _twice(before, after, letter):
        return Sign(True)
    if _SCORN.match(after) or _SCORNED.search(before):
        return Sign(False, sure=False)
    if _NEGATED.search(before) or _CANNOT.match(after) or _TOPIC_DENIED.match(after):
        return Sign(False, sure=at <= _FEW)
    asked_last = re.search(f"{re.escape(letter)}[了着]?[吗没]", asked.text)
    if at and (after[:1] in ("了", "过") or (after in _NOTHING_AFTER and asked_last)):
        return Sign(True, sure=False)
    if at == 0 and asked.consent and len(after) > 1 and letter not in _NO_VERB:
        return Sign(True, sure=False)  # 留我儿子的吧
    if at == 0 and _DONE.match(after) and (after or not asked.consent):
        return Sign(True, sure=after[:1] in tuple("了过啦"))
    return None


def _twice(before: str, after: str, letter: str) -> bool:
    """贴就贴 · 报是报了 · 交了交了."""
    return after[:2] in (f"就{letter}", f"是{letter}", f"了{letter}") or (
        after.startswith(letter) and after[1:2] in ("", "吧", "了", "嘛")
    )
