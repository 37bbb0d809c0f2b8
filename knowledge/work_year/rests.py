"""Work or rest: whether a stretch of time is one of work or without it, and which of the two a question asks for."""

import re

from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part

_BREAK = re.compile(r"[，。,；;、！!？?：:\s]+")
_BEHIND_A_FIGURE = re.compile(r"(?<=[一二两三四五六七八九十半\d])个?(?:月|天)(?=就|算|是|又|再|只|还)")
_YEAR = re.compile(r"[去今前明]年")
_BEFORE = re.compile(
    r"歇|休|下船|上岸|晚[去来到]|迟[去来]|早[走回]|提前|(?<![做停])停(?!停)|(?<!农)闲|[在待呆](?:了)?家|回[来家]|(?:没|冇)(?:有)?(?:[做干](?!满)|活|出|上班|工)|除|缺|扣|差(?!不多|点)|生病|病了|坏了|修车|(?<!算)(?<!加)(?<!做)(?<!干)下来|下岗|离职|被裁|被辞|[摔受]伤|摔断|骨折|减|去掉|刨|耽误|住院|坐月子|请了?假|[病产事]假|(?<![至不最])少了?$|放(?:了)?假?$|关(?:了|店)?$|空|封|禁|关门|躺|养伤|养病|坐牢|失业|待业|不(?:能)?(?:做|干|出)"
)
_BEHIND = re.compile(
    r"^(?:多|来|左右)?(?:都|是|就|的时间)?(?:没(?:有)?(?:[^，。\s]{0,2}活|[做干](?!满|完|到)|去|出|上班|工作|事|工)|[在待呆住]+(?:家|村|老家|厝|乡下)|种[田地菜]|务农|歇|休息|闲|停|假|不(?:能|让|给|可以)|封|禁)(?![了\d]?[一二两三四五六七八九十半\d])"
)
_REST_OF_YEAR = re.compile(r"其[他它余]|剩下|剩的|别的|平时|另外的?(?:时间|月)|余下")
_IDLE = re.compile(
    r"在(?!外|那|厂|工地|城|厦|福|上海)[^，。]{0,3}(?:家|村|乡下|厝|老家|屋)|没|冇|歇|闲|休|停|失业|关门|倒闭|空|务农|种[田地]|带(?:孩|孙|小)"
)
_ASKS_REST = re.compile(
    r"[几多][个少]*月[^，。？?]{0,4}(?:没|在家(?!务工)|闲|歇|休|[住在]村|在老家|[待呆]在?家|空着|失业|不(?:干|做|出|上))|(?<!不)[在住](?:在)?(?:家|村里?|本村|老家)(?:[待呆住歇休闲里]|务农|的时间)*了?(?:有|是)?(?:几|多少|多久|多长)|"
    r"(?:歇|空|闲|停业?|失业|待业|关门)了?(?:有)?[几多]|(?:没(?:有)?(?:活|工|做|出|上班|收入)|停[工产]|失业|休息)[^，。]{0,6}(?:几|多少|多久|多长)"
)
_ASKS_AWAY = re.compile(r"不在家|在外地|在外[待呆]|外地[待呆住]|在外面?[住待呆]")
# 在家几个月，外出几个月: of two that are asked the work counts.
_ASKS_WORK = re.compile(r"(?<![没不停])(?:外出|打工|务工|在外|上班|做工|出去)[^，。？?]{0,3}[几多]")
_EVERY_OTHER = re.compile(r"隔[一1]个?(?:月|天|周|星期)[^，。\s]{0,3}[做干去][了]?[一1]个?(?:月|天|周|星期)")
_WORKED_IT = re.compile(r"(?<![没不未停冇])[做干打跑](?:了|过|满)(?:大概|差不多|有|才)?$")
_EXCEPTED = re.compile(r"(?:除[了开]?|扣掉|不算)[^，。]*$")
_ALL_THE_REST = re.compile(
    r"[，,\s]*[^，。,\s]{0,8}?[，,\s]*(?:其[他它余]的?(?:时间|月份)?)?(?:都|全|一直)(?P<what>[^，。]{0,8})"
)
_ALTERNATING = re.compile(
    r"(?:[做干上出打]|去)(?:工|班|海|外)?(?P<work>[一二两三四五六七八九十半\d]{1,2})(?P<unit>个?月|天|周|个?星期|年)?(?:的?[工班活])?[，,、\s]*(?:就|再|又|然后|要)?"
    r"(?:歇|休息?|停|在家|闲|没做|回来|玩|回家)(?:了)?(?P<rest>[一二两三四五六七八九十半\d]{1,2})(?P<same>个?月|天|周|个?星期|年)?(?!次|趟)"
)
_NUMBER = r"[一二两三四五六七八九十\d]{1,2}"
_EACH_SEASON = re.compile(
    rf"(?<![头第前后])[一每]个?(?P<unit>季度?|学期|趟|[次回])[^，。\d一二两三四五六七八九十]{{0,4}}(?P<months>{_NUMBER})个月"
)
_ONE_EACH = re.compile(
    rf"(?P<what>[^，。]{{0,12}})(?<!每)各(?:自|是|都)?[^，。\d一二两三四五六七八九十]{{0,4}}(?P<months>{_NUMBER}|半)个(?P<half>半)?月(?!假)"
)
_HOW_MANY = re.compile(rf"(?P<times>{_NUMBER})个?(?:[季趟次回家处]|地方|[^，。\d的年月]{{0,2}}厂|工地)")
_ONCE_MORE = re.compile(r"[，,\s]*(?:又|再|然后|后来)[^，。\s]{0,3}[\d一二两三四五六七八九十半]")
_ALWAYS = re.compile(r"都这样|都是这样|一直|轮着|来回|反复|每次|循环|这样|轮流")
_MONTHS = 12


