"""The answers of a case, section by section, as the form declares them: no list of fields is written here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dialogs.asked import Asked
from dialogs.declaration import load_form
from dialogs.form import Question, Section, item_key
from intake_api.console.seeing import Seeing, is_masked
from intake_api.office import Office
from knowledge.policy import County

_Words = Callable[[Question, Any], str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer in words, masked where the account sees no more."""

    key: str
    label: str
    words: str


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


def parts(office: Office, county: County, stored: Mapping[str, Any], seen: Seeing) -> list[Part]:
    """All that was answered, in the form's order."""
    form = load_form()
    given = {key: _clear(office, key, value) for key, value in stored.items()}

    def words(question: Question, value: Any) -> str:
        return seen.answer(Asked(form, question, county, given), value)

    found = [(section, _items(section, given, words)) for section in form.sections]
    return [Part(section.title, items) for section, items in found if items]


def _clear(office: Office, key: str, value: Any) -> Any:
    """A stored value, unsealed when it is sealed. It was sealed under the question's own key: ``member[0].sex`` is
    the question ``sex``."""
    return office.sealer.open(value, key.rpartition(".")[2]) if office.sealer.is_sealed(value) else value


def _items(section: Section, given: Mapping[str, Any], words: _Words) -> tuple[Item, ...]:
    if not section.repeat:
        answers = _answers(section, given, {q.key: q.key for q in section.questions}, words)
        return (Item("", answers),) if answers else ()
    found = []
    for index in range(_length(section, given)):
        keys = {q.key: item_key(section.key, index, q.key) for q in section.questions}
        if answers := _answers(section, given, keys, words):
            found.append(Item(_title(section, index, answers), answers))
    return tuple(found)


def _title(section: Section, index: int, answers: tuple[Answer, ...]) -> str:
    """``成员 1：陈大山``: what an item's first question answers tells it from the others, folded away."""
    counted, first = f"{section.item or section.title} {index + 1}", section.questions[0]
    named = answers[0].key == item_key(section.key, index, first.key) and not is_masked(first)
    return f"{counted}：{answers[0].words}" if named else counted


def _answers(section: Section, given: Mapping[str, Any], keys: Mapping[str, str], words: _Words) -> tuple[Answer, ...]:
    answered = (question for question in section.questions if given.get(keys[question.key]) not in (None, ""))
    return tuple(Answer(keys[q.key], q.label, words(q, given[keys[q.key]])) for q in answered)


def _length(section: Section, given: Mapping[str, Any]) -> int:
    heads = (
        key.partition("]")[0].removeprefix(f"{section.key}[") for key in given if key.startswith(f"{section.key}[")
    )
    return max((int(head) + 1 for head in heads if head.isdecimal()), default=0)
