"""Who is responsible, who was trained, and what a town still lacks."""

import pytest
from factories import GUSHAN, HUANXI, HUANXI_VILLAGE, YIYOU, make_account

from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account
from intake_api.office import Office
from intake_api.patrols import duties
from intake_api.patrols.duties import Named
from intake_api.patrols.progress import gap_parts


@pytest.fixture
def clerk(office: Office) -> Account:
    with office.work() as work:
        return make_account(work, "town_clerk", HUANXI)


def name(office: Office, account: Account, *given: str, **more: str) -> str:
    with office.work() as work:
        return duties.name(work, account, Named(*given, **more))


def now(office: Office, **place: str) -> list[tuple[str, str]]:
    with office.database.read() as session:
        return [(row["kind"], row["name"]) for row in duties.of_places(session.connection(), office.county(), **place)]


def test_a_village_has_its_own_people_and_those_of_its_town(office: Office, clerk: Account) -> None:
    name(office, clerk, "grid", "黄网格", YIYOU, "上寨")
    name(office, clerk, "lead", "李副镇长", HUANXI)
    name(office, clerk, "team", "张主任", HUANXI)
    name(office, clerk, "resident", "王驻村", HUANXI_VILLAGE)
    assert now(office, village=YIYOU) == [("lead", "李副镇长"), ("team", "张主任"), ("grid", "黄网格")]
    assert len(now(office, town=HUANXI)) == len(now(office)) == 4
    assert now(office, town=GUSHAN) == []


def test_one_lead_a_town(office: Office, clerk: Account) -> None:
    first = name(office, clerk, "lead", "李副镇长", HUANXI)
    with pytest.raises(Conflict, match="李副镇长"):
        name(office, clerk, "lead", "赵镇长", HUANXI)
    with office.work() as work:
        duties.end(work, clerk, first)
    name(office, clerk, "lead", "赵镇长", HUANXI)
    assert now(office, town=HUANXI) == [("lead", "赵镇长")]
    with office.work() as work, pytest.raises(Conflict):
        duties.end(work, clerk, first)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("lead", "", HUANXI), "姓名"),
        (("lead", "李", YIYOU), "全镇"),
        (("grid", "黄", HUANXI), "选到村"),
        (("king", "黄", HUANXI), "哪一种"),
        (("team", "黄", "nowhere"), "哪个镇"),
    ],
)
def test_what_does_not_fit_is_said(office: Office, clerk: Account, given: tuple[str, ...], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        name(office, clerk, *given)


def test_only_clerks_and_only_their_own(office: Office, clerk: Account) -> None:
    with pytest.raises(NotFound):
        name(office, clerk, "lead", "李", GUSHAN)
    id = name(office, clerk, "lead", "李", HUANXI)
    for role, area, error in (("village", YIYOU, NotFound), ("town_leader", HUANXI, NotAllowed)):
        with office.work() as work:
            account = make_account(work, role, area)
            with pytest.raises(error):
                duties.trained(work, account, id, "2023-11-09")


def test_what_a_town_lacks(office: Office, clerk: Account) -> None:
    def lacks() -> list[str]:
        county = office.county()
        with office.database.read() as session:
            rows = duties.of_places(session.connection(), county, town=HUANXI)
        return [part for gap in duties.gaps(county, rows, [HUANXI]) for part in gap_parts(county, gap)]

    assert [part[:6] for part in lacks()] == ["还没有定牵头", "还没有写专班", "这些村还没有"]
    id = name(office, clerk, "lead", "李副镇长", HUANXI)
    name(office, clerk, "team", "张主任", HUANXI, trained_day="2023-11-08")
    for village in office.county().places.villages(HUANXI):
        if village.kind == "村":
            name(office, clerk, "resident", "王驻村", village.code, trained_day="2023-11-08")
    assert lacks() == ["还没有培训：李副镇长"]
    with office.work() as work:
        with pytest.raises(Invalid, match="还没到"):
            duties.trained(work, clerk, id, "2023-12-01")
        duties.trained(work, clerk, id, "2023-11-09")
    assert lacks() == []
