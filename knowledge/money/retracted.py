"""Amounts that are taken back or said again: 四万，不是三万四; 六万，哦那是我弟家的; 三万…三万三."""

import re
from dataclasses import replace

from knowledge.money.flows import Flow
from knowledge.money.moneywords import ANSWER, persons_in, when_in
from knowledge.money.units import TIMES
from knowledge.numbers.numerals import corrections

Flows = list[Flow]
_NOT = re.compile(r"(?:(?<!是)不是|并非|哪是|没说|哪里?[有来]的?)(?:说|讲|什么|一年|一个月|一共|总共)*$")
_ANOTHERS = re.compile(r"(?:那|这)(?:个|边)?(?:都|还)?(?:是|算)[^，。\d一二两三四五六七八九十]{1,8}的")
_MERELY_SAID = re.compile(r"(?:把|漏|忘)[^，。]*$")
_LEFT_OUT = re.compile(r"[^，。]{0,3}(?:漏|忘|没算进|算错)")
_BOUND = re.compile(r"[块元]?(?:都|也|还)(?:没有?|不到|不够|不足|拿不到|挣不到)|[块元]?[，,\s]*没有的[，,\s]")
_LESS = re.compile(
    r"(?:没有?|没那么多|哪有|哪里有)(?:那么多|这么多)?的?[，,\s][^，。]{0,4}(?:最多|顶多|也就|估计|大概|只有)$"
)
_ONE_MORE = re.compile("一[个次回]|[还又另再加]")
_UP_TO = re.compile("(?:不到|没到|不足|不够|没有)$")
_REALLY = re.compile(r"实际|其实|真正|真的")
_REPORTED = re.compile(r"报|登记|填|写|[说讲]|名义|上面")
_AVERAGE = re.compile(
    r"(?:平均|均下来|拉平|扯平)(?:拉?下来|拉|算|起来|一个月|一天|每天|每月|大概|一年|全年|也就|就|差不多|是|有)*$"
)
_SPREAD = re.compile(r"有时|时候|有的|[多少好差]的|忙|闲|旺|淡|[好坏差大小丰欠歉]年|最多|最少|底薪|保底|基本工资|提成")
# 我报三万八，我爸说四万二，就按四万二吧.
_CONCLUDED = re.compile(
    r"只(?:承?认|算)$|(?:就|那|还是|统一|先|都|你|[给帮]我)[按算写填报记照](?:它|个|是|作|成|一年|一个月|一天)*$"
)
_STEP = re.compile(r"[涨多少降加减扣](?:了|掉|上去)$")
_PUT_RIGHT = re.compile("错|不对|不是")
_BAD_YEAR, _GOOD_YEAR = re.compile(r"差|不[好行]|坏|小年|歉|淡"), re.compile(r"好|大年|丰|旺")
_WAS_SUCH = re.compile(
    r"(?:去年|今年|前年|这[一两]?年)(?:算|是|就|属于|也|都)*((?:不好|不行|[好差坏]|[大小丰歉]年)[的啊了]*)"
)
_ASKS_RECEIVED = re.compile("到手|到账|实际|[拿收得领]到")
_RECEIVED = re.compile("到我?[手卡账]|[卡手][里上]|打到|剩|[拿收得领]到")
_AWARDED = re.compile("判|批|账面|说|讲|协议|答应|合同|定")
_ASKED = re.compile(r"[^，。,？?\d]{0,5}[？?]")
_PAUSE = re.compile(r"[…\.。，,\s嗯呃额啊哦那个~—-]*")


def standing(flows: Flows, text: str) -> Flows:
    """The flows that the speaker lets stand, in order."""
    for step in (
        _averaged,
        _not_the_step,
        _not_asked,
        _not_denied,
        _not_dismissed,
        _corrected,
        _not_begun,
        _not_bounds,
        _in_fact,
        _of_such_a_year,
        _concluded,
    ):
        if len(flows) > 1:
            flows = step(flows, text) or flows
    return flows


