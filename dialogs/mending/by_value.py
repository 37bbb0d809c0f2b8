"""不对，是陈阿迪 · 我刚说错了 五口人 · 13…停机了 打139…: an answer mended without an order to change it by name."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs.announcing import announced
from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.kinds import kind_of
from dialogs.mending.after_report import AMENDED, changed
from dialogs.mending.contrasting import but, denied, instead, surely_takes_back, takes_back
from dialogs.mending.replacing import ANYTHING, TOLD_BY_THEMSELVES, News, anew, is_news, replaced
from dialogs.noting import offer
from knowledge.meaning import facts
from knowledge.text import clean

_UNMISTAKABLE = ("name", "phone", "village", "id_number")  # kinds whose words can be nothing else
_LONG = 40  # characters; in a longer story what sounds like a correction is asked back


def on_last(heard: Heard) -> Move | None:
    """不对，是陈阿迪 after an answer: the last answer that such words can be is mended."""
    rest, question = clean(but(heard.said.text)), heard.question
    if not rest or heard.proposal or heard.talk.stage != "filling" or "consent" not in heard.talk.answers:
        return None
    if question and question.kind not in ANYTHING and (found := kind_of(question).parse(rest, heard.asked(question))):
        return Move(offer(heard, heard.talk, question, found))
    may_be = [question for question in reversed(_questions(heard)) if question.key in heard.talk.answers]
    for question in may_be:
        last = question is may_be[0]
        found = kind_of(question).parse(rest, anew(heard, question)) if last or question.kind in _UNMISTAKABLE else None
        if found and (last or not found.confirm) and found.value != heard.talk.answers[question.key]:
            return replaced(heard, question, found)
    return None


def on_told_otherwise(heard: Heard) -> Move | None:
    """Words that put one thing in the place of another that was answered."""
    text, talk = heard.said.text, heard.talk
    if heard.proposal or not takes_back(text) or not (talk.receipt or "consent" in talk.answers):
        return None
    if talk.stage == "idle":
        return None
    old = _denied(heard)
    if not old and not surely_takes_back(text):
        return None  # 老婆不是本地人 takes nothing back
    told = instead(text, old.values())
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
            found |= {key: words for key in keys if key in TOLD_BY_THEMSELVES}
    return found


def _stated(heard: Heard, told: str) -> News:
    """What is told that was answered otherwise."""
    found = {key: fact for key, fact in facts(told, heard.scene.county.places).items() if key in TOLD_BY_THEMSELVES}
    found |= dict(announced(replace(heard, said=replace(heard.said, text=told)), found))
    may_be = {question.key for question in _questions(heard)}
    return {key: fact for key, fact in found.items() if key in may_be and is_news(heard, key, fact)}


def _in_place_of(heard: Heard, told: str, old: Mapping[str, str]) -> News:
    found: News = {}
    for key in old:
        fact = kind_of(heard.form[key]).parse(told.strip(" ，,是叫"), heard.asked(heard.form[key]))
        if fact and is_news(heard, key, fact):
            found[key] = fact
    return found


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
        return changed(heard, heard.talk, news)
    move = Move(heard.talk)
    for key, fact in news.items():
        after = replaced(replace(heard, talk=move.talk), heard.form[key], fact)
        move = replace(after, lead=f"{move.lead}\n{after.lead}".strip())
    return move
