"""Questions and answers of a county, and the search that knows when it does not know."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from knowledge.danger.distress import distress
from knowledge.danger.kinds import Distress
from knowledge.questions.entries import Entry
from knowledge.questions.meanings import Kept, Meanings
from knowledge.questions.ranking import Ranking
from knowledge.questions.refusing import refused
from knowledge.questions.terms import things, wording
from knowledge.semantic import Embedder
from knowledge.wordlists import wordtable

FoundOutcome = Literal["answered", "unsure", "out_of_scope", "emergency"]

_NEAR = 2  # entries offered besides the likeliest one
_SAME = 9.0  # of a question in the very words of an entry: before everything
_MEANING = 0.2  # what nearness in meaning counts, against nearness in words


class Gate(NamedTuple):
    """How near is near enough. ``elsewhere``, ``ahead``: how far before what is not ours an entry must be to be
    offered, to be the answer; ``strange``: what is not ours counts so much more when it is named."""

    known: float  # share of the question's pairs of characters that any entry says
    likely: float
    elsewhere: float
    sure: float
    lead: float
    ahead: float
    strange: float


# Found on questions of authors whose phrasings were not known, and on questions that are not ours.
_BY_WORDS = Gate(known=0.5, likely=0.11, elsewhere=1.08, sure=0.23, lead=1.2, ahead=1.45, strange=1.18)
_BY_MEANING = Gate(known=0.4, likely=0.25, elsewhere=1.1, sure=0.39, lead=1.13, ahead=1.4, strange=1.13)


@dataclass(frozen=True, slots=True)
class Found:
    """What the library says to a question: the likeliest entry, and further ones near to it, best first. ``danger`` is
    what the words tell, or only hint at; ``emergency`` is for what they tell."""

    outcome: FoundOutcome
    entry: Entry | None = None
    near: tuple[Entry, ...] = ()
    danger: Distress | None = None

    @property
    def answer(self) -> str:
        """The answer of the likeliest entry; empty when there is none."""
        return self.entry.answer if self.entry else ""


class Library:
    """All entries of a county, indexed once; with an ``embedder`` it looks at the meaning, too (``kept``: of the
    phrasings, read before)."""

    def __init__(self, entries: Iterable[Entry], embedder: Embedder | None = None, kept: Kept | None = None) -> None:
        self.entries = tuple(entries)
        self._embedder, self._kept = embedder, kept
        elsewhere = wordtable("elsewhere")
        self._strange = frozenset("k" + name for name in elsewhere)
        self.groups = [*((entry.question, *entry.variants) for entry in self.entries), *elsewhere.values()]
        self._ranking = Ranking(self.groups)
        self._about = {entry.id: entry for entry in self.entries}
        self._word_for_word = {
            wording(each): entry for entry in self.entries for each in (entry.question, *entry.variants)
        }

    @cached_property
    def _meanings(self) -> Meanings | None:
        return Meanings(self.groups, self._embedder, self._kept) if self._embedder else None

    def ask(self, question: str) -> Found:
        """The answer to ``question``; ``unsure`` offers near ones, ``emergency`` goes before everything."""
        danger = distress(question)
        if not (danger and danger.sure) and refused(question):
            return Found("out_of_scope")
        scores = self._scores(question)
        same = self._word_for_word.get(wording(question))
        if same:
            scores[self.entries.index(same)] = _SAME
        order = sorted(range(len(self.entries)), key=lambda index: -scores[index])[: _NEAR + 1]
        best = [scores[index] for index in order]
        other = max(scores[len(self.entries) :], default=0.0)
        alarm = danger is not None and danger.sure
        outcome: FoundOutcome = "emergency" if alarm else self._outcome(question, best, other)
        if outcome == "out_of_scope":
            return Found(outcome, danger=danger)
        found = tuple(self.entries[index] for index in order)
        return Found(outcome, found[0] if found else None, found[1:], danger)

    def about(self, topic: str) -> Entry | None:
        """The entry with that id."""
        return self._about.get(topic)

    def _scores(self, question: str) -> list[float]:
        scores = self._ranking.scores(question)
        if self._meanings:
            meant = self._meanings.scores(question)
            scores = [words + _MEANING * meaning for words, meaning in zip(scores, meant, strict=True)]
        return scores

    def _outcome(self, question: str, best: list[float], elsewhere: float) -> FoundOutcome:
        gate = _BY_MEANING if self._meanings else _BY_WORDS
        first, second = (*best, 0.0, 0.0)[:2]
        named = things(question)
        elsewhere *= gate.strange if named & self._strange else 1.0
        if first < gate.likely or first < gate.elsewhere * elsewhere:
            return "out_of_scope"
        sure = first >= gate.sure and first >= gate.lead * second and first >= gate.ahead * elsewhere
        familiar = self._ranking.known(question, len(self.entries)) >= gate.known
        known = first >= _SAME or (familiar and named - self._strange)
        return "answered" if sure and known else "unsure"
