"""Changing the key: what the old one sealed opens, is sealed anew, and is found again; upgrades leave nothing clear."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from factories import HUANXI, YIYOU, make_account, make_task
from http_office import ID_NUMBER
from offices import SECRET
from pydantic import SecretStr
from rows import everything, rows
from sqlalchemy import JSON, String, column, insert, select, table, text, update
from sqlmodel import SQLModel

from dialogs.messages import Media, Message, Said
from intake_api.intake import attachments, households
from intake_api.intake.applications import submit
from intake_api.intake.cases import Origin
from intake_api.models import Batch
from intake_api.models.tables import (
    ATTACHMENTS,
    BATCHES,
    CASES,
    HOUSEHOLDS,
    INBOX,
    LIST_ENTRIES,
    LISTED,
    RESIDENTS,
    TALKS,
    TASKS,
)
from intake_api.office import Office
from intake_api.opening import NotSetUp, open_office, rekeyed
from intake_api.resealing import reseal
from intake_api.store.sealing import Sealer

NEW = "another-secret-of-the-suite"
ANSWERS = {"consent": "2023-1", "behalf": "self", "name": "陈大明", "phone": "13805001234", "town": HUANXI}
ANSWERS |= {"village": YIYOU, "story": "老婆透析", "id_number": ID_NUMBER, "address": "溪口组12号"}
ANSWERS |= {"member[0].health": ["h02"], "member[0].id_no": ID_NUMBER}
ORIGIN = Origin("ONLINE", "wechat")


@pytest.fixture
def full(office: Office) -> Office:
    """An office that has heard and stored a bit of everything."""
    with office.work() as work:
        submit(work, ANSWERS, ORIGIN)
        submit(work, {**ANSWERS, "address": "溪口组13号"}, ORIGIN)  # what is said otherwise stands in the log
        make_task(work, words="家里断粮了", note="打通了")
        make_account(work, "village", YIYOU, phone="13900000001")
        sealed = work.office.sealer.seal(ID_NUMBER, households.ID_FIELD)
        index = work.office.sealer.index(ID_NUMBER, households.ID_FIELD)
        row = {"county": work.code, "list": "dibao", "id_index": index, "id_sealed": sealed, "name": "陈大明"}
        work.connection.execute(
            insert(LIST_ENTRIES).values(**row, town="", village="", since="", detail="二级", batch="1")
        )
        person = {"county": work.code, "id": "r1", "household_id": "h1", "name": "陈大明", "born": "1978-03", "sex": ""}
        person |= {"relation": "", "phone": "13805001234", "left": "", "left_day": "", "batch": "1"}
        work.connection.execute(insert(RESIDENTS).values(**person, id_sealed=sealed, id_index=index))
        batch = Batch(county=work.code, id="1", source="dibao", file_name="a.csv", file_hash="", received_at=work.now)
        batch.file = attachments.keep(office, b"a list that waits")
        work.connection.execute(insert(BATCHES).values(**batch.model_dump()))
        photo = Media("image", "p1", "data:image/png;base64,iVBORw0KGgo=")
        attachments.note(work, Message("wechat", "u", "m", Said("", media=(photo,))), (photo,), None)
    return office


def under(office: Office, *secrets: str, cipher: str = "aes") -> Office:
    return replace(office, sealer=Sealer(secrets[0], secrets[1:], cipher))


def changed(office: Office, **how: Any) -> dict[str, int]:
    done = list(reseal(office, "350111", **how))
    assert sum(each.closed for each in done) == 0
    return {each.table: each.changed for each in done if each.changed}


def seen(office: Office) -> Any:
    """Everything as the program reads it, without the blind indexes and private boxes."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(part) for key, part in value.items()}
        return "sealed" if office.sealer.is_sealed(value) else value

    return {
        name: [{key: plain(value) for key, value in row.items() if not key.endswith("_index")} for row in found]
        for name, found in everything(office).items()
    }


