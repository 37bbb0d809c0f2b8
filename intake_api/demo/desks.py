"""The demo's accounts: one for every desk of the county."""

from dataclasses import dataclass

from pypinyin import lazy_pinyin
from sqlalchemy import insert

from intake_api.access.passwords import hashed
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS
from intake_api.office import Work
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


def open_accounts(work: Work) -> list[Account]:
    """Every desk gets its account; all of them."""
    password = hashed(PASSWORD)  # one hash for all: a demo starts in a second, and hides nothing
    accounts = [
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
        )
        for desk in desks(work)
    ]
    work.connection.execute(insert(ACCOUNTS), [account.model_dump() for account in accounts])
    return accounts
