"""Who is who: an ID number tells people apart; without it somebody says whether a row means a person already known."""

import pytest
from factories import HUANXI, YIYOU, make_account
from procedure import id_no
from register import (
    COUNTY,
    DASHAN,
    FAMILY,
    REGISTER,
    XIUYING,
    household,
    imported,
    listed,
    outcomes,
    people,
    received,
    standing,
    table,
    written,
)
from rows import rows

from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models.tables import AUDIT, BATCH_ROWS, BATCHES, HOUSEHOLDS, LIST_ENTRIES, RESIDENTS
from intake_api.office import Office
from intake_api.roster import importing
from intake_api.roster.deciding import candidates, decide
from intake_api.roster.undoing import undo

Told = tuple[str, str, str, str]
UNTOLD = ("陈大山", "户主", "1975-03", "")
ANOTHER = id_no("19750322", 9, False)  # another 陈大山 of the same month


def decided(office: Office, batch: str, resident_id: str, row: int = 2) -> str:
    with office.work() as work:
        return decide(work, None, batch, 1, row, resident_id)


def resident(office: Office, name: str = "陈大山") -> dict[str, object]:
    return next(row for row in rows(office, RESIDENTS) if row["name"] == name)


@pytest.mark.parametrize(
    ("known", "told", "outcome"),
    [
        (FAMILY[0], FAMILY[0], "same"),
        (FAMILY[0], ("陈大山", "户主", DASHAN, "13800000009"), "changed"),
        (FAMILY[0], ("陈大三", "户主", DASHAN, ""), "changed"),  # the number tells, not the name
        (FAMILY[0], ("陈大山", "户主", ANOTHER, ""), "new"),  # two numbers are two people
        (FAMILY[0], UNTOLD, "same"),  # of the same 户号, and nothing would change
        (FAMILY[0], ("陈大山", "子", "1975-03", ""), "candidate"),
        (UNTOLD, FAMILY[0], "candidate"),
        (UNTOLD, UNTOLD, "same"),
        (UNTOLD, ("陈大山", "户主", "1975-03", "13800000009"), "changed"),
        (UNTOLD, ("陈大山", "户主", "1975-04", ""), "new"),
    ],
)
def test_a_row_of_the_same_household(
    office: Office, known: tuple[str, ...], told: tuple[str, ...], outcome: str
) -> None:
    imported(office, "hukou", *household([known]))
    assert (
        outcomes(office, imported(office, "hukou", *household([told], hamlet=""), ["", "", "", "", "x"]))[0] == outcome
    )


@pytest.mark.parametrize(
    ("told", "village", "outcome"),
    [
        (UNTOLD, "亥由村", "candidate"),
        (UNTOLD, "宦溪村", "new"),  # of another village: another person
        (("陈大山", "户主", "", ""), "亥由村", "rejected"),
    ],
)
def test_a_row_of_another_household(office: Office, told: Told, village: str, outcome: str) -> None:
    imported(office, "hukou", *household())
    assert outcomes(office, imported(office, "hukou", *household([told], book="99", village=village))) == [outcome]


def test_until_somebody_says_so_nothing_is_merged(office: Office) -> None:
    imported(office, "hukou", *household())
    before = written(office)
    batch = imported(office, "hukou", *household([UNTOLD], book="99"))
    assert written(office) == before
    (row,) = rows(office, BATCH_ROWS, batch=batch)
    assert row["resident_id"] == resident(office)["id"]
    assert row["cells"]["姓名"] == "陈大山"
    with office.work() as work:
        (found,) = candidates(work, None, batch, 1, 2)
    assert (found["name"], found["home"]["book"]) == ("陈大山", "12")


def test_the_same_person_moves_to_the_household_of_the_row(office: Office) -> None:
    imported(office, "hukou", *household())
    before = written(office)
    batch = imported(office, "hukou", *household([UNTOLD], book="99"))
    assert decided(office, batch, str(resident(office)["id"])) == "changed"
    assert len(rows(office, RESIDENTS)) == 3
    assert len(rows(office, HOUSEHOLDS)) == 2
    assert people(office)["陈大山"] != people(office)["林秀英"]
    assert rows(office, BATCHES, id=batch)[0]["counts"] == {"changed": 1}
    assert rows(office, AUDIT)[-1]["act"] == "decided"
    assert not undo(office, COUNTY, batch).kept
    assert written(office) == before


def test_another_person_is_new(office: Office) -> None:
    imported(office, "hukou", *household())
    before = written(office)
    batch = imported(office, "hukou", *household([UNTOLD], book="99"))
    assert decided(office, batch, "") == "new"
    assert len(rows(office, RESIDENTS)) == 4
    again = imported(office, "hukou", *household([UNTOLD], book="99"), *household([FAMILY[1]]))
    assert outcomes(office, again) == ["same", "same"], "it was said once"
    assert not undo(office, COUNTY, batch).kept
    assert written(office) == before


def test_a_number_is_learnt(office: Office) -> None:
    imported(office, "hukou", *household([UNTOLD]))
    batch = imported(office, "hukou", *household())
    assert outcomes(office, batch) == ["candidate", "new", "new"]
    assert decided(office, batch, str(resident(office)["id"])) == "changed"
    assert len(rows(office, RESIDENTS)) == 3
    assert len(rows(office, HOUSEHOLDS)) == 1
    assert outcomes(office, imported(office, "hukou", *household()[::-1])) == ["same"] * 3
    undo(office, COUNTY, batch)
    assert resident(office)["id_sealed"] == ""
    assert resident(office)["id_index"] is None


