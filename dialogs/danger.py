"""Emergencies interrupt at any step: the numbers at once, an alarm, and where to find the person (裁定 6)."""

import re
from dataclasses import replace

from dialogs.effects import Alarm
from dialogs.hearing import Heard, Move
from dialogs.kinds import NO_PHONE
from dialogs.noting import take_facts, with_story
from dialogs.prompts import CALL_ME
from dialogs.staying import unknown_of
from dialogs.talk import Talk
from dialogs.words import say
from knowledge.danger.distress import distress
from knowledge.danger.kinds import Distress
from knowledge.people.masking import hide_private
from knowledge.people.names import name
from knowledge.policy import County

_A_NUMBER = re.compile(r"[\d-]{7,}")
# 打我儿子的, 换一个打 139…: where we asked for a number it is one to call; 老公打我 is none.
_CALL = re.compile("(?:换一?个)?(?<![他她公夫爸妈又])打(?:我[^，。,了]{0,6}|(?=[，,。 ]|$))")


def told(heard: Heard) -> Distress | None:
    """The danger that was told, for sure or perhaps; a pressed button tells none."""
    text = heard.said.text
    if not text or heard.said.choice:
        return None
    asks_whom_to_call = heard.talk.aside == "callme" or (heard.question is not None and heard.question.kind == "phone")
    return distress(_CALL.sub("", _A_NUMBER.sub("，", text)).strip("，, ") if asks_whom_to_call else text)


def on_distress(heard: Heard, found: Distress | None) -> Move | None:
    """Distress in the words, or news of somebody already in distress."""
    return alarm(heard, found, heard.said.text) if found and found.sure else _news_of_one_in_danger(heard)


def alarm(heard: Heard, found: Distress, words: str) -> Move:
    """The numbers to call, the duty person alerted with ``words``, and where to find the person asked for."""
    alarmed = tuple(dict.fromkeys((*heard.talk.alarmed, found.kind)))
    talk = replace(heard.talk.ask_aside(), alarmed=alarmed, human=False, shaken=1, hinted="", hint_age=0)
    if talk.stage != "submitted":
        talk, _noted = take_facts(replace(heard, talk=talk), urgent=True)
    lead = in_danger(found, heard.scene.county)
    if talk.stage == "filling" and "consent" in talk.answers:
        talk = with_story(heard, talk, words)
    if unknown_of(replace(heard, talk=talk)):
        lead += "\n" + say("emergency.ask_where")
    elif talk.stage == "filling":
        lead += "\n" + say("emergency.later")
    # Nothing else is asked in the same breath.
    raised = Alarm(found.kind, hide_private(words)[:200])
    return Move(talk, lead, (raised,), ask=False, choices=(CALL_ME,))


def in_danger(found: Distress, county: County) -> str:
    """What to do now and whom to call; or, of a hint, whether somebody is in danger."""
    numbers = " 或 ".join(county.policy.emergency_numbers[found.kind])
    return say(f"emergency.{found.kind}" if found.sure else f"safe.{found.kind}", numbers=numbers)


def _news_of_one_in_danger(heard: Heard) -> Move | None:
    talk = heard.talk
    if not talk.alarmed or talk.stage == "submitted" or _found(talk):
        return None
    if heard.said.choice or talk.aside:
        return None
    taken, noted = take_facts(heard, ("phone", "village", "town", "name"), urgent=True)
    called = name(heard.said.text) if talk.shaken and "name" not in taken.answers else None
    if not noted and called and not called.confirm and called.value == heard.said.text:
        taken, noted = taken.put("name", called.value), [("name", called.value)]  # 陈大明 and nothing else
    if not noted:
        return None
    return Move(taken, say("emergency.got_where"), (Alarm(talk.alarmed[-1], ""),), ask=taken.stage == "filling")


def _found(talk: Talk) -> bool:
    return "village" in talk.answers and talk.answers.get("phone", NO_PHONE) != NO_PHONE
