"""The form, the code lists and the villages may change while people are in the middle of a conversation."""

import copy
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sayings import BUTTONS, SAYINGS
from talking import COUNTY, FILLED, NAMED, PLACED, REACHED, SENT, TOLD, Person

import dialogs.form
from dialogs.declaration import read_form
from dialogs.fitting import is_answer
from dialogs.form import Form
from dialogs.messages import Said
from knowledge.places.atlas import Places
from knowledge.policy import County

FOLDER = Path(dialogs.form.__file__).parent / "forms"
SOURCE = tomllib.loads((FOLDER / "baopin.toml").read_text("utf8"))
CODES = tomllib.loads((FOLDER / "codes.toml").read_text("utf8"))
Change = Callable[[dict[str, Any], dict[str, Any]], None]


def changed(change: Change) -> Form:
    source, codes = copy.deepcopy(SOURCE), copy.deepcopy(CODES)
    change(source, codes)
    return read_form(source, codes)


def question(source: dict[str, Any], key: str) -> dict[str, Any]:
    return next(q for section in source["section"] for q in section["question"] if q["key"] == key)


def without(*keys: str) -> Change:
    def change(source: dict[str, Any], _codes: dict[str, Any]) -> None:
        for section in source["section"]:
            section["question"] = [q for q in section["question"] if q["key"] not in keys]
        source["steps"] = [key for key in source["steps"] if key not in keys]

    return change


def without_option(code: str) -> Change:
    def change(_source: dict[str, Any], codes: dict[str, Any]) -> None:
        del codes["risk"][code], codes["risk_spoken"][code]

    return change


def with_question(**more: Any) -> Change:
    def change(source: dict[str, Any], _codes: dict[str, Any]) -> None:
        section = next(section for section in source["section"] if section["key"] == "basic")
        section["question"].append({"key": "old", "label": "年纪", "kind": "count", "ask": "多大年纪了？", **more})

    return change


def now_must(source: dict[str, Any], _codes: dict[str, Any]) -> None:
    question(source, "size")["must"] = True


def other_kind(source: dict[str, Any], _codes: dict[str, Any]) -> None:
    question(source, "size")["kind"] = "yes_no"


def in_another_order(source: dict[str, Any], _codes: dict[str, Any]) -> None:
    for section in source["section"]:
        if section["key"] == "more":
            section["question"].reverse()


CHANGES: dict[str, Change] = {
    "没有情况说明": without("story"),
    "没有身份证和收入": without("id_number", "income"),
    "没有电话": without("phone"),
    "没有大病这一项": without_option("illness"),
    "多一问": with_question(),
    "多一问必答": with_question(must=True),
    "几口人必答": now_must,
    "几口人改成是不是": other_kind,
    "换了先后": in_another_order,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("upto", [NAMED, REACHED, PLACED, TOLD, FILLED, (*PLACED, "老婆尿毒症"), SENT], ids=len)
def test_whoever_is_in_the_middle_goes_on(change: Change, upto: tuple[str, ...]) -> None:
    said = [*(Said(text=text) for text in SAYINGS if len(text) < 100), *(Said(choice=value) for value in BUTTONS)]
    person = Person().says(*upto)
    before = person.talk, person.scene
    person.form = changed(change)
    for thing in said:
        person.talk, person.scene = before
        person.says(thing)
        for key, value in person.talk.answers.items():
            assert key not in person.form.questions or is_answer(value, person.asked(key))
        assert person.hears.replies


def test_an_option_that_is_gone_is_asked_again_and_the_rest_kept() -> None:
    person = Person().says(*FILLED)
    person.form = changed(without_option("illness"))
    person.says("没听清")
    assert person.hears.asking == "risk"
    assert "risk=illness" not in person.values
    assert "不改" not in str(person.choices)
    assert person.talk.answers["name"] == "陈大明"
    person.says("#risk=other")
    assert person.hears.state == "confirming"


def test_what_was_read_back_of_a_question_that_is_gone_is_dropped() -> None:
    person = Person().says(*PLACED, "老婆尿毒症")
    assert person.hears.asking == "risk"
    person.form = changed(without_option("illness"))
    person.says("没听清")
    assert "risk=other" in person.values


def test_a_new_question_is_asked_before_the_report_goes_out() -> None:
    person = Person().says(*FILLED)
    person.form = changed(with_question(must=True))
    person.says("#final=submit")
    assert not person.hears.effects
    assert "多大年纪了" in person.words
    person.says("20", "没错")
    assert person.hears.state == "submitted"


def test_a_question_that_became_a_must_is_asked_of_who_skipped_it() -> None:
    person = Person().says(*TOLD, "跳过", "跳过", "跳过")
    assert person.hears.state == "confirming"
    person.form = changed(now_must)
    person.says("没错")
    assert person.hears.asking == "size"


def test_a_village_that_is_gone_is_asked_again() -> None:
    person = Person().says(*FILLED)
    person.scene = replace(person.scene, county=_without_village("350111103210"))
    person.says("没听清")
    assert person.hears.asking == "village"
    person.says("降虎")
    assert person.hears.state == "confirming"


def _without_village(code: str) -> County:
    places = Places(division for division in COUNTY.places.all() if division.code != code)
    return replace(COUNTY, places=places)
