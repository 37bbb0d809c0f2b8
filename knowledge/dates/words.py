"""The words of a text that speak of days: years, months, days, festivals, 上个月, 三天前; put together as mentions."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from knowledge.dates.events import EVENTS, FESTIVALS
from knowledge.dates.figures import CHARACTERS, figure
from knowledge.wordlists import wordtable


@dataclass(frozen=True, slots=True)
class Mention:
    """What a text says about one day, as far as it is said; None or empty for what is not.

    ``years_ago``, ``months_ago``, ``days_ago`` and ``weeks_ago`` are counted back from today's. ``lunar`` is which
    calendar was named. ``ago`` is a stretch of time like 半个月前. ``shift`` are days before or after the rest,
    ``years_on`` the years after another one that is named (第二年).
    """

    start: int
    end: int
    year: int | None = None
    years_ago: int | None = None
    short_year: bool = False
    month: int | None = None
    leap: bool = False
    months_ago: int | None = None
    day: int | None = None
    lunar: bool | None = None
    characters: bool = False
    festival: str = ""
    event: str = ""
    days_ago: int | None = None
    weekday: int | None = None
    weeks_ago: int | None = None
    ago: str = ""
    part: str = ""
    shift: int = 0
    years_on: int = 0
    vague: bool = False

    @property
    def dated(self) -> bool:
        """Does it say when within a year, or a day by itself?"""
        told = (self.month, self.months_ago, self.day, self.days_ago, self.weekday, self.weeks_ago)
        return any(each is not None for each in told) or bool(self.festival or self.event or self.ago or self.part)

    @property
    def counted_back(self) -> bool:
        """Is it told from today: 上个月二十号, 昨天?"""
        told = (self.months_ago, self.days_ago, self.weeks_ago)
        return any(each is not None for each in told) or bool(self.ago)

    @property
    def has_year(self) -> bool:
        """Is the year said?"""
        return self.year is not None or self.years_ago is not None or bool(self.years_on)


_TABLE = wordtable("dates")
_YEARS_AGO: Mapping[str, int] = _TABLE["years_ago"]
_DAYS_AGO: Mapping[str, int] = _TABLE["days_ago"]
_SPECIAL_MONTHS = {"正": 1, "冬": 11, "腊": 12, "元": 1}
_WEEKDAYS = {c: n for n, c in enumerate("一二三四五六")} | {str(n + 1): n for n in range(6)} | {"日": 6, "天": 6}


def _any(words: Iterable[str] | str) -> str:
    """A pattern for one of these words, the longest first."""
    words = words.split() if isinstance(words, str) else words
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


_LISTS: Mapping[str, str] = {name: _any(words) for name, words in _TABLE["lists"].items()}
_REPUBLIC = 1911
_C, _ONES, _DIGIT = CHARACTERS, "一二三四五六七八九", "零〇○一二三四五六七八九"
_COUNTED = "个万千百元块角毛岁天次亩斤%％平米人户口度公里点层间头只年"  # what stands behind a number that is no date
_MONTH, _DATE = "(?P<{}m>1[0-2]|0?[1-9])", r"(?P<{}d>3[01]|[12]\d|0?[1-9])"
_LONG_DATE = rf"三十一?|二十[{_ONES}]?|十[{_ONES}]?|[{_ONES}]"
_NO_DATE = rf"(?![\d{_COUNTED.replace('元', '')}多来几十直样般共定边]|元(?![宵旦]))"
_DAY = rf"(?P<{{0}}>(?>初[{_ONES}十]|{_LONG_DATE}|廿[{_ONES}]?|卅|[0-3]?\d))(?P<{{1}}>[号日])?{_NO_DATE}"
_PART = rf"{_LISTS['month_parts']}(?![{_ONES}十秋国])"
_YEARS_AND = rf"(?:(?:\d{{1,2}}|[{_C}]{{1,2}})年[零又加]?(?=[\d{_C}]{{1,2}}个月))?"
_UNIT = "(?:年|月|天|日|周|星期|礼拜|小时|钟头)"
_AGO = rf"{_YEARS_AND}(?:好几|几|半|\d{{1,3}}|[{_C}]{{1,4}})[多来]?个?[多半来]?{_UNIT}[多半来]*"
_WEEK = r"(?:周|星期|礼拜)"
_WHICH_WEEK = r"(?P<{}>上+个?|这个?|本|下+个?)"
_TOKENS = (
    "(?P<fix>不对|错了|[说讲打写记看搞弄念]错|"
    "[哦啊呃不]不|[哦噢啊]是(?=[阳公新国农阴旧]历)|更正|应该是|(?:^|[，, 。])(?:不是(?=[，, 不])|不[，, ]))",
    # 2023-11-07, 2023 11 7, 20231107, 2023-11, 23.11.7, 11/7
    rf"(?<!\d)(?P<y>\d{{4}}) ?[-/.年，,、 ] ?{_MONTH.format('')} ?[-/.月，,、 ] ?{_DATE.format('')}(?!\d)[日号]?",
    r"(?<!\d)(?P<cy>(?:19|20)\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])?(?!\d)",
    rf"(?<!\d)(?P<by>(?:19|20)\d\d)[-/.]{_MONTH.format('b')}(?!\d)",
    rf"(?<![\d.])(?P<sy>\d\d)[-/.]{_MONTH.format('s')}[-/.]{_DATE.format('s')}(?!\d)",
    rf"(?<![\d.\-/]){_MONTH.format('n')}[-/.]{_DATE.format('n')}(?![\d.\-/{_COUNTED}])[日号]?",
    # 2023年, 二〇二三年, 65年, 六五年, 去年
    rf"(?<!\d)(?P<y4>(?:19|20)\d\d)(?:年(?![前后内多])|(?![\d{_COUNTED}多来]))",
    rf"(?P<k4>[一二][{_DIGIT}]{{3}})年?",
    rf"(?<![\d了有近快过满{_C}])(?P<y2>\d\d|[{_DIGIT}]{{2}}|二?十[{_ONES}]?(?=年(?:\d|[{_C}]{{1,2}}月)))年(?![前后内多纪代了来时间])",
    rf"(?P<kilo>[两二]千(?:零?[一二两]?十?[{_ONES}]?)|一千九百(?:零?[{_ONES}]?十?[{_ONES}]?))年(?![前后内多了来])",
    rf"民国(?P<roc>\d{{1,2}}|[{_C}]{{1,3}})年",
    f"(?P<ry>{_any(_YEARS_AGO)})",
    f"(?P<moon>{_LISTS['lunar']})",
    f"(?P<sun>{_LISTS['solar']})(?P<nosun>[，, ]?[我你您]?(?:自己)?(?:[讲说算]?不|查|算|忘))?",
    f"(?P<season>(?<![过个]){_LISTS['year_parts']}(?![{_ONES}十到])|(?<=年)的?(?:第一天|头一天|最后一天)|(?<=年)(?:底|末|尾|初|中)(?![{_ONES}十秋元风考]))",
    "(?<=[年月的])的?(?P<same>这个?时候|这会儿?|今天|今日)",
    rf"(?:(?<![\d{_C}])|(?![{_C}]))(?P<feast>{_any(FESTIVALS)})(?![号日年])(?:(?<!一)|(?![{_C}\d]))(?P<eve>前夕|前夜)?",
    f"(?P<event>{_any(EVENTS)})(?:台风)?",
    "(?P<newyear>过年)(?!前|后)",
    # 八月, 闰六月初六, 腊月廿三, 上个月15号, 15号, 初三
    rf"(?<![\d个半{_C}])(?P<leap>闰)?(?P<month>正|冬|腊|元|十[一二]?|[{_ONES}]|1[0-2]|0?[1-9])月"
    r"(?![子薪租供均饼前后]|工资)"
    rf"份?(?:[的，,]?{_DAY.format('md', 'mmark')})?(?:的?(?P<mpart>{_PART}))?",
    "(?P<rm>上上个?|大上个?|上个?|这个?|本|当|下下个?|下个?)月份?的?"
    f"(?:{_DAY.format('rd', 'rmark')})?(?:(?P<rpart>{_PART}))?",
    "(?P<bare>月底|月末|月初|月中)",
    rf"(?P<lunarday>初[{_ONES}十]|廿[{_ONES}]?|卅)(?![中高一二三])",
    rf"(?<![\d{_C}第])(?P<bd>{_LONG_DATE}|3[01]|[12]\d|0?[1-9])[号日](?![楼线病床门院店桌机车台])",
    f"(?P<near>{_any(_DAYS_AGO)})(?![子媳女孙]|是?(?:几号|几月|星期几|礼拜几|什么日子))",
    f"(?:{_WHICH_WEEK.format('wk')})?{_WEEK}(?P<wd>[一二三四五六日天1-6])(?![年个月岁])",
    f"{_WHICH_WEEK.format('wk2')}{_WEEK}",
    # 三天前, 前几天, 前一天, 第二天, 前后
    f"(?P<ago>{_AGO})(?P<way>以?前(?![{_ONES}两十几])|之前|以后|之后|后(?![{_ONES}两十几天年]))",
    f"(?P<few>{_LISTS['few_days']})",
    rf"的?(?P<off>前|后)[面头]?第?(?P<offn>[{_ONES}两十]|\d{{1,2}})[天日晚]",
    rf"(?P<next>第(?P<nth>[{_ONES}]|\d)[天日晚](?!就?是(?:礼拜|星期|周))|隔[天日]|次日|转天|(?P<prev>头一[天晚]))",
    rf"(?P<then>(?:又|再)?[过隔]了?(?P<thenn>[{_ONES}两十]|\d{{1,2}})(?P<thenu>[天日]|个?礼拜|个?星期|周)(?!了))",
    "(?P<nexty>第二年|隔年|转年|次年|翌年|后一年|过了?一年)",
    "(?P<someday>(?:[一二三]?十|[123]0?|廿)[几多来][号日]|[初好]?几[号日]|初几)",
    f"(?P<rough>{_LISTS['rough']}|[前后](?=[就才，,。 ]|$))",
)
_TOKEN = re.compile("|".join(f"(?:{token})" for token in _TOKENS), re.ASCII)
Partial = Mapping[str, object]  # fields of a Mention


def _whole(found: re.Match[str]) -> Partial:
    for letter in ("", "c", "s"):
        if year := found[f"{letter}y"]:
            day = found[f"{letter}d"]
            told = {"year": int(year), "month": int(found[f"{letter}m"]), "day": int(day) if day else None}
            return told | {"lunar": False, "short_year": letter == "s"}
    return {"year": int(found["by"]), "month": int(found["bm"]), "lunar": False}


def _figures(found: re.Match[str]) -> Partial:
    return {"month": int(found["nm"]), "day": int(found["nd"])}


def _year(found: re.Match[str]) -> Partial:
    if found["y2"]:
        return {"year": figure(found["y2"]), "short_year": True}
    return {"year": figure(found["y4"] or found["k4"])}


def _thousands(found: re.Match[str]) -> Partial:
    """两千零一十九年 is 2019."""
    told = found["kilo"]
    begins, rest = (1900, told[4:]) if told.startswith("一") else (2000, told[2:])
    return {"year": begins + (figure(rest.removeprefix("零")) if rest.removeprefix("零") else 0)}


def _republic(found: re.Match[str]) -> Partial:
    """民国二十四年 is 1935."""
    return {"year": _REPUBLIC + figure(found["roc"])}


def _month(found: re.Match[str]) -> Partial:
    said = found["month"]
    month = _SPECIAL_MONTHS.get(said) or figure(said)
    lunar = True if said in "正冬腊" or found["leap"] else False if said == "元" else None
    told: dict[str, object] = {"month": month, "leap": bool(found["leap"]), "part": found["mpart"] or ""}
    return told | {"lunar": lunar} | _day(found["md"], found["mmark"], lunar)


def _relative_month(found: re.Match[str]) -> Partial:
    said = found["rm"].replace("大上", "上上")
    ago = said.count("上") - said.count("下")
    return {"months_ago": ago, "part": found["rpart"] or ""} | _day(found["rd"], found["rmark"], None)


def _day(said: str | None, mark: str | None, lunar: bool | None) -> dict[str, object]:
    """A day of the month: 初三 and 廿三 are lunar, 三号 is not; 十五 after 八月 may be either."""
    if not said:
        return {}
    if lunar is None and not mark and said[0] in "初廿卅":
        lunar = True
    elif lunar is None and mark:
        lunar = False
    return {"day": figure(said), "lunar": lunar, "characters": not said.isdigit()}


def _weekday(found: re.Match[str]) -> Partial:
    said = found["wk"] or found["wk2"] or ""
    weeks = said.count("上") - said.count("下") if said else None
    return {"weeks_ago": weeks, "weekday": _WEEKDAYS[found["wd"]] if found["wd"] else None}


def _offset(found: re.Match[str]) -> Partial:
    if found["next"]:
        return {"shift": -1 if found["prev"] else figure(found["nth"]) - 1 if found["nth"] else 1}
    if found["then"]:
        return {"shift": figure(found["thenn"]) * (1 if found["thenu"] in "天日" else 7)}
    return {"shift": figure(found["offn"]) * (-1 if found["off"] == "前" else 1)}


def _near(found: re.Match[str]) -> Partial:
    return {"days_ago": _DAYS_AGO[found["near"]], "vague": found["near"].startswith("明后")}


def _calendar(found: re.Match[str]) -> Partial:
    return {"lunar": bool(found["moon"] or found["nosun"])}


# The first group of a token -> what it says.
_READ: Mapping[str, Callable[[re.Match[str]], Partial]] = {
    "fix": lambda _found: {},
    **dict.fromkeys(("y", "cy", "by", "sy"), _whole),
    "nm": _figures,
    **dict.fromkeys(("y4", "k4", "y2"), _year),
    "kilo": _thousands,
    "roc": _republic,
    "ry": lambda found: {"years_ago": _YEARS_AGO[found["ry"]]},
    **dict.fromkeys(("moon", "sun"), _calendar),
    "season": lambda found: {
        "part": found["season"].lstrip("的") if len(found["season"]) > 1 else "年" + found["season"]
    },
    "same": lambda found: {"part": "同日" if "今" in found["same"] else "同月"},
    "feast": lambda found: {"festival": found["feast"], "shift": -1 if found["eve"] else 0},
    "event": lambda found: {"event": found["event"]},
    "newyear": lambda _found: {"festival": "春节", "vague": True},
    "month": _month,
    "rm": _relative_month,
    "bare": lambda found: {"part": found["bare"]},
    "lunarday": lambda found: {"day": figure(found["lunarday"]), "lunar": True, "characters": True},
    "bd": lambda found: {"day": figure(found["bd"]), "lunar": False},
    "near": _near,
    **dict.fromkeys(("wk", "wd", "wk2"), _weekday),
    "ago": lambda found: {"ago": found["ago"] + ("后" if "后" in found["way"] else "前")},
    "few": lambda _found: {"ago": "几天前"},
    **dict.fromkeys(("off", "next", "then"), _offset),
    "nexty": lambda _found: {"years_on": 1},
    **dict.fromkeys(("someday", "rough"), lambda _found: {"vague": True}),
}


def words_of_days(text: str) -> Iterator[tuple[str, Mention]]:
    """Each word that speaks of days, with the kind of word it is: ``ry``, ``month``, ``feast`` …, ``fix`` for 不对."""
    for found in _TOKEN.finditer(text):
        kind = next(name for name in _READ if found[name] is not None)
        yield kind, replace(Mention(found.start(), found.end()), **_READ[kind](found))  # type: ignore[arg-type]
