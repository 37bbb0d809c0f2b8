"""How many months of work in a year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.work_year.months import months

SAID = [
    ("八个月", 8),
    ("半年", 6),
    ("一年到头", 12),
    ("一年到头都在外头", 12),
    ("全年都在 就过年回了一趟", 12),
    ("做满一年", 12),
    ("没打工", 0),
    ("没出去", 0),
    ("一个月都没做", 0),
    ("没有", 0),
    ("仨月", 3),
    ("两月", 2),
    ("8", 8),
    ("伍个月", 5),
    ("十二个月", 12),
    ("一年打八个月", 8),
    ("六个月，不对，七个月", 7),
    ("八个月，其他时间在家", 8),
    ("10个月，每个月4500", 10),
    ("一个月三千五，做了九个月", 9),
    ("每个月做二十天，做了十个月", 10),
    ("四五六三个月", 3),
    ("十个月 那两个月工钱还没给", 10),
    ("疫情封在家三个月，后面出去做了六个月", 6),
    ("我六十五了 在工地看门 干了七个月", 7),
    ("两头跑 厦门四个月 福州三个月 七个月", 7),
    ("13个月", None),
    ("农闲出去", None),
    ("三天打鱼两天晒网", None),
    ("有活就做", None),
    ("不知道", None),
    ("七个月，去掉停工的两个月，实际五个月", 5),
    ("十二个月里做了八个月", 8),
    ("做是做了，几个月没算过", None),
]
ASKED = [
    ("大半年", 8),
    ("小半年", 4),
    ("半年多", 7),
    ("半年不到", 6),
    ("两三个月", 3),
    ("三个来月", 3),
    ("个把月", 1),
    ("10个多月", 11),
    ("九个半月", 10),
    ("200天", 7),
    ("四十天", 1),
    ("两个季度", 6),
    ("上半年在做", 6),
    ("3月到10月", 8),
    ("三到十月", 8),
    ("4月份-11月份", 8),
    ("十月到第二年三月", 6),
    ("过完年出去 中秋回来", 7),
    ("过完年就出去了 国庆才回来", 8),
    ("干到六月底脚就断了", 6),
    ("八月份才出去", 5),
    ("正月就去了，六月回来，七月又去，去到十二月", 11),
    ("除了过年那一个月 都在外面", 11),
    ("除了过年都在外面", 11),
    ("就歇了两个月", 10),
    ("农忙两个月回家，别的时间都在工地", 10),
    ("先在厂里三个月，后来工地四个月", 7),
    ("上半年做了三个月下半年做了两个月", 5),
    ("不是三个月就是四个月", 3),
    ("在家务农", 0),
    ("我都六十八了谁还要我", 0),
    ("一直在厂里，没停", 12),
    ("春茶秋茶各做一个半月", 3),
    ("福州厦门两个工地各待了四个月", 8),
    ("头一趟四个月 后一趟两个月", 6),
    ("三月生了二胎，从六月做到十二月", 7),
    ("一个月算三十天的话 做了九十天", 3),
    ("没做满三个月 老板就跑了", 3),
    ("一次都没回来过", 12),
    ("没做满，差两个月", 10),
]
# Work and rest by turns, months told by name, what was only meant, the rest of the year.
BY_TURNS_AND_NAMES = [
    ("做半个月歇半个月", 6),
    ("做九休三", 9),
    ("一学期五个月，两学期", 10),
    ("三四月跟九十月", 4),
    ("就七八月去摘葡萄", 2),
    ("除了七月八月太热，别的月都做", 10),
    ("不算正月和七月，其他月都做", 10),
    ("封海三个月，剩下都在船上", 9),
    ("茶季三个月 剩下在家", 3),
    ("本想做一年的 三个月就被辞了", 3),
    ("本来做到年底的，九月摔了，从正月做到九月", 8),
    ("做到八月被辞退了，年初就在", 8),
    ("二月出去十二月回，中间农忙回来一个月", 10),
    ("台账写十二个月，实际四月才去", 9),
    ("头一趟三个月 第二趟四十多天", 5),
    ("做四个月啊四个月就没有了", 4),
    ("大半年都不在家", 8),
    ("没做，全年都在医院", 0),
    ("身体不行，三年没出去了", 0),
    ("十一个", 11),
    ("一个月做二十来天", None),
    ("打工是打工，没几个月", None),
    ("前半年打工，后半年在家带孙子", 6),
    ("上半年有活，下半年停工了", 6),
]
OF_A_QUESTION = [
    ("您一年在家几个月？", "十个月在外面", 2),
    ("您一年在家几个月？", "一年在家也就两个月", 2),
    ("去年有几个月没活干？", "做了七个月", 5),
    ("您一年有几个月住在村里？", "出去打工八个月 剩下在村里", 4),
    ("您本人一年外出几个月？", "我老公十一个月 我六个月", 6),
    ("您大儿子外出几个月？", "大的十个月 小的暑假两个月", 10),
    ("去年打工几个月？", "去年四月去的，到今年四月才回来", 9),
    ("今年打工几个月？", "今年还没出去", 0),
    ("去年打工几个月？", "今年还没出去", None),
    ("去年打工几个月？", "前年做满的，去年就五个月", 5),
    ("去年打工几个月？", "去年没去，前年去了五个月", 0),
    ("您老公打工几个月？", "他十个月，我两个月", 10),
    ("您打工几个月？", "老公十个月，我两个月", 2),
    ("您儿子打工几个月？", "儿子八个月 儿媳六个月", 8),
    ("去年您在家待了几个月", "一年都没回来过", 0),
    ("去年几个月没活干", "有活的七个月，其他没有", 5),
]


@pytest.mark.parametrize(("text", "value"), SAID)
def test_what_was_said_is_not_asked_back(text: str, value: int | None) -> None:
    found = months(text)
    assert (found.value if found else None) == value
    assert found is None or not found.confirm


@pytest.mark.parametrize(("text", "value"), ASKED)
def test_what_was_computed_or_is_rough_is_asked_back(text: str, value: int) -> None:
    found = months(text)
    assert found
    assert found.value == value
    assert found.confirm
    assert found.why


@pytest.mark.parametrize(("text", "value"), BY_TURNS_AND_NAMES)
def test_turns_names_and_the_rest_of_the_year(text: str, value: int | None) -> None:
    found = months(text, "一年打工几个月？")
    assert (found.value if found else None) == value


@pytest.mark.parametrize(("question", "text", "value"), OF_A_QUESTION)
def test_the_question_decides_whose_months_and_of_which_year(question: str, text: str, value: int | None) -> None:
    found = months(text, question)
    assert (found.value if found else None) == value


@given(st.integers(1, 12), st.integers(1, 12))
def test_from_month_to_month_both_count(first: int, last: int) -> None:
    found = months(f"从{first}月到{last}月")
    assert found
    assert found.value == (last - first) % 12 + 1
    assert found.confirm
