"""A person is wanted: one who calls back, or one who helps at once."""

from dataclasses import replace

from dialogs.effects import CallBack
from dialogs.hearing import Heard, Move
from dialogs.kinds import NO_PHONE
from dialogs.talk import Talk
from dialogs.words import say
from knowledge.people.phones import phone


def phone_of(heard: Heard) -> str:
    """The number we may call: the answer, or what the channel knows."""
    answer = str(heard.talk.answers.get("phone", ""))
    return heard.scene.known_phone if answer in ("", NO_PHONE) else answer


def _number_for(heard: Heard) -> str:
    """The number in the words that ask to be called, or the one that is known."""
    told = phone(heard.said.text)
    return told.value if told else phone_of(heard)


def human(heard: Heard) -> Move:
    number = _number_for(heard)
    talk = replace(heard.talk.ask_aside(), human=True)
    effects = (CallBack(number, "human"),)
    if number:
        kept = say("human_kept") if has_draft(heard.talk) else ""
        return Move(talk, say("human", hotlines=heard.scene.hotlines) + kept, effects, ask=False)
    return Move(talk.ask_aside("callme", kind="human"), say("human_no_phone"), effects)


def has_draft(talk: Talk) -> bool:
    """Is anything filled in that a person could fear to lose?"""
    return talk.stage == "filling" and bool(talk.told or talk.answers.keys() - {"consent"})


def callme(heard: Heard) -> Move:
    return Move(heard.talk.ask_aside("callme", phone=_number_for(heard)))
