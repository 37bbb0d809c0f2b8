"""After the report: what is told otherwise is changed in the case, at once when certain, else once read back."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs.commands import correction
from dialogs.correcting import read_new
from dialogs.effects import Supplement
from dialogs.fitting import is_answer
from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.kinds import kind_of
from dialogs.messages import FORM_LINK
from dialogs.places import twins
from dialogs.prompts import shown
from dialogs.talk import Talk
from dialogs.words import say
from knowledge.meaning import facts, is_question
from knowledge.parsed import Parsed
from knowledge.people.id_numbers import id_number, looks_like_id
from knowledge.people.kinship import KIN_WORDS
from knowledge.people.masking import hide_private
from knowledge.people.phones import looks_like_phone, phone
from knowledge.text import clean

REACHED_BY = ("name", "phone", "town", "village")  # what of the answers stays at hand after the report
AMENDED = ("name", "phone", "village", "risk", "story", "id_number", "size", "income")
_TOLD = ("name", "phone", "village", "id_number", "size", "income")
_OTHERS = re.compile("|".join(map(re.escape, sorted(KIN_WORDS, key=len, reverse=True))) + "|隔壁|别人|村医|他家|她家")
_LIVES = re.compile("搬|迁|住|我家|我是|家在")
_FEW = 10  # characters beside a fact: 我的电话换成 … 了
_SENTENCE = 20
_A_FEW_WORDS = 4


def amended(heard: Heard, talk: Talk, values: Mapping[str, Any], words: str = "") -> Move:
    """The report with these values changed. Who only joined a case that another conversation opened adds words to it
    and overwrites nothing: a neighbour knows name and village too."""
    talk = talk.ask_aside()
    for key in values:
        talk = talk.drop(key)
    news = {} if talk.joined else {key: value for key, value in values.items() if talk.answers.get(key) != value}
    if "village" in news:
        news["town"] = heard.scene.county.places.town_of(news["village"]).code
    named = [
        f"{heard.form[key].label} {shown(heard.form, talk, heard.scene, key, value)}"
        for key, value in (news or values).items()
        if key != "town"
    ]
    lead = say("amended", items="，".join(named)) if news else say("supplemented", receipt=talk.receipt)
    kept = {**talk.answers, **{key: value for key, value in news.items() if key in REACHED_BY}}
    text = hidden(words, "phone" in news) if words else "；".join(named)
    return Move(replace(talk, answers=kept), lead, (Supplement(text, news),))


def change(heard: Heard, talk: Talk, key: str, found: Parsed[Any], words: str = "") -> Move:
    """A new value for one question: carried out when certain, else read back first; the words are kept either way."""
    if not found.confirm or talk.joined:
        return amended(heard, talk, {key: found.value}, words)
    kept = (Supplement(hidden(words)),) if words else ()
    return Move(talk.ask_aside().propose(key, found.value, found.why), "", kept)


def hidden(words: str, phone_known: bool = False) -> str:
    """Without ID numbers; a telephone stays legible unless it went into the case, for a new one is news."""
    found = None if phone_known else phone(words)
    before, said, after = words.partition(found.words) if found else (words, "", "")
    return hide_private(before) + said + hide_private(after)


def on_field(heard: Heard) -> Move | None:
    """改收入 · 电话改成139… · 村子不是亥由是降虎, after the report."""
    if heard.talk.stage != "submitted" or not heard.talk.receipt:
        return None
    key, rest, sure = correction(heard.said.text)
    key, forbid = "village" if key == "town" else key, heard.scene.rules.forbid
    if not key or key not in heard.form.questions or ("id_number" in forbid and id_number(heard.said.text)):
        return None
    if key not in AMENDED:
        return Move(heard.talk, say("correct_after")) if sure and not rest else None
    if key in forbid:
        return Move(heard.talk, say("id_refused"), link=FORM_LINK)
    question, rest = heard.form[key], clean(rest)
    found = None if key == "story" else read_new(_anywhere(heard, key), question, rest)
    if found:
        return change(heard, heard.talk, key, found, heard.said.text)
    if not sure:
        return None
    if key == "story" and rest:
        return amended(heard, heard.talk, {}, heard.said.text)
    return _ask_again(heard, question, rest)


def _ask_again(heard: Heard, question: Question, rest: str) -> Move:
    """The new value was not said, or not so that it can be read: ask for it alone."""
    talk = heard.talk.drop(question.key).ask_aside("amend", key=question.key)
    misheard = kind_of(question).misheard
    if misheard and any(character.isdigit() for character in rest):
        return Move(talk, misheard(rest, heard.asked(question)))
    return Move(talk, "", (Supplement(hidden(heard.said.text)),) if rest else ())


def on_new_value(heard: Heard) -> Move | None:
    """The words after 改收入: the new value, or something else altogether."""
    text, talk = heard.said.text, heard.talk
    question = heard.form.questions.get(talk.note.get("key", ""))
    if question is None or not text or is_question(text):
        return None
    if question.key == "story":
        return amended(heard, talk, {}, text)
    anywhere = _anywhere(heard, question.key)
    if question.key == "village" and (codes := twins(text, anywhere.asked(question))):
        return Move(talk.ask_aside("village", codes=" ".join(codes), same="1"))
    if found := read_new(anywhere, question, text):
        return change(heard, talk, question.key, found, text if len(text) > _FEW else "")
    if len(text) > _SENTENCE or correction(text)[0]:
        return None
    misheard = kind_of(question).misheard
    return Move(talk, misheard(text, heard.asked(question)) if misheard else say(f"misheard.{question.kind}"))


def _anywhere(heard: Heard, key: str) -> Heard:
    """Who moved may live in another town now."""
    if key != "village":
        return heard
    answers = {k: value for k, value in heard.talk.answers.items() if k != "town"}
    return replace(heard, talk=replace(heard.talk, answers=answers))


def told(heard: Heard) -> tuple[dict[str, Any], list[tuple[str, Parsed[Any]]]]:
    """What free words say otherwise: the certain values, and those to be read back."""
    text, places = heard.said.text, heard.scene.county.places
    found = {key: fact for key, fact in facts(text, places).items() if key in _TOLD and _may_be(heard, key, fact)}
    beside = len(text) - sum(len(fact.words) for fact in found.values())
    own = beside <= _FEW and not _OTHERS.search(text)
    certain = {key: fact.value for key, fact in found.items() if own and not fact.confirm}
    return certain, [(key, fact) for key, fact in found.items() if key not in certain]


def _may_be(heard: Heard, key: str, fact: Parsed[Any]) -> bool:
    question, text = heard.form.questions.get(key), heard.said.text
    if question is None or key in heard.scene.rules.forbid or not is_answer(fact.value, heard.asked(question)):
        return False
    if heard.talk.answers.get(key) == fact.value or (key == "name" and fact.confirm):
        return False
    # 去弥高村看病 moves nobody.
    return key != "village" or bool(_LIVES.search(text)) or len(text) <= len(fact.words) + 2


def added(heard: Heard) -> Move:
    """Anything else that is told after the report: added to it, and what it changes is changed."""
    text = heard.said.text
    if unclear := _unclear(text):
        return Move(heard.talk, unclear)
    certain, unsure = told(heard)
    move = amended(heard, replace(heard.talk, proposals=()), certain, text)
    if heard.talk.joined or not unsure:
        return move
    talk = move.talk
    for key, fact in unsure:
        talk = talk.propose(key, fact.value, fact.why)
    return replace(move, talk=talk)


def _unclear(text: str) -> str:
    """A number that could be anything, and keys pressed by chance, are no news."""
    if _words_in(text) > 1 or phone(text) or id_number(text):
        return ""
    if looks_like_id(text):
        return say("misheard.id_digits")
    if looks_like_phone(text):
        return say("misheard.phone_digits")
    if any(character.isdigit() for character in text):
        return say("which_number")
    return say("not_understood")


def _words_in(text: str) -> int:
    return sum("一" <= character <= "鿿" for character in text)


def tells(text: str) -> bool:
    """Is there enough in it to be worth adding?"""
    return _words_in(text) >= _A_FEW_WORDS or bool(phone(text))
