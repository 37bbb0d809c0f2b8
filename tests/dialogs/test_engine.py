"""What is true of every conversation, whatever is said in it."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sayings import BUTTONS, MEDIA, PLACES, SAYINGS
from talking import AGREED, COUNTY, FILLED, FORM, ID_NUMBER, NAMED, PLACED, SENT, TOLD, Person, stored

from dialogs.effects import Alarm, Forget, Submit, Supplement
from dialogs.engine import Turn, step
from dialogs.fitting import is_answer
from dialogs.messages import Said, plain_text
from dialogs.position import next_question, proposed
from dialogs.prompts import prompt
from dialogs.talk import Talk

said = st.one_of(
    st.builds(Said, text=st.sampled_from(SAYINGS)),
    st.builds(Said, choice=st.sampled_from(BUTTONS)),
    st.builds(Said, media=st.sampled_from(MEDIA)),
    st.builds(Said, place=st.sampled_from(PLACES)),
    st.builds(Said, text=st.text(max_size=30), choice=st.just("")),
)
# A number picks one of the buttons shown then: how most people go on.
moves = st.lists(st.one_of(said, st.integers(0, 30)), max_size=25)
people = st.builds(
    Person, st.sampled_from(["wechat", "telegram", "web", "sms"]), phone=st.sampled_from(["", "13805009999"])
)
beginnings = st.sampled_from([(), AGREED, NAMED, PLACED, TOLD, FILLED, SENT])
MOST = 150
many = settings(max_examples=MOST, deadline=None, suppress_health_check=list(HealthCheck))


def lives(person: Person, beginning: tuple[str, ...], moves: list[Said | int]) -> "list[tuple[Talk, Turn]]":
    """The turns of a conversation, each with the talk before it."""
    person.says(*beginning)
    turns = []
    for move in moves:
        if isinstance(move, int):
            values = person.values or [""]
            move = Said(choice=values[move % len(values)])
        before = person.talk
        person.says(move)
        turns.append((before, person.hears))
    return turns


@many
@given(people, beginnings, moves)
def test_every_turn_is_well_formed(person: Person, beginning: tuple[str, ...], moves: list[Said | int]) -> None:
    for _before, turn in lives(person, beginning, moves):
        assert turn.replies
        for reply in turn.replies:
            assert reply.text.strip()
            assert len(plain_text(reply).encode()) <= 2048
            assert "不符合" not in reply.text
            assert not re.search("一定(?:能|会)?给|保证|发钱|{[a-z]{2}", reply.text)
            assert ID_NUMBER not in plain_text(reply)
            for choice in reply.choices:
                assert choice.value.isascii()
                assert 0 < len(choice.value) <= 64
                assert choice.label
        path = {question.key for question in FORM.path(turn.talk.answers)}
        assert turn.asking is None or (turn.asking in path and turn.asking not in turn.talk.answers)


@many
@given(people, beginnings, moves)
def test_only_true_answers_are_kept(person: Person, beginning: tuple[str, ...], moves: list[Said | int]) -> None:
    for _before, turn in lives(person, beginning, moves):
        for key, value in turn.talk.answers.items():
            assert is_answer(value, person.asked(key)), (key, value)
            assert key not in person.scene.rules.forbid
            assert ID_NUMBER not in str(value) or key == "id_number"
        assert stored(turn.talk) == turn.talk
        for effect in turn.effects:
            if isinstance(effect, Supplement):
                assert ID_NUMBER not in effect.text
                for key, value in effect.answers.items():
                    assert is_answer(value, person.asked(key)), (key, value)
                    assert key not in person.scene.rules.forbid
            if isinstance(effect, Alarm):
                assert ID_NUMBER not in effect.words


@many
@given(people, beginnings, moves)
def test_nothing_is_submitted_before_it_was_read_back(
    person: Person, beginning: tuple[str, ...], moves: list[Said | int]
) -> None:
    for before, turn in lives(person, beginning, moves):
        if any(isinstance(effect, Submit) for effect in turn.effects):
            assert before.stage == "filling"
            assert next_question(FORM, before) is None
            assert not proposed(FORM, before)
            musts = {question.key for question in FORM.path(before.answers) if question.must}
            assert musts <= set(before.answers)
        if any(isinstance(effect, Forget) for effect in turn.effects):
            assert turn.talk.answers == before.before.get("answers", {})
            assert not turn.talk.earlier
            assert not turn.talk.proposals


@many
@given(people, beginnings, moves)
def test_a_later_version_can_read_the_talk(person: Person, beginning: tuple[str, ...], moves: list[Said | int]) -> None:
    lives(person, beginning, moves)
    data = json.loads(json.dumps(person.talk.to_json()))
    assert Talk.from_json({**data, "of_a_later_version": {"a": [1]}}) == person.talk
    for name in data:
        fewer = Talk.from_json({key: value for key, value in data.items() if key != name})
        for move in (Said(text="对"), Said(choice="!back"), Said(text="13805001234"), Said(choice="aside=yes")):
            turn = step(FORM, fewer, move, person.scene)
            assert turn.replies or turn.effects


ANSWERS = {
    "behalf": "other",
    "helper_relation": "family",
    "phone": "none",
    "town": "350111103000",
    "village": "350111103210",
    "risk": "illness",
}


@settings(max_examples=60, deadline=None)
@given(st.permutations(sorted(ANSWERS)))
def test_answers_come_in_any_order(order: list[str]) -> None:
    person = Person().says(*AGREED, *(f"#{key}={ANSWERS[key]}" for key in order))
    assert {key: person.talk.answers.get(key) for key in ANSWERS} == ANSWERS
    assert person.hears.asking == "name"


@pytest.mark.parametrize("key", ["behalf", "name", "phone", "town", "risk", "story", "id_number", "size", "income"])
@pytest.mark.parametrize("how", ["#!keep={}", "#{}=@keep", "不改了"])
def test_going_back_and_keeping_restores_the_talk(key: str, how: str) -> None:
    person = Person().says(*PLACED, "#risk=illness", "老婆在透析", ID_NUMBER, "4", "两万")
    before = person.talk
    person.says(f"#fix={key}")
    assert key not in person.talk.answers
    assert person.hears.asking == key
    person.says(how.format(key))
    assert person.talk == before


@pytest.mark.parametrize("upto", [(), AGREED, NAMED, PLACED, FILLED, SENT], ids=len)
@pytest.mark.parametrize("command", ["帮助", "没听清", "查进度", "上一步上一步", "谢谢", "改名字改电话"])
def test_saying_it_twice_changes_nothing_more(upto: tuple[str, ...], command: str) -> None:
    person = Person().says(*upto, command)
    talk, words = person.talk, person.words
    if command in ("帮助", "没听清", "查进度", "谢谢"):
        person.says(command)
        assert (person.talk, person.words) == (talk, words)


def test_going_back_to_the_beginning_and_on_again() -> None:
    person = Person().says(*FILLED)
    answers = person.talk.answers
    for _ in range(20):
        person.says("上一步")
    assert person.hears.asking == "behalf"
    assert "前面没有了" in person.words
    for _ in range(20):
        if person.hears.asking:
            person.says("#!skip" if person.hears.asking == "id_number" else f"#!keep={person.hears.asking}")
    assert person.talk.answers == answers


def test_a_prompt_depends_on_the_talk_alone() -> None:
    person = Person().says(*PLACED)
    assert prompt(FORM, person.talk, person.scene) == prompt(FORM, stored(person.talk), person.scene)
    later = replace(person.scene, county=COUNTY)
    assert prompt(FORM, person.talk, later) == person.hears.replies[-1]