def _averaged(flows: Flows, _text: str) -> Flows:
    """有时两千有时三千，平均两千五: the average counts, told for what the others are."""
    last = flows[-1]
    if not _AVERAGE.search(last.gap) or not all(
        _SPREAD.search(each.gap) or each.bare or ANSWER["nominal"].search(each.gap) for each in flows[:-1]
    ):
        return flows
    if set(last.measure.per) & set(TIMES):
        return [last]  # 旺季一个月五六千，一年平均下来四万八
    per = next((each.measure.per for each in flows if set(each.measure.per) & set(TIMES)), ())
    return [replace(last, measure=replace(last.measure, per=per))]


def _not_asked(flows: Flows, text: str) -> Flows:
    """一亩一百多那种？我家去年打了三百六: what was only asked goes."""
    return [each for each in flows if not _ASKED.match(text, each.measure.end) or each is flows[-1]]


def _not_denied(flows: Flows, _text: str) -> Flows:
    """是三万四，不是四万三: what was denied goes, also where it was said before."""
    denied = {each.amount.value for each in flows if _NOT.search(each.gap)}
    left = [each for each in flows if each.amount.value not in denied]
    return _like_before(left, flows) if left and denied else flows


def _not_dismissed(flows: Flows, _text: str) -> Flows:
    """六万，那是我弟家的，我家三万八: all before goes; 我把那三千的漏了 is only told."""
    kept = [each for each in flows if not (_LEFT_OUT.match(each.behind) or _MERELY_SAID.search(each.clause))]
    last = max((n for n, each in enumerate(kept) if n and _is_anothers(each.gap)), default=0)
    return kept[last:]


def _is_anothers(gap: str) -> bool:
    """Does it say whose or which year's the amount before was? 那是我弟家的, 那是前年的."""
    found = _ANOTHERS.search(gap)
    return bool(found and (when_in(found[0]) or persons_in(found[0]) or "家" in found[0]))


def _corrected(flows: Flows, text: str) -> Flows:
    """What was taken back goes: the one amount before, the same person's, or else the last before."""
    starts = [at for at in corrections(text) if flows[0].measure.start < at <= flows[-1].measure.start]
    if not starts:
        return flows
    earlier = [each for each in flows if each.measure.start < starts[-1]]
    later = [each for each in flows if each.measure.start >= starts[-1]]
    who = later[0].who
    back = [each for each in earlier if who and each.who == who] or earlier[-1:]
    return [each for each in earlier if each not in back and each.who] + _like_before(later, back)


def _not_the_step(flows: Flows, _text: str) -> Flows:
    """五千 不对 五千二 上个月刚加了两百: what the second is more or less than the first is no further amount."""
    steps = {
        n
        for n in range(2, len(flows))
        if _STEP.search(flows[n].gap)
        and (flows[n - 1].bare or _PUT_RIGHT.search(flows[n - 1].gap))
        and flows[n].amount.value == abs(flows[n - 1].amount.value - flows[n - 2].amount.value)
    }
    return [each for n, each in enumerate(flows) if n not in steps]


def _like_before(later: Flows, before: Flows) -> Flows:
    """一个月四千，不对，三千四: the right amount is told for the same time."""
    per = next((each.measure.per for each in before if each.measure.per), ())
    first = later[0]
    near = any(each.amount.value / 4 <= first.amount.value <= each.amount.value * 4 for each in before)
    if not set(per) & set(TIMES) or first.measure.per or not near or "年" in first.gap:
        return later
    return [replace(first, measure=replace(first.measure, per=per)), *later[1:]]


def _in_fact(flows: Flows, _text: str) -> Flows:
    """村里报的是一万五，实际有两万: the second counts."""
    first = next((n for n, each in enumerate(flows) if n and _REALLY.search(each.gap)), 0)
    return flows[first:] if first and _REPORTED.search(flows[first - 1].gap) else flows


