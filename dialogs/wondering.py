"""What a language model of the county's own may propose where the parsers abstain: a value of the right kind, never
more, and always read back.

The engine only says what to ask (``Wonder``); the intake asks after the message is stored, and brings what came back
to ``engine.wondered``.
"""

from typing import Any

from dialogs.effects import Wonder
from dialogs.fitting import is_answer
from dialogs.form import Question
from dialogs.hearing import Heard
from dialogs.kinds import kind_of
from dialogs.talk import Talk
from knowledge.parsed import Parsed
from knowledge.people.anonymous import anonymous

# Kinds whose values can be told by a text in which nobody can be recognised.
KINDS = frozenset({"area_m2", "area_mu", "choice", "count", "date", "money", "months", "yes_no"})
_FEWEST = 4  # characters: in less there is nothing that the parsers could have missed
WHY = "这是我猜的"


def wonder(heard: Heard, question: Question) -> tuple[Wonder, ...]:
    """The effect that asks for what ``question`` was answered; none where it is off, not allowed or not safe."""
    scene, talk, text = heard.scene, heard.talk, heard.said.text
    if not scene.wonders or question.kind not in KINDS or "consent" not in talk.answers or len(text) < _FEWEST:
        return ()
    if question.key in scene.rules.forbid or (question.codes == "risk" and scene.rules.cause_by_button):
        return ()
    hidden = anonymous(text, scene.county.places, _names(talk))
    return (Wonder(question.key, hidden),) if hidden else ()


def proposable(question: Question, value: Any, heard: Heard) -> Parsed[Any] | None:
    """``value`` if it is an answer to ``question`` that the question's own parser reads back as itself."""
    setting = heard.asked(question)
    if question.kind not in KINDS or not is_answer(value, setting):
        return None
    kind = kind_of(question)
    read = kind.parse(kind.show(value, setting), setting)
    return Parsed(value, "", True, WHY) if read and read.value == value else None


def _names(talk: Talk) -> list[str]:
    return [value for key, value in talk.answers.items() if key.endswith("name") and isinstance(value, str)]
