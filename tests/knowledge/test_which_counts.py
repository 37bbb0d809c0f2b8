"""Several things told, of which one counts, or all together: by what decides between them."""

from typing import Any

import pytest

from knowledge.answers.yes_no import yes_no
from knowledge.choices.choosing import choice
from knowledge.heads.counts import count
from knowledge.land.areas import area_m2, area_mu
from knowledge.money.amounts import money
from knowledge.people.phones import phone
from knowledge.people.sex import sex
from knowledge.places.atlas import Places
from knowledge.work_year.months import months

LIVE = "您家在哪个乡镇？"
TOWNS = [
    ("老家在宦溪，如今下山住新店了", "新店镇", False),
    ("鼓山和岳峰两不管，户口算岳峰的", "岳峰镇", False),
    ("日溪跟寿山搭界，身份证写日溪", "日溪乡", False),
    ("在岳峰跟宦溪中间，归宦溪管", "宦溪镇", True),
    ("日溪南洋", "日溪乡", True),
    ("新店和岳峰", "新店镇", True),
    ("新店", "新店镇", False),
]
LAND = [
    ("不算租来的，自己的地几亩？", "包了人家二十亩种菜，自家的才一亩半", 1.5),
    ("租来的地有几亩？", "自家两亩，租了别人六亩", 6),
    ("自家的和租来的合在一起几亩？", "自家一亩八，租老陈家四亩", 5.8),
    ("您名下几亩？", "两亩，哦不对，两亩四，两亩那个是我弟的", 2.4),
    ("您家地几亩？", "四亩二，边上还有一亩是我大伯家的", 4.2),
]
HOUSES = [
    ("房子多大？", "五口人，平均一人摊下来十二平", 60),
    ("房子多大？", "分摊到每个人头上就十平，五口人", 50),
    ("房子多大？", "厅堂三十，两间房各十五，灶间十个平方", 70),
    ("现在还能住的多大？", "原先一百多平，塌了半边，能住的就一间二十五平", 25),
]
HEADS = [
    ("您家户籍人口几人？", "连刚满月的外孙算上七个，外孙户口还没上", 6),
    ("几个人交了医保？", "五个人交了四个，我爸不肯交", 4),
    ("家里几口人？", "六口，我大女儿迁走了，那五口", 5),
    ("家里几个未成年人？", "孙子12孙女9岁，都归我带", 2),
    ("几个孩子要您养？", "两个孙，爹妈离了都不管", 2),
    ("这次报的有几户？", "先报3户，另外2户材料还没齐", 3),
]
AMOUNTS = [
    ("去年鱼塘收入多少？", "台风把鱼冲掉一半，倒亏四万", 0),
    ("去年竹编收入多少？", "好年景七八千，差的时候三四千，去年算差的", 3500),
    ("一天能有多少钱？", "好的时候四百，差的时候两百，平均拉下来算三百", 300),
    ("一个月工资多少？", "五千 不对 五千二 上个月刚加了两百", 5200),
    ("赔偿实际到手多少？", "判了八万，扣来扣去到我卡里五万", 50_000),
    ("您被骗走多少钱？", "先转了9800，后来又转了两笔，都是五千", 19_800),
    ("修屋顶要多少钱？", "师傅说没有三万下不来", 30_000),
    ("去年做小工收入多少？", "一天一百五，一个月做二十天，正月二月不做", 30_000),
]
TRUTHS = [
    ("老人会用微信吗？", "按都不会按", False),
    ("您有没有存款？", "笑死人，还存款", False),
    ("您丈夫还在世吗？", "走了五年了 哎 胃癌", False),
    ("鱼塘有没有被冲毁？", "还好还好没事，只是跑了点鱼", False),
    ("同意授权查询吗？", "先别急，查了会怎样", None),
    ("您父亲还在世吗？", "还在，就是瘫了", True),
    ("您还钱了吗？", "还了", True),
]
NEEDS = ["看病", "上学", "住房", "吃饭", "没工作"]
CHOSEN = [
    ("后面两个都占了", (3, 4)),
    ("除了上学，前面三个差不多都有", (0, 2)),
    ("第一个和住房那个", (0, 2)),
    ("样样都有", (0, 1, 2, 3, 4)),
]


@pytest.mark.parametrize(("text", "town", "asked"), TOWNS)
def test_where_they_live_or_are_registered_decides_between_towns(
    text: str, town: str, asked: bool, places: Places
) -> None:
    found = places.find_town(text, LIVE)
    assert found
    assert (places.full_name(found.value), found.confirm) == (town, asked)


@pytest.mark.parametrize(
    ("read", "question", "text", "value"),
    [
        *((area_mu, *case) for case in LAND),
        *((area_m2, *case) for case in HOUSES),
        *((count, *case) for case in HEADS),
        *((money, *case) for case in AMOUNTS),
    ],
)
def test_the_figure_that_counts(read: Any, question: str, text: str, value: float) -> None:
    found = read(text, question)
    assert found
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(("question", "text", "value"), TRUTHS)
def test_what_mocks_the_question_denies_it(question: str, text: str, value: bool | None) -> None:
    found = yes_no(text, question)
    assert (found.value if found else None) is value


@pytest.mark.parametrize(("text", "value"), CHOSEN)
def test_options_told_together(text: str, value: tuple[int, ...]) -> None:
    found = choice(text, NEEDS, "哪些方面有困难（可多选）？")
    assert found
    assert found.value == value


@pytest.mark.parametrize("text", ["没什么毛病", "没啥病", "没病没灾"])
def test_no_illness_is_health_and_plain(text: str) -> None:
    found = choice(text, ["健康", "长期慢性病", "患有大病", "残疾"], "健康状况？")
    assert found
    assert (found.value, found.confirm) == (0, False)


@pytest.mark.parametrize("doubt", ["，倒数第二位好像是4还是7", " 最后一位我记不清是6还是8", " 好像是这个"])
def test_a_doubtful_digit_is_asked_back(doubt: str) -> None:
    sure, unsure = phone("13805043376", question="您的电话？"), phone(f"13805043376{doubt}", question="您的电话？")
    assert sure
    assert unsure
    assert (sure.confirm, unsure.confirm) == (False, True)


def test_nobody_elses_telephone_is_needed() -> None:
    found = phone("户主电话：15005083376，本人（村文书）电话不用登记。", question="联系电话？")
    assert found
    assert (found.value, found.confirm) == ("15005083376", False)


@pytest.mark.parametrize("text", ["没离过家", "寸步没离", "从没出过村"])
def test_who_never_left_was_away_no_month(text: str) -> None:
    found = months(text, "去年在外面多少个月？")
    assert found
    assert found.value == 0


def test_a_son_in_the_local_tongue_is_read_back() -> None:
    found = sex("添了个囝", "新生儿的性别？")
    assert found
    assert (found.value, found.confirm) == ("男", True)
    assert sex("生了个诸娘囝", "新生儿的性别？").value == "女"  # type: ignore[union-attr]
