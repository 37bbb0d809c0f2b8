"""Side questions: really start again? which number to call? which receipt? They own the next words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs.commanding import on_button, on_number, reopened
from dialogs.commands import command
from dialogs.effects import CallBack, Forget, LookUp, Withdraw
from dialogs.hearing import Heard, Move
from dialogs.noting import put
from dialogs.prompts import sample_receipt
from dialogs.talk import Talk
from dialogs.words import say, table
from knowledge.answers import yes_no
from knowledge.identity import phone
from knowledge.receipts import looks_like_receipt, parse

_FOUR = re.compile(r"\d{3}[\dXx]")


def on_aside(heard: Heard) -> Move | None:
    """Words for the open side question. A command or a button of something else leaves it."""
    aside = heard.talk.aside
    if not aside:
        return None
    key, _, code = heard.said.choice.partition("=")
    if key == "aside":
        return _decided(heard, code == "yes")
    if heard.said.choice == "!back" or command(heard.said.text) == "back":
        return Move(heard.talk.ask_aside())
    if heard.said.choice:
        return None
    if aside in _YES_NO or heard.talk.note.get("phone"):
        answer = yes_no(heard.said.text)
        if answer:
            return _decided(heard, answer.value)
    if aside in ("correct", "village"):
        return _picked(heard)
    if command(heard.said.text):
        return None
    listen = _FREE.get(aside)
    return listen(heard) if listen else None


def _decided(heard: Heard, yes: bool) -> Move | None:
    decide = _YES_NO.get(heard.talk.aside)
    return decide(heard, yes) if decide else Move(heard.talk.ask_aside())


def _restart(heard: Heard, yes: bool) -> Move:
    if not yes:
        return Move(heard.talk.ask_aside(), say("kept"))
    fresh = Talk(
        stage="filling", receipt=heard.talk.receipt, alarmed=heard.talk.alarmed, lookups=heard.talk.lookups
    )
    # 同意 stays given: it was not what had to be started again.
    agreed = heard.talk.answers.get("consent")
    return Move(fresh.put("consent", agreed) if agreed else fresh, say("restarted"))


def _cancel(heard: Heard, yes: bool) -> Move:
    if not yes:
        return Move(heard.talk.ask_aside(), say("kept"))
    return Move(Talk(lookups=heard.talk.lookups), say("cancelled"), (Forget(),))


def _withdraw(heard: Heard, yes: bool) -> Move:
    if not yes:
        return Move(heard.talk.ask_aside(), say("kept"))
    return Move(Talk(lookups=heard.talk.lookups), say("withdrawn"), (Withdraw(),))


def _callme(heard: Heard, yes: bool) -> Move:
    number = heard.talk.note.get("phone", "")
    if not yes or not number:
        return Move(heard.talk.ask_aside("" if not yes else "callme"), "" if yes else say("callme_no"))
    return _call(heard, number)


def _call(heard: Heard, number: str) -> Move:
    kind = heard.talk.note.get("kind", "callback")
    talk = heard.talk.ask_aside()
    if talk.stage == "filling" and "phone" not in talk.answers and "consent" in talk.answers:
        talk = put(heard, talk, "phone", number)
    lead = say("callme_done", phone=number, hours=heard.scene.county.policy.hotline_hours)
    return Move(talk, lead, (CallBack(number, kind),))


def _number_to_call(heard: Heard) -> Move | None:
    found = phone(heard.said.text)
    if found:
        return _call(heard, found.value)
    if yes_no(heard.said.text):
        return Move(heard.talk.ask_aside(), say("callme_no"))
    return Move(heard.talk, say("misheard.phone"))


def _receipt(heard: Heard) -> Move | None:
    text = heard.said.text
    receipt = parse(text)
    if receipt:
        return Move(heard.talk.ask_aside("lookup4", receipt=receipt))
    if looks_like_receipt(text):
        return Move(heard.talk, say("lookup_bad", sample=sample_receipt(heard.scene)), ask=False)
    return None if len(text) > 6 else Move(heard.talk)


def _last_four(heard: Heard) -> Move | None:
    found = _FOUR.fullmatch(heard.said.text.strip())
    if not found:
        return Move(heard.talk, say("lookup_last4_bad"))
    effect = LookUp(heard.talk.note["receipt"], found[0].upper())
    return Move(heard.talk.ask_aside(), effects=(effect,), ask=False)


def _picked(heard: Heard) -> Move | None:
    """A number, a label or the name of a field; anything else leaves the side question."""
    move = on_number(heard)
    if move:
        return replace(move, talk=move.talk.ask_aside())
    left = replace(heard, talk=heard.talk.ask_aside())
    if heard.talk.aside == "village" and (move := _village_or_community(heard)):
        return move
    for key, names in table("fields").items():
        if heard.said.text in names and key in heard.form.questions:
            return Move(reopened(left, key))
    if heard.talk.aside == "correct" and len(heard.said.text) <= 6 and not command(heard.said.text):
        return Move(heard.talk, say("correct_unknown"), ask=True)
    return None


def _village_or_community(heard: Heard) -> Move | None:
    kinds = [kind for kind in ("村", "社区") if kind in heard.said.text]
    places = heard.scene.county.places
    for code in heard.talk.note["codes"].split():
        place = places.get(code)
        if place and len(kinds) == 1 and place.kind == kinds[0] and heard.talk.note.get("same"):
            return on_button(replace(heard, said=replace(heard.said, choice=f"village={code}", text="")))
    return None


_YES_NO: Mapping[str, Callable[[Heard, bool], Move]] = {
    "restart": _restart,
    "cancel": _cancel,
    "withdraw": _withdraw,
    "callme": _callme,
}

_FREE: Mapping[str, Callable[[Heard], Move | None]] = {
    "callme": _number_to_call,
    "lookup": _receipt,
    "lookup4": _last_four,
}
