"""Any field of the form, stated by its name in the middle of a message: 家里田地三亩二, 养老金一年两千.

Works for every question that is asked: its label and its words in ``words.toml`` [fields] announce it, its kind
reads what follows.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from dialogs.form import Form, Question
from dialogs.hearing import Heard
from dialogs.kinds import kind_of
from dialogs.words import table
from knowledge.household import spends
from knowledge.parsed import Parsed
from knowledge.people.kinship import KIN_WORDS

# Of these the whole message tells more than the words behind a name do.
_NOT_HERE = ("consent", "story", "opinion", "sum", "town", "village")
_SHORTEST = 2  # 钱, 村: too common to announce anything
_LONGEST_CLAUSE = 40
_HARD = re.compile("[。；;！!？?\n]")
_NEGATED = re.compile("[没无](?:有|得)?$")
_COPULA = re.compile(r"^(?:是|为|叫|在|：|:|，|,|\s|嘛|呢|啊|的话|就|有)+")
_NOTE = re.compile("[（(].*?[）)]")


class _Announcers(NamedTuple):
    pattern: re.Pattern[str]
    keys: Mapping[str, str]


_BY_EDITION: dict[str, _Announcers] = {}


def announced(heard: Heard, known: Mapping[str, Any]) -> Iterator[tuple[str, Parsed[Any]]]:
    """What the message states by name of the fields that are asked, ``known`` ones left out."""
    text = heard.said.text
    announcers = _announcers(heard.form)
    found = list(announcers.pattern.finditer(text))
    for at, name in enumerate(found):
        key = announcers.keys[name[0]]
        question = heard.form[key]
        if key in known or not question.applies(heard.talk.answers):
            continue
        end = next((after.start() for after in found[at + 1 :] if announcers.keys[after[0]] != key), len(text))
        clause = _clause(text, name.end(), end)
        if fact := _read(heard, question, clause, _NEGATED.search(text[: name.start()][-3:]), name[0]):
            yield key, fact


def _read(
    heard: Heard, question: Question, clause: str, negated: re.Match[str] | None, name: str
) -> Parsed[Any] | None:
    if negated and question.kind == "money":
        return _none_of(heard, question)
    if negated:
        clause = negated[0] + name  # 没有电话 says something of the telephone too
    elif question.kind == "money" and spends(clause) and not spends(question.label):
        return None  # 收入都拿去还债三万 is no income of 三万
    elif question.kind == "text":
        said = _COPULA.sub("", clause).strip()
        return Parsed(said, said, confirm=True) if len(said) >= _SHORTEST else None
    for words in (clause.strip(" ，,：:"), clause.partition("，")[2].strip()):
        if words and (found := kind_of(question).parse(words, heard.asked(question))):
            return found
    return None


def _none_of(heard: Heard, question: Question) -> Parsed[Any] | None:
    """我爸一个月两千三，我妈没收入: what one of them lacks, the others may have."""
    text = heard.said.text
    found = kind_of(question).parse(text, heard.asked(question))
    of_one = any(word in text for word in KIN_WORDS)
    return replace(found, confirm=True) if found and of_one else found


def _clause(text: str, start: int, end: int) -> str:
    end = min(end, start + _LONGEST_CLAUSE)
    hard = _HARD.search(text, start, end)
    return text[start : hard.start() if hard else end]


def _announcers(form: Form) -> _Announcers:
    if form.edition not in _BY_EDITION:
        keys = {word: question.key for question in form.asks for word in _names(question)}
        pattern = "|".join(map(re.escape, sorted(keys, key=len, reverse=True)))
        _BY_EDITION[form.edition] = _Announcers(re.compile(pattern or "(?!)"), keys)
    return _BY_EDITION[form.edition]


def _names(question: Question) -> list[str]:
    if question.kind in _NOT_HERE:
        return []
    names = [_NOTE.sub("", question.label), *table("fields").get(question.key, ())]
    return [name for name in names if len(name) >= _SHORTEST]
