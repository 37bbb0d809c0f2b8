"""What a person must do by telephone: emergencies first, then call-backs by their clock."""

from dataclasses import dataclass

from sqlalchemy import RowMapping

from intake_api.access import audit
from intake_api.access.accounts import by_id
from intake_api.casework import clocks, tasks
from intake_api.console import words
from intake_api.console.listing import LIGHTS
from intake_api.models import Account
from intake_api.office import Office

KINDS = {"tell": "打电话告诉农户", "callback": "请回电话", "human": "想找人说话", "emergency": "紧急"}
EMERGENCIES = {
    "suicide": "说到不想活了",
    "food": "没有吃的",
    "medical": "急病、受伤",
    "disaster": "受灾、房子危险",
    "violence": "家里有人打人",
    "shelter": "没有地方住",
}


@dataclass(frozen=True, slots=True)
class Todo:
    """One task in words."""

    id: str
    what: str
    place: str
    name: str
    phone: str
    words: str
    at: str
    channel: str
    due: str
    light: str
    light_words: str
    taken: str
    case_id: str
    is_alarm: bool
    to_say: bool = False


def todos(office: Office, account: Account) -> list[Todo]:
    """All that is open within the account's area."""
    with office.database.read() as session:
        connection = session.connection()
        rows = tasks.open_tasks(connection, account)
        takers = {row["acknowledged_by"] for row in rows} - {""}
        names = {id_: by.name for id_ in takers if (by := by_id(connection, account.county, id_))}
    if rows:  # wherever they are shown, they show whom to call and why
        audit.looked(office, account.id, account.county, "read", "tasks")
    return [_todo(office, account, row, names) for row in rows]


def alarms(office: Office, account: Account) -> list[Todo]:
    """Emergencies nobody has taken yet: they stand on top of every list until someone does."""
    return [todo for todo in todos(office, account) if todo.is_alarm]


def emergency(kind: str) -> str:
    """What kind of emergency, in words."""
    return EMERGENCIES.get(kind, "急事")


def _todo(office: Office, account: Account, row: RowMapping, names: dict[str, str]) -> Todo:
    county = office.county(account.county)
    now = office.clock()
    is_emergency = row["kind"] == "emergency"
    light = clocks.light(row["created_at"], row["due_at"], now, county.policy.warn)
    due = words.local(county, row["due_at"])
    taken = row["acknowledged_at"]
    by = names.get(row["acknowledged_by"], "")
    return Todo(
        id=row["id"],
        what=emergency(row["detail"]) if is_emergency else KINDS.get(row["kind"], row["kind"]),
        place=words.place(county, row["village"] or row["town"]),
        name=row["name"],
        phone=row["phone"],
        words=row["words"],
        at=words.moment(words.local(county, row["created_at"])),
        channel=words.channel(row["channel"]),
        due=f"{words.moment(due)}前，{clocks.remaining_words(due, now)}",
        light=light,
        light_words=LIGHTS[light],
        taken=f"{by} 在处理，{words.moment(words.local(county, taken))} 接手" if taken else "",
        case_id=row["case_id"] or "",
        is_alarm=is_emergency and taken is None,
        to_say=row["kind"] == "tell",
    )
