"""Access control: who sees what, passwords, sessions, bindings."""

from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, HUANXI_VILLAGE, YIYOU, make_account, make_case, make_task
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from intake_api.access import accounts, bindings, logins, passwords
from intake_api.access.roles import ROLES
from intake_api.access.scope import CASES, TASKS, county_area, found_by, may_see, visible, visible_tasks
from intake_api.errors import Conflict, Invalid, NotFound
from intake_api.models import Account, Case
from intake_api.office import Office

COUNTY = "350111000000"
PASSWORD = "Jinan-2023-ok"
CASES_AT = {"yiyou": (HUANXI, YIYOU), "huanxi": (HUANXI, HUANXI_VILLAGE), "guyi": (GUSHAN, GUYI), "nowhere": ("", "")}
ALL = set(CASES_AT)

SCOPE = [
    ("village", YIYOU, {"yiyou"}),
    ("grid", YIYOU, {"yiyou"}),
    ("town_clerk", HUANXI, {"yiyou", "huanxi"}),
    ("town_leader", GUSHAN, {"guyi"}),
    ("county_clerk", COUNTY, ALL),
    ("county_leader", COUNTY, ALL),
    ("auditor", COUNTY, ALL),
    ("operator", COUNTY, set()),
    ("admin", COUNTY, set()),
    ("dept", COUNTY, set()),
    # An area of the wrong level, of another county, or none at all covers nothing.
    ("village", HUANXI, set()),
    ("town_clerk", YIYOU, set()),
    ("county_clerk", "350112000000", set()),
    ("village", "", set()),
    ("town_clerk", "", set()),
    ("no_such_role", COUNTY, set()),
]


@pytest.fixture
def cases(office: Office) -> None:
    with office.work() as work:
        for name, (town, village) in CASES_AT.items():
            phone = f"1380000000{len(name)}"
            make_case(work, id=f"case-{len(name)}-{name}", name=name, town=town, village=village, phone=phone)
            make_task(work, name=name, town=town, village=village)
        foreign = make_case(work, id="case-99", name="foreign", town=HUANXI, village=YIYOU)
        row = {**foreign, "county": "350112", "id": "case-100"}
        work.connection.execute(insert(Case).values(**row))


def names(office: Office, table: Any, condition: Any) -> set[str]:
    with office.database.read() as session:
        found = session.connection().execute(select(table.c.name, table.c.county).where(condition)).all()
    assert {county for _, county in found} <= {"350111"}
    return {name for name, _ in found} - {"foreign"}


@pytest.mark.parametrize(("role", "area", "seen"), SCOPE)
def test_scope(office: Office, cases: None, role: str, area: str, seen: set[str]) -> None:
    with office.work() as work:
        account = make_account(work, role, area)
    assert names(office, CASES, visible(account)) == seen
    assert {name for name, place in CASES_AT.items() if may_see(account, *place)} == seen
    tasks = ALL if role == "operator" else seen
    assert names(office, TASKS, visible_tasks(account)) == tasks


def phones(office: Office, number: str) -> list[str]:
    """What a telephone number is found by."""
    return office.sealer.indexes(number, "phone") if number else []


@pytest.mark.parametrize("role", ROLES)
def test_a_closed_account_sees_nothing(office: Office, cases: None, role: str) -> None:
    area = {"village": YIYOU, "town": HUANXI, "county": COUNTY}[ROLES[role].level]
    with office.work() as work:
        account = make_account(work, role, area, disabled=True)
    assert names(office, CASES, visible(account)) == set()
    assert names(office, TASKS, visible_tasks(account)) == set()
    assert names(office, CASES, found_by(account, "", phones(office, "13800000005"))) == set()
    assert not may_see(account, HUANXI, YIYOU)


def test_an_account_of_another_county_sees_nothing_here(office: Office, cases: None) -> None:
    account = Account(
        county="350112",
        id="a",
        login="a",
        name="a",
        role="county_clerk",
        area="350112000000",
        created_at=office.clock(),
    )
    with office.database.read() as session:
        seen = session.connection().execute(select(CASES.c.county).where(visible(account))).scalars().all()
    assert set(seen) <= {"350112"}


def test_an_operator_lists_own_calls_and_finds_others_only_by_a_whole_number(office: Office, cases: None) -> None:
    with office.work() as work:
        mine = make_account(work, "operator", COUNTY, id="mine")
        other = make_account(work, "operator", COUNTY, id="other")
        make_case(work, id="case-200", name="logged", channel=mine.id, origin="HOTLINE")
    assert names(office, CASES, visible(mine)) == {"logged"}
    assert names(office, CASES, visible(other)) == set()
    assert names(office, CASES, found_by(other, "", phones(office, "13800000004"))) == {"guyi"}
    for nothing in ("", "1380000", "%"):
        assert names(office, CASES, found_by(other, nothing, [])) == set()
        assert names(office, CASES, found_by(other, "", phones(office, nothing))) == set()


def test_who_is_no_operator_finds_only_within_the_own_area(office: Office, cases: None) -> None:
    with office.work() as work:
        village = make_account(work, "village", YIYOU)
    assert names(office, CASES, found_by(village, "", phones(office, "13800000004"))) == set()
    assert names(office, CASES, found_by(village, "", phones(office, "13800000005"))) == {"yiyou"}


