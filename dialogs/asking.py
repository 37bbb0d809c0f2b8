"""Questions of the farmer's own, answered from the library; what was being asked follows again."""

import re

from dialogs.hearing import Heard, Move
from dialogs.talk import Talk
from dialogs.words import say
from knowledge.meaning import is_question, tells_hardship

_SHORTEST = 3
_A_FEW_WORDS = 5
_WHAT = re.compile("什么|啥|哪|谁|完了|嘛[?？]?$")
_TO_US = re.compile("你们?|您|这个?(?:不会|该不会|是不是)")
NONE = "none"  # 都不是: of the questions offered


def on_question_while_filling(heard: Heard) -> Move | None:
    """A question in mid-form is answered and the pending question asked again."""
    text = heard.said.text
    if not is_question(text) or tells_hardship(text):
        return None
    if known := known_answer(heard):
        return known
    # 你们不会是骗子吧, where any words could be the story
    tells_us = heard.question is not None and heard.question.kind == "story" and _TO_US.match(text)
    return answer(heard) if tells_us else None


def on_any_question(heard: Heard) -> Move | None:
    """Words that fit no answer but look like a question."""
    return answer(heard) if is_question(heard.said.text) else None


def known_answer(heard: Heard) -> Move | None:
    """The library's answer, when it is sure of one."""
    found = heard.scene.county.library.ask(heard.said.text)
    if found.outcome != "answered" or len(heard.said.text) < _SHORTEST:
        return None
    return _said(heard.talk, found.answer)


def answer(heard: Heard) -> Move:
    """An answer in any case: the one found, the near ones to choose from, or whom to ask instead."""
    found = heard.scene.county.library.ask(heard.said.text)
    if found.outcome == "answered":
        return known_answer(heard) or Move(heard.talk)
    if heard.talk.stage == "filling" and len(heard.said.text) <= _A_FEW_WORDS and _WHAT.search(heard.said.text):
        return Move(heard.talk, say("again"))  # 什么给谁, 啥号: of what we asked
    if found.outcome == "unsure" and found.entry:
        topics = " ".join(entry.id for entry in (found.entry, *found.near))
        return Move(heard.talk.ask_aside("question", topics=topics))
    key = "question_unknown"
    if found.outcome == "out_of_scope":
        key = "out_of_scope" if heard.talk.stage == "idle" else "cannot_answer"
    return Move(heard.talk, say(key, hotlines=heard.scene.hotlines))


def chosen(heard: Heard, topic: str) -> Move:
    """One of the questions offered was meant, however late it is pressed; 都不是 gets whom to ask instead."""
    talk = heard.talk.ask_aside()
    if topic == NONE:
        return Move(talk, say("question_unknown", hotlines=heard.scene.hotlines))
    entry = heard.scene.county.library.about(topic)
    return _said(talk, entry.answer) if entry else Move(talk)


def _said(talk: Talk, words: str) -> Move:
    return Move(talk, words + ("\n\n" + say("back_to") if talk.stage == "filling" else ""))
