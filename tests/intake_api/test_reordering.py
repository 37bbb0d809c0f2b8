"""A signature belongs to a person, wherever the next sheet lists them (裁定 8)."""

from collections.abc import Mapping
from typing import Any

import pytest
from offices import Clock
from procedure import PEOPLE, Procedure, id_no, sheet_answers
from sqlalchemy import select
from test_findings import close, rows

from intake_api.casework import authorisations
from intake_api.casework import dossier as dossiers
from intake_api.casework.collected import Person, collected
from intake_api.casework.reordering import GONE, new_places
from intake_api.errors import Invalid
from intake_api.models.tables import COMPARISONS
from intake_api.office import Office

NUMBER, OTHER = id_no("19750318", 1, False), id_no("19880808", 9, False)


def people(*rows: tuple[str, str]) -> tuple[Person, ...]:
    """Names and ID numbers in the order of a sheet."""
    return tuple(Person(place, {"member_name": name, "id_no": no}) for place, (name, no) in enumerate(rows))


A, B = ("陈大山", NUMBER), ("林秀英", id_no("19780602", 2, True))
C = ("陈小明", "")
MISREAD = NUMBER[:16] + "99"
CASES = [
    ("the same", [A, B, C], [A, B, C], {0: 0, 1: 1, 2: 2}),
    ("the other way round", [A, B], [B, A], {0: 1, 1: 0}),
    ("without numbers by name", [C, ("郑依妹", "")], [("郑依妹", ""), C], {0: 1, 1: 0}),
    ("one is gone", [A, B, C], [A, C], {0: 0, 1: GONE, 2: 1}),
    ("another one in the row", [A, B], [A, ("郑依妹", OTHER)], {0: 0, 1: GONE}),
    ("one more in front", [A, B], [C, A, B], {0: 1, 1: 2}),
    ("the name put right", [("陈大三", NUMBER)], [A], {0: 0}),
    ("the number put right", [("陈大山", MISREAD), B], [B, A], {0: 1, 1: 0}),
    ("the number told at last", [("陈大山", ""), B], [B, A], {0: 1, 1: 0}),
    ("one name, two people", [A, ("陈大山", OTHER)], [("陈大山", OTHER), A], {0: 1, 1: 0}),
    ("one name, one of them numbered", [A, ("陈大山", "")], [("陈大山", ""), A], {0: 1, 1: 0}),
    ("one name, another person", [A], [("陈大山", OTHER)], {0: GONE}),
    ("one name and no numbers, where they were", [C, C], [C, C], {0: 0, 1: 1}),
    ("one name and no numbers, elsewhere", [B, C, C], [C, B, C], {0: 1, 1: GONE, 2: GONE}),
    ("one name and no numbers, one of them gone", [C, C], [C], {0: GONE, 1: GONE}),
    ("nobody has a name yet", [("", ""), A], [A, ("", "")], {0: GONE, 1: 0}),
]


