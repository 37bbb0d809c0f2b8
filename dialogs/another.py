"""One household after the other: a second one waits for the first, and is offered once that is sent."""

from dataclasses import replace

from dialogs.hearing import Heard, Move
from dialogs.households import next_household, others_in_need, several
from dialogs.mending.after_report import amended
from dialogs.moving import apply
from dialogs.noting import noted_words, put, take_facts, with_cause_told, with_helper
from dialogs.whom import told_whom
from dialogs.words import say
from knowledge.people.masking import hide_private

_A_LINE = 30


def on_next_household(heard: Heard) -> Move | None:
    """还有一户: before this report is sent it waits, and nothing of it is mixed in; after it, a new one begins."""
    talk, told = heard.talk, next_household(heard.said.text)
    if told is None and _tells_of_others_meanwhile(heard):
        return Move(talk.ask_aside(), say("household_first"))
    if told is None or talk.stage == "idle":
        return None
    if talk.stage == "filling":
        begun = talk.answers.keys() - {"consent"} or several(heard.said.text)  # else it says whom this one is for
        return Move(talk.ask_aside(), say("household_first")) if begun else None
    move = apply(heard)
    if move.talk.stage != "filling":
        return move
    taken, _noted = take_facts(replace(heard, talk=move.talk), ("behalf",))
    taken, noted = take_facts(replace(heard, talk=taken, said=replace(heard.said, text=told)))
    return replace(move, talk=taken, lead=f"{move.lead}\n{noted_words('noted_later', noted)}".strip())


def _tells_of_others_meanwhile(heard: Heard) -> bool:
    """隔壁也可怜 没人管, to a question about one's own household that is none about its hardship."""
    own = heard.talk.stage == "filling" and heard.talk.answers.get("behalf") == "self" and not heard.talk.aside
    question = heard.question
    asks_facts = question is not None and question.kind != "story" and question.codes != "risk"
    return own and asks_facts and len(heard.said.text) <= _A_LINE and others_in_need(heard.said.text)


def another(heard: Heard) -> Move:
    """再报一户: one after the other."""
    if heard.talk.stage == "filling" and heard.talk.answers.keys() - {"consent"}:
        return Move(heard.talk.ask_aside(), say("household_first"))
    return apply(heard)


def on_others_in_need(heard: Heard) -> Move | None:
    """我叔叔家也困难, after the report: their words are added, nothing else changes, a second report is offered."""
    words = heard.said.text
    if not heard.talk.receipt or not others_in_need(words):
        return None
    move = amended(heard, replace(heard.talk, proposals=()), {}, words)
    return replace(move, talk=move.talk.ask_aside("another", words=hide_private(words)[:200]))


def on_offer(heard: Heard, yes: bool) -> Move:
    """Their answer: a new report that begins with what they told of that household, or none."""
    told, talk = heard.talk.note.get("words", ""), heard.talk.ask_aside()
    if not yes:
        return Move(talk)
    heard = replace(heard, talk=talk, said=replace(heard.said, text=told, choice=""))
    move = apply(heard)
    if move.talk.stage != "filling":
        return move
    begun = put(heard, move.talk, "behalf", "other")
    begun = with_helper(heard, replace(begun, whom=told_whom(told)), told)
    return replace(move, talk=with_cause_told(replace(heard, talk=begun), begun))
