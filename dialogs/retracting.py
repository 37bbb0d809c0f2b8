"""An answer taken back without an order to change it: 我刚说错了 五口人 · 不是陈大民是陈大明 · 13…停机了 打139…."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs.amending import AMENDED, amended
from dialogs.announcing import announced
from dialogs.correcting import ANYTHING, mended
from dialogs.denying import denied, instead, surely_takes_back, takes_back
from dialogs.fitting import is_answer
from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.kinds import kind_of
from knowledge.meaning import facts
from knowledge.parsed import Parsed

_TELLING = ("name", "phone", "village", "id_number", "size", "income")
_LONG = 40  # characters; in a longer story what sounds like a correction is asked back
News = dict[str, Parsed[Any]]


def on_retracted(heard: Heard) -> Move | None:
    """Words that put one thing in the place of another that was answered."""
    text, talk = heard.said.text, heard.talk
    if heard.proposal or not takes_back(text) or not (talk.receipt or "consent" in talk.answers):
        return None
    if talk.stage == "idle":
        return None
    old = _denied(heard)
    if not old and not surely_takes_back(text):
        return None  # 老婆不是本地人 takes nothing back
    told = _without(instead(text), old.values())
    news = {**_stated(heard, told), **_in_place_of(heard, told, old)}
    if len(text) > _LONG and not old:
        news = {key: replace(fact, confirm=True) for key, fact in news.items()}
    return _carried_out(heard, news) if news else None


def _denied(heard: Heard) -> dict[str, str]:
    """The answers that are denied in so many words: their keys, and the words."""
    found = {}
    for words in denied(heard.said.text):
        for question in _questions(heard):
            fact = kind_of(question).parse(words, heard.asked(question))
            if fact and fact.value == heard.talk.answers.get(question.key):
                found[question.key] = words
        if heard.talk.stage == "submitted":  # the answers are in the case: 不是4口是5口 speaks for itself
            keys = facts(words, heard.scene.county.places).keys() - heard.talk.answers.keys()
            found |= {key: words for key in keys if key in _TELLING}
    return found


def _stated(heard: Heard, told: str) -> News:
    """What is told that was answered otherwise."""
    found = {key: fact for key, fact in facts(told, heard.scene.county.places).items() if key in _TELLING}
    found |= dict(announced(replace(heard, said=replace(heard.said, text=told)), found))
    may_be = {question.key for question in _questions(heard)}
    return {key: fact for key, fact in found.items() if key in may_be and _is_new(heard, key, fact)}


def _in_place_of(heard: Heard, told: str, old: Mapping[str, str]) -> News:
    found: News = {}
    for key in old:
        fact = kind_of(heard.form[key]).parse(told.strip(" ，,是叫"), heard.asked(heard.form[key]))
        if fact and _is_new(heard, key, fact):
            found[key] = fact
    return found


def _is_new(heard: Heard, key: str, fact: Parsed[Any]) -> bool:
    if key == "name" and fact.confirm:
        return False
    return fact.value != heard.talk.answers.get(key) and is_answer(fact.value, heard.asked(heard.form[key]))


def _questions(heard: Heard) -> list[Question]:
    """Those whose answers may be taken back here."""
    talk = heard.talk
    if talk.stage == "submitted":
        keys = [key for key in AMENDED if key in heard.form.questions]
        asked = [heard.form[key] for key in keys]
    else:
        asked = [q for q in heard.form.path(talk.answers) if q.key in talk.answers or q.key in talk.skipped]
    return [q for q in asked if q.kind not in ANYTHING and q.key not in heard.scene.rules.forbid]


def _carried_out(heard: Heard, news: News) -> Move:
    if heard.talk.stage == "submitted":
        certain = {key: fact.value for key, fact in news.items() if not fact.confirm}
        move = amended(heard, heard.talk, certain, heard.said.text)
        for key, fact in news.items() if not heard.talk.joined else ():
            if fact.confirm:
                move = replace(move, talk=move.talk.propose(key, fact.value, fact.why))
        return move
    move = Move(heard.talk)
    for key, fact in news.items():
        after = mended(replace(heard, talk=move.talk), heard.form[key], fact)
        move = replace(after, lead=f"{move.lead}\n{after.lead}".strip())
    return move


def _without(told: str, old: Any) -> str:
    for words in old:
        told = told.replace(words, "，")
    return told
