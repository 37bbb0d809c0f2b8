"""Questions of the farmer's own, answered from the library; what was being asked follows again."""

from dialogs.hearing import Heard, Move
from dialogs.words import say
from knowledge.meaning import is_question, tells_hardship

_SHORTEST = 3


def on_question_while_filling(heard: Heard) -> Move | None:
    """A question in mid-form is answered and the pending question asked again."""
    text = heard.said.text
    if not is_question(text) or tells_hardship(text):
        return None
    return known_answer(heard)


def on_any_question(heard: Heard) -> Move | None:
    """Words that fit no answer but look like a question."""
    return answer(heard) if is_question(heard.said.text) else None


def known_answer(heard: Heard) -> Move | None:
    """The library's answer, when it is sure of one."""
    found = heard.scene.county.library.ask(heard.said.text)
    if found.outcome != "answered" or len(heard.said.text) < _SHORTEST:
        return None
    return Move(heard.talk, found.answer + ("\n\n" + say("back_to") if heard.talk.stage == "filling" else ""))


def answer(heard: Heard) -> Move:
    """An answer in any case: the likely one, or whom to ask instead."""
    found = heard.scene.county.library.ask(heard.said.text)
    if found.outcome == "answered":
        return known_answer(heard) or Move(heard.talk)
    if found.outcome == "unsure" and found.entry:
        return Move(heard.talk, say("question_unsure") + found.entry.question + "\n" + found.answer)
    key = "question_unknown"
    if found.outcome == "out_of_scope":
        key = "out_of_scope" if heard.talk.stage == "idle" else "cannot_answer"
    return Move(heard.talk, say(key, hotlines=heard.scene.hotlines))