@pytest.mark.parametrize(("told", "known"), [("1975-03", DASHAN), (DASHAN, "1975-03"), ("1975-03", "1975-03")])
@pytest.mark.parametrize("same", [True, False])
def test_a_list_names_somebody_like_a_resident(office: Office, told: str, known: str, same: bool) -> None:
    imported(office, "hukou", *household([("陈大山", "户主", known, ""), FAMILY[1]]))
    before = written(office)
    batch = imported(office, "dibao", listed("陈大山", told, "720"))
    assert outcomes(office, batch) == ["candidate"]
    assert written(office) == before
    assert decided(office, batch, str(resident(office)["id"]) if same else "") == ("matched" if same else "new")
    assert standing(office) == {"陈大山": "difficult" if same else "ordinary"}
    assert outcomes(office, imported(office, "dibao", listed("陈大山", told, "720"), listed("赵六", XIUYING))) == [
        "same",
        "matched",
    ], "it was said once"
    latest = [row["id"] for row in rows(office, BATCHES)][-1]
    for each in (latest, batch):
        assert not undo(office, COUNTY, each).kept
    assert written(office) == before


def test_what_cannot_be_said(office: Office) -> None:
    imported(office, "hukou", *household())
    batch = received(office, "hukou", table(REGISTER, *household([UNTOLD], book="99")))
    importing.look(office, COUNTY, batch)
    with pytest.raises(Conflict, match="先导入"):
        decided(office, batch, "")
    importing.apply(office, COUNTY, batch)
    with pytest.raises(Invalid, match="同名"):
        decided(office, batch, str(resident(office, "林秀英")["id"]))
    with pytest.raises(NotFound):
        decided(office, batch, "", row=9)
    with office.work() as work:
        dept = make_account(work, "dept", "350111000000", department="民政局")
        other, own = make_account(work, "town_clerk", "350111100000"), make_account(work, "town_clerk", HUANXI)
    for account, refused in ((dept, NotAllowed), (other, NotFound)):
        with pytest.raises(refused), office.work() as work:
            decide(work, account, batch, 1, 2, "")
    with office.work() as work:
        assert decide(work, own, batch, 1, 2, "") == "new"
    with pytest.raises(Conflict, match="认过了"):
        decided(office, batch, "")


def test_a_household_numbered_anew_stays_one(office: Office) -> None:
    imported(office, "hukou", *household())
    (home,) = rows(office, HOUSEHOLDS)
    imported(office, "hukou", *household(book="77"))
    (now,) = rows(office, HOUSEHOLDS)
    assert (now["id"], now["book"]) == (home["id"], "77")


def test_a_part_of_it_under_a_number_of_its_own_is_another(office: Office) -> None:
    imported(office, "hukou", *household())
    (home,) = rows(office, HOUSEHOLDS)
    son = ("陈小明", "户主", FAMILY[2][2], "")
    batch = imported(office, "hukou", *household([son], book="78"))
    assert outcomes(office, batch) == ["changed"]
    assert people(office)["陈大山"] == home["id"] != people(office)["陈小明"]


def test_the_last_one_gone_the_household_is_no_longer_visited(office: Office) -> None:
    imported(office, "hukou", *household([FAMILY[0]]), *household([FAMILY[1]], book="13"))
    before = written(office)
    batch = imported(office, "hukou", *household([FAMILY[0], FAMILY[1]]))
    assert {home["head_name"]: home["ended"] for home in rows(office, HOUSEHOLDS)} == {"陈大山": "", "林秀英": "merged"}
    undo(office, COUNTY, batch)
    assert written(office) == before


def test_without_a_household_number_the_rows_follow_their_head(office: Office) -> None:
    wife = ("王小妹", "配偶", "1961-02", "")
    imported(office, "hukou", *household(book=""), *household([("王五", "户主", "1960-01", ""), wife], book=""))
    found = people(office)
    assert found["陈大山"] == found["陈小明"] != found["王五"] == found["王小妹"]
    batch = imported(office, "hukou", *household([wife], book="")[:1])
    assert outcomes(office, batch) == ["rejected"]
    assert "看不出是哪一户" in rows(office, BATCH_ROWS, batch=batch)[0]["why"]


def test_the_register_fills_in_what_is_empty_and_keeps_what_was_told(office: Office) -> None:
    imported(office, "hukou", *household([("陈大山", "户主", DASHAN, "")]))
    imported(office, "hukou", *household([("陈大山", "户主", DASHAN, "13805001234")]))
    imported(office, "hukou", *household([("陈大山", "", DASHAN, "")], hamlet=""))
    (home,), (person,) = rows(office, HOUSEHOLDS), rows(office, RESIDENTS)
    assert (home["phone"], home["hamlet"], home["village"]) == ("13805001234", "上寨", YIYOU)
    assert (person["phone"], person["relation"], person["sex"]) == ("13805001234", "r02", "male")


def test_a_list_takes_the_place_of_the_roster(office: Office) -> None:
    imported(office, "hukou", *household())
    imported(office, "dibao", listed("陈大山", DASHAN, village="宦溪村"))
    (entry,) = rows(office, LIST_ENTRIES)
    assert (entry["town"], entry["village"]) == (HUANXI, YIYOU)