def asks_for_rest(question: str) -> bool:
    """Does the question ask for the months at home or without work?"""
    rest = _ASKS_REST.search(question) and not _ASKS_AWAY.search(question)
    return bool(rest) and not _ASKS_WORK.search(question)


def is_rest(part: Part, text: str, question: str) -> bool:
    """Is the stretch one without work? 歇了两个月, 封了三个月剩下的都在做."""
    before = _YEAR.split(_BREAK.split(text[max(0, part.start - 30) : part.start])[-1])[-1]
    behind = _BREAK.split(text[part.end : part.end + 30])[0]
    if (rest := remainder(text, part.end)) is not None and not _REST_OF_YEAR.search(text[: part.start]):
        return not rest  # the remainder was worked, so this was not
    before = _BEHIND_A_FIGURE.split(_REST_OF_YEAR.split(before)[-1])[-1]
    if _WORKED_IT.search(before):
        return False  # 摔伤以前做了四个月
    if _EXCEPTED.search(before) and (others := _ALL_THE_REST.match(text, part.end)):
        return not _IDLE.search(others["what"])  # 除了三个月去女儿家，都在村里
    if before.endswith(("上", "下", "前", "后", "头")) and text[part.start] == "半":
        return bool(_IDLE.search(behind))  # 上半年疫情没去
    if _ASKS_AWAY.search(question):
        return bool(re.search(r"(?<!不)在家|回[家来]", before) or re.match(r"[都就]?在家|回[家来]", behind))
    return bool(_BEFORE.search(before) or _BEHIND.search(behind))


def remainder(text: str, at: int) -> bool | None:
    """剩下的都在做 (False), 其他时间在家 (True): is the rest of the year without work? None when nothing is said."""
    found = _REST_OF_YEAR.search(text, at)
    if not found:
        return None
    clause = _BREAK.split(text[found.end() : found.end() + 20])[0]
    return bool(_IDLE.search(clause))


def alternating(text: str) -> tuple[float, str] | None:
    """做一个月歇一个月 is half the year, 做九休三 nine months: the months worked and how they come about."""
    if other := _EVERY_OTHER.search(text):
        return _MONTHS / 2, f"{other[0]}，一年算{_MONTHS / 2:g}个月"
    found = _ALTERNATING.search(text)
    if not found or _ONCE_MORE.match(text, found.end()):
        return None
    work, rest = (_value(found[each]) for each in ("work", "rest"))
    if not found["unit"] and not found["same"]:
        return (work, f"{found[0]}，算{work:g}个月") if work + rest == _MONTHS else None
    if found["unit"] != found["same"] or not (_ALWAYS.search(text) or work + rest <= 7):
        return None
    months = _MONTHS * work / (work + rest or 1.0)
    return months, f"{found[0]}，一年算{months:g}个月"


def _value(words: str) -> float:
    found = quantities(words)
    return found[0].value if found else 0.0


def _one_each(text: str) -> tuple[float, str] | None:
    """清明前后各忙一个月; 三个厂各做两个月: so many months for each of two or more."""
    found = _ONE_EACH.search(text)
    if not found:
        return None
    told = _HOW_MANY.search(found["what"])
    many = _value(told["times"]) if told else 2.0
    months = _value(found["months"]) + (0.5 if found["half"] else 0.0)
    total = many * months
    return (total, f"{many:g}次各{months:g}个月，算{total:g}个月") if 0 < total <= _MONTHS else None


def by_season(text: str) -> tuple[float, str] | None:
    """一季度做一个月，四个季度; 一学期五个月，两学期: the months and how they come about."""
    if len(found := list(_EACH_SEASON.finditer(text))) != 1:
        return _one_each(text)  # 一趟三个月一趟两个月 are told apart
    each = found[0]
    times = re.search(rf"(?<!第)(?P<times>{_NUMBER})个?{each['unit']}", text[: each.start()] + text[each.end() :])
    if not times:
        return None
    months, many = (_value(found) for found in (each["months"], times["times"]))
    total = months * many
    return (total, f"{months:g}个月×{many:g}{each['unit']}＝{total:g}个月") if many > 1 and total <= _MONTHS else None
