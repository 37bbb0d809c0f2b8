"""Notices that reached nobody: the clerks of the place see them and can send them again."""

import pytest
from factories import GUSHAN, HUANXI, YIYOU, bind, make_account, make_case

from intake_api.errors import Conflict, NotFound
from intake_api.models import Account
from intake_api.notices import outbox
from intake_api.notices.tell import tell_arrival
from intake_api.notices.undelivered import send_again, undelivered
from intake_api.office import Office


@pytest.fixture
def clerk(office: Office) -> Account:
    """Of 宦溪镇, where a notice to the village's cadre has just failed."""
    with office.work() as work:
        cadre = make_account(work, "village", YIYOU, name="亥由村干部")
        bind(work, cadre, "wechat", "o-cadre")
        tell_arrival(work, make_case(work))
        (notice,) = outbox.claim(work, "wechat", 10)
        outbox.settle(work, notice.id, "gone", "blocked")
        return make_account(work, "town_clerk", HUANXI, login="huanxi")


def test_the_clerk_sees_whom_it_did_not_reach(office: Office, clerk: Account) -> None:
    with office.work() as work:
        (found,) = undelivered(work, clerk)
        other_town = make_account(work, "town_clerk", GUSHAN, login="gushan")
        assert (found.to, found.channel, found.error) == ("亥由村干部", "wechat", "blocked")
        assert undelivered(work, other_town) == []


def test_it_can_be_sent_again_once(office: Office, clerk: Account) -> None:
    with office.work() as work:
        (found,) = undelivered(work, clerk)
        send_again(work, clerk, found.id)
        assert [notice.id for notice in outbox.claim(work, "wechat", 10)] == [found.id]
        with pytest.raises(Conflict):
            send_again(work, clerk, found.id)


def test_another_town_cannot_send_it(office: Office, clerk: Account) -> None:
    with office.work() as work:
        (found,) = undelivered(work, clerk)
        other_town = make_account(work, "town_clerk", GUSHAN, login="gushan")
        with pytest.raises(NotFound):
            send_again(work, other_town, found.id)
