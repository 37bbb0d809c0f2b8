"""Where they live now, against where they come from, are registered, work, or where others live."""

import pytest

from knowledge.places.atlas import Places

LIVE, REGISTERED, FROM = "您家在哪个镇？", "您的户口在哪个乡镇？", "您老家在哪个镇？"
SAID = [
    ("户口日溪，住在岳峰", LIVE, "岳峰镇"),
    ("户口日溪，住在岳峰", REGISTERED, "日溪乡"),
    ("户口跟我老公 汤斜 我娘家才是黄田", REGISTERED, "新店镇"),
    ("老家黄田，嫁到汤斜", FROM, "宦溪镇"),
    ("老家黄田，嫁到汤斜", LIVE, "新店镇"),
    ("老家连江嫁到恩顶来的", LIVE, "宦溪镇"),
    ("户口在闽侯，人在新店", LIVE, "新店镇"),
    ("户口在闽侯，人在新店", REGISTERED, None),
    ("以前住桂山 拆迁了 安置到鹤林新城", LIVE, "岳峰镇"),
    ("我妈在日溪 我哥在寿山 我自己在鼓四", LIVE, "鼓山镇"),
    ("我女儿嫁到新店，我住日溪", LIVE, "日溪乡"),
    ("在福清干活呢 家在弥高", LIVE, "宦溪镇"),
    ("在新店打工，家是闽侯的", LIVE, None),
    ("本来填的宦溪 填错了 是新店斗顶", LIVE, "新店镇"),
    ("原来日溪，搬到新店安置房三年了", LIVE, "新店镇"),
    ("寿山,,不是,日溪,挨着的老搞混", LIVE, "日溪乡"),
    ("不是宦溪是寿山", LIVE, "寿山乡"),
    ("我不住街道，住山里，寿山乡的", LIVE, "寿山乡"),
    ("上仑 亥由 两边都有厝 现在住亥由", LIVE, "宦溪镇"),
]
NAMED = [
    ("亥由厝", "宦溪镇"),
    ("降虎里", "宦溪镇"),
    ("弥高下面那个自然村", "宦溪镇"),
    ("村叫党洋", "日溪乡"),
    ("厝在大坂", "寿山乡"),
    ("芙蓉 那个芙蓉洞 过去就是", "寿山乡"),
    ("我们住坊兜", "岳峰镇"),
    ("王庄新村", "王庄街道"),
    ("象园那个街道", "象园街道"),
]
OUTSIDE = ["闽侯上街", "鼓楼东街口", "台江", "马尾的", "长乐东山村", "连江东山", "仓山城门", "厦门", "福清海口镇"]
LANDMARKS = [("住在鼓岭", "宦溪镇"), ("涌泉寺下面", "鼓山镇"), ("五里亭立交桥下面", "王庄街道")]


@pytest.mark.parametrize(("text", "question", "town"), SAID)
def test_the_question_decides(places: Places, text: str, question: str, town: str | None) -> None:
    found = places.find_town(text, question)
    assert (places.full_name(found.value) if found else None) == town


@pytest.mark.parametrize(("text", "town"), NAMED)
def test_a_village_says_the_town(places: Places, text: str, town: str) -> None:
    found = places.find_town(text, LIVE)
    assert found is not None
    assert places.full_name(found.value) == town


@pytest.mark.parametrize("text", OUTSIDE)
def test_outside_is_no_town_of_ours(places: Places, text: str) -> None:
    assert places.find_town(text, LIVE) is None


@pytest.mark.parametrize(("text", "town"), LANDMARKS)
def test_a_landmark_is_read_back(places: Places, text: str, town: str) -> None:
    found = places.find_town(text, LIVE)
    assert found is not None
    assert (places.full_name(found.value), found.confirm) == (town, True)


def test_the_part_about_the_home(places: Places) -> None:
    assert places.home("户口在寿山九峰，人搬到鼓山鼓二村了", LIVE) == "人搬到鼓山鼓二村了"
    assert places.home("亥由村", LIVE) == "亥由村"


def test_two_towns_in_one_breath_are_asked_about(places: Places) -> None:
    found = places.find_town("户口日溪，住在岳峰")
    assert found is not None
    assert found.confirm


NOW: list[tuple[str, str | None]] = [
    ("老家寿山的，现在搬到新店租房子了", "新店镇"),
    ("从日溪搬下来的，搬到新店十几年了", "新店镇"),
    ("不是寿山，是宦溪，刚才我儿子填错了", "宦溪镇"),
    ("我是王庄街道的志愿者，帮岳峰镇的一个阿婆填", "岳峰镇"),
    ("我在新店镇政府上班，报的是日溪的一户", "日溪乡"),
    ("我是宦溪镇的网格员", "宦溪镇"),
    ("连江那边嫁过来的 现在户口在宦溪", "宦溪镇"),
    ("日头的日 溪水的溪", "日溪乡"),
    ("厦门翔安新店镇", None), ("闽侯那边的新店村", None), ("搬去马尾了，户口还在鼓山", None),
    ("去年从连江搬过来住鼓山", "鼓山镇"), ("靠近连江的宦溪", "宦溪镇"), ("我连江人，在鼓山这里租", "鼓山镇"),
    ("我住鼓山不是鼓岭", "鼓山镇"), ("我妈住寿山，是帮她报的", "寿山乡"),
    ("给日溪一个老人报的，我自己住新店", "日溪乡"),
    ("鼓山脚下", "鼓山镇"), ("岳峰镇政府旁边", "岳峰镇"), ("王庄街", "王庄街道"), ("我妹说是宦溪", "宦溪镇"),
    ("平时在新店带孙子 家还是日溪的", "日溪乡"), ("我们村从宦溪划到鼓山了", "鼓山镇"),
    ("茶园还是象园……哦房产证上写的是象园街道", "象园街道"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "town"), NOW)
def test_where_they_live_among_other_places(places: Places, text: str, town: str | None) -> None:
    found = places.find_town(text, LIVE)
    assert (places.full_name(found.value) if found else None) == town


LISTED = "选一个：鼓山、新店、岳峰、宦溪、寿山、日溪"
ROUNDABOUT = [
    ("第六个", LISTED, "日溪乡"),
    ("最后一个", LISTED, "日溪乡"),
    ("yuefeng", "哪个镇？", "岳峰镇"),
    ("Rixi xiang", "", "日溪乡"),
    ("隔壁那个，茶园街道", "", "茶园街道"),
    ("不是鼓山 是鼓山隔壁 岳峰", "", "岳峰镇"),
    ("不在新店，在新店旁边的宦溪", "", "宦溪镇"),
    ("第六个", "哪个乡？", None), ("是岳峰还是王庄啊", "", None), ("寿山还是日溪 我分不清", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "question", "town"), ROUNDABOUT)
def test_a_town_told_in_a_roundabout_way(places: Places, text: str, question: str, town: str | None) -> None:
    found = places.find_town(text, question)
    assert (places.full_name(found.value) if found else None) == town


@pytest.mark.parametrize(
    ("question", "town"), [("这位老人住在哪个镇？", "寿山乡"), ("您在哪个镇打工？", "岳峰镇"), (LIVE, None)]
)
def test_where_others_live_answers_only_what_is_asked_of_them(places: Places, question: str, town: str | None) -> None:
    text = "在岳峰打工" if town == "岳峰镇" else "我奶奶在寿山"
    found = places.find_town(text, question)
    assert (places.full_name(found.value) if found else None) == town


def test_spelling_what_was_named_leaves_no_doubt(places: Places) -> None:
    found = places.find_town("象园 大象的象 公园的园")
    assert found is not None
    assert not found.confirm
