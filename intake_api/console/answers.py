"""The answers of a case, section by section, as the form declares them: no list of fields is written here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogs.asked import Asked
from dialogs.declaration import load_form
from dialogs.form import Form, Question, Section, item_key
from dialogs.kinds import kind_of
from intake_api.office import Office
from knowledge.policy import County


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer in words; a private one is masked."""

    key: str
    label: str
    words: str
    private: bool


@dataclass(frozen=True, slots=True)
class Item:
    """The answers of a section, or of one item of a repeating one."""

    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section that has any answer."""

    title: str
    items: tuple[Item, ...]


def parts(office: Office, county: County, stored: Mapping[str, Any]) -> list[Part]:
    """All that was answered, in the form's order."""
    form = load_form()
    found = [(section, _items(office, county, form, section, stored)) for section in form.sections]
    return [Part(section.title, items) for section, items in found if items]


def clear(office: Office, key: str, value: Any) -> Any:
    """A stored value, unsealed when it is sealed. It was sealed under the question's own key."""
    return office.sealer.open(value, plain_key(key)) if office.sealer.is_sealed(value) else value


def is_private(key: str) -> bool:
    """Whether the answer is one that is shown masked."""
    question = load_form().questions.get(plain_key(key))
    return question is not None and kind_of(question).private


def plain_key(key: str) -> str:
    """The question an answer's key belongs to: ``member[0].sex`` is the question ``sex``."""
    return key.rpartition(".")[2]


def _items(office: Office, county: County, form: Form, section: Section, stored: Mapping[str, Any]) -> tuple[Item, ...]:
    if not section.repeat:
        answers = _answers(office, county, form, section, stored, {q.key: q.key for q in section.questions})
        return (Item("", answers),) if answers else ()
    found = []
    for index in range(_length(section, stored)):
        keys = {q.key: item_key(section.key, index, q.key) for q in section.questions}
        if answers := _answers(office, county, form, section, stored, keys):
            found.append(Item(_title(section, index, answers), answers))
    return tuple(found)


def _title(section: Section, index: int, answers: tuple[Answer, ...]) -> str:
    """``成员 1：陈大山``: what an item's first question answers tells it from the others, folded away."""
    counted = f"{section.item or section.title} {index + 1}"
    first = answers[0]
    named = plain_key(first.key) == section.questions[0].key and not first.private
    return f"{counted}：{first.words}" if named else counted


def _answers(
    office: Office,
    county: County,
    form: Form,
    section: Section,
    stored: Mapping[str, Any],
    keys: Mapping[str, str],
) -> tuple[Answer, ...]:
    answered = (question for question in section.questions if stored.get(keys[question.key]) not in (None, ""))
    return tuple(_answer(office, county, form, question, keys[question.key], stored) for question in answered)


def _answer(
    office: Office, county: County, form: Form, question: Question, key: str, stored: Mapping[str, Any]
) -> Answer:
    kind = kind_of(question)
    value = clear(office, key, stored[key])
    return Answer(key, question.label, kind.show(value, Asked(form, question, county, stored)), kind.private)


def _length(section: Section, stored: Mapping[str, Any]) -> int:
    heads = (
        key.partition("]")[0].removeprefix(f"{section.key}[") for key in stored if key.startswith(f"{section.key}[")
    )
    return max((int(head) + 1 for head in heads if head.isdecimal()), default=0)
