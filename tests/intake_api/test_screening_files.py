"""From the file to the figure: a register and departments' lists imported, screened, taken back."""

from listed import figure, hits
from register import COUNTY, DASHAN, XIAOMING, XIUYING, household, imported, listed, received, table
from rows import rows

from intake_api.models.tables import CONCERNS
from intake_api.office import Office
from intake_api.roster import importing
from intake_api.roster.undoing import undo

PAID = ("乡镇", "村", "姓名", "身份证号", "出生年月", "个人自付", "等级")
DIBAO = ("姓名", "身份证号")


def _groups(office: Office) -> list[tuple[str, str]]:
    return sorted((row["group"], row["reason"]) for row in rows(office, CONCERNS))


def test_a_list_is_screened_when_it_is_imported_and_not_when_it_is_looked_at(office: Office) -> None:
    imported(office, "hukou", *household())
    lines = (listed("陈大山", DASHAN, "12000"), listed("林秀英", XIUYING, "11,400元"))
    batch = received(office, "medical", table(PAID, *lines))
    importing.look(office, COUNTY, batch)
    assert figure(office, "dept_screened") == 0
    importing.apply(office, COUNTY, batch)
    assert figure(office, "dept_screened") == 1, "two people of one household are one line of the household"
    (hit,) = hits(office)
    assert (hit["want"], hit["reason"]) == ("alert", "医保大额自付 23,400 元（2 人）")
    assert _groups(office) == [("P09", "医保大额自付 23,400 元（2 人）")]
    undo(office, COUNTY, batch)
    assert figure(office, "dept_screened") == 0
    assert [each["state"] for each in hits(office)] == ["undone"]
    assert _groups(office) == []


def test_the_next_month_s_list_counts_anew_and_asks_only_for_what_is_new(office: Office) -> None:
    imported(office, "hukou", *household())
    imported(office, "dibao", listed("陈大山", DASHAN))
    again = received(office, "dibao", table(DIBAO, ["陈大山", DASHAN], ["林秀英", XIUYING]))
    importing.apply(office, COUNTY, again)
    assert figure(office, "dept_screened") == 2, "two batches"
    assert len(hits(office)) == 1, "one open hit for a household and a list"
    assert _groups(office) == [("P05", "低保（2 人）")]
    imported(office, "dibao", listed("陈小明", XIAOMING))
    assert _groups(office) == [("P05", "低保")], "who is not in the newer list is no longer on it"


def test_somebody_nobody_knows_is_no_line(office: Office) -> None:
    imported(office, "hukou", *household(people=[("陈大山", "户主", DASHAN, "")]))
    imported(office, "medical", listed("林秀英", XIUYING, "30000"))
    assert figure(office, "dept_screened") == 0
    assert hits(office) == []


def test_a_list_that_came_again_after_it_was_taken_back_counts_again(office: Office) -> None:
    imported(office, "hukou", *household())
    for _ in range(2):
        undo(office, COUNTY, imported(office, "medical", listed("陈大山", DASHAN, "30000")))
    imported(office, "medical", listed("陈大山", DASHAN, "30000"))
    assert figure(office, "dept_screened") == 1
    assert [each["state"] for each in hits(office)] == ["undone", "undone", "open"]
