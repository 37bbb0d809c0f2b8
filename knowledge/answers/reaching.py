"""How far a thing has come: a day still to come to 手术做完了吗, an amount to 超过五万吗, a condition not yet met."""

import re

from knowledge.answers.asked_about import About
from knowledge.numbers.numerals import Quantity, quantities

_DONE = re.compile(
    r"[办签交领拿收做装修批]了[^，]{1,6}[吗么]|(?<!为)[了过](?:吗|没有?|么|呢)|没有?\W*$|已经?|(?:完|好|下来|出来|到账)[了没]|到期|过期"
)
_PLANNED = re.compile(r"(?:要|打算|准备|想|会|愿意).{0,8}[吗么]|[还再]要|要不要|是不是要|愿不愿")
TO_COME = re.compile(
    r"[年月日号]才到|(?:过完|忙完|等到?)[^，]{1,5}(?:再|才|就|签|办|去|来|考|做)|排[到在](?!前)|[^，]{1,3}号(?:才)?[出考发做开]|明[天早日]|这个?(?:周|礼拜|星期)[一二三四五六日天]?(?!.*的)|约(?:了|好|在)|正.{1,3}着|[大后]后?天(?!天)|下(?:个|一)?(?:月|周|礼拜|星期|学期|批|次|回)|明年|后年|[年月]底(?:前|才)?|过(?:几|两|些|段)|到时候|"
    r"^(?:这?个?(?:礼拜|星期|周)[一二三四五六日天]|.{1,3}[月号])(?!.*[的过])|才(?:到期|能|放榜|开始|考|做|去|发|轮|知道|出[来结]|毕业|动|办)"
)
UNDER_WAY = re.compile(
    r"还早|早着|刚(?:开始|动工|打|挖|起|交|报)|还在(?![用吃养种领住])|正在|等着|等通知|在等|才.{1,8}(?:一半|到)|半路|差不多要|"
    r"没(?:影|着落|动静|消息|下文|谱|见[着到]|轮|到时|定|开始)|(?:还|老)是(?:原来|老样|以前|那个)|快了|在(?:路上|走程序|走流程)|送到|报上去"
)
_NOT_DONE_BUT_DONE = re.compile(
    r"^(?!.*[不没]).*(?:早就?|已经|全都?|都).{0,6}了|还在[家]|才.{0,3}刚?(?:办|做|装|修|领|搬)(?:完|好|了)|刚刚?(?:批|办|领|拿|收|发|装|修|做|通|打|搬|盖|还|交).{0,3}(?:来|到|了|好|完)"
)
_A_YEAR_AGO = re.compile("[去前]年")
_NOT_FOR_LONG = re.compile("(?:那?还|早)(?:早|没影|没谱|没到时候|没那么快)|早着|八字还?没一撇|没影")
_NO_MORE = re.compile(
    r"(?:现在|如今|目前|后来|这下|上个?月|前几天|去年|年初)[^，不没]{0,8}(?:[不没](?:了|动|做|干|去|跑|种|养|读)|[^，]不[了动]|没(?:了|活|得)|停了|断了|关了|倒了|辞|裁)"
)
_UNTIL = re.compile(
    r"(?:(?:满|到|过|够|等|有).{1,8}|以后)才(?:有|给|能|发|办|批|算|可以|会|轮|行)|没到(?:年纪|年龄|岁数|时候|那个)|年[纪龄](?:没|还没|不)到"
)
_MORE = re.compile(
    r"超过|过(?=[\d一二三四五六七八九]?十)|以上|多于|高于|大于|不止|[到满够上有拿挣赚花卖收](?=[\d一二两三四五六七八九十])|不低于|不少于"
)
_LESS = re.compile(r"(?<!有没)(?<!达)不到|没到|以下|低于|少于|不超过|以内|不满|不足")
_STILL = re.compile("还[在有能]")
_SOON = re.compile("(?:下个?|明年|过几|过两|再过|[月年]底|快要?)[^，了]{0,7}(?:[退走停断完搬辞]|到期|毕业|结束)")
_SHORT_OF = re.compile(r"差|还缺|不够")
_UNIT = re.compile(
    r"\s*(?:多|来|几)?\s*(块|元|岁|口|人|个人|个月|个|公里|里|小时|分钟|亩|年|月|天|次|回|趟|分|平|斤|头|只)?"
)
_KIND_OF = {"块": "元", "口": "人", "个人": "人", "个": "人", "回": "次", "趟": "次", "个月": "月"}
_DAYS = {"年": 365, "月": 30, "天": 1}


def reached(said: str, asked: About) -> bool | None:
    """Whether what was asked has come about, or comes to so much; None when ``said`` tells nothing of it."""
    if (compared := _compared(said, asked.text)) is not None:
        return compared
    if _UNTIL.search(said) and (asked.exists or asked.able or _DONE.search(asked.text) or "满" in asked.text):
        return False
    if _NO_MORE.search(said) and not asked.hardship and (asked.exists or asked.now):
        return False
    if _NOT_FOR_LONG.match(said) and not asked.hardship and not asked.consent:
        return False
    if asked.now and _STILL.search(asked.text) and _SOON.search(said):
        return True  # 下个月就退了 to 还在上班吗
    if _DONE.search(asked.text) and not _PLANNED.search(asked.text) and not asked.hardship:
        clauses = said.split("，")
        if _NOT_DONE_BUT_DONE.search(clauses[0]) or _A_YEAR_AGO.search(asked.text):
            return None
        for clause in clauses:
            if (TO_COME.search(clause) or UNDER_WAY.search(clause)) and not _NOT_DONE_BUT_DONE.search(clause):
                return False
    return None


def _compared(said: str, question: str) -> bool | None:
    """光医院就六万多 to 超过五万吗: the figure told against the one asked about, when both count the same."""
    less = bool(_LESS.search(question))
    if not less and not _MORE.search(question):
        return None
    limits = quantities(question[-30:])
    told = quantities(said)
    if not limits or not told:
        return None
    unit = _unit(question[-30:], limits[-1])
    same = [size for size in told if _unit(said, size) in ("", unit) or {unit, _unit(said, size)} <= set(_DAYS)]
    if not same:
        return None
    if _SHORT_OF.search(said):
        return less
    value = max(_days(size.value, _unit(said, size) or unit) for size in same)
    limit = _days(limits[-1].value, unit)
    return value < limit if less else value >= limit


def _unit(text: str, size: Quantity) -> str:
    found = _UNIT.match(text, size.end)
    words = (found[1] or "") if found else ""
    if not words and size.end and text[size.end - 1] in "块元岁口亩年月天":
        words = text[size.end - 1]
    return _KIND_OF.get(words, words)


def _days(value: float, unit: str) -> float:
    return value * _DAYS.get(unit, 1)
