"""Towns and villages by name, by sound, and those that are elsewhere."""

import pytest

from knowledge.places.atlas import Places

TOWNS = [
    ("鼓山镇", "鼓山镇"),
    ("鼓山", "鼓山镇"),
    ("我住新店镇", "新店镇"),
    ("寿山乡", "寿山乡"),
    ("寿山", "寿山乡"),
    ("茶园街道", "茶园街道"),
    ("古山镇", "鼓山镇"),
    ("环溪镇", "宦溪镇"),
    ("不是鼓山镇，是新店镇", "新店镇"),
    ("亥由村", "宦溪镇"),
    ("我是降虎村的", "宦溪镇"),
    ("闽侯县", None),
    ("上街镇", None),
    ("我开了家新店亏了", None),
    ("身体不健康", None),
    ("不知道", None),
    ("我们镇", None),
]
VILLAGES = [
    ("亥由村", ["宦溪镇亥由村"]),
    ("我是宦溪镇亥由村的", ["宦溪镇亥由村"]),
    ("亥由大队", ["宦溪镇亥由村"]),
    ("鼓一", ["鼓山镇鼓一村"]),
    ("茶会", ["鼓山镇茶会村", "鼓山镇茶会社区"]),
    ("茶会村", ["鼓山镇茶会村"]),
    ("后浦社区", ["鼓山镇后浦社区"]),
    ("新店镇新店", ["新店镇新店村", "新店镇新店社区"]),
    ("泉头农场", ["新店镇泉头农场"]),
    ("寿山乡寿山", ["寿山乡寿山村"]),
    ("住在健康村", ["新店镇健康村"]),
    ("日溪乡东坪", ["日溪乡东坪村"]),
    ("横屿佳苑社区", ["鼓山镇横屿佳苑社区"]),
    ("鼓山镇", []),
    ("身体健康", []),
    ("在医疗中心看病", []),
    ("陈大明", []),
    ("", []),
]
SOUNDS = [
    ("海由村", "宦溪镇亥由村"),
    ("古伊村", "鼓山镇鼓一村"),
    ("峨眉村", "宦溪镇峨嵋村"),
    ("江虎村", "宦溪镇降虎村"),
    ("咪高村", "宦溪镇弥高村"),
    ("宦溪镇黄天村", "宦溪镇黄田村"),
]
ELSEWHERE = [
    ("闽侯县的", "闽侯县"),
    ("我是鼓楼区的", "鼓楼区"),
    ("我住长乐", "长乐"),
    ("上街镇", "上街镇"),
    ("我是南屿镇的", "南屿镇"),
    ("四川省", "四川省"),
    ("在厦门打工", None),
    ("去福清打工了", None),
    ("我在闽侯的医院住院", None),
    ("我是鼓山镇的，在长乐做工", None),
    ("连江中路", None),
    ("古山镇", None),
    ("福州市晋安区", None),
    ("城镇户口", None),
    ("我们村", None),
]


@pytest.mark.parametrize(("text", "name"), TOWNS)
def test_find_town(places: Places, text: str, name: str | None) -> None:
    found = places.find_town(text)
    assert (places.full_name(found.value) if found else None) == name


@pytest.mark.parametrize(("text", "names"), VILLAGES)
def test_find_villages_by_name(places: Places, text: str, names: list[str]) -> None:
    sure = [places.full_name(match.code) for match in places.find_villages(text) if match.score >= 0.9]
    assert sure == names


@pytest.mark.parametrize(("text", "name"), SOUNDS)
def test_find_villages_by_sound(places: Places, text: str, name: str) -> None:
    best = places.find_villages(text)[0]
    assert places.full_name(best.code) == name
    assert best.score < 1


@pytest.mark.parametrize(("text", "words"), ELSEWHERE)
def test_outside(places: Places, text: str, words: str | None) -> None:
    assert places.outside(text) == words


def test_every_village_is_found_by_its_full_name_alone(places: Places) -> None:
    for town in places.towns:
        for village in places.villages(town.code):
            matches = places.find_villages(places.full_name(village.code))
            assert [m.code for m in matches if m.score >= 0.9] == [village.code]
            assert places.town_of(village.code) == town


def test_a_known_town_narrows(places: Places) -> None:
    assert [m.code for m in places.find_villages("宦溪", town="350111103000")] == ["350111103201"]
    elsewhere = places.find_villages("亥由村", town="350111101000")
    assert elsewhere[0].score < 0.7


def test_a_bare_everyday_word_in_a_sentence_is_no_village(places: Places) -> None:
    assert all(m.score < 0.7 for m in places.find_villages("我开了家新店亏了"))
    assert all(m.score < 0.7 for m in places.find_villages("房子后山塌方"))


def test_order_and_names(places: Places) -> None:
    assert len(places.towns) == 9
    assert sum(len(places.villages(town.code)) for town in places.towns) == 212
    kinds = [village.kind for village in places.villages("350111100000")]
    assert kinds == sorted(kinds, key=["村", "农场", "社区"].index)
    assert places.full_name("350111103210") == "宦溪镇亥由村"
    assert places.full_name("350111103000") == "宦溪镇"
    assert places.get("000000000000") is None
    with pytest.raises(KeyError):
        places.town_of("350111000000")


@pytest.mark.parametrize(
    "text",
    [
        "我们是宦溪镇垅头村的就是鹅鼻那边过去一点",
        "我是垅头村的，鹅鼻隔壁",
        "鹅鼻那边，垅头村的",
        "垅头村，鹅鼻村附近",
    ],
)
def test_a_neighbour_is_not_where_they_live(places: Places, text: str) -> None:
    assert places.village(text) is None
    assert places.full_name(places.find_villages(text)[0].code) == "宦溪镇垄头村"


def test_there_is_a_place_as_long_as_no_other_is_named(places: Places) -> None:
    found = places.village("我家在宦溪鹅鼻那边")
    assert found
    assert places.full_name(found.code) == "宦溪镇鹅鼻村"


@pytest.mark.parametrize(
    ("text", "name", "confirm"),
    [("填新店吧，我娘家是日溪的", "新店镇", False), ("就填新店", "新店镇", False), ("我娘家是日溪的", "日溪乡", True)],
)
def test_the_town_to_put_down(places: Places, text: str, name: str, confirm: bool) -> None:
    found = places.find_town(text, "乡镇这一栏填什么？")
    assert found
    assert (places.full_name(found.value), found.confirm) == (name, confirm)
