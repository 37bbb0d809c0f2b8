"""Words of which nothing could be made: what to send instead, and after three times how to go on."""

import re

from dialogs.asking import known_answer
from dialogs.calling import callme
from dialogs.hearing import Heard, Move
from dialogs.kinds import kind_of
from dialogs.noting import left_out, put, with_story
from dialogs.plainly import plainly
from dialogs.position import shown
from dialogs.talk import Talk
from dialogs.wondering import wonder
from dialogs.words import say
from knowledge.meaning import facts, is_question

_SPELT = re.compile("(?:[一-鿿]{1,4}[，, ]+)?(?:就?是)?([一-鿿]{1,3})的([一-鿿])[啊呀哦。]*")
_THIRD = 3
_A_SENTENCE = 10
_SOME_WORDS = 6  # what was read back was no question to tell a story to


def on_miss(heard: Heard) -> Move:
    """Nothing fits: say what to send instead; the third time offer to skip or a person, then go on without."""
    question = heard.question
    if heard.proposal:
        question = heard.form[heard.proposal[0]]
    if question is None:
        return Move(heard.talk, say("not_understood"))
    if _said_again(heard):
        return Move(heard.talk, say("known_already"))
    if "怎么办" in heard.said.text and (known := known_answer(heard)):
        return known
    if not heard.proposal and heard.talk.misses.get(question.key, 0) >= _THIRD and plainly(heard.said.text):
        return callme(heard)  # 好 to our offer that somebody calls
    talk, kept = _kept_words(heard, heard.talk)
    if not (kept and heard.proposal and question.codes == "risk"):  # more of the story misses nothing
        talk = talk.miss(question.key)
    times = talk.misses.get(question.key, 0)
    if heard.proposal and times >= _THIRD and question.codes != "risk":
        return _kept_for_now(heard, talk, kept)
    if times > _THIRD and not question.must:
        return Move(left_out(heard, talk.drop(question.key), question), f"{kept}{say('set_aside')}")
    if times >= _THIRD:
        # What was read back three times in vain is asked plainly again.
        return Move(talk.drop(question.key), kept + say("third_miss_must" if question.must else "third_miss"))
    if heard.proposal:
        return Move(talk, kept.strip() or say("confirm_again"))
    kind = kind_of(question)
    words = kind.misheard(heard.said.text, heard.asked(question)) if kind.misheard else ""
    return Move(talk, kept + (words or say(f"misheard.{question.kind}")), wonder(heard, question))


def _said_again(heard: Heard) -> bool:
    """13805001234 once more, or 木头的木 after 陈水木: what we have noted."""
    text, answers = heard.said.text, heard.talk.answers
    if (spelt := _SPELT.fullmatch(text)) and spelt[2] in spelt[1]:
        return spelt[2] in str(answers.get("name", ""))
    told = facts(text, heard.scene.county.places)
    return bool(told) and all(answers.get(key) == fact.value for key, fact in told.items())


def _kept_for_now(heard: Heard, talk: Talk, kept: str) -> Move:
    """Told, read back and never denied: it is not asked from nothing, the whole report is read back anyway."""
    proposal = heard.proposal
    if proposal is None:
        return Move(talk, kept)
    key, value, _why = proposal
    if talk.stage == "submitted":
        return Move(talk.drop(key), say("not_changed"))
    talk = put(heard, talk, key, value)
    return Move(talk, kept + say("kept_for_now", value=shown(heard.form, talk, heard.scene, key, value)))


def _kept_words(heard: Heard, talk: Talk) -> tuple[Talk, str]:
    """A long sentence that answers nothing was still said for a reason."""
    text = heard.said.text
    shortest = _SOME_WORDS if heard.proposal else _A_SENTENCE
    if len(text) < shortest or "consent" not in talk.answers or is_question(text) or mostly_a_number(text):
        return talk, ""
    return with_story(heard, talk, text), say("story_noted") + "\n"


def mostly_a_number(text: str) -> bool:
    """Is more than a third of it digits?"""
    return sum(character.isdigit() for character in text) > len(text) / 3
