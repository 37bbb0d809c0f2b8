"""What a question about money wants to know: which side, for which time, whose, of which year."""

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.money.moneywords import kinds_in, persons_in, when_in
from knowledge.money.units import PIECES, unit_of
from knowledge.numbers.numerals import quantities

# The first that fits decides; a question that says nothing of all this is about income.
_SIDES = (
    ("own", r"报[^，。]*(?:自己|自付|自费)"),
    ("refund", r"^(?!.*自己).*(?:医保|农保|农合|保险)[^，。]{0,4}(?:报|赔|给)"),
    ("gross", r"毛收|流水|毛利|营业额|销售额"),
    ("cost", r"赔给(?:别人|对方|人家|他)"),
    ("given", r"赡养|孝敬|[给寄汇](?:了)?(?:您|你|家|过?来|回)|[寄汇拿]多少(?:钱)?回|给多少"),
    ("debt", r"(?:欠|债|贷|借|赊)[^，。]*(?:剩|没还|没付)|剩[^，。]*(?:没还|没付|没结)"),
    (
        "net",
        r"(?:卖(?!部)|小卖部|养|种|生意|店|摊|塘)[^，。]{0,8}赚了?多少|[拿带]回(?!来的钱)|净|利润|盈利|纯(?:收|利|赚)|落[下得几多]|剩|余下|结余|除[掉去]?成本|赚头",
    ),
    (
        "refund",
        r"报销?(?:了|掉|到)?(?:多少|几成)|报(?:了|掉|到|得)?多少|赔(?:偿|给)|理赔|^(?!.*(?:亏|养|种|生意|店|做|投|卖)).*赔了?多少|(?:对方|保险|公司|老板|工地|厂里|人家|肇事|司机|政府|单位)[^，。]{0,4}赔|赔了?[您你我]",
    ),
    ("own", r"自己[^，。]{0,3}[掏出付花承负扛垫]|自付|自费|自掏|个人[付出承支]|掏了"),
    ("repaid", r"(?:[每这本上]个?月|一个月|一年|每年)[^，。]{0,4}还(?!有|欠|差)|月供|还了多少|还掉多少|还贷"),
    ("debt", r"欠|债|贷|借|赊|还差|没还|拖|压了|没[发结给]"),
    ("loss", r"(?:减(?:少|产|收)?|少[收卖挣赚])了?多少|亏|值多少|烧[了掉]|毁|冲走|损失|骗|赔了|倒贴|蚀|丢了|冲走"),
    ("cost", r"(?:医院|学校|物业|水厂|电力|幼儿园|人家|他们)[^，。]{0,3}(?<!回)收"),
    ("saved", r"存款|积蓄|存了|攒|存(?:下|得|多少)"),
    ("cost", r"本钱|成本一?年|投入"),
    ("taken", r"扣(?:了|掉)?[您你他她]?多少|罚"),
    ("any", r"^(?!.*(?:收|租给|出租|流转|租出|拿|得)).*租"),
    ("income", r"收入|挣|赚|工资|工钱|卖(?!部|店|铺)|养老|低保|补贴|补助|租金|租给|领|进账|退休|分红|收(?:得|到|多少)"),
    (
        "cost",
        r"花|幼儿园|学期|烟|酒|伙食|菜[金钱]|买菜|电|水费|油|成本|本钱|本金|投资|费|药|投[入进了]|[要得]?交(?!通)|支出|开销|开支|用了|用掉|要交|交了|修|买|"
        r"要多少|得多少|上学|读书|看病|住院|手术|透析",
    ),
)
_PERIODS = (
    ("学期", r"(?:一个|每个?|一)学期"),
    ("季", r"季度"),
    ("小时", r"(?:一|每)个?(?:小时|钟)|时薪"),
    ("天", r"一天|每天|一日|日薪|日工资"),
    ("月", r"每个?月|一个?月|(?<!个)月(?:薪|工资|收入|租|供)|每月|按月"),
    ("年", r"一年|全年|每年|年(?:收入|底|头)|去年|今年|前年|\d年|年"),
)
_EVERYONE = re.compile(
    r"家里|合起来|合在一起|[您你他她]家|全家|一家|家庭|该户|[您你他她咱]们|[俩两]|一共|总共|加起来|子女|儿女|孩子们|老人家"
)
_LEFT_OUT = re.compile(r"[(（]?(?:不算|不含|不包括|除了|除(?![掉去开]))[^)），,?？]{1,12}[)）]?")
_ONCE = re.compile(r"当时|当初|[贷借]了")
# A question for the price of one: 您一场能拿多少.
A_PIECE = re.compile(rf"[一每](?P<unit>[{PIECES}斤亩平]|个(?![月年季学星礼人]))(?!共)[^，。]{{0,8}}(?:多少|几)")
_A_HEAD = re.compile("人均|[每各]个?人(?!家)|平均每|平均一个人")
_REGULAR = re.compile(
    "^(?!.*(?:总|共|合计|全部|年|欠|修|盖|危|灾|[助贴给发]了|一次))[^，。]*"
    "(?:低保|养老|退休|补[贴助]|残补|高龄|工资|月薪|底薪|租金|房租|房贷|月供)"
)
_MONTHS = re.compile(r"(?P<n>\d{1,2}|十[一二]?|[二两三四五六七八九])个月")
_TWO = re.compile("[俩两]|爸妈|父母|公婆|公公婆婆|夫妻|夫妇|二老")