@pytest.mark.parametrize(("before", "after"), [("aes", "aes"), ("aes", "sm4"), ("sm4", "aes")])
def test_another_key_reads_seals_and_finds_everything(full: Office, before: str, after: str) -> None:
    changed(under(full, SECRET, cipher=before))
    told = seen(full)
    office = under(full, NEW, SECRET, cipher=after)
    assert seen(office) == told  # before anything is done
    changed_rows = changed(office)
    assert {"household", "cases", "task", "account", "list_entry", "resident", "media", "event"} <= set(changed_rows)
    alone = under(full, NEW, cipher=after)
    assert seen(alone) == told
    assert changed(alone) == {}, "a second time there is nothing to do"
    (attachment,) = rows(alone, ATTACHMENTS)
    assert attachments.content(alone, attachment["file"]).startswith(b"\x89PNG")
    for table_ in (LIST_ENTRIES, RESIDENTS):
        assert rows(alone, table_)[0]["id_index"] == alone.sealer.index(ID_NUMBER, households.ID_FIELD)
    assert attachments.content(alone, rows(alone, BATCHES)[0]["file"]) == b"a list that waits"
    with pytest.raises(ValueError, match="another key"):
        seen(under(full, SECRET))


def test_counting_changes_nothing(full: Office) -> None:
    office = under(full, NEW, SECRET)
    before = raw(office)
    assert changed(office, dry_run=True)["cases"] == 1
    assert raw(office) == before


def test_a_family_is_found_whatever_key_it_is_filed_under(full: Office) -> None:
    by_phone = {key: ANSWERS[key] for key in ("name", "phone", "village")}
    for office in (full, under(full, NEW, SECRET)):
        with office.work() as work:
            assert households.find(work, ANSWERS)
        with office.work() as work:
            assert households.find(work, {"id_number": ID_NUMBER})
    office = under(full, NEW, SECRET)
    with office.work() as work:
        joined = submit(work, {**ANSWERS, "story": "又住院了"}, ORIGIN)
    assert joined.joined
    assert len(rows(office, HOUSEHOLDS)) == 1
    changed(office)
    with under(full, NEW).work() as work:
        assert households.find(work, ANSWERS)
        assert submit(work, {**by_phone, "town": HUANXI, "consent": "1"}, ORIGIN).case_id
    with pytest.raises(ValueError, match="another key"), under(full, SECRET).work() as work:
        households.open_case(work, rows_raw_household(work))


def rows_raw_household(work: Any) -> str:
    return str(work.connection.execute(select(HOUSEHOLDS.c.id)).scalar_one())


def test_broken_off_it_goes_on(full: Office) -> None:
    """Batches of one; the second run finds the rest."""
    with full.work() as work:
        for number in range(5):
            submit(work, {**ANSWERS, "name": f"陈小{number}", "phone": f"1380500{number:04d}", "id_number": ""}, ORIGIN)
    office = under(full, NEW, SECRET)
    first = next(each for each in reseal(office, "350111", batch=1) if each.table == "household")
    assert first.changed == 6
    done = changed(office, batch=2)
    assert "household" not in done
    assert seen(under(full, NEW))


def test_what_no_key_opens_is_counted_and_left(full: Office) -> None:
    office = under(full, NEW, "a-wrong-old-secret-of-before")
    before = raw(full)
    done = {each.table: (each.changed, each.closed) for each in reseal(office, "350111")}
    assert done["household"] == (0, 1)
    assert done["media"] == (0, 2)
    assert raw(full)["household"] == before["household"]
    assert raw(full)["cases"] == before["cases"]


@pytest.mark.parametrize("secrets", [(NEW,), (NEW, "a-wrong-old-secret-of-before")])
def test_the_old_key_must_be_named(office: Office, secrets: tuple[str, ...]) -> None:
    settings = office.settings
    open_office(settings).database.close()
    wrong = settings.model_copy(update={"secret_key": secret(secrets[0]), "old_secret_keys": secret(secrets[-1])})
    with pytest.raises(NotSetUp, match="BAOPIN_OLD_SECRET_KEYS"):
        open_office(wrong)


def test_after_rekeying_the_old_key_is_not_needed(full: Office) -> None:
    settings = full.settings
    open_office(settings).database.close()
    both = settings.model_copy(update={"secret_key": secret(NEW), "old_secret_keys": secret(SECRET)})
    office = open_office(both)
    changed(office)
    rekeyed(office, "350111")
    office.database.close()
    alone = open_office(settings.model_copy(update={"secret_key": secret(NEW)}))
    with alone.work() as work:
        assert households.find(work, ANSWERS)
    alone.database.close()
    with pytest.raises(NotSetUp):
        open_office(settings)


