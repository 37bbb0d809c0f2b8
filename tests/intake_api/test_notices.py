"""Who is told what, and an outbox that loses nothing. On both databases."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, YIYOU, bind, make_account, make_case, make_talk, make_task
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from intake_api.casework import tasks
from intake_api.casework.lifecycle import ACTIONS
from intake_api.errors import Invalid, NotFound
from intake_api.models.tables import NOTICES, TASKS
from intake_api.notices import console, masked, outbox, tell
from intake_api.notices.alarms import ring
from intake_api.notices.farmer_words import WORDS, words
from intake_api.notices.tell_farmers import tell_farmer
from intake_api.office import Office, Work

COUNTY = "350111000000"


def all_notices(work: Work) -> list[Any]:
    return list(work.connection.execute(select(NOTICES).order_by(NOTICES.c.id)).mappings())


def post(work: Work, key: str, channel: str = "wechat") -> bool:
    return outbox.post(work, key, channel=channel, user="u1", text="有新申报", link="http://127.0.0.1:8000/console")


class TestOutbox:
    """Claim, settle, come back."""

    def test_the_same_key_is_written_once(self, office: Office) -> None:
        with office.work() as work:
            assert post(work, "case:1:arrived")
            assert not post(work, "case:1:arrived")
            assert len(all_notices(work)) == 1

    def test_claimed_by_one_and_back_when_the_lease_ends(self, office: Office, clock: Any) -> None:
        with office.work() as work:
            post(work, "a")
            post(work, "b", "telegram")
        with office.work() as work:
            first = outbox.claim(work, "wechat", 20)
            assert [(n.key, n.channel, n.user, n.text, n.county) for n in first] == [
                ("a", "wechat", "u1", "有新申报", "350111")
            ]
            assert outbox.claim(work, "wechat", 20) == []
        clock.advance(seconds=61)
        with office.work() as work:
            assert outbox.claim(work, "wechat", 20) == first

    def test_oldest_first_and_no_more_than_asked(self, office: Office, clock: Any) -> None:
        for key in "abc":
            with office.work() as work:
                post(work, key)
            clock.advance(seconds=1)
        with office.work() as work:
            assert [n.key for n in outbox.claim(work, "wechat", 2)] == ["a", "b"]
            assert [n.key for n in outbox.claim(work, "wechat", 2)] == ["c"]

    def test_sent_is_the_end(self, office: Office, clock: Any) -> None:
        with office.work() as work:
            post(work, "a")
            (notice,) = outbox.claim(work, "wechat", 1)
            outbox.settle(work, notice.id, "sent")
            outbox.settle(work, notice.id, "never", "too late")  # twice is the same as once
        clock.advance(days=1)
        with office.work() as work:
            assert outbox.claim(work, "wechat", 1) == []
            (row,) = all_notices(work)
        assert (row["state"], row["error"], row["sent_at"]) == ("sent", "", clock.now - timedelta(days=1))

    def test_later_waits_longer_each_time_and_then_fails(self, office: Office, clock: Any) -> None:
        with office.work() as work:
            post(work, "a")
        waits = []
        for _ in range(outbox.TRIES):
            with office.work() as work:
                (notice,) = outbox.claim(work, "wechat", 1)
                outbox.settle(work, notice.id, "later", "busy")
                (row,) = all_notices(work)
                waits.append((row["due_at"] - clock.now).total_seconds())
            clock.now = row["due_at"] if row["state"] == "due" else clock.now + timedelta(hours=2)
        assert waits[:-1] == [15, 30, 60, 120, 240, 480, 960]
        with office.work() as work:
            assert outbox.claim(work, "wechat", 1) == []
            assert [(row["state"], row["error"]) for row in outbox.stuck(work)] == [("failed", "busy")]

    @pytest.mark.parametrize("outcome", ["never", "gone"])
    def test_never_and_gone_fail_at_once(self, office: Office, outcome: Any) -> None:
        with office.work() as work:
            post(work, "a")
            (notice,) = outbox.claim(work, "wechat", 1)
            outbox.settle(work, notice.id, outcome, "x" * 999)
            (row,) = outbox.stuck(work)
        assert row["state"] == "failed"
        assert len(row["error"]) == 200

    def test_a_notice_that_kills_its_carrier_ends_on_the_stuck_list(self, office: Office, clock: Any) -> None:
        with office.work() as work:
            post(work, "a")
        claims = 0
        for _ in range(outbox.TRIES + 5):
            with office.work() as work:
                claims += len(outbox.claim(work, "wechat", 1))
            clock.advance(seconds=61)
        clock.advance(minutes=10)
        assert claims == outbox.TRIES
        with office.work() as work:
            assert [row["key"] for row in outbox.stuck(work)] == ["a"]

    def test_waiting_a_quarter_of_an_hour_is_stuck(self, office: Office, clock: Any) -> None:
        with office.work() as work:
            post(work, "a")
            post(work, "shown behind the login", "console")
            assert outbox.stuck(work) == []
        clock.advance(minutes=15)
        with office.work() as work:
            assert [row["key"] for row in outbox.stuck(work)] == ["a"]

    def test_unknown_notice_and_outcome(self, office: Office) -> None:
        with office.work() as work:
            post(work, "a")
            (notice,) = outbox.claim(work, "wechat", 1)
            with pytest.raises(NotFound):
                outbox.settle(work, "nothing", "sent")
            with pytest.raises(Invalid):
                outbox.settle(work, notice.id, "perhaps")  # type: ignore[arg-type]

    def test_claimers_at_once_never_share(self, office: Office) -> None:
        with office.work() as work:
            for number in range(40):
                post(work, f"n{number}")
        start, taken = threading.Barrier(4), []

        def carry() -> None:
            start.wait()
            while True:
                with office.work() as work:
                    found = outbox.claim(work, "wechat", 3)
                if not found:
                    return
                taken.extend(notice.key for notice in found)

        threads = [threading.Thread(target=carry) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(taken) == sorted(f"n{number}" for number in range(40))

    def test_a_rolled_back_transaction_tells_nobody(self, office: Office) -> None:
        with pytest.raises(ZeroDivisionError), office.work() as work:  # noqa: PT012
            post(work, "a")
            raise ZeroDivisionError
        with office.work() as work:
            assert all_notices(work) == []


@given(st.integers(1, 60))
def test_pauses_never_shrink_and_are_capped(tries: int) -> None:
    assert outbox.pause(tries) <= outbox.pause(tries + 1) <= outbox.LONGEST_PAUSE


class TestRecipients:
    """A case never lies with nobody."""

    def told(self, office: Office, village: str = YIYOU, town: str = HUANXI) -> dict[str, set[str]]:
        with office.work() as work:
            case = make_case(work, town=town, village=village)
            tell.tell_arrival(work, case)
            tell.tell_arrival(work, case)
            found: dict[str, set[str]] = {}
            for row in all_notices(work):
                found.setdefault(row["account_id"], set()).add(row["channel"])
            return found

    def test_the_village_everywhere_the_clerk_in_the_console(self, office: Office) -> None:
        with office.work() as work:
            cadre, clerk = make_account(work, "village", YIYOU), make_account(work, "town_clerk", HUANXI)
            make_account(work, "village", "350111103201")
            make_account(work, "town_clerk", GUSHAN)
            make_account(work, "county_clerk", COUNTY)
            make_account(work, "village", YIYOU, disabled=True)
            for account in (cadre, clerk):
                bind(work, account, "wechat", f"w-{account.id}")
            bind(work, cadre, "telegram", "t-1")
        assert self.told(office) == {cadre.id: {"console", "wechat", "telegram"}, clerk.id: {"console"}}

    def test_no_cadre_then_the_clerks(self, office: Office) -> None:
        with office.work() as work:
            clerk = make_account(work, "town_clerk", HUANXI)
            make_account(work, "county_clerk", COUNTY)
            bind(work, clerk, "wechat", "w-1")
        assert self.told(office) == {clerk.id: {"console", "wechat"}}

    def test_no_clerk_then_the_county(self, office: Office) -> None:
        with office.work() as work:
            officer = make_account(work, "county_clerk", COUNTY)
        assert self.told(office) == {officer.id: {"console"}}
        assert set(self.told(office, village="", town="")) == {officer.id}

    def test_an_emergency_calls_village_leader_and_duty_at_once(self, office: Office) -> None:
        with office.work() as work:
            accounts = {
                role: make_account(work, role, area).id
                for role, area in [
                    ("village", YIYOU),
                    ("town_clerk", HUANXI),
                    ("town_leader", HUANXI),
                    ("county_clerk", COUNTY),
                    ("operator", COUNTY),
                    ("grid", YIYOU),
                ]
            }
            tell.tell_emergency(work, make_task(work))
            told = {row["account_id"] for row in all_notices(work)}
        assert told == {id for role, id in accounts.items() if role != "grid"}

    def test_a_callback_reaches_the_place_and_the_operators(self, office: Office) -> None:
        with office.work() as work:
            cadre, operator = make_account(work, "village", YIYOU), make_account(work, "operator", COUNTY)
            tell.tell_callback(work, make_task(work, "callback", due_at=work.now + timedelta(hours=24)))
            rows = all_notices(work)
        assert {row["account_id"] for row in rows} == {cadre.id, operator.id}
        assert {row["text"] for row in rows} == {"【请回电】宦溪镇亥由村 陈* 须11-11 09:00前回电话"}


class TestWords:
    """裁定 10、11: what may stand in a notice."""

    def every_line(self, office: Office) -> list[Any]:
        with office.work() as work:
            cadre = make_account(work, "village", YIYOU)
            bind(work, cadre, "wechat", "w-1")
            bind(work, cadre, "telegram", "t-1")
            case = make_case(work, name="陈大山", phone="13800000000", risk="illness", urgent="medical")
            case["answers"] = {"id_number": "350111197803150018", "story": "老婆透析"}
            task = make_task(work, detail="medical", words="透析 350111197803150018")
            for telling in (tell.tell_arrival, tell.tell_reassigned, tell.tell_joined, tell.tell_withdrawn):
                telling(work, case)
            tell.tell_emergency(work, task)
            tell.tell_callback(work, task)
            return all_notices(work)

    def test_the_line(self, office: Office) -> None:
        assert "【新申报】宦溪镇亥由村 陈* 须11-12前受理" in {row["text"] for row in self.every_line(office)}

    def test_no_name_number_or_illness_anywhere(self, office: Office) -> None:
        rows = self.every_line(office)
        assert len(rows) == 6 * 3
        for row in rows:
            shown = row["title"] + row["text"] + row["link"] + row["key"]
            assert not re.search(r"大山|\d{11}|病|透析|medical|illness|因大", shown), shown
            assert row["link"].startswith("http://127.0.0.1:8000/console/")

    def test_on_telegram_neither_name_nor_place(self, office: Office) -> None:
        texts = [row["text"] for row in self.every_line(office) if row["channel"] == "telegram"]
        assert "有新申报" in texts
        assert not any("陈" in text or "村" in text for text in texts)

    @pytest.mark.parametrize(
        ("full", "shown"),
        [
            ("陈大山", "陈*"),
            ("欧阳修", "欧*"),
            ("", "（没留名字）"),
            ("13800000000", "*"),
            ("=1+1", "*"),
            ("John", "*"),
        ],
    )
    def test_masked_names(self, full: str, shown: str) -> None:
        assert masked.name(full) == shown

    @pytest.mark.parametrize(("kind", "text"), WORDS.items())
    def test_farmers_words_are_kind_and_promise_nothing(self, kind: str, text: str) -> None:
        event, _, reason = kind.partition(".")
        full = words(event, {"reason": reason}, "JA20231110-0007-K", ("12317", "12345"), bare=False)
        bare = words(event, {"reason": reason}, "JA20231110-0007-K", ("12317", "12345"), bare=True)
        assert "{" not in full + bare
        assert "JA2023" not in bare
        assert len(full) < 120
        assert not re.search("不符合|驳回|拒绝|审批|认定|通过|发钱|补贴", full)

    def test_every_event_a_farmer_should_know_of_has_words(self) -> None:
        assert {action.event for action in ACTIONS if action.heard} == {kind.partition(".")[0] for kind in WORDS}

    def test_a_farmer_on_the_web_is_not_written_to(self, office: Office) -> None:
        with office.work() as work:
            case = make_case(work, channel="web")
            make_talk(work, "web", "u1", case["id"])
            tell_farmer(work, case, "accepted")
            assert all_notices(work) == []


class TestAlarms:
    """裁定 6: until somebody acknowledges."""

    def test_rings_every_five_minutes_until_acknowledged(self, office: Office, clock: Any) -> None:
        with office.work() as work:
            cadre = make_account(work, "village", YIYOU)
            task = make_task(work)
            tell.tell_emergency(work, task)
            assert ring(work) == 0
        for number in (1, 2):
            clock.advance(minutes=5)
            with office.work() as work:
                assert ring(work) == 1
                assert ring(work) == 0
                assert len(all_notices(work)) == number + 1
        with office.work() as work:
            tasks.acknowledge(work, cadre, task["id"])
        clock.advance(minutes=30)
        with office.work() as work:
            assert ring(work) == 0

    def test_calls_and_finished_ones_do_not_ring(self, office: Office, clock: Any) -> None:
        with office.work() as work:
            make_task(work, "callback")
            make_task(work, done_at=work.now)
        clock.advance(hours=1)
        with office.work() as work:
            assert ring(work) == 0

    def test_two_processes_ring_once(self, office: Office, clock: Any) -> None:
        with office.work() as work:
            make_account(work, "county_clerk", COUNTY)
            for _ in range(5):
                make_task(work)
        clock.advance(minutes=5)
        start, rung = threading.Barrier(3), []

        def scan() -> None:
            start.wait()
            with office.work() as work:
                rung.append(ring(work))

        threads = [threading.Thread(target=scan) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(rung) == 5
        with office.work() as work:
            assert len(all_notices(work)) == 5
            assert set(work.connection.execute(select(TASKS.c.alarms)).scalars()) == {1}


class TestConsole:
    """What an account sees behind its login."""

    def test_unread_until_read_and_only_ones_own(self, office: Office) -> None:
        with office.work() as work:
            mine, other = make_account(work, "village", YIYOU), make_account(work, "village", GUYI)
            cases = [make_case(work) for _ in range(3)]
            for case in cases:
                tell.tell_arrival(work, case)
        with office.work() as work:
            first = console.unread(work.connection, mine)
            assert [row["case_id"] for row in first] == [case["id"] for case in reversed(cases)]
            assert console.unread(work.connection, other) == []
            assert console.mark_read(work, other, notice_id=first[0]["id"]) == 0
            assert console.mark_read(work, mine, notice_id=first[0]["id"]) == 1
            assert console.mark_read(work, mine, case_id=cases[0]["id"]) == 1
        with office.database.read() as session:
            assert [row["case_id"] for row in console.unread(session, mine)] == [cases[1]["id"]]
        with office.work() as work:
            assert console.mark_read(work, mine) == 1
            assert console.mark_read(work, mine) == 0

    def test_a_read_notice_is_written_once_still(self, office: Office) -> None:
        with office.work() as work:
            account = make_account(work, "village", YIYOU)
            case = make_case(work)
            tell.tell_arrival(work, case)
            work.connection.execute(update(NOTICES).values(state="read"))
            tell.tell_arrival(work, case)
            assert console.unread(work.connection, account) == []
