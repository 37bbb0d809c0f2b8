"""因灾防范预案 of a town (方案 一(二)：以乡镇为单位制定): the document, whom to call, villages at risk, households to
fetch first."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from intake_api.access.scope import may_see, visible_households
from intake_api.errors import Invalid, NotAllowed, NotFound
from intake_api.intake import attachments
from intake_api.models import Account, Attachment, Precaution
from intake_api.models.tables import ATTACHMENTS, HOUSEHOLDS, PRECAUTIONS
from intake_api.office import Office, Work
from intake_api.store.once import insert_once
from knowledge.policy import County
from knowledge.text import clean

WRITERS = ("town_clerk", "county_clerk")
CHANNEL = "precaution"  # of its documents among the attachments
TYPES = {
    b"%PDF": "application/pdf",
    b"PK\x03\x04": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"\xd0\xcf\x11\xe0": "application/msword",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG": "image/png",
}
LONGEST, MOST_CONTACTS = 2000, 60
_c = PRECAUTIONS.c


@dataclass(frozen=True, slots=True)
class Contact:
    """One line of the contacts."""

    name: str
    duty: str
    phone: str


def save(work: Work, account: Account, town: str, contacts: str, villages: Sequence[str], note: str) -> None:
    """Contacts (a line each: name, duty, telephone), villages at risk by code, a note. Raises ``NotAllowed``,
    ``NotFound`` outside the area, ``Invalid`` naming the line that does not fit."""
    _may_write(work, account, town)
    lines = [" ".join(clean(line, 120).replace("，", " ").replace(",", " ").split()) for line in contacts.splitlines()]
    lines = [line for line in lines if line]
    for number, line in enumerate(lines, 1):
        if len(line.split()) < 3 or not _telephone(line.split()[-1]):
            raise Invalid(f"联系人第 {number} 行请写“姓名 职责 电话”，中间空一格，例如：李四 总指挥 13800000000")
    if len(lines) > MOST_CONTACTS:
        raise Invalid(f"联系人最多写 {MOST_CONTACTS} 位")
    known = {each.code for each in work.county.places.villages(town)}
    if not set(villages) <= known:
        raise Invalid("有的村不是这个镇的")
    _set(work, account, town, contacts="\n".join(lines), villages=sorted(set(villages)), note=clean(note, LONGEST))


def choose(work: Work, account: Account, town: str, village: str, households: Sequence[str]) -> None:
    """Those of a village to be fetched first; who was chosen there before and is not now, is no more. Raises like
    ``save``."""
    _may_write(work, account, town)
    if village not in {each.code for each in work.county.places.villages(town)}:
        raise Invalid("请选是这个镇的哪个村")
    here = (visible_households(account), HOUSEHOLDS.c.village == village)
    query = select(HOUSEHOLDS.c.id, HOUSEHOLDS.c.ended).where(*here)
    known = {row.id: row.ended for row in work.connection.execute(query)}
    if not set(households) <= set(known):
        raise Invalid("有的户不在这个村，请重新打开这一页再选")
    others = [id for id in of_town(work.connection, work.county, town)["first"] if id not in known]
    chosen = [id for id in dict.fromkeys(households) if not known[id]]
    _set(work, account, town, first=[*others, *chosen])


def attach(work: Work, account: Account, town: str, content: bytes) -> None:
    """The document as signed: PDF, Word or a photo. It takes the place of the one before, which is kept. Raises like
    ``save``."""
    _may_write(work, account, town)
    kind = next((kind for start, kind in TYPES.items() if content.startswith(start)), "")
    if not kind:
        raise Invalid("请交 PDF、Word 文件或者照片")
    if len(content) > attachments.MOST_BYTES:
        raise Invalid("文件太大，请交 10 MB 以内的")
    row = Attachment(
        county=work.code,
        id=work.new_id(),
        channel=CHANNEL,
        user=town,
        media_id=f"{work.now.isoformat()}:{hashlib.sha256(content).hexdigest()}",
        kind="file",
        content_type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        file=attachments.keep(work.office, content),
        said_at=work.now,
    )
    if insert_once(work.connection, ATTACHMENTS, row.model_dump()):
        _set(work, account, town, document=row.id)


def document(office: Office, account: Account, town: str) -> tuple[RowMapping, bytes] | None:
    """The document's row and clear content, None when there is none. Raises ``NotFound`` outside the area."""
    county = office.county(account.county)
    _may_read(county, account, town)
    with office.database.read() as session:
        connection = session.connection()
        id = of_town(connection, county, town)["document"]
        query = select(ATTACHMENTS).where(ATTACHMENTS.c.county == county.code, ATTACHMENTS.c.id == id)
        row = connection.execute(query).mappings().one_or_none() if id else None
    return (row, attachments.content(office, row["file"])) if row else None


def seen(connection: Connection, county: County, account: Account, town: str) -> dict[str, Any]:
    """The plan of a town, empty when there is none yet. Raises ``NotFound`` outside the area."""
    _may_read(county, account, town)
    return of_town(connection, county, town)


def of_town(connection: Connection, county: County, town: str) -> dict[str, Any]:
    """The same, for who may see it anyway."""
    query = select(PRECAUTIONS).where(_c.county == county.code, _c.town == town)
    row = connection.execute(query).mappings().one_or_none()
    empty: dict[str, Any] = {
        "town": town,
        "document": "",
        "contacts": "",
        "villages": [],
        "first": [],
        "note": "",
        "changed_at": None,
    }
    return dict(row) if row else empty


def of_county(connection: Connection, county: County) -> dict[str, RowMapping]:
    """All plans, by town."""
    rows = connection.execute(select(PRECAUTIONS).where(_c.county == county.code)).mappings()
    return {row["town"]: row for row in rows}


def lacking(plan: Mapping[Any, Any] | None) -> list[str]:
    """What a town's plan still lacks, in words; empty when nothing does."""
    if plan is None:
        return ["还没有预案"]
    parts = {"document": "没有交预案文件", "contacts": "没有写联系人", "first": "没有选先接的人"}
    return [words for key, words in parts.items() if not plan[key]]


def contacts_of(plan: Mapping[Any, Any]) -> list[Contact]:
    """Whom to call, line by line."""
    found = []
    for line in plan["contacts"].splitlines():
        name, *duty, phone = line.split()
        found.append(Contact(name, " ".join(duty), phone))
    return found


def to_fetch_first(connection: Connection, county: County, town: str) -> list[str]:
    """The ids of the households to fetch first."""
    return list(of_town(connection, county, town)["first"])


def _telephone(text: str) -> bool:
    digits = [each for each in text if each.isdigit()]
    return len(digits) >= 3 and not set(text) - set("0123456789-+")


def _may_write(work: Work, account: Account, town: str) -> None:
    _may_read(work.county, account, town)
    if account.role not in WRITERS:
        raise NotAllowed("预案由镇信息员和区信息员来写")


def _may_read(county: County, account: Account, town: str) -> None:
    place = county.places.get(town)
    if place is None or place.level != "town" or not may_see(account, town, ""):
        raise NotFound("没有这个镇，或者不归您负责")


def _set(work: Work, account: Account, town: str, **values: Any) -> None:
    """Change the plan of a town, beginning it if need be."""
    blank = Precaution(county=work.code, town=town, changed_at=work.now, changed_by=account.id)
    insert_once(work.connection, PRECAUTIONS, blank.model_dump())
    here = (_c.county == work.code, _c.town == town)
    changed = {**values, "changed_at": work.now, "changed_by": account.id}
    work.connection.execute(update(PRECAUTIONS).where(*here).values(**changed))
