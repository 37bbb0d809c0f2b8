"""Answers against the form as it is now: it, or the list of places, may have changed under a live conversation."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs.asked import Asked
from dialogs.form import Form
from dialogs.kinds import kind_of
from dialogs.position import asked
from dialogs.scene import Scene
from dialogs.talk import Talk

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "array": list,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "string": str,
}


def fitting(form: Form, talk: Talk, scene: Scene) -> Talk:
    """The talk without the values that the form has no place for any more: what is left open is asked again."""
    if talk.fitted == edition(form, scene):
        return talk

    def fits(key: str, value: Any) -> bool:
        question = form.questions.get(key)
        return question is not None and is_answer(value, asked(form, talk, scene, question))

    # An answer to a question that is gone stays: nobody is asked for it, and it may come back.
    misfits = [key for key, value in talk.answers.items() if key in form.questions and not fits(key, value)]
    old = [key for key, value in talk.earlier.items() if not fits(key, value)]
    proposals = tuple(proposal for proposal in talk.proposals if fits(*proposal[:2]))
    if not misfits and not old and len(proposals) == len(talk.proposals):
        return talk
    for key in misfits:
        talk = talk.reopen(key)
    earlier = {key: value for key, value in talk.earlier.items() if key not in (*misfits, *old)}
    return replace(talk, earlier=earlier, proposals=proposals)


def edition(form: Form, scene: Scene) -> str:
    """The edition of form and places; a talk marked with it was made under them."""
    return f"{form.edition}.{scene.county.places.edition}"


def is_answer(value: Any, setting: Asked) -> bool:
    """Is ``value`` one that this question can have?"""
    if setting.question.kind in ("town", "village") and setting.county.places.get(str(value)) is None:
        return False
    return follows(kind_of(setting.question).schema(setting), value)


def follows(schema: Mapping[str, Any], value: Any) -> bool:
    """Does ``value`` follow the small part of JSON Schema that kinds use?"""
    if not isinstance(value, _TYPES[schema["type"]]) or (isinstance(value, bool) and schema["type"] != "boolean"):
        return False
    if isinstance(value, list):
        return all(follows(schema["items"], each) for each in value)
    if isinstance(value, str):
        within = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        return within and value in schema.get("enum", (value,)) and bool(re.search(schema.get("pattern", ""), value))
    return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
