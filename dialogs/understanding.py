"""Every kind of the contract, read from one line: what ``baopin understand`` and ``baopin evaluate`` call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dialogs.commands import roundabout, steering
from knowledge.answers.yes_no import yes_no
from knowledge.choices.choosing import choice
from knowledge.dates.day import day
from knowledge.heads.counts import count
from knowledge.land.areas import area_m2, area_mu
from knowledge.money.amounts import money
from knowledge.parsed import Parsed
from knowledge.people.id_numbers import id_number
from knowledge.people.names import name
from knowledge.people.phones import phone
from knowledge.people.relations import relation, relation_group
from knowledge.people.sex import sex
from knowledge.policy import County
from knowledge.risks.causes import cause
from knowledge.text import clean
from knowledge.work_year.months import months


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: what kind of answer was asked for, in which words, on which day, with which options."""

    kind: str
    text: str
    today: date
    question: str = ""
    options: tuple[str, ...] = ()


_BRIEF = 8  # characters: an order that is all that is said
Result = Parsed[Any] | None
Reader = Callable[[Line, County], Result]


def understand(line: Line, county: County) -> Result:
    """What the line says, or None when it does not answer the question. Raises KeyError for an unknown kind."""
    reader = READERS[line.kind]
    return reader(replace(line, text=clean(line.text)), county)


def _said(parse: Callable[[str, str], Result]) -> Reader:
    """A reader that looks at the words and the question only."""
    return lambda line, _county: parse(line.text, line.question)


def _phone(line: Line, county: County) -> Result:
    return phone(line.text, county.policy.area_code, line.question)


def _town(line: Line, county: County) -> Result:
    found = county.places.find_town(line.text, line.question)
    return replace(found, value=county.places.full_name(found.value)) if found else None


def _relation(line: Line, _county: County) -> Result:
    found = relation(line.text, line.question)
    return replace(found, value=relation_group(found.value)) if found else None


def _command(line: Line, _county: County) -> Result:
    """Giving up and starting over are read back before they are done, and so is what is only meant."""
    found = steering(line.text, line.question)
    if not found and (meant := roundabout(line.text)):
        return Parsed(meant, line.text, True, "听着像是要这样，没有明说")
    found = found or "none"
    drastic = found in ("cancel", "restart") and len(line.text) > _BRIEF
    return Parsed(found, line.text, drastic, "前面填的会清掉" if drastic else "")


READERS: Mapping[str, Reader] = {
    "area_m2": _said(area_m2),
    "area_mu": _said(area_mu),
    "choice": lambda line, _county: choice(line.text, line.options, line.question),
    "command": _command,
    "count": _said(count),
    "date": lambda line, _county: day(line.text, line.today, line.question),
    "id_number": _said(id_number),
    "money": _said(money),
    "months": _said(months),
    "name": _said(name),
    "phone": _phone,
    "relation": _relation,
    "risk": lambda line, _county: cause(line.text),
    "sex": _said(sex),
    "town": _town,
    "yes_no": _said(yes_no),
}
