"""A file of people imported: received, looked at, applied in portions, taken up where it stopped, told when known."""

import pytest
from factories import GUSHAN, HUANXI, YIYOU, make_account, make_case
from register import (
    COUNTY,
    FAMILY,
    LIST,
    REGISTER,
    XIUYING,
    YIMEI,
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

from intake_api.access.audit import SYSTEM
from intake_api.errors import Conflict, Invalid, NotAllowed
from intake_api.intake import households
from intake_api.models.tables import AUDIT, BATCH_ROWS, BATCHES, CASES, EVENTS, HOUSEHOLDS, LIST_ENTRIES, RESIDENTS
from intake_api.office import Office
from intake_api.roster import importing
from intake_api.roster.batches import SameFile


def test_a_register_becomes_households_and_people(office: Office) -> None:
    batch = imported(office, "hukou", *household())
    (home,) = rows(office, HOUSEHOLDS)
    assert (home["head_name"], home["town"], home["village"], home["hamlet"]) == ("陈大山", HUANXI, YIYOU, "上寨")
    assert (home["book"], home["phone"], home["enrolled"], home["standing"]) == ("12", "13805001234", True, "ordinary")
    assert people(office) == dict.fromkeys(("陈大山", "林秀英", "陈小明"), home["id"])
    assert outcomes(office, batch) == ["new"] * 3
    (row,) = rows(office, BATCHES)
    assert (row["state"], row["counts"], row["reached"], row["total"], row["file"]) == ("done", {"new": 3}, 3, 3, "")
    (entry,) = rows(office, AUDIT)
    assert (entry["act"], entry["subject"], entry["actor"]) == ("imported", "roster", SYSTEM)
    assert not rows(office, EVENTS)


def test_a_look_changes_nothing_and_counts(office: Office) -> None:
    batch = received(office, "hukou", table(REGISTER, *household(), *household(book="13")))
    before = written(office)
    assert importing.look(office, COUNTY, batch) == {"new": 3, "rejected": 3}
    assert written(office) == before
    (row,) = rows(office, BATCHES)
    assert (row["state"], row["total"], row["counts"]) == ("looked", 6, {"new": 3, "rejected": 3})
    assert outcomes(office, batch) == ["new"] * 3 + ["rejected"] * 3
    assert {(each["household_id"], each["resident_id"]) for each in rows(office, BATCH_ROWS)} == {("", "")}
    assert importing.look(office, COUNTY, batch) == {"new": 3, "rejected": 3}
    assert len(rows(office, BATCH_ROWS)) == 6
    assert importing.apply(office, COUNTY, batch) == {"new": 3, "rejected": 3}


def test_a_refused_row_says_where_and_is_given_back(office: Office) -> None:
    wrong = household([("陈大山", "户主", "350111197503180010", ""), *FAMILY[1:]])
    batch = imported(office, "hukou", *wrong)
    refused = rows(office, BATCH_ROWS, batch=batch, outcome="rejected")
    assert [(each["sheet"], each["row"]) for each in refused] == [(1, 2)]
    assert "第 2 行 G 列" in refused[0]["why"]
    assert refused[0]["cells"]["姓名"] == "陈大山"
    assert set(people(office)) == {"林秀英", "陈小明"}


def test_the_same_file_is_told_and_changes_nothing(office: Office) -> None:
    batch = imported(office, "hukou", *household())
    before = written(office)
    with pytest.raises(SameFile, match="2023年11月10日已经导入过（户籍底册）") as told:
        received(office, "hukou", table(REGISTER, *household()))
    assert told.value.batch_id == batch
    assert written(office) == before
    assert len(rows(office, BATCHES)) == 1


def test_a_file_that_waits_keeps_its_batch(office: Office) -> None:
    content = table(REGISTER, *household())
    assert received(office, "hukou", content) == received(office, "hukou", content)


def test_a_changed_file_with_the_same_rows_changes_nothing(office: Office) -> None:
    imported(office, "hukou", *household())
    before = written(office)
    assert outcomes(office, imported(office, "hukou", *household()[::-1])) == ["same"] * 3
    assert written(office) == before


def test_rows_without_a_number_are_the_same_again(office: Office) -> None:
    nameless = [("陈大山", "户主", "1975-03", ""), ("林秀英", "配偶", "1978-06", "")]
    imported(office, "hukou", *household(nameless))
    before = written(office)
    again = imported(office, "hukou", *household(nameless), *household([("王五", "户主", "1960-01", "")], book="9"))
    assert outcomes(office, again) == ["same", "same", "new"]
    assert {name: [row for row in found if row in before[name]] for name, found in written(office).items()} == before


@pytest.mark.parametrize("portion", [1, 2, 3, 100])
def test_portions_do_not_matter(office: Office, portion: int) -> None:
    names = "甲乙丙丁戊己庚辛"
    lines = [line for n, name in enumerate(names) for line in household(_couple(name, n), book=str(n))]
    imported(office, "hukou", *lines[::2], *lines[1::2], portion=portion)
    homes = rows(office, HOUSEHOLDS)
    assert sorted(home["head_name"] for home in homes) == sorted(f"陈{name}" for name in names)
    assert {home["id"] for home in homes} == set(people(office).values())
    assert len(rows(office, RESIDENTS)) == 16


def _couple(name: str, n: int) -> list[tuple[str, str, str, str]]:
    return [(f"陈{name}", "户主", f"19{50 + n}-01", ""), (f"林{name}", "配偶", f"19{50 + n}-02", "")]


def test_broken_off_it_goes_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line for n, name in enumerate("甲乙丙丁") for line in household(_couple(name, n), book=str(n))]
    batch = received(office, "hukou", table(REGISTER, *lines))
    carried_out, left = importing.carried_out, [2]

    def stops(*given: object, **named: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise RuntimeError("the machine is gone")
        return carried_out(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "carried_out", stops)
    with pytest.raises(RuntimeError):
        importing.apply(office, COUNTY, batch, portion=2)
    (row,) = rows(office, BATCHES)
    assert (row["state"], row["reached"], row["counts"]) == ("failed", 4, {"new": 4})
    assert "从停下的地方" in row["problem"]
    half = written(office)
    left[0] = 100
    assert received(office, "hukou", table(REGISTER, *lines)) == batch, "the file given again is the same batch"
    assert importing.apply(office, COUNTY, batch, portion=2) == {"new": 8}
    for name, found in half.items():
        assert all(row in written(office)[name] for row in found)
    assert len(people(office)) == 8
    with pytest.raises(Conflict):
        importing.apply(office, COUNTY, batch)


def test_what_the_intake_knows_becomes_the_enrolled_household(office: Office) -> None:
    with office.work() as work:
        by_number = households.create(work, {"name": "林秀英", "id_number": XIUYING, "town": HUANXI, "village": YIYOU})
        by_phone = households.create(work, {"name": "王五", "phone": "13900000009", "town": HUANXI, "village": YIYOU})
        make_case(work, household_id=by_number)
    case = rows(office, CASES)
    batch = imported(office, "hukou", *household(), *household([("王五", "户主", "1960-01", "13900000009")], book="13"))
    assert outcomes(office, batch) == ["matched"] * 4
    homes = {home["id"]: home for home in rows(office, HOUSEHOLDS)}
    assert set(homes) == {by_number, by_phone}
    assert all(home["enrolled"] and home["book"] for home in homes.values())
    assert homes[by_number]["head_name"] == "林秀英", "whoever reported"
    assert rows(office, CASES) == case


def test_whoever_reports_is_found_by_anybodys_number(office: Office) -> None:
    imported(office, "hukou", *household())
    with office.work() as work:
        found = households.find(work, {"name": "小秀", "id_number": XIUYING})
        assert found
        assert found["id"] == people(office)["林秀英"]
        assert households.find(work, {"id_number": YIMEI}) is None


def test_another_town_must_move_the_household_first(office: Office) -> None:
    imported(office, "hukou", *household())
    before = written(office)
    batch = imported(office, "hukou", *household(town="鼓山镇", village="鼓一村"))
    assert outcomes(office, batch) == ["rejected"] * 3
    assert "这一户登记在宦溪镇，要先迁户" in rows(office, BATCH_ROWS, batch=batch)[0]["why"].replace("晋安区", "")
    assert written(office) == before


def test_lists_give_the_standing_and_wait_for_the_roster(office: Office) -> None:
    strangers = imported(office, "dibao", listed("陈大山", FAMILY[0][2], "720"))
    assert outcomes(office, strangers) == ["new"]
    imported(office, "hukou", *household())
    assert standing(office) == {"陈大山": "difficult"}
    lifted = imported(office, "lifted", listed("林秀英", XIUYING))
    assert outcomes(office, lifted) == ["matched"]
    assert standing(office) == {"陈大山": "lifted"}
    assert {row["household_id"] for row in rows(office, LIST_ENTRIES)} == {people(office)["陈大山"]}


def test_who_is_absent_from_a_whole_list_leaves_it_and_comes_back(office: Office) -> None:
    imported(office, "hukou", *household(), *household([("王五", "户主", YIMEI, "")], book="13"))
    both = [listed("陈大山", FAMILY[0][2], "720"), listed("王五", YIMEI, "720")]
    imported(office, "dibao", *both)
    batch = imported(office, "dibao", both[0])
    assert sorted(outcomes(office, batch)) == ["left", "same"]
    assert standing(office) == {"陈大山": "difficult", "王五": "ordinary"}
    assert {row["name"]: row["until"] for row in rows(office, LIST_ENTRIES)} == {"陈大山": "", "王五": "2023-11-10"}
    assert outcomes(office, imported(office, "dibao", *both[::-1])) == ["changed", "same"]
    assert standing(office) == {"陈大山": "difficult", "王五": "difficult"}


def test_nobody_leaves_a_list_by_a_fault_in_the_file(office: Office) -> None:
    imported(office, "dibao", listed("王五", YIMEI, "720"), listed("陈大山", FAMILY[0][2]))
    batch = imported(
        office, "dibao", listed("王五", YIMEI[:17] + ("0" if YIMEI[17] != "0" else "1")), listed("陈大山", FAMILY[0][2])
    )
    assert outcomes(office, batch) == ["rejected", "same"]
    assert {row["until"] for row in rows(office, LIST_ENTRIES)} == {""}


def test_a_list_that_is_not_whole_takes_nobody_off(office: Office) -> None:
    imported(office, "medical", listed("王五", YIMEI, "26000"))
    assert outcomes(office, imported(office, "medical", listed("陈大山", FAMILY[0][2], "30000"))) == ["new"]
    assert {row["until"] for row in rows(office, LIST_ENTRIES)} == {""}


def test_one_person_twice_on_a_list_is_once_on_it(office: Office) -> None:
    batch = imported(office, "medical", listed("王五", YIMEI, "26000"), listed("王五", YIMEI, "30000"))
    assert outcomes(office, batch) == ["new", "same"]
    assert "和第 2 行是同一个人" in rows(office, BATCH_ROWS, batch=batch)[1]["why"]
    assert [row["amount"] for row in rows(office, LIST_ENTRIES)] == [26000]


def test_a_town_imports_its_own_villages(office: Office) -> None:
    with office.work() as work:
        clerk, village = make_account(work, "town_clerk", HUANXI), make_account(work, "village", YIYOU)
        dept = make_account(work, "dept", "350111000000", department="民政局")
        other = make_account(work, "town_clerk", GUSHAN)
    batch = imported(office, "hukou", *household(town="鼓山镇", village="鼓一村"), account=clerk)
    assert outcomes(office, batch) == ["rejected"] * 3
    imported(office, "hukou", *household())
    theirs = imported(office, "dibao", listed("陈大山", FAMILY[0][2]), account=other)
    assert outcomes(office, theirs) == ["rejected"]
    for account, source in ((village, "hukou"), (dept, "medical")):
        with pytest.raises(NotAllowed):
            received(office, source, table(LIST, listed("陈大山", FAMILY[0][2])), account)
    assert outcomes(office, imported(office, "dibao", listed("陈大山", FAMILY[0][2]), account=dept)) == ["matched"]


def test_a_file_without_people(office: Office) -> None:
    with pytest.raises(Invalid, match="没有读到人"):
        received(office, "hukou", table(REGISTER))
    assert not rows(office, BATCHES)


def test_other_columns_are_looked_at_again(office: Office) -> None:
    headings = ("乡镇", "行政村", "组", "编号", "姓名", "关系", "身份证号", "出生年月", "联系电话")
    batch = received(office, "hukou", table(headings, *household()))
    assert importing.look(office, COUNTY, batch) == {"new": 3}
    (row,) = rows(office, BATCHES)
    assert "book" not in row["mapping"]
    with office.work() as work:
        importing.remap(work, None, batch, row["mapping"] | {"book": "编号"})
    importing.apply(office, COUNTY, batch)
    assert rows(office, HOUSEHOLDS)[0]["book"] == "12"
    again = received(office, "hukou", table(headings, *household()[:2]))
    assert rows(office, BATCHES, id=again)[0]["mapping"]["book"] == "编号", "columns are chosen once"
    with office.work() as work, pytest.raises(Conflict):
        importing.remap(work, None, batch, {})
