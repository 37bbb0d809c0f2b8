"""What must not lie in clear does not: columns that seal by themselves, two ciphers, and the bytes of the database."""

import asyncio
import json
from pathlib import Path

import pytest
from factories import make_case
from http_office import PAGE, app_of, case_of, log_in
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rows import rows
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel

from dialogs.declaration import load_form
from dialogs.messages import Media, Message, Said
from intake_api.casework.log import record
from intake_api.intake.hear import Hearing
from intake_api.models.tables import CASES, EVENTS, HOUSEHOLDS
from intake_api.office import Office
from intake_api.sealed_answers import ANSWERS, LOG, open_answers, private_keys, sealed_keys
from intake_api.store.database import Database
from intake_api.store.sealed import SealedParts, SealedText, attach
from intake_api.store.sealing import Sealer

OLD, NEW = "an-old-secret-of-the-suite", "a-new-secret-of-the-suite"
ID = "350111197803150018"


# --- two ciphers, several keys --------------------------------------------------------------------------------------


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
@given(told=st.text(), context=st.text(max_size=20))
@hypothesis_settings(max_examples=40, deadline=None)
def test_each_cipher_opens_what_it_sealed_and_says_which_it_is(cipher: str, told: str, context: str) -> None:
    told, context = (each.encode("utf-8", "replace").decode() for each in (told, context))
    sealer = Sealer(NEW, cipher=cipher)
    sealed = sealer.seal(told, context)
    assert sealed.startswith(f"s2:{cipher}:")
    assert sealer.open(sealed, context) == told
    with pytest.raises(ValueError, match="damaged"):
        sealer.open(sealed, context + "x")
    assert sealer.open_bytes(sealer.seal_bytes(told.encode(), context), context) == told.encode()


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
@given(place=st.integers(min_value=0, max_value=200))
@hypothesis_settings(max_examples=40, deadline=None)
def test_no_bit_may_change(cipher: str, place: int) -> None:
    sealer = Sealer(NEW, cipher=cipher)
    box = bytearray(sealer.seal_bytes("亥由村".encode() * 5, "file"))
    box[place % len(box)] ^= 1
    with pytest.raises(ValueError, match="damaged"):
        sealer.open_bytes(bytes(box), "file")


def test_all_ciphers_and_keys_are_read_side_by_side() -> None:
    now = Sealer(NEW, [OLD], "sm4")
    for other in (Sealer(OLD), Sealer(OLD, cipher="sm4"), Sealer(NEW)):
        sealed = other.seal("老伴住院", "story")
        assert now.open(sealed, "story") == "老伴住院"
        assert not now.is_current(sealed)
        fresh = now.resealed(sealed)
        assert now.is_current(fresh)
        assert Sealer(NEW, cipher="sm4").open(fresh, "story") == "老伴住院"
        box = other.seal_bytes(b"photo", "attachment")
        assert now.open_bytes(box, "attachment") == b"photo"
        assert not now.is_current(box)
    assert now.resealed(fresh) == fresh


def test_the_key_is_named_by_an_id_that_is_no_part_of_it() -> None:
    ids = {Sealer(secret).seal("x", "y").split(":")[2] for secret in (OLD, NEW) for _ in range(3)}
    assert len(ids) == 2
    assert not any(id in OLD + NEW for id in ids)


def test_sealed_under_a_key_that_is_gone() -> None:
    with pytest.raises(ValueError, match="another key"):
        Sealer(NEW).open(Sealer(OLD).seal("x", "y"), "y")


def test_indexes_of_today_come_first() -> None:
    assert Sealer(NEW, [OLD]).indexes("1", "phone") == [
        Sealer(NEW).index("1", "phone"),
        Sealer(OLD).index("1", "phone"),
    ]


def test_a_cipher_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="aes 或 sm4"):
        Sealer(NEW, cipher="rot13")


# --- columns --------------------------------------------------------------------------------------------------------


def test_texts_of_health_home_and_numbers_are_declared_sealed() -> None:
    form = load_form()
    must = {q.key for q in form if q.kind in ("phone", "id_number", "story", "opinion")} | {"address", "health"}
    assert must | {"risk_note", "dropout_reason", "not_counted"} <= sealed_keys()
    assert private_keys() == {q.key for q in form if q.kind == "id_number"}


COLUMNS = [column for table in SQLModel.metadata.tables.values() for column in table.c]
SEALED = {str(column) for column in COLUMNS if isinstance(column.type, SealedText)}
NUMBERS_AND_WORDS = [
    "phone",
    "words",
    "note",
    "opinion",
    "why",
    "what",
    "text",
    "explanation",
    "evidence",
    "transcript",
    "message",
]
NUMBERS_AND_WORDS += ["transcript", "message", "answer_note", "dropped_why", "closed_why", "detail"]


def test_every_column_of_such_a_name_seals() -> None:
    by_hand = {"comparison.detail", "task.detail"}  # sealed where it is written; a kind of emergency
    named = {str(column) for column in COLUMNS if column.name in NUMBERS_AND_WORDS}
    assert named - SEALED - by_hand == set()