def test_county_area() -> None:
    assert county_area("350111") == COUNTY


WEAK = ["", "short-1A", "alllowercase1", "12345678901", "ALLUPPER-----", "abcdefghij", "Yiyou-is-me-1"]


@pytest.mark.parametrize("password", WEAK)
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(Invalid):
        passwords.check_strength(password, "yiyou")


@pytest.mark.parametrize("password", ["Abcdefgh12", "abcdefgh-12", "ABCDEFGH-12", "一二三四五六Abc1"])
def test_good_passwords_pass(password: str) -> None:
    passwords.check_strength(password, "yiyou")


@given(st.text(max_size=200))
def test_any_password_is_checked_without_an_error(password: str) -> None:
    assert passwords.fits("not a hash", password) is False
    assert passwords.fits("$argon2id$broken", password) is False


def open_account(office: Office, login: str = "yiyou", role: str = "village", area: str = YIYOU) -> Account:
    with office.work() as work:
        return accounts.add(work, login=login, name="阿亥", role=role, area=area, password=PASSWORD)


def test_log_in_and_out(office: Office) -> None:
    opened = open_account(office)
    account, token = logins.log_in(office, " YIYOU ", PASSWORD)
    assert account.id == opened.id
    found = logins.account_of(office, token)
    assert found is not None
    assert found.login == "yiyou"
    logins.log_out(office, token)
    assert logins.account_of(office, token) is None
    logins.log_out(office, token)


def test_only_the_hash_of_a_token_is_stored(office: Office) -> None:
    open_account(office)
    _, token = logins.log_in(office, "yiyou", PASSWORD)
    with office.database.read() as session:
        rows = session.connection().execute(select(accounts.LOGINS)).all()
    assert len(rows) == 1
    assert token not in str(rows)
    assert token.split(".")[0] not in str(rows)


def test_every_wrong_way_sounds_the_same(office: Office) -> None:
    open_account(office)
    open_account(office, "closed")
    with office.work() as work:
        accounts.disable(work, "closed")
    said = set()
    for login, password in (("yiyou", "wrong"), ("nobody", PASSWORD), ("closed", PASSWORD), ("", "")):
        with pytest.raises(logins.WrongPassword) as refused:
            logins.log_in(office, login, password)
        said.add(str(refused.value))
    assert said == {logins.WRONG_WORDS}


def test_five_failures_lock_for_a_quarter_of_an_hour(office: Office, clock: Any) -> None:
    open_account(office)
    for _ in range(5):
        with pytest.raises(logins.WrongPassword):
            logins.log_in(office, "yiyou", "wrong")
    with pytest.raises(logins.WrongPassword, match="15 分钟"):
        logins.log_in(office, "yiyou", PASSWORD)
    clock.advance(minutes=14, seconds=59)
    with pytest.raises(logins.WrongPassword):
        logins.log_in(office, "yiyou", PASSWORD)
    clock.advance(seconds=1)
    logins.log_in(office, "yiyou", PASSWORD)


def test_a_new_password_ends_the_lock(office: Office) -> None:
    open_account(office)
    for _ in range(5):
        with pytest.raises(logins.WrongPassword):
            logins.log_in(office, "yiyou", "wrong")
    with office.work() as work:
        accounts.change_password(work, "yiyou", "Another-2023")
    logins.log_in(office, "yiyou", "Another-2023")
    with office.work() as work, pytest.raises(Invalid):
        accounts.change_password(work, "yiyou", "weak")
    with office.work() as work, pytest.raises(NotFound):
        accounts.change_password(work, "nobody", "Another-2023")


def test_a_success_forgets_earlier_failures(office: Office) -> None:
    open_account(office)
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(logins.WrongPassword):
                logins.log_in(office, "yiyou", "wrong")
        logins.log_in(office, "yiyou", PASSWORD)


def test_a_session_ends_after_half_an_hour_of_nothing(office: Office, clock: Any) -> None:
    open_account(office)
    _, token = logins.log_in(office, "yiyou", PASSWORD)
    clock.advance(minutes=29)
    assert logins.account_of(office, token)
    clock.advance(minutes=29)
    assert logins.account_of(office, token)
    clock.advance(minutes=31)
    assert logins.account_of(office, token) is None


def test_looking_without_doing_does_not_prolong(office: Office, clock: Any) -> None:
    open_account(office)
    _, token = logins.log_in(office, "yiyou", PASSWORD)
    for _ in range(3):
        clock.advance(minutes=9)
        assert logins.account_of(office, token, prolong=False)
    clock.advance(minutes=4)
    assert logins.account_of(office, token, prolong=False) is None


def test_a_session_lasts_twelve_hours_at_most(office: Office, clock: Any) -> None:
    open_account(office)
    _, token = logins.log_in(office, "yiyou", PASSWORD)
    for _ in range(28):
        clock.advance(minutes=25)
        assert logins.account_of(office, token)
    clock.advance(minutes=20)
    assert logins.account_of(office, token) is None


