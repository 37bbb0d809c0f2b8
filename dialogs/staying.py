"""After an alarm somebody may only be afraid: we stay, ask for nothing twice, and take no consent (裁定 6)."""

import re
from dataclasses import replace
from datetime import date

from dialogs.asking import answer
from dialogs.early import states_something
from dialogs.hearing import Heard, Move
from dialogs.kinds import kind_of
from dialogs.messages import Choice
from dialogs.noting import take_facts, with_story
from dialogs.plainly import plainly
from dialogs.prompts import CALL_ME
from dialogs.talk import Talk
from dialogs.words import button, say
from knowledge.meaning import is_question, tells_hardship

_ASKED_TWICE = 2
_STILL_UNKNOWN = {"village": "emergency.stay_village", "phone": "emergency.stay_phone"}
_DAYS = 1  # fear does not end at midnight
# What is said in fear itself, and of whom.
_AFRAID = re.compile(
    "怕|告诉[他她]|别告诉|不要告诉|不敢|[想在]哭|救|疼|难受|呜|慌|发抖"
    "|[想去]死|活不|不想活|没人管|没有人|躲|熬不|不想[说讲]|不[说讲]|别[说讲]"
)
_ADDED_FROM = 4  # characters; what is longer is added to the report


def on_shaken(heard: Heard) -> Move | None:
    """Words after an alarm that are no fact, correction, command or button: 我怕, 别告诉他, 嗯."""
    talk, text = heard.talk, heard.said.text
    if not talk.shaken or not talk.alarmed or not text or _long_ago(heard):
        return None
    if _for_the_report(heard):
        return None
    if is_question(text) and not _AFRAID.search(text):
        return _answered(heard)
    return _stayed(heard)


def _answered(heard: Heard) -> Move:
    said = answer(heard)
    return said if said.talk.aside else replace(said, ask=False, choices=_ways_on(heard.talk))


def _stayed(heard: Heard) -> Move:
    talk, text = heard.talk, heard.said.text
    numbers = " 或 ".join(heard.scene.county.policy.emergency_numbers[talk.alarmed[-1]])
    lead = say("emergency.stay" if talk.shaken <= _ASKED_TWICE else "emergency.stay_short", numbers=numbers)
    if talk.shaken <= _ASKED_TWICE and (unknown := unknown_of(heard)):
        lead += say(_STILL_UNKNOWN[unknown])
    reports = talk.stage == "filling" and "consent" in talk.answers
    if reports and tells_hardship(text):
        talk = with_story(heard, talk, text)
    if reports and talk.shaken > _ASKED_TWICE and not _is_fear(text):
        return Move(replace(talk, shaken=0), lead)  # calm again: we go on where we were
    return Move(replace(talk, shaken=talk.shaken + 1), lead, ask=False, choices=_ways_on(talk))


def _is_fear(text: str) -> bool:
    return len(text) < _ADDED_FROM or plainly(text) is not None or bool(_AFRAID.search(text))


def unknown_of(heard: Heard) -> str:
    """What we lack to find the person: village, phone, or an empty string."""
    if not heard.talk.answers.get("village"):
        return "village"
    # Who has no telephone said so, and is not asked again.
    return "" if heard.scene.known_phone or heard.talk.answers.get("phone") else "phone"


def calmer(before: Talk, after: Talk) -> Talk:
    """The talk after any other turn: who goes on with the report is talked to as before."""
    went_on = after.stage != "idle" and after.shaken == before.shaken
    return replace(after, shaken=0) if after.shaken and went_on else after


def _for_the_report(heard: Heard) -> bool:
    """Is it for the report that is under way, or made? Nothing was asked, so a yes answers nothing."""
    talk, text, question = heard.talk, heard.said.text, heard.question
    if talk.stage == "idle":
        told = bool(take_facts(heard)[1]) and not _is_fear(text) and not is_question(text)
        return told or (not unknown_of(heard) and tells_hardship(text))
    if talk.stage == "submitted":
        return len(text) >= _ADDED_FROM or any(character.isdigit() for character in text)
    if plainly(text) is not None or (question is None and heard.proposal is None):
        return False
    if "consent" in talk.answers and states_something(heard):
        return True
    if _AFRAID.search(text) or question is None or question.kind in ("consent", "story"):
        return False
    return kind_of(question).parse(text, heard.asked(question)) is not None


def _ways_on(talk: Talk) -> tuple[Choice, ...]:
    if talk.stage == "filling":
        return Choice("!resume", button("resume")), CALL_ME
    if talk.stage == "idle" and talk.shaken > _ASKED_TWICE:
        return Choice("menu=apply", button("apply")), CALL_ME
    return (CALL_ME,)


def _long_ago(heard: Heard) -> bool:
    seen = heard.talk.seen
    return bool(seen) and (heard.scene.now.date() - date.fromisoformat(seen)).days > _DAYS