def secret(text: str) -> Any:
    return SecretStr(text)


def raw(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    """Every row as it lies there."""
    with office.database.engine.connect() as connection:
        return {
            name: sorted(map(tuple, connection.execute(text(f'SELECT * FROM "{name}"'))), key=repr)
            for name in SQLModel.metadata.tables
        }


# --- upgrading ------------------------------------------------------------------------------------------------------


def test_an_upgrade_seals_what_lay_in_clear(full: Office) -> None:
    """As version 0001 left its rows: numbers and stories in clear, only ID numbers sealed in the first way."""
    clear_as_before(full)
    assert b"13805001234" in all_bytes(full)
    office = open_office(full.settings)
    for hidden in ("13805001234", "老婆透析", "溪口组", "家里断粮了", "王富贵的话", ID_NUMBER):
        assert hidden.encode() not in all_bytes(office), hidden
    (case,) = rows(office, CASES)
    assert (case["phone"], case["answers"]["story"], case["answers"]["address"]) == (
        "13805001234",
        "老婆透析",
        "溪口组12号",
    )
    with office.work() as work:
        assert households.find(work, {key: ANSWERS[key] for key in ("name", "phone", "village")})
    assert rows(office, TASKS)[0]["words"] == "家里断粮了"
    office.database.close()


def clear_as_before(office: Office) -> None:
    old_box = first_edition(office.sealer, ID_NUMBER, "id_number")
    answers = {key: value for key, value in ANSWERS.items() if "[" not in key} | {"id_number": old_box}
    talk = {"stage": "filling", "answers": {"story": "王富贵的话", "id_number": old_box}}
    with office.database.write() as connection:
        for name, values in {
            "household": {"phone": "13805001234", "phone_index": None, "id_sealed": old_box},
            "cases": {"phone": "13805001234", "phone_index": None},
            "task": {"words": "家里断粮了", "phone": "13805001234"},
        }.items():
            connection.execute(update(table(name, *(column(key, String()) for key in values))).values(**values))
        connection.execute(update(table("cases", column("answers", JSON()))).values(answers=answers))
        connection.execute(update(table("event", column("data", JSON()))).values(data={"text": "老婆透析"}))
        fixed = {"county": "350111", "channel": "wechat", "user": "old"}
        body = json.dumps(talk, ensure_ascii=False)
        connection.execute(insert(TALKS).values(**fixed, state="filling", body=body, updated_at=office.clock()))
        reply = '{"replies": [{"text": "王富贵的话"}]}'
        connection.execute(insert(INBOX).values(**fixed, message_id="1", heard_at=office.clock(), reply=reply))


def first_edition(sealer: Sealer, clear: str, context: str) -> str:
    """``s1:`` and the box, as the first edition wrote it."""
    return "s1:" + sealer.seal(clear, context).rpartition(":")[2]


def all_bytes(office: Office) -> bytes:
    """The database as an intruder would read it: the file and its log, or all rows of a PostgreSQL."""
    if not office.database.is_sqlite:
        return repr(raw(office)).encode()
    file = Path(office.settings.database_url.removeprefix("sqlite:///"))
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(part.read_bytes() for part in file.parent.glob(file.name + "*"))


def test_who_stands_in_which_sheet_is_found_again(full: Office) -> None:
    with full.work() as work:
        case = rows(full, CASES)[0]
        index = work.office.sealer.index(ID_NUMBER, households.ID_FIELD)
        # The reporter stands there already; the second is no longer in the sheet: left as it is.
        row = {"county": work.code, "case_id": case["id"], "member": 1, "id_index": index}
        work.connection.execute(insert(LISTED).values(**row))
    office = under(full, NEW, SECRET)
    assert changed(office)["listed_people"] == 1
    wanted = office.sealer.index(ID_NUMBER, households.ID_FIELD)
    assert [row["id_index"] for row in rows(office, LISTED)] == [wanted, index]
