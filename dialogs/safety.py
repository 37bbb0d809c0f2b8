"""A hint of danger: what was said is heard as ever, then we ask whether somebody is in danger now (裁定 6).

Between the alarm and nothing: an alarm at every hint would wear out the duty person, silence would miss the quiet ones.
"""

import re
from dataclasses import replace

from dialogs.danger import alarm
from dialogs.hearing import Heard, Move
from dialogs.words import say
from knowledge.danger.kinds import KINDS, Distress

ASIDE = "safe"
_LESS_PRESSING = ("", "question")  # which of these questions did you mean?
# Answers of these kinds say one thing; what sounds of danger in them is a slip of ours.
_TELLING = ("story", "opinion", "text", "choice", "sum")
_SAFE = re.compile(
    "没事|没问题|没关系|没有|没那么|不急|不用|不是|不会|放心|还好|安全|平安|好好的|好多了|稳定|误会|^不+[了啊 ]*$"
)
_DANGER = re.compile("急|快|救|危险|有|要|是|怕|不行了|熬不|撑不|想死|来人|嗯|对")


def wondering(heard: Heard, move: Move, found: Distress | None) -> Move:
    """``move`` with the question whether somebody is in danger, once for each kind of danger."""
    talk = move.talk
    if found is None or found.sure or talk.shaken or found.kind in (*talk.alarmed, *talk.worried):
        return move  # nothing told, nothing new, or already looked after
    if heard.talk.aside == ASIDE or talk.aside not in _LESS_PRESSING or _is_an_answer(heard, move):
        return move
    talk = replace(talk.ask_aside(ASIDE, kind=found.kind, words=heard.said.text), worried=(*talk.worried, found.kind))
    return replace(move, talk=talk, ask=True)


def _is_an_answer(heard: Heard, move: Move) -> bool:
    question = heard.question
    if question is None or question.kind in _TELLING:
        return False
    return question.key in move.talk.answers


def on_safe(heard: Heard, danger: bool) -> Move:
    """Their answer: the alarm after all, or on with the report."""
    note, talk = heard.talk.note, heard.talk.ask_aside()
    kind = next((kind for kind in KINDS if kind == note.get("kind")), None)
    if danger and kind:
        return alarm(replace(heard, talk=talk), Distress(kind, note["words"]), note["words"])
    return Move(talk, say("safe.glad"))


def in_words(heard: Heard, picked: str) -> Move | None:
    """没事 · 快来人, or the button ``picked`` in words; anything else is heard for what it is, and not asked again."""
    if picked == "aside=no" or (not picked and _SAFE.search(heard.said.text)):
        return on_safe(heard, danger=False)
    return on_safe(heard, danger=True) if picked or _DANGER.search(heard.said.text) else None
