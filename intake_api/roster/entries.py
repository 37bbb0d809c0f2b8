"""One line of a list as an entry: who it is, where they live, and what the list says of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from intake_api.roster.cells import BadCell, Line, Unusable
from intake_api.roster.dates import day, month
from intake_api.roster.figures import disability_class, disability_level, house_grade, yuan
from intake_api.roster.kin import relation_code
from intake_api.roster.mapping import Mapping
from intake_api.roster.persons import identity, narrow, note_in, person_name, sex, telephone
from intake_api.roster.sources import Source
from intake_api.roster.village_names import Found, VillageNames, village_names
from knowledge.people.id_numbers import birth_of, sex_of
from knowledge.places.atlas import Places

T = TypeVar("T")
HEAD: Final = "r02"
OTHER: Final = "r97"
ROSTER: Final = "hukou"
_NOBODY = "没有身份证号，也没有出生年月，认不出是谁。请补上身份证号"
_NOWHERE = "没有写是哪个村。请补上村名（整张表是一个村的，把工作表改成村名也行）"
_EMPTY = frozenset("无 - -- — —— / \\ null none 暂无 不详 未知 空 没有 N/A #N/A".split())  # noqa: SIM905
_SEXES = {"男": "male", "女": "female"}
_ENDLESS = frozenset(("长期", "至今", "永久", "长期有效", "今"))
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a list. ``id_no``: 18 characters or empty. ``born``: YYYY-MM. ``sex``: male, female or empty.
    ``relation``: a code of the form's list. ``book``: 户号. ``head``, ``head_id``: the head of the household, if the
    row says so. ``amount``: yuan. ``grade``: of a disability 1 to 4, of a house A to D, else as written. ``since``,
    ``until``: YYYY-MM-DD. ``doubts``: cells left out or read with a doubt; the row counts nevertheless."""

    name: str
    id_no: str = ""
    born: str = ""
    sex: str = ""
    relation: str = ""
    phone: str = ""
    town: str = ""
    village: str = ""
    hamlet: str = ""
    book: str = ""
    head: str = ""
    head_id: str = ""
    amount: int | None = None
    grade: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    detail: str = ""
    doubts: tuple[BadCell, ...] = ()

    @property
    def family(self) -> str:
        """What the rows of one household share within a village: 户号, else the head's number, else the head's name;
        empty where the row says none."""
        told = (("book", self.book), ("id", self.head_id), ("head", self.head))
        return next((f"{kind}:{value}" for kind, value in told if value), "")


def entry(source: Source, mapping: Mapping, line: Line, places: Places, area_code: str = "") -> Entry | list[BadCell]:
    """The entry of a line, or the cells for which there is none. ``area_code`` is put before a local telephone
    number."""
    if mapping.problem:
        return [line.bad(None, mapping.problem)]
    reading = _Reading(source, mapping, line)
    told = {**_who(reading), **_household(reading, area_code)}
    told |= _where(reading, places, told["id_no"])
    if reading.bad:
        return reading.bad
    return Entry(**told, doubts=tuple(reading.doubts))


class _Reading:
    """The cells of one line by field; what cannot be read is ``bad`` (the row is rejected) or a doubt."""

    __slots__ = ("bad", "doubts", "line", "mapping", "source")

    def __init__(self, source: Source, mapping: Mapping, line: Line) -> None:
        self.source, self.mapping, self.line = source, mapping, line
        self.bad: list[BadCell] = []
        self.doubts: list[BadCell] = []

    def text(self, key: str) -> str:
        """What stands in the column of a field; empty for the many ways to write that there is nothing."""
        column = self.mapping.columns.get(key)
        if column is None or column >= len(self.line.cells):
            return ""
        text = self.line.text(column)
        return "" if not text or text in _EMPTY else narrow(text)

    def read(self, key: str, parse: Callable[[str], T], empty: T, *, needed: bool = False) -> T:
        """The field as ``parse`` reads it; unreadable it is ``empty``, and told."""
        if key not in self.mapping.columns or not (text := self.text(key)):
            return empty
        column = self.mapping.columns[key]
        cell = self.line.cells[column]
        if isinstance(cell, BadCell):
            (self.bad if needed else self.doubts).append(cell)
            return empty
        try:
            return parse(text)
        except Unusable as problem:
            (self.bad if needed else self.doubts).append(self.line.bad(column, str(problem)))
            return empty

    def lacks(self, key: str, why: str) -> None:
        """The row cannot be used for want of this field."""
        self.bad.append(self.line.bad(self.mapping.columns.get(key), why))

    def doubt(self, key: str, why: str) -> None:
        """Told, but the row counts."""
        self.doubts.append(self.line.bad(self.mapping.columns.get(key), why))


def _who(reading: _Reading) -> dict[str, Any]:
    number, tail = reading.read("id_no", identity, ("", ""), needed=True)
    of_certificate, its_tail = reading.read("certificate", identity, ("", ""), needed=not number)
    if number and of_certificate and number != of_certificate:
        reading.lacks("certificate", "残疾人证号的前 18 位和身份证号不一样。请看一下哪个对")
    number, tail = number or of_certificate, its_tail or tail
    born = reading.read("born", month, "")
    if not (number or born or reading.bad):
        reading.lacks("id_no", _NOBODY)
    return {"name": _name(reading), "id_no": number, **_by_number(reading, number, born), **_list_says(reading, tail)}