@dataclass(frozen=True, slots=True)
class Wanted:
    """``side`` is income, cost, debt …; ``period`` 年, 月, 天 or "" for a sum that is no flow; ``who`` the persons
    meant (empty: everybody's together), ``people`` how many when it says so (0: not said), ``piece`` the
    thing whose price is asked, ``as_told`` that the question for a pay leaves its time to the answer,
    ``months`` how many months it asks about (0: not said)."""

    side: str = "income"
    period: str = "年"
    who: frozenset[str] = frozenset()
    people: int = 0
    when: str = ""
    kinds: frozenset[str] = frozenset()
    still: bool = False
    in_wan: bool = False
    asked: str = ""
    piece: str = ""
    as_told: bool = False
    months: float = 0.0

    @property
    def comes_in(self) -> bool:
        """Is it about money that comes in?"""
        return self.side in ("income", "net", "given", "gross")


@lru_cache(maxsize=1024)
def wanted(question: str) -> Wanted:
    """What ``question`` wants; an empty one wants the household's income in a year."""
    if not question:
        return Wanted()
    asked = _LEFT_OUT.sub("", question)
    side = next((name for name, pattern in _SIDES if re.search(pattern, asked)), "income")
    period = next((name for name, pattern in _PERIODS if re.search(pattern, asked)), "")
    spell = _MONTHS.search(asked)
    period = "" if spell else period
    as_told = not period and side == "income" and bool(_REGULAR.search(asked))
    if not period and side in ("income", "net", "given", "gross") and not A_PIECE.search(asked) and not spell:
        period = "年"
    if side in ("debt", "loss", "saved", "own", "refund") and period == "年" and not re.search("一年|每年", asked):
        period = ""
    piece = A_PIECE.search(asked)
    together = _EVERYONE.search(asked)
    return Wanted(
        side,
        period,
        frozenset() if together else _meant(asked),
        2 if _TWO.search(asked) else 0,
        when_in(asked),
        kinds_in(asked),
        not _ONCE.search(asked),
        bool(re.search(r"万元|多少万|几多?万|[(（]万[)）]", asked)),
        asked,
        "人" if _A_HEAD.search(asked) else unit_of(piece["unit"]) if piece else "",
        as_told,
        quantities(spell["n"])[0].value if spell else 0.0,
    )


def _meant(asked: str) -> frozenset[str]:
    """The persons whose money it is: 您 is the one who speaks unless another is named."""
    named = persons_in(asked) - {"stranger"}
    others = named - {"self"}
    if others:
        return frozenset(others)
    one = re.search("[您你]", asked) or (kinds_in(asked) and re.search("每个?月|一个?月", asked))
    return frozenset({"self"}) if one else frozenset()
