"""The form as data: what a form, a section and a question are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """One field of the form. What each key means stands at the top of ``baopin.toml``."""

    key: str
    label: str
    kind: str
    section: str = ""
    ask: str = ""
    ask_behalf: str = ""
    ask_abroad: str = ""
    visit: str = ""
    hint: str = ""
    why: str = ""
    codes: str = ""
    spoken: str = ""
    unit: str = ""
    skip_label: str = ""
    prefill: str = ""
    must: bool = False
    paper: bool = True  # whether it has a cell in Annex 1
    sealed: bool = False  # lies in the database encrypted, and is masked until somebody says why to see it
    within: str = ""  # the question whose answer is shown while this one is masked
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()

    def applies(self, answers: Mapping[str, Any]) -> bool:
        """Whether this question is asked at all, given the other answers."""
        return all(answers.get(key) in wanted for key, wanted in self.when.items())


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form; a repeating one is a list of items (家庭成员)."""

    key: str
    title: str
    questions: tuple[Question, ...]
    repeat: bool = False
    item: str = ""
    first: Mapping[str, str] = field(default_factory=dict)
    printed: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A form, ready to use. ``codes`` holds the lists: name → code → label, in printing order."""

    key: str
    version: str
    title: str
    steps: tuple[str, ...]
    sections: tuple[Section, ...]
    codes: Mapping[str, Mapping[str, str]]
    questions: Mapping[str, Question]
    asks: tuple[Question, ...] = ()  # those with ``ask``, in order: looked through for every message
    edition: str = ""  # changes whenever anything in the declaration does

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions.values())

    def __getitem__(self, key: str) -> Question:
        return self.questions[key]

    def path(self, answers: Mapping[str, Any]) -> tuple[Question, ...]:
        """The questions a farmer with these answers is asked, in order. Positions are never stored."""
        return tuple(q for q in self.asks if not q.when or q.applies(answers))

    def labels(self, question: Question) -> Mapping[str, str]:
        """Code → label of a choice; empty for other kinds."""
        return self.codes.get(question.codes, {})

    def spoken(self, question: Question) -> Mapping[str, str]:
        """The same in the words a farmer hears."""
        return self.codes.get(question.spoken or question.codes, {})


def item_key(section: str, index: int, key: str) -> str:
    """The answer key of one cell of a list: ``member[0].sex``."""
    return f"{section}[{index}].{key}"
