"""A county to try things out in: an account for every desk, and thirty invented cases made by the real rules."""

import tomllib
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from pypinyin import lazy_pinyin
from sqlalchemy import func, insert, select

from intake_api.access.accounts import by_login
from intake_api.access.passwords import hashed
from intake_api.casework.actions import act, farmer_acts
from intake_api.intake.applications import submit
from intake_api.intake.cases import Origin
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, CASES
from intake_api.office import Office, Work
from knowledge.places.atlas import Division

PASSWORD = "jinan-2023"


@dataclass(frozen=True, slots=True)
class Desk:
    """A demo account: who can log in where."""

    login: str
    name: str
    role: str
    area: str
    department: str = ""


def load_demo(office: Office) -> None:
    """Lay the demo into an empty database; one that holds accounts is left as it is."""
    for code in office.settings.counties:
        with office.work(code) as work:
            if work.connection.execute(select(func.count()).select_from(ACCOUNTS)).scalar_one() == 0:
                _accounts(work)
                _cases(work)


def shown_desks(work: Work) -> list[Desk]:
    """One account of every kind, for the start page."""
    logins = {"12317", "qu", "lingdao", "admin", "audit", "huanxi", "huanxi-zhen", "huanxi-shuji"}
    logins |= {"huanxi-haiyou", "minzhengju"}
    return [desk for desk in desks(work) if desk.login in logins]


def desks(work: Work) -> list[Desk]:
    """Every demo account: the district's, each town's, each village's."""
    county, places = f"{work.code}000000", work.county.places
    found = [
        Desk("12317", "林小芳", "operator", county),
        Desk("qu", "陈晓燕", "county_clerk", county),
        Desk("lingdao", "区办公室", "county_leader", county),
        Desk("admin", "管理员小王", "admin", county),
        Desk("audit", "审计小李", "auditor", county),
    ]
    found += [Desk("".join(lazy_pinyin(name)), name, "dept", county, name) for name in work.county.policy.departments]
    for town in (places.get(code) for code in work.county.policy.counted_towns):
        assert town
        found.append(Desk(_pinyin(town), f"{town.short}信息员", "town_clerk", town.code))
        # 附件1 第二栏：党委书记、乡（镇）长两个人签字.
        found.append(Desk(f"{_pinyin(town)}-zhen", f"{town.name}{town.kind}长", "town_leader", town.code))
        found.append(Desk(f"{_pinyin(town)}-shuji", f"{town.name}书记", "town_leader", town.code))
        villages = [village for village in places.villages(town.code) if village.kind == "村"]
        for village in villages:
            alike = [v.code for v in villages if _pinyin(v) == _pinyin(village)]  # 湖山 and 虎山 would share a login
            number = str(alike.index(village.code) + 1) if len(alike) > 1 else ""
            login = f"{_pinyin(town)}-{_pinyin(village)}{number}"
            found.append(Desk(login, f"{village.short}村干部", "village", village.code))
    return found


def _pinyin(place: Division) -> str:
    return "".join(lazy_pinyin(place.short))


def _accounts(work: Work) -> None:
    password = hashed(PASSWORD)  # one hash for all: a demo starts in a second, and hides nothing
    rows = [
        Account(
            county=work.code,
            id=work.new_id(),
            login=desk.login,
            name=desk.name,
            role=desk.role,
            area=desk.area,
            department=desk.department,
            password=password,
            created_at=work.now,
        ).model_dump()
        for desk in desks(work)
    ]
    work.connection.execute(insert(ACCOUNTS), rows)


def _cases(work: Work) -> None:
    source = Path(__file__).with_name("demo_cases") / f"{work.code}.toml"
    if not source.exists():
        return  # another county has its accounts, and invents its own households
    cases = tomllib.loads(source.read_text("utf8"))["case"]
    for number, case in enumerate(sorted(cases, key=lambda case: -case["ago"])):
        _case(work, case, number)


def _case(work: Work, case: dict[str, Any], number: int) -> None:
    village = work.county.places.find_villages(case["village"])[0].code
    then = replace(work, now=work.now - timedelta(hours=case["ago"]))
    answers: dict[str, Any] = {
        "consent": "demo",
        "behalf": "self",
        "name": case["name"],
        "phone": f"1380000{1000 + number}",
        "town": work.county.places.town_of(village).code,
        "village": village,
        **{key: case[key] for key in ("risk", "story", "size", "income") if key in case},
    }
    origin = work.county.policy.origin_of[case["channel"]]
    by = by_login(work.connection, work.code, "12317") if case["channel"] == "hotline" else None
    submitted = submit(then, answers, Origin(origin, case["channel"], by.id if by else ""))
    if "after" in case:
        later = replace(then, now=then.now + timedelta(hours=case["after"]))
        query = select(ACCOUNTS).where(ACCOUNTS.c.area == village, ACCOUNTS.c.role == "village")
        cadre = Account(**work.connection.execute(query).mappings().one())
        act(later, cadre, submitted.case_id, "accept", _version(work, submitted.case_id), {})
    if case.get("end") == "withdraw":
        farmer_acts(replace(work, now=work.now - timedelta(hours=1)), submitted.case_id, "withdraw", {})


def _version(work: Work, case_id: str) -> int:
    here = (CASES.c.county == work.code, CASES.c.id == case_id)
    return int(work.connection.execute(select(CASES.c.version).where(*here)).scalar_one())
