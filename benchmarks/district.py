"""A made-up district: its households, their 户籍底册, and the departments' lists, faults and overlaps included.

Everything comes from one seed, so that what an import should find is known beforehand: ``District.truth``.
"""

import csv
import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from openpyxl import Workbook

from knowledge.people.id_numbers import is_id_number
from knowledge.places.atlas import Places

SURNAMES = "陈林黄张李王吴刘郑杨叶许何郭江翁潘邱兰雷蓝钟"
GIVEN = "依妹大山秀英明华建国丽芳水金木兰小红志强美珠阿土春生福禄寿康宁玉珍海燕"
FAULTS = 0.02
# How much of the roster each list names, and the column that is its own.
SHARES = {
    "lifted": 0.03,
    "dibao": 0.05,
    "medical": 0.03,
    "disabled": 0.04,
    "education": 0.03,
    "jobless": 0.02,
    "housing": 0.01,
}
DEPARTMENTS = tuple(SHARES)[1:]
OWN = {
    "lifted": ("脱贫年度", "2018"), "dibao": ("月低保金", "720"), "medical": ("个人自付金额", "26000"),
    "disabled": ("残疾等级", "一级"), "education": ("学费", "12000"), "jobless": ("失业登记日期", "2023-09-01"),
    "housing": ("鉴定等级", "D级"),
}  # fmt: skip
REGISTER = ("乡镇", "行政村", "自然村", "户号", "姓名", "与户主关系", "公民身份号码", "性别", "联系电话")
LIST = ("乡镇", "行政村", "姓名", "身份证号")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the register."""

    name: str
    id_no: str
    relation: str
    is_woman: bool


@dataclass(frozen=True, slots=True)
class Home:
    """A household: where, and who."""

    number: int
    town: str
    village: str
    hamlet: str
    people: tuple[Person, ...]

    @property
    def head(self) -> Person:
        """户主."""
        return self.people[0]


@dataclass
class Truth:
    """What an import must find. ``listed``: the homes that each list names in at least one sound row; ``strangers``:
    sound rows of people who are on no register; ``faulty``: rows that must be rejected."""

    listed: dict[str, set[int]] = field(default_factory=dict)
    strangers: dict[str, int] = field(default_factory=dict)
    faulty: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


class District:
    """``households`` spread over all 村 of the county; ``seed`` decides everything."""

    def __init__(self, places: Places, *, households: int = 70_000, seed: int = 2023) -> None:
        self.places = places
        self.random = random.Random(seed)
        self.villages = [each for each in places.all() if each.level == "village" and each.kind == "村"]
        self._numbers: set[str] = set()
        self.homes = [self._home(number) for number in range(households)]
        self.truth = Truth()

    def register(self) -> bytes:
        """The 户籍底册 as a CSV of an old program: GB18030."""
        rows = [row for home in self.homes for row in self._of(home)]
        self.truth.rows["hukou"], self.truth.faulty["hukou"] = len(rows), 0
        return _csv(REGISTER, rows)

    def lists(self) -> dict[str, bytes]:
        """Every list as a workbook, 脱贫户 first."""
        return {source: self._list(source, share) for source, share in SHARES.items()}

    def _of(self, home: Home) -> Iterator[Sequence[str]]:
        where = (*self._where(home), home.hamlet, str(home.number + 1))
        for person in home.people:
            sex, phone = ("女" if person.is_woman else "男"), f"138{home.number:08d}" if person is home.head else ""
            yield (*where, person.name, person.relation, person.id_no, sex, phone)

    def _list(self, source: str, share: float) -> bytes:
        homes = self.random.sample(self.homes, max(2, round(len(self.homes) * share)))
        sound, faulty, strangers, named = [], [], [], set[int]()
        for home in homes:
            row = self._row(source, home, self.random.choice(home.people))
            if self.random.random() < FAULTS:
                faulty.append(self._spoiled(row))
                continue
            sound.append(row)
            named.add(home.number)
            if self.random.random() < FAULTS:  # a second member, or the same one twice: still one household
                sound.append(self._row(source, home, self.random.choice(home.people)))
            if self.random.random() < FAULTS:
                strangers.append([*row[:2], "外来人", self._number(date(1980, 1, 1), woman=False), *row[4:]])
        self.truth.listed[source], self.truth.strangers[source] = named, len(strangers)
        self.truth.faulty[source], self.truth.rows[source] = len(faulty), len(sound) + len(faulty) + len(strangers)
        rows = [*sound, *faulty, *strangers]
        self.random.shuffle(rows)
        return _workbook((*LIST, OWN[source][0]), rows)

    def _where(self, home: Home) -> tuple[str, str]:
        names = [each.name for code in (home.town, home.village) if (each := self.places.get(code))]
        return names[0], names[1]

    def _row(self, source: str, home: Home, person: Person) -> list[object]:
        return [*self._where(home), person.name, person.id_no, OWN[source][1]]

    def _spoiled(self, row: list[object]) -> list[object]:
        """One of the ways in which rows are wrong."""
        number = str(row[3])
        wrong = number[:17] + ("0" if number[17] != "0" else "1")
        bad: Sequence[tuple[int, object]] = ((3, wrong), (3, 3.50111e17), (2, ""))
        place, value = self.random.choice(bad)
        return [*row[:place], value, *row[place + 1 :]]

    def _home(self, number: int) -> Home:
        village = self.villages[number % len(self.villages)]
        hamlet = f"第{number // len(self.villages) % 6 + 1}组"
        surname = self.random.choice(SURNAMES)
        people = [self._person("户主", surname, 25, 75)]
        if self.random.random() < 0.7:
            people.append(self._person("配偶", self.random.choice(SURNAMES), 25, 75))
        people += [self._person("子", surname, 1, 24) for _ in range(self.random.choice((0, 1, 1, 2, 3)))]
        return Home(number, village.parent, village.code, hamlet, tuple(people))

    def _person(self, relation: str, surname: str, youngest: int, oldest: int) -> Person:
        woman = relation == "配偶" or (relation == "户主" and self.random.random() < 0.2)
        name = surname + "".join(self.random.sample(GIVEN, 2))
        born = date(2023, 1, 1) - timedelta(self.random.randrange(youngest * 365, oldest * 365))
        return Person(name, self._number(born, woman=woman), relation, woman)

    def _number(self, born: date, *, woman: bool) -> str:
        """A valid number nobody has yet; 350199 is no area of China."""
        while True:
            serial = self.random.randrange(0, 999, 2) + (0 if woman else 1)
            body = f"350199{born:%Y%m%d}{serial:03d}"
            if body not in self._numbers:
                self._numbers.add(body)
                return next(body + last for last in "0123456789X" if is_id_number(body + last))


def by_town(district: District, homes: Mapping[int, object] | set[int]) -> dict[str, int]:
    """How many of these homes stand in each town."""
    found: dict[str, int] = {}
    for number in homes:
        town = district.homes[number].town
        found[town] = found.get(town, 0) + 1
    return found


def _csv(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue().encode("gb18030")


def _workbook(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