def _of_such_a_year(flows: Flows, text: str) -> Flows:
    """好年景七八千，差的时候三四千，去年算差的: the one of a year of that kind."""
    called = _WAS_SUCH.search(text, flows[-1].measure.end)
    kinds = [_kind_of_year(each.clause) for each in flows]
    if not called or sorted(kinds) != ["bad", "good"]:
        return flows
    return [flows[kinds.index(_kind_of_year(called[1]))]]


def _kind_of_year(words: str) -> str:
    return "bad" if _BAD_YEAR.search(words) else "good" if _GOOD_YEAR.search(words) else ""


def in_hand(flows: Flows, asked: str) -> Flows:
    """判了八万，扣来扣去到我卡里五万 asked for what was received: the last."""
    got = len(flows) > 1 and _ASKS_RECEIVED.search(asked) and _RECEIVED.search(flows[-1].gap)
    return flows[-1:] if got and _AWARDED.search(flows[0].clause) else flows


def _concluded(flows: Flows, _text: str) -> Flows:
    """That one counts which the speaker settles on in the end."""
    last, before = flows[-1], flows[-2]
    if not _CONCLUDED.search(last.clause):
        return flows
    told = any(_REPORTED.search(each.clause) or each.bare for each in flows[:-1])
    within = before.amount.ranged and before.amount.low <= last.amount.value <= before.amount.high
    if within and not told:  # 桃子一万二，李子八千多，就按八千算
        return [*flows[:-2], *_like_before([replace(last, side=before.side, who=before.who)], [before])]
    near = any(each.amount.value / 3 <= last.amount.value <= each.amount.value * 3 for each in flows[:-1])
    rates = all(each.measure.per for each in flows[:-1]) and last.amount.value > before.amount.value
    return _like_before([last], flows[:-1]) if near or rates else flows


def _not_begun(flows: Flows, text: str) -> Flows:
    """三万…三万三千: an amount that only begins the next one."""
    words = [text[each.measure.start : each.measure.end] for each in flows]
    begun = {
        n
        for n in range(len(flows) - 1)
        if not _is_sum(flows, n + 1)
        and words[n + 1].startswith(words[n])
        and words[n + 1] != words[n]
        and _PAUSE.fullmatch(flows[n + 1].gap)
    }
    return [each for n, each in enumerate(flows) if n not in begun]


def _refined(flow: Flow, after: Flow) -> bool:
    """三万多，三万二吧; 不到三万，两万八: first a range or a bound, then the amount."""
    if not after.bare or _ONE_MORE.search(after.gap) or after.measure.per not in ((), flow.measure.per):
        return False
    within = flow.amount.low <= after.amount.value <= flow.amount.high and not after.amount.ranged
    return (flow.amount.ranged and within) or bool(_UP_TO.search(flow.gap))


def _denied(flow: Flow, after: Flow) -> bool:
    """三万冇，两万七八有."""
    return flow.behind.startswith(("没", "冇")) and after.amount.ranged and after.bare


def _is_sum(flows: Flows, last: int) -> bool:
    """种地五千加打工两万，两万五: does it come to all before it?"""
    return last > 1 and sum(each.amount.value for each in flows[:last]) == flows[last].amount.value


def _not_bounds(flows: Flows, text: str) -> Flows:
    """四万都没有，三万八: a bound, and then the amount."""
    more = {
        n
        for n in range(len(flows) - 1)
        if re.match("[块元]?\\s*(?:都|也|还)?不止", text[flows[n].measure.end :])
        and flows[n].amount.value < flows[n + 1].amount.value <= flows[n].amount.value * 3
    }
    ends = [text[each.measure.start : each.measure.end + 8] for each in flows]
    bounds = {
        n
        for n in range(len(flows) - 1)
        if (
            _denied(flows[n], flows[n + 1])
            or _refined(flows[n], flows[n + 1])
            or _LESS.search(flows[n + 1].gap)
            or (flows[n + 1].bare and re.search(f"{_BOUND.pattern}|不到", ends[n]))
        )
        and flows[n].amount.high * 0.4 <= flows[n + 1].amount.value <= flows[n].amount.high
    }
    return [each for n, each in enumerate(flows) if n not in bounds | more]
