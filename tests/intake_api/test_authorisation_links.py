"""What a one-time link may still do (裁定 8), and who hears of what was said there."""

from typing import Any

import pytest
from factories import GUYI, make_account
from offices import Clock
from procedure import Procedure, sheet_answers
from sqlalchemy import select

from intake_api.casework import authorisations
from intake_api.casework.actions import farmer_acts
from intake_api.errors import Conflict
from intake_api.models import Account
from intake_api.models.tables import AUTHORISATIONS, NOTICES
from intake_api.office import Office

ADULTS = (0, 1, 2, 3)
TITLES = ("授权齐了", "有人不同意授权")


@pytest.fixture
def p(office: Office, clock: Clock) -> Procedure:
    p = Procedure(office, clock).to("VERIFYING")
    p.visit()
    return p


def link(p: Procedure, member: int = 0) -> str:
    with p.office.work() as work:
        return authorisations.make_link(work, p.person("village"), p.case_id, member)


def answer(p: Procedure, token: str, member: int = 0, *, agreed: bool = True) -> None:
    last4 = sheet_answers()[f"member[{member}].id_no"][-4:]
    with p.office.work() as work:
        authorisations.answer_link(work, token, agreed, last4)


def heard(p: Procedure, account: Account) -> list[str]:
    here = (NOTICES.c.account_id == account.id, NOTICES.c.channel == "console", NOTICES.c.title.in_(TITLES))
    with p.office.work() as work:
        return list(work.connection.execute(select(NOTICES.c.text).where(*here)).scalars())


def signed(p: Procedure) -> list[Any]:
    with p.office.work() as work:
        rows = work.connection.execute(select(AUTHORISATIONS)).mappings()
        return [row["member"] for row in rows if row["given_at"]]


class TestACaseThatNeedsItNoMore:
    """Nothing is signed for a case that was taken back or decided."""

    def withdrawn(self, p: Procedure) -> None:
        with p.office.work() as work:
            farmer_acts(work, p.case_id, "withdraw", {})

    def refused(self, p: Procedure) -> None:
        p.do("county_clerk", "override_refusal")
        p.both("village", "town_clerk", "conclude_no_risk")

    @pytest.mark.parametrize("end", ["withdrawn", "refused"])
    @pytest.mark.parametrize("agreed", [True, False])
    def test_an_old_link_writes_nothing(self, p: Procedure, end: str, agreed: bool) -> None:
        token = link(p)
        getattr(self, end)(p)
        before = p.kinds()
        with pytest.raises(Conflict, match="不用授权"):
            answer(p, token, agreed=agreed)
        with pytest.raises(Conflict, match="不用授权"), p.office.work() as work:
            authorisations.by_token(work, token)
        assert p.kinds() == before
        assert signed(p) == []

    def test_during_the_publicity_it_still_counts(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("PUBLICITY", compared=False)
        answer(p, link(p))
        assert signed(p) == [0]


class TestWhoHears:
    """The village's handler and the town's clerk: nobody else would look."""

    def test_of_a_refusal(self, p: Procedure) -> None:
        answer(p, link(p), agreed=False)
        for who in ("village", "town_clerk"):
            (text,) = heard(p, p.person(who))
            assert "不同意授权" in text
            assert "陈大山" not in text
        assert heard(p, p.person("county_clerk")) == []

    def test_of_the_last_signature_and_of_no_other(self, p: Procedure) -> None:
        for member in ADULTS[:-1]:
            answer(p, link(p, member), member)
        assert heard(p, p.person("village")) == []
        answer(p, link(p, ADULTS[-1]), ADULTS[-1])
        for who in ("village", "town_clerk"):
            (text,) = heard(p, p.person(who))
            assert "可以送部门比对" in text

    def test_on_paper_whoever_brought_it_knows(self, p: Procedure) -> None:
        p.authorise(*ADULTS)
        assert heard(p, p.person("village")) == []
        assert len(heard(p, p.person("town_clerk"))) == 1
        p.authorise(0)
        assert len(heard(p, p.person("town_clerk"))) == 1, "signing again is no news"

    def test_nobody_in_another_village(self, p: Procedure) -> None:
        with p.office.work() as work:
            stranger = make_account(work, "village", GUYI)
        answer(p, link(p), agreed=False)
        assert heard(p, stranger) == []