@given(told=st.dictionaries(st.sampled_from(["story", "phone", "size", "text", "name"]), st.text(min_size=1)))
@hypothesis_settings(max_examples=60, deadline=None)
def test_whatever_is_told_comes_back(told: dict[str, str]) -> None:
    """Also words that look as if they were sealed: nobody can put in what the page then fails to open."""
    engine = create_engine("sqlite://")
    attach(engine, Sealer(NEW))
    told = {key: text.encode("utf-8", "replace").decode() for key, text in told.items()} | {
        "looks": "s2:aes:12345678:x:AAAA"
    }
    for kind in (ANSWERS, LOG):
        stored = kind.process_bind_param(told, engine.dialect)
        assert kind.process_result_value(stored, engine.dialect) == told
        assert "s2:aes:12345678:x:AAAA" not in stored.values()
        assert all(Sealer.is_sealed(value) for key, value in stored.items() if key in ("story", "phone", "looks"))


def test_private_answers_stay_closed_until_somebody_asks(office: Office) -> None:
    case = case_of(office)
    (row,) = rows(office, CASES)
    assert office.sealer.is_sealed(row["answers"]["id_number"])
    assert row["answers"]["story"] == "老伴住院\n欠了钱"
    assert open_answers(row["answers"], office.sealer)["id_number"] == ID
    assert case["id"] == row["id"]


def test_lists_and_nested_words_of_the_log(office: Office) -> None:
    with office.work() as work:
        case = make_case(work, answers={"member[0].health": ["h01", "h02"], "address": "溪口组12号"})
        record(
            work,
            case,
            "joined",
            "a",
            text="13805001234",
            answers={"address": "溪口组13号", "size": 3},
            day="2023-11-10",
        )
    assert rows(office, CASES)[0]["answers"]["member[0].health"] == ["h01", "h02"]
    data = rows(office, EVENTS)[-1]["data"]
    assert data == {"text": "13805001234", "answers": {"address": "溪口组13号", "size": 3}, "day": "2023-11-10"}
    raw = in_the_database(office)
    for hidden in ("溪口组", "13805001234", "h01"):
        assert hidden.encode() not in raw
    assert b"2023-11-10" in raw


def test_without_a_sealer_nothing_is_written_in_clear(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/x.db")
    with pytest.raises(ValueError, match="sealer"):
        SealedText("phone").process_bind_param("13805001234", database.engine.dialect)
    assert SealedText("phone").process_bind_param("", database.engine.dialect) == ""
    with pytest.raises(ValueError, match="sealer"):
        SealedParts(lambda *_: True, lambda _: False).process_bind_param({"a": "b"}, database.engine.dialect)
    database.close()


# --- the bytes ------------------------------------------------------------------------------------------------------

STORY = [
    "开始",
    "同意",
    "自己家",
    "陈大明",
    "13805001234",
    "宦溪镇亥由村",
    "生病",
    "老婆透析每个月要八千块，家住溪口组十二号",
]
STORY += [ID, "4", "两万", "对", "确认提交", "又查出来尿毒症", "我想找人说话", "家里断粮了，老婆透析也停了"]
HIDDEN = ("13805001234", "5001234", ID, "0315001", "透析", "溪口组", "尿毒症", "断粮")


def test_nothing_told_lies_in_the_database_in_clear(office: Office) -> None:
    hearing = Hearing(office)
    for number, words in enumerate(STORY):
        heard = asyncio.run(hearing.hear(Message("web", "farmer", f"m{number}", Said(words))))
        assert heard.replies, words
        for hidden in HIDDEN:
            assert hidden.encode() not in in_the_database(office), (words, hidden)
    voice = Media("voice", "v1", "data:audio/mpeg;base64,SUQz", "老婆透析，家在溪口组")
    asyncio.run(hearing.hear(Message("web", "farmer", "voice", Said("", media=(voice,)))))
    hearing.stop()
    (household,) = rows(office, HOUSEHOLDS)
    assert household["phone"] == "13805001234"
    assert office.sealer.open(household["id_sealed"], "id_number") == ID
    raw = in_the_database(office)
    for hidden in HIDDEN:
        assert hidden.encode() not in raw, hidden
        assert hidden.encode("utf-16-le") not in raw, hidden
        assert json.dumps(hidden)[1:-1].encode() not in raw, hidden  # as JSON writes what is not ASCII


def in_the_database(office: Office) -> bytes:
    """What a thief of the disk has: the file with its log, or every row of a PostgreSQL."""
    if office.database.is_sqlite:
        file = Path(office.settings.database_url.removeprefix("sqlite:///"))
        return b"".join(part.read_bytes() for part in file.parent.glob(file.name + "*"))
    with office.database.engine.connect() as connection:
        names = SQLModel.metadata.tables
        return "".join(repr(connection.execute(text(f'SELECT * FROM "{name}"')).all()) for name in names).encode()


# --- who reads what -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["village", "auditor"])
def test_opened_by_the_program_it_is_still_masked_on_the_page(office: Office, role: str) -> None:
    case = case_of(office)
    text = log_in(app_of(office), office, role).get(f"/console/cases/{case['id']}", headers=PAGE).text
    assert "138****0000" in text
    assert "13800000000" not in text
    assert ID not in text