def _name(reading: _Reading) -> str:
    told = reading.text("name")
    if not told:
        reading.lacks("name", "没有写姓名。请补上")
    if note := note_in(told):
        reading.doubt("name", f"姓名后面写着“{note}”，请看一下这个人现在的情况")
    return reading.read("name", person_name, "", needed=True)


def _by_number(reading: _Reading, number: str, born: str) -> dict[str, str]:
    """Month of birth and sex: by the ID number where there is one, and told if the list says otherwise."""
    said = reading.read("sex", sex, "")
    if not number:
        return {"born": born, "sex": said}
    true_born, true_sex = f"{birth_of(number):%Y-%m}", _SEXES[sex_of(number)]
    if born and born != true_born:
        reading.doubt("born", "出生年月和身份证号里的不一样，按身份证号记了。请看一下身份证号是不是这个人的")
    if said and said != true_sex:
        reading.doubt("sex", "性别和身份证号里的不一样，按身份证号记了。请看一下身份证号是不是这个人的")
    return {"born": true_born, "sex": true_sex}


def _list_says(reading: _Reading, tail: str) -> dict[str, Any]:
    """What the list is about: amount, grade, kind, days, remarks."""
    needed = ("amount",) in reading.source.required
    amount = reading.read("amount", yuan, None, needed=needed)
    if needed and not reading.text("amount"):
        reading.lacks("amount", "没有写金额。请补上")
    kind, grade = _kind_and_grade(reading, tail)
    return {
        "amount": amount,
        "kind": kind,
        "grade": grade,
        "since": reading.read("since", day, ""),
        "until": "" if reading.text("until") in _ENDLESS else reading.read("until", day, ""),
        "detail": reading.read("detail", _short, ""),
    }


def _kind_and_grade(reading: _Reading, tail: str) -> tuple[str, str]:
    """Of a disability by the certificate (class, then level) where the list has it, else by the columns."""
    if reading.source.key == "disabled":
        kind = reading.read("kind", disability_class, "") or (disability_class(tail[0]) if tail else "")
        grade = reading.read("grade", disability_level, "")
        if tail and grade and grade != tail[1]:
            reading.doubt("grade", "残疾等级和残疾人证号最后一位不一样，按残疾人证号记了。请看一下哪个对")
        return kind, tail[1] if tail else grade
    grade = reading.read("grade", house_grade if reading.source.key == "housing" else _short, "")
    return reading.read("kind", _short, ""), grade


def _household(reading: _Reading, area_code: str) -> dict[str, str]:
    head = reading.read("head", person_name, "")
    head_id = reading.read("head_id", lambda text: identity(text)[0], "")
    relation = reading.read("relation", relation_code, "")
    if reading.text("relation") and not relation:
        relation = OTHER
    columns, names = reading.mapping.columns, reading.mapping.names
    if not relation and "户主" in names[columns["name"]]:
        relation = HEAD  # the list names heads of households only
    return {
        "relation": relation,
        "head": head,
        "head_id": head_id,
        "book": reading.read("book", _short, ""),
        "phone": reading.read("phone", lambda text: telephone(text, area_code), ""),
    }


def _where(reading: _Reading, places: Places, number: str) -> dict[str, str]:
    """Town and village by the columns, else by the name of the sheet (one for each village), else by the address. Who
    is known by a number is found without; the roster itself must say it."""
    names = village_names(places)
    must = reading.source.key == ROSTER or not number
    before = len(reading.bad)
    town = reading.read("town", names.town, "", needed=True)
    found = reading.read("village", lambda text: names.find(text, town), Found(town), needed=True)
    if not found.village and len(reading.bad) == before:
        found = _by_sheet(reading, names, found)
    if not found.village and len(reading.bad) == before:
        found = _by_address(reading, names, found, must)
    if must and not found.village and len(reading.bad) == before:
        reading.lacks("village", _NOWHERE)
    hamlet = reading.read("hamlet", _short, "") or found.hamlet
    return {"town": found.town, "village": found.village, "hamlet": hamlet}


def _by_address(reading: _Reading, names: VillageNames, found: Found, must: bool) -> Found:
    """Many live elsewhere than they belong, so that an address of another place is told only where there must be
    one of ours."""
    unread = None
    for key in ("region", "address"):
        if text := reading.text(key):
            try:
                return names.find(text, found.town)
            except Unusable as problem:
                unread = key, str(problem)
    if unread and must:
        reading.lacks(*unread)
    return found


def _by_sheet(reading: _Reading, names: VillageNames, found: Found) -> Found:
    try:
        return names.find(reading.line.sheet_name, found.town) if reading.line.sheet_name else found
    except Unusable:
        return found  # Sheet1, 2023年


def _short(text: str) -> str:
    return text[:_LONGEST]
