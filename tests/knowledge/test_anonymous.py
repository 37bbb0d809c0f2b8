"""What may be shown to a reader outside: nobody can be recognised in it, or it is not shown."""

import pytest

from knowledge.people.anonymous import anonymous
from knowledge.places.atlas import Places

HIDDEN = [
    ("我老公林国平在鼓山镇亥由打零工", ["林", "国平", "鼓山", "亥由"]),
    ("陈依妹她老公中风了", ["陈", "依妹"]),
    ("比林国平家好一点点", ["林", "国平"]),
    ("听郑家兴讲一年两万", ["郑", "家兴"]),
    ("比方圣杰家好点", ["圣杰"]),
    ("黄四妹跟王万里一起种地", ["四妹", "万里"]),
    ("林有福欠我三千", ["有福"]),
    ("欧阳修文家也一样", ["欧阳", "修文"]),
    ("老陈家的猪死光了", ["陈"]),
    ("叫我阿明", ["明"]),
    ("电话是幺三八零五零零幺二三四", ["幺三八", "二三四"]),
    ("13805001234 一年两万", ["138", "1234"]),
    ("350111197803150018 三口人", ["350111", "0018"]),
    ("卡里 6222 0213 0201 1234 567 就剩三千", ["6222", "567"]),
]
# Told so that what is a name can hardly be said: not shown at all.
REFUSED = [
    "弓长张的张伟", "微信abc12345", "我姓 陈", "孩子叫小宝", "chen@example.com 三万", "老婆姓蔡",
    "身份证在家里", "好" * 201, "",
]  # fmt: skip
KEPT = [
    "凑合着过，够吃而已", "花八万五治病欠了亲戚三万", "马上过年了，老样子", "种了有半个山头", "看病花了八万五",
    "方便的话我再说", "一天一百二做了两百天",
]  # fmt: skip


@pytest.mark.parametrize(("text", "private"), HIDDEN)
def test_numbers_names_and_places_are_hidden(places: Places, text: str, private: list[str]) -> None:
    shown = anonymous(text, places)
    assert shown
    assert not [word for word in private if word in shown]


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_hidden_is_not_shown(places: Places, text: str) -> None:
    assert anonymous(text, places) == ""


@pytest.mark.parametrize("text", KEPT)
def test_what_names_nobody_stays(places: Places, text: str) -> None:
    assert anonymous(text, places) == text


def test_names_that_we_know_are_hidden_in_part_too(places: Places) -> None:
    assert "大明" not in anonymous("大明家老样子", places, ["陈大明"])
