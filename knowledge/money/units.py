"""What is measured and told for what: the units, their one name, and a quantity with both."""

from dataclasses import dataclass

from knowledge.numbers.numerals import Quantity

YUAN = "元"
UNREAD = "数"  # a number that was taken for no money, though nobody said what it is
EXTRA = "外加月"  # a month's pay on top: 年底多发一个月
FILL = "\ue000"  # stands for what was read already, so that positions stay
TIMES = ("小时", "天", "周", "半月", "月", "季", "学期", "年")  # spans of time, short to long
PIECES = (
    "头只条箱袋包瓶盒片桶车趟次回单张件棵株根担吨窝笼匹群处间套辆台本节餐顿场票茬批造笔份针"
    "罐板串颗粒枚双尾羽捆筐篓剂帖丸堂刀支期晚方"
)
_PEOPLE = (
    "大人",
    "老人",
    "孩子",
    "小孩",
    "娃",
    "劳力",
    "学生",
    "师傅",
    "工人",
    "小工",
    "帮工",
    "囝",
    "儿子",
    "女儿",
    "女",
    "孙",
    "兄弟",
)
_SAME = {
    **dict.fromkeys(("日", "工", "个工", "天工"), "天"),
    **dict.fromkeys(("星期", "礼拜"), "周"),
    **dict.fromkeys(("钟头", "钟", "个钟", "个小时", "个钟头"), "小时"),
    **dict.fromkeys(("口", "口人", "个人", "位", "名"), "人"),
    **dict.fromkeys(("季度",), "季"),
    **dict.fromkeys(("回", "趟"), "次"),
    **dict.fromkeys(("株", "根"), "棵"),
    **dict.fromkeys(("平方", "平方米", "平米", "方"), "平"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity with its unit (元 for money, "" for what counts nothing here) and the units that it is told for.

    ``start`` and ``end`` bound the words in the text; ``said`` tells that 元 or 块 was said, ``often`` that it is
    how many times something happens: 三个月一次.
    """

    quantity: Quantity
    unit: str
    start: int
    end: int
    per: tuple[str, ...] = ()
    said: bool = False
    lost: bool = False
    working: str = ""
    often: bool = False


def unit_of(words: str) -> str:
    """The one name of a unit: 星期 and 周 are the same, a 工 is a 天."""
    if words == "个半月":
        return "月"
    words = words.removeprefix("个") if len(words) > 1 and words != "个工" else words
    if words.endswith("班"):
        return "天"
    if words in _PEOPLE:
        return "人"
    return "月" if words.endswith("月") and words != "半月" else _SAME.get(words, words)


def exactly(value: float, unit: str, start: int, end: int, per: tuple[str, ...] = ()) -> Measure:
    """A measure without a range."""
    return Measure(Quantity(value, value, value, start, end, False), unit, start, end, per)
