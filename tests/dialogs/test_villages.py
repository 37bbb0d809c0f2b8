"""Towns and villages as people name them; six names are a village's and a community's at once."""

import pytest
from talking import COUNTY, REACHED, Person

from dialogs.messages import Said

TWINS = [
    ("鼓山镇", "茶会"),
    ("鼓山镇", "后浦"),
    ("新店镇", "新店"),
    ("新店镇", "琴亭"),
    ("新店镇", "象峰"),
    ("新店镇", "西园"),
]


def code(town: str, name: str) -> str:
    return next(d.code for d in COUNTY.places.all() if COUNTY.places.full_name(d.code) == town + name)


@pytest.mark.parametrize(("town", "name"), TWINS)
@pytest.mark.parametrize("asked", ["镇", "村"])
def test_a_twin_name_asks_which_one(town: str, name: str, asked: str) -> None:
    if (name, asked) == ("新店", "镇"):
        return  # to the question which town, 新店 is the town: see below
    before = REACHED if asked == "镇" else (*REACHED, f"#town={code(town, '')}")
    person = Person().says(*before, name)
    assert "同名" in person.words
    assert [choice.label for choice in person.choices[:2]] == [f"{town}{name}村", f"{town}{name}社区"]
    for said, kind in (
        ("村", "村"),
        ("社区", "社区"),
        ("1", "村"),
        ("2", "社区"),
        (f"{name}社区", "社区"),
        ("第二个", "社区"),
    ):
        chosen = Person().says(*before, name, said)
        assert chosen.talk.answers["village"] == code(town, name + kind), said
        assert chosen.talk.answers["town"] == code(town, "")
        assert not chosen.talk.aside


@pytest.mark.parametrize(("town", "name"), TWINS)
@pytest.mark.parametrize("kind", ["村", "社区"])
def test_a_twin_named_in_full_is_taken(town: str, name: str, kind: str) -> None:
    for said in (f"{name}{kind}", f"{town}{name}{kind}", f"我家在{town}{name}{kind}"):
        assert Person().says(*REACHED, said).talk.answers.get("village") == code(town, name + kind), said


def test_none_of_them_goes_back_to_the_question() -> None:
    person = Person().says(*REACHED, "琴亭", "都不是")
    assert person.hears.asking == "town"
    assert not person.talk.aside


def test_the_town_that_is_also_a_village() -> None:
    person = Person().says(*REACHED, "新店")
    assert person.talk.answers["town"] == code("新店镇", "")
    assert person.hears.asking == "village"
    assert "同名" in person.says("新店").words


@pytest.mark.parametrize("town", COUNTY.policy.counted_towns)
def test_every_village_is_found_by_button_number_and_name(town: str) -> None:
    before = Person().says(*REACHED, f"#town={town}")
    talk, shown = before.talk, before.choices
    villages = [choice for choice in shown if choice.value.startswith("village=")]
    assert len(villages) >= 4
    for number, choice in enumerate(villages, 1):
        place = choice.value.removeprefix("village=")
        for said in (f"#{choice.value}", str(number), choice.label):
            before.talk = talk
            assert before.says(said).talk.answers.get("village") == place, said


def test_a_village_answers_where_the_town_was_asked() -> None:
    person = Person().says(*REACHED, "亥由")
    assert person.talk.answers["town"] == code("宦溪镇", "")
    assert person.hears.asking == "risk"


def test_another_town_drops_the_village() -> None:
    person = Person().says(*REACHED, "亥由村", "#town=" + code("鼓山镇", ""))
    assert "village" not in person.talk.answers
    assert person.hears.asking == "village"
    assert not any("不改" in choice.label for choice in person.choices)


@pytest.mark.parametrize("said", ["闽侯县上街镇", "连江", "福清市"])
def test_a_place_elsewhere_is_told_where_to_turn(said: str) -> None:
    person = Person().says(*REACHED, said)
    assert "好像不在晋安" in person.words
    assert "12317" in person.words
    assert person.hears.asking == "town"


def test_a_misheard_village_is_read_back() -> None:
    person = Person().says(*REACHED, "害由")
    assert person.hears.asking == "town"
    assert "宦溪镇亥由村" in person.words
    assert person.says("对").talk.answers["village"] == code("宦溪镇", "亥由村")


def test_a_scanned_code_answers_the_village() -> None:
    person = Person().arrives("350111103210").says(*REACHED)
    assert person.talk.answers["village"] == "350111103210"
    assert person.hears.asking == "risk"


@pytest.mark.parametrize("place", ["福建省福州市晋安区宦溪镇亥由村12号", "亥由村", "晋安区宦溪镇亥由"])
def test_a_shared_location_is_read_back(place: str) -> None:
    person = Person().says(*REACHED, Said(place=place))
    assert "宦溪镇亥由村，对吗" in person.words
    assert "village" not in person.talk.answers
    assert person.says("对").talk.answers["village"] == "350111103210"


def test_a_shared_location_elsewhere_says_what_to_send() -> None:
    person = Person().says(*REACHED, Said(place="北京市朝阳区"))
    assert "没对上" in person.words
    assert person.hears.asking == "town"


@pytest.mark.parametrize("said", ["鼓楼区东街口", "台江", "台江那边", "仓山", "闽侯", "我家在马尾"])
@pytest.mark.parametrize("upto", [REACHED, (*REACHED, "就那个山上的，板桥那边")], ids=["问镇", "念回来"])
def test_a_place_elsewhere_is_told_whom_to_ask(upto: tuple[str, ...], said: str) -> None:
    person = Person().says(*upto, said)
    assert "户口所在地" in person.words
    assert "village" not in person.talk.answers
    assert person.hears.asking == "town"


@pytest.mark.parametrize(
    "text",
    [
        "我们是宦溪镇垅头村的就是鹅鼻那边过去一点",
        "宦溪镇垅头村",
        "我是垅头村的，鹅鼻隔壁",
        "鹅鼻那边，垅头村的",
    ],
)
def test_a_misspelt_village_is_asked_about_and_never_its_neighbour(text: str) -> None:
    person = Person().says(*REACHED, text)
    assert "宦溪镇垄头村，对吗" in person.words
    assert "village" not in person.talk.answers
    assert person.says("对").talk.answers["village"] == code("宦溪镇", "垄头村")
