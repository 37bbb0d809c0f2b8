"""An ID number where none may be sent."""

import re
from dataclasses import replace

from dialogs.adding import added, tells
from dialogs.hearing import Heard, Move
from dialogs.messages import FORM_LINK
from dialogs.noting import noted_words, take_facts
from dialogs.words import say
from knowledge.numbers.digits import digit_runs
from knowledge.people.id_numbers import id_number, looks_like_id

_ID_DIGITS = 12
_ID_NAMED = re.compile("(?:我|他|她)?的?身份证(?:号码?)?[是:：]?")


def on_private(heard: Heard) -> Move | None:
    """An ID number where none may be sent (裁定 10): not kept, and said so; what else is told is noted."""
    text = heard.said.text
    if "id_number" not in heard.scene.rules.forbid or not (id_number(text) or looks_like_id(text)):
        return None
    refused = Move(heard.talk, say("id_refused"), link=FORM_LINK)
    heard = replace(heard, said=replace(heard.said, text=_without_ids(text)))
    if heard.talk.stage == "submitted":
        if not heard.talk.receipt or not tells(heard.said.text):
            return refused
        move = added(heard)
        return replace(move, lead=f"{refused.lead}\n{move.lead}", link=FORM_LINK)
    taken, noted = take_facts(heard)
    if taken != heard.talk:
        taken = replace(taken, stage="filling")
    return replace(refused, talk=taken, lead=f"{refused.lead}\n{noted_words('noted', noted)}".strip())


def _without_ids(text: str) -> str:
    while found := id_number(text):
        text = text.replace(found.words, "，")
    long = [run for run in digit_runs(text) if len(run.digits) >= _ID_DIGITS]
    for run in reversed(long):
        text = f"{text[: run.start]}，{text[run.end :]}"
    return _ID_NAMED.sub("", text)
