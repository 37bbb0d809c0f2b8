"""Days as people say them, read from a fixed today."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates.calendar import lunar_date, lunar_day, term, zodiac
from knowledge.dates.day import day

TODAY = date(2023, 12, 14)  # a Thursday, 冬月初二
WHEN, BORN, DUE = "事情是什么时候发生的？", "您是哪年出生的？", "贷款什么时候到期？"

SURE = [
    ("转完账第二天，就是8月3号", "2023-08-03"),
    ("今年第一天", "2023-01-01"),
    ("上个月的最后一天", "2023-11-30"),
    ("21/10/2023", "2023-10-21"),
    ("今年五月初六，哦是阳历，五月六号", "2023-05-06"),
    ("从去年十一月一直欠到现在", "2022-11"),
    ("2023年11月7日", "2023-11-07"),
    ("11.7", "2023-11-07"),
    ("11/7", "2023-11-07"),
    ("2023 11 7", "2023-11-07"),
    ("20231107", "2023-11-07"),
    ("二〇二三年十一月七日", "2023-11-07"),
    ("23年11月7号", "2023-11-07"),
    ("2023-11", "2023-11"),
    ("去年三月", "2022-03"),
    ("前年", "2021"),
    ("一九六五年", "1965"),
    ("65年", "1965"),
    ("昨天", "2023-12-13"),
    ("大前天下午", "2023-12-11"),
    ("上个月15号", "2023-11-15"),
    ("上周三", "2023-12-06"),
    ("上礼拜天", "2023-12-10"),
    ("5号", "2023-12-05"),
    ("十二月", "2023-12"),
    ("国庆", "2023-10-01"),
    ("8月31，不对，30号", "2023-08-30"),
    ("三月，去年的", "2022-03"),
    ("昨天，也就是13号", "2023-12-13"),
    ("我72岁了，上个月5号摔的", "2023-11-05"),
    ("花了8000块，电话13805001234，11月20号", "2023-11-20"),
    ("3号楼着火，12月1号", "2023-12-01"),
    ("我住茶亭街5号，12月1号塌的", "2023-12-01"),
    ("两千零一十九年六月", "2019-06"),
    ("二十二年三月", "2022-03"),
    ("国庆放假头一天", "2023-10-01"),
    ("前天吧，不，大前天", "2023-12-11"),
]


@pytest.mark.parametrize(("text", "value"), SURE)
def test_a_plain_day_is_sure(text: str, value: str) -> None:
    found = day(text, TODAY, WHEN)
    assert found
    assert (found.value, found.confirm) == (value, False)


ASKED = [
    ("去年八月十五", "2022-09-10"),
    ("八月十五", "2023-09-29"),
    ("农历六月廿", "2023-08-06"),
    ("腊月二十三", "2023-01-14"),
    ("闰二月初二", "2023-03-23"),
    ("去年腊月二十八", "2023-01-19"),
    ("初三那天", "2023-11-15"),
    ("大年初二", "2023-01-23"),
    ("年三十", "2023-01-21"),
    ("拗九节", "2023-02-19"),
    ("七月半", "2023-08-30"),
    ("立冬", "2023-11-08"),
    ("中秋前一天", "2023-09-28"),
    ("中秋前后", "2023-09"),
    ("三天前", "2023-12-11"),
    ("半个月前", "2023-11-29"),
    ("两个月前", "2023-10"),
    ("一年前", "2022"),
    ("病了两年了", "2021"),
    ("前几天", "2023-12"),
    ("去年这个时候", "2022-12"),
    ("前年冬天", "2021"),
    ("过完年", "2023-02"),
    ("月底", "2023-11"),
    ("杜苏芮台风那次", "2023-07-28"),
    ("疫情头一年", "2020"),
    ("大概11月份吧", "2023-11"),
    ("我六三年的，四十岁那年摔的", "2003"),
    ("国庆放假第三天", "2023-10-03"),
    ("上个月二十几号", "2023-11"),
    ("过完年初十", "2023-01-31"),
    ("农历八月廿九，第二天就不行了", "2023-10-13"),
    ("到这个月正好三年", "2020-12"),
    ("一年零两个月了", "2022-10"),
    ("有五个年头了", "2018"),
    ("昨晚半夜两点", "2023-12-13"),
    ("去年母亲节", "2022-05-08"),
    ("2022年10月3号（农历）", "2022-10-27"),
    ("今年正月十五元宵节那天", "2023-02-05"),
    ("中秋那天，前年的中秋", "2021-09-21"),
    ("农历闰四月初十，20年的", "2020-06-01"),
    ("三月三那天", "2023-04-22"),
    ("去年端午后面两天", "2022-06-05"),
]


@pytest.mark.parametrize(("text", "value"), ASKED)
def test_a_reckoned_or_rough_day_is_asked_back(text: str, value: str) -> None:
    found = day(text, TODAY, WHEN)
    assert found
    assert (found.value, found.confirm) == (value, True)
    assert found.why


BIRTHS = [
    ("1952-03-04", "1952-03-04"),
    ("五二年三月初四", "1952-03-29"),
    ("五二年的", "1952"),
    ("民国二十四年", "1935"),
    ("今年七十二", "1951"),
    ("虚岁七十二", "1952"),
    ("属龙的，七十二了", "1952"),
    ("三岁", "2020"),
    ("属虎，六几年记不清", "1962"),
]


@pytest.mark.parametrize(("text", "value"), BIRTHS)
def test_births(text: str, value: str) -> None:
    found = day(text, TODAY, BORN)
    assert found
    assert found.value == value


@pytest.mark.parametrize(
    "text", ["好久了", "收割那阵", "前阵子", "不记得了", "你问这个干嘛", "2月30号", "", "属什么的"]
)
def test_no_day(text: str) -> None:
    assert day(text, TODAY, WHEN) is None


def test_the_future_is_read_forward() -> None:
    for text, value in (("3月1号", "2024-03-01"), ("下个月15号", "2024-01-15"), ("还有两年", "2025")):
        found = day(text, TODAY, DUE)
        assert found
        assert found.value == value


def test_of_two_days_the_one_asked_for() -> None:
    found = day("5号住院，12号出院", TODAY, "哪天出院的？")
    assert found
    assert (found.value, found.confirm, found.others) == ("2023-12-12", True, ("2023-12-05",))


ONE_OF_SEVERAL = [
    ("手术哪天做的？", "住院第三天开的刀 8号住的", "2023-12-10"),
    ("什么时候出的事？", "9月3日骨折 9月20日出院", "2023-09-03"),
    ("哪一年离的婚？", "他五岁那年，现在十五", "2013"),
    ("老伴哪年生的？", "我五四年，老伴五六年", "1956"),
    ("贷款哪天到期？", "去年六月贷的", "2022-06"),
    ("哪天出的事？", "12月十二三号", "2023-12-12"),
    ("哪天摔的？", "这个月1号到医院，摔是上个月30号摔的", "2023-11-30"),
    ("哪天摔的？", "中秋后第三天", "2023-10-02"),
    ("哪几天不在家？", "25到28号", "2023-11-25"),
    ("证上写的是哪年生的？", "证上是66年4月，其实我是65年的", "1966-04"),
    # other words for the same matter, before or behind the day
    ("哪天出院的？", "5号进去，12号回的家", "2023-12-12"),
    ("哪天出院的？", "住院是5号，出院是12号", "2023-12-12"),
    ("什么时候查出来的？", "国庆就开始痛，11月6号去协和拍片", "2023-11-06"),
    ("您爱人哪年走的？", "我们九八年结婚，她一九年没了", "2019"),
    # told from one another
    ("哪天动的手术？", "5号住院，隔了两天开的刀", "2023-12-07"),
    ("老人什么时候走的？", "11月28号送医院，第三天就没了", "2023-11-30"),
    ("残疾证什么时候办的？", "2011年出的事，第二年办的证", "2012"),
    # taken back, not yet, or not that one
    ("哪天出院的？", "本来说一号，拖到五号", "2023-12-05"),
    ("哪天摔的？", "冬至还没到，上个星期五", "2023-12-08"),
    ("哪天摔的？", "过完年没几天，正月初九", "2023-01-30"),
    ("小孙子哪年出生？", "他姐姐是16年，他是19年", "2019"),
    ("哪天淹的？", "11月2号一场，11月9号一场，第一场没事，第二场把田冲了", "2023-11-09"),
    ("什么时候开始没活的？", "3月到5月都没活", "2023-03"),
    ("下次复查是什么时候？", "上次是9月4号，下次是1月9号", "2024-01-09"),
    ("最近一次住院是什么时候？", "前年住过 去年也住过 最近一回是今年三月八号", "2023-03-08"),
    ("哪天被骗的？", "8号不是，银行短信是9号，这个月", "2023-12-09"),
    # the one day told belongs to something else, or may be read two ways
    ("您什么时候怀孕的？", "预产期是五月六号", "2024-05-06"),
    ("哪天去世的？", "05/11/2023", "2023-11-05"),
    ("哪天确诊的？", "28还是29号 上个月的", "2023-11-29"),
]


@pytest.mark.parametrize(("question", "text", "value"), ONE_OF_SEVERAL)
def test_of_several_days_the_one_of_the_matter(question: str, text: str, value: str) -> None:
    found = day(text, TODAY, question)
    assert found
    assert (found.value, found.confirm) == (value, True)


def test_a_birth_year_told_by_anothers() -> None:
    found = day("他比我大二十八岁，我七零年的", TODAY, "您父亲哪年出生？")
    assert found
    assert (found.value, found.confirm) == ("1942", True)


def test_a_childs_birthday_needs_no_year() -> None:
    found = day("立冬那天", TODAY, "孩子什么时候出生的？")
    assert found
    assert (found.value, found.confirm) == ("2023-11-08", True)
    assert day("立冬那天", TODAY, BORN) is None


@given(st.dates(date(1950, 1, 1), date(2060, 12, 31)))
def test_a_lunar_day_is_the_same_day_again(told: date) -> None:
    year, month, number = lunar_date(told)
    assert lunar_day(year, abs(month), number, leap=month < 0) == told


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(0, 3000))
def test_a_day_told_in_full_is_that_day(today: date, back: int) -> None:
    told = today - timedelta(days=back)
    for text in (told.isoformat(), f"{told.year}年{told.month}月{told.day}号"):
        found = day(text, today, WHEN)
        assert found
        assert (found.value, found.confirm) == (told.isoformat(), False)


def test_terms_and_animals() -> None:
    assert term("清明", 2024) == date(2024, 4, 4)
    assert (zodiac(2023), zodiac(1952)) == ("兔", "龙")


_PIECES = "年 月 日 号 初 廿 三 十 五 1 2023 去 前 天 上 个 半 农历 闰 腊 正 岁 属 龙 中秋 不对 ， 后 头七 周 底"
_WORDS = st.sampled_from(_PIECES.split())


@given(st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=20).map("".join)), st.sampled_from([WHEN, BORN, DUE]))
def test_any_text_is_a_day_or_none(text: str, question: str) -> None:
    found = day(text, TODAY, question)
    assert found is None or 1900 <= int(found.value[:4]) <= 2099


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("做满三个月了，到今天刚好", "2023-08-07"),
        ("干了十天，到今天", "2023-10-28"),
        ("整整两年，到这个月为止", "2021-11"),
    ],
)
def test_a_stretch_with_its_end_behind_it(text: str, value: str) -> None:
    found = day(text, date(2023, 11, 7), "什么时候来这家厂的？")
    assert found
    assert (found.value, found.confirm) == (value, True)