@given(st.text(max_size=80))
def test_no_made_up_token_is_an_account(token: str) -> None:
    assert logins._began(token) is None or token.rpartition(".")[2].isdecimal()


@pytest.mark.parametrize("token", ["", ".", "x", "x.1", "x.99999999999", "x.²", "x.١٢", "x." + "9" * 40])
def test_broken_tokens(office: Office, token: str) -> None:
    assert logins.account_of(office, token) is None


def test_closing_an_account_ends_its_sessions(office: Office) -> None:
    open_account(office)
    _, token = logins.log_in(office, "yiyou", PASSWORD)
    with office.work() as work:
        accounts.disable(work, "yiyou")
    assert logins.account_of(office, token) is None
    with office.work() as work, pytest.raises(NotFound):
        accounts.disable(work, "nobody")


BAD_ACCOUNTS: list[tuple[dict[str, str], type[Exception]]] = [
    ({"login": "Ä"}, Invalid),
    ({"login": "a"}, Invalid),
    ({"login": "two words"}, Invalid),
    ({"name": " "}, Invalid),
    ({"role": "king"}, Invalid),
    ({"area": HUANXI}, Invalid),
    ({"area": "nowhere"}, Invalid),
    ({"role": "town_clerk", "area": YIYOU}, Invalid),
    ({"role": "admin", "area": YIYOU}, Invalid),
    ({"password": "simple"}, Invalid),
    ({"login": "taken"}, Conflict),
]


@pytest.mark.parametrize(("wrong", "error"), BAD_ACCOUNTS)
def test_accounts_that_do_not_fit(office: Office, wrong: dict[str, str], error: type[Exception]) -> None:
    open_account(office, "taken")
    good = {"login": "new", "name": "阿亥", "role": "village", "area": YIYOU, "password": PASSWORD}
    with pytest.raises(error), office.work() as work:
        accounts.add(work, **good | wrong)  # type: ignore[arg-type]


def test_demo_accounts_may_have_easy_passwords(office: Office) -> None:
    with office.work() as work:
        accounts.add(work, login="demo", name="演示", role="admin", area=COUNTY, password="demo", demo=True)
    assert logins.log_in(office, "demo", "demo")
    with office.database.read() as session:
        assert [a.login for a in accounts.list_accounts(session.connection(), "350111")] == ["demo"]


def test_binding_a_chat(office: Office) -> None:
    account = open_account(office)
    with office.work() as work:
        code = bindings.new_code(work, account)
    assert len(code) == 6
    assert code.isdecimal()
    with office.work() as work:
        assert bindings.bind(work, "wechat", "openid", code) == account
    with office.work() as work:
        assert bindings.bind(work, "wechat", "another", code) is None, "a code is used once"
        assert [(b.channel, b.user) for b in bindings.bound(work.connection, account)] == [("wechat", "openid")]
        bindings.unbind(work, account, "wechat")
        assert bindings.bound(work.connection, account) == []


def test_a_chat_bound_again_belongs_to_the_new_account(office: Office) -> None:
    first, second = open_account(office), open_account(office, "second")
    for account in (first, second):
        with office.work() as work:
            assert bindings.bind(work, "wechat", "openid", bindings.new_code(work, account))
    with office.work() as work:
        assert bindings.bound(work.connection, first) == []
        assert len(bindings.bound(work.connection, second)) == 1


def test_codes_end_after_an_hour_and_with_the_next_one(office: Office, clock: Any) -> None:
    account = open_account(office)
    with office.work() as work:
        old = bindings.new_code(work, account)
        fresh = bindings.new_code(work, account)
    clock.advance(hours=1)
    with office.work() as work:
        assert bindings.bind(work, "wechat", "u", old) is None
        assert bindings.bind(work, "wechat", "u", fresh) is None


def test_a_closed_account_is_not_bound(office: Office) -> None:
    account = open_account(office)
    with office.work() as work:
        code = bindings.new_code(work, account)
        accounts.disable(work, "yiyou")
    with office.work() as work:
        assert bindings.bind(work, "wechat", "u", code) is None


def test_guessing_codes_is_slow(office: Office, clock: Any) -> None:
    account = open_account(office)
    with office.work() as work:
        code = bindings.new_code(work, account)
        wrong = "000000" if code != "000000" else "000001"
        for _ in range(bindings.WRONG_AN_HOUR):
            assert bindings.bind(work, "wechat", "guesser", wrong) is None
        assert bindings.bind(work, "wechat", "guesser", code) is None, "the right one comes too late"
        assert bindings.bind(work, "telegram", "honest", code) == account
    clock.advance(hours=1)
    with office.work() as work:
        assert bindings.bind(work, "wechat", "guesser", bindings.new_code(work, account)) == account


def test_guessing_from_many_addresses_ends_too(office: Office) -> None:
    account = open_account(office)
    with office.work() as work:
        code = bindings.new_code(work, account)
        wrong = "000000" if code != "000000" else "000001"
        for number in range(bindings.WRONG_IN_ALL):
            bindings.bind(work, "wechat", f"guesser-{number}", wrong)
        assert bindings.bind(work, "wechat", "honest", code) is None