@pytest.mark.parametrize(("before", "after", "places"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_who_stands_where_now(before: Any, after: Any, places: Mapping[int, int]) -> None:
    assert new_places(people(*before), people(*after)) == places


def sheet(*order: int) -> dict[str, Any]:
    """The family listed in another order; who is not named is left out."""
    whole = sheet_answers()
    kept = {key: value for key, value in whole.items() if not key.startswith("member[")}
    for new, old in enumerate(order):
        mine = f"member[{old}]."
        kept |= {key.replace(mine, f"member[{new}]."): value for key, value in whole.items() if key.startswith(mine)}
    return kept


@pytest.fixture
def p(office: Office, clock: Clock) -> Procedure:
    """Visited; his mother and the son who works away have signed."""
    walk = Procedure(office, clock).to("VERIFYING")
    walk.visit()
    walk.authorise(2, 3)
    assert unsigned(walk) == ["陈大山", "林秀英"]
    return walk


def again(p: Procedure, answers: Mapping[str, Any]) -> None:
    """Another visit, which leaves nothing of the old list."""
    p.visit(answers=answers, cleared=tuple(key for key in sheet_answers() if key not in answers))


def unsigned(p: Procedure) -> list[str]:
    with p.office.work() as work:
        return [each.name for each in dossiers.load(work, p.case).unauthorised]


def test_a_signature_goes_along_when_the_rows_change(p: Procedure) -> None:
    again(p, sheet(0, 1, 3, 4, 5, 2))
    assert unsigned(p) == ["陈大山", "林秀英"]


def test_two_who_change_places_keep_their_own(p: Procedure) -> None:
    p.authorise(0)
    again(p, sheet(1, 0, 2, 3, 4, 5))
    assert unsigned(p) == ["林秀英"]


def test_who_takes_the_row_of_one_who_left_has_not_signed(p: Procedure) -> None:
    again(p, sheet(0, 1, 3, 4, 5))
    assert unsigned(p) == ["陈大山", "林秀英"]
    aunt = {"member_name": "郑阿姨", "id_no": id_no("19600101", 8, True), "relation": "r97", "sex": "female"}
    again(p, sheet(0, 1, 3, 4, 5) | {f"member[5].{k}": v for k, v in (PEOPLE[2] | aunt).items()})
    assert unsigned(p) == ["陈大山", "林秀英", "郑阿姨"]


def test_one_more_in_front_changes_nobody_s_word(p: Procedure) -> None:
    uncle = PEOPLE[0] | {"member_name": "陈大伯", "id_no": id_no("19550101", 7, False), "relation": "r83"}
    moved = {f"member[0].{k}": v for k, v in uncle.items()}
    for place in range(6):
        mine = f"member[{place}]."
        moved |= {f"member[{place + 1}].{k[len(mine) :]}": v for k, v in sheet_answers().items() if k.startswith(mine)}
    again(p, sheet() | moved)
    assert unsigned(p) == ["陈大伯", "陈大山", "林秀英"]


def test_a_link_is_still_that_person_s(p: Procedure) -> None:
    with p.office.work() as work:
        token = authorisations.make_link(work, p.person("village"), p.case_id, 0)
    again(p, sheet(1, 0, 2, 3, 4, 5))
    with pytest.raises(Invalid, match="后四位不对"), p.office.work() as work:
        authorisations.answer_link(work, token, agreed=True, last4=PEOPLE[1]["id_no"][-4:])
    with p.office.work() as work:
        authorisations.answer_link(work, token, agreed=True, last4=PEOPLE[0]["id_no"][-4:])
    assert unsigned(p) == ["林秀英"]


def test_what_departments_said_goes_along(p: Procedure) -> None:
    p.authorise(0, 1)
    p.compare("民政局", hits=("陈小明",))
    again(p, sheet(3, 0, 1, 2, 4, 5))
    with p.office.work() as work:
        rows = work.connection.execute(select(COMPARISONS)).mappings().all()
    names = {place: each.name for place, each in enumerate(collected(sheet(3, 0, 1, 2, 4, 5)).people)}
    assert {row["member"]: row["name"] for row in rows} == names
    assert [row["member"] for row in rows if row["result"] == "hit"] == [0]


def test_a_warning_stays_closed_for_its_person_and_for_nobody_else(p: Procedure) -> None:
    """Q39 未参加医保, closed for the son; his mother in the same row has a word of her own coming."""
    again(p, sheet() | sheet_answers() | {"member[3].medical_insurance": False})
    close(p.office, p.person("village"), p.case_id, "Q39", 3, "在厂里参保，下月补证明")
    moved = sheet(0, 3, 2, 1, 4, 5)
    again(p, moved | {"member[1].medical_insurance": False, "member[3].medical_insurance": False})
    closed = {key: row["closed_at"] is not None for key, row in rows(p.office, p.case_id).items() if not row["gone_at"]}
    assert closed == {("Q39", 1): True, ("Q39", 3): False}
