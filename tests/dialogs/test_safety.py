"""A hint of danger: heard as ever, then one question, and the alarm is one tap away."""

from pathlib import Path

import pytest
from talking import FILLED, PLACED, SENT, Person

from dialogs.effects import Alarm, CallBack
from knowledge.danger import distress as danger
from knowledge.danger.distress import distress

SENTENCES = Path(danger.__file__).parent / "sentences"


def hints(kind: str) -> list[str]:
    """What was learned from as danger, but is not plain enough for an alarm at once."""
    lines = [line for line in (SENTENCES / f"{kind}.txt").read_text("utf8").splitlines() if line]
    found = ((line, distress(line)) for line in lines)
    return [line for line, told in found if told and told.worrying and not told.sure and told.kind == kind][:3]


HINTS = [(kind, line) for kind in ("suicide", "medical", "violence", "shelter", "food") for line in hints(kind)]


def test_there_are_hints() -> None:
    assert len(HINTS) > 3


@pytest.mark.parametrize(("kind", "words"), HINTS)
def test_a_hint_is_asked_about(kind: str, words: str) -> None:
    person = Person().says(words)
    assert not [effect for effect in person.hears.effects if isinstance(effect, Alarm)]
    assert person.values == ["aside=yes", "aside=no"]
    assert person.says("没事").words.startswith("那就好")
    assert person.says(words, "没事", words).values != ["aside=yes", "aside=no"]  # not for ever


@pytest.mark.parametrize(("kind", "words"), HINTS[:4])
def test_the_same_hint_twice_is_an_alarm(kind: str, words: str) -> None:
    assert Person().says(words, words).talk.alarmed == (kind,)


@pytest.mark.parametrize("said", ["我是陈大明", "家里有四口人", "我要报困难", "是前年走的", "身份证为什么要"])
def test_other_words_are_heard_for_what_they_are(said: str) -> None:
    person = Person().says(*PLACED, HINTS[0][1], said)
    assert not person.talk.alarmed
    assert not person.words.startswith("那就好")


def test_what_was_asked_yesterday_is_over() -> None:
    person = Person().says(*PLACED, HINTS[0][1]).waits(days=1).says("你好，我要接着填")
    assert not person.talk.alarmed
    assert person.talk.aside != "safe"


def test_nothing_private_is_kept_beside_the_question() -> None:
    person = Person().says(f"我身份证350111197803150018，{HINTS[0][1]}")
    assert "350111197803150018" not in str(person.talk.note)


@pytest.mark.parametrize("yes", ["#aside=yes", "很急，快帮忙", "1", "快来人", "是啊"])
@pytest.mark.parametrize(("kind", "words"), HINTS[:4])
def test_yes_raises_the_alarm_with_what_was_said(kind: str, words: str, yes: str) -> None:
    person = Person().says(words, yes)
    alarm = next(effect for effect in person.hears.effects if isinstance(effect, Alarm))
    assert (alarm.kind, alarm.words.startswith(words)) == (kind, True)
    assert person.values == ["!callme"]
    assert person.talk.alarmed == (kind,)


@pytest.mark.parametrize("upto", [PLACED, FILLED, SENT], ids=["placed", "filled", "sent"])
@pytest.mark.parametrize("no", ["#aside=no", "没事，接着说", "2", "不急", "没有没有"])
def test_no_goes_on_where_we_were(upto: tuple[str, ...], no: str) -> None:
    before = Person().says(*upto)
    person = Person().says(*upto, HINTS[0][1], no)
    assert not person.talk.aside
    assert not person.talk.alarmed
    assert person.talk.stage == before.talk.stage


def test_whoever_answers_otherwise_is_heard() -> None:
    person = Person().says(*PLACED[:-1], HINTS[0][1], PLACED[-1])
    assert "village" in person.talk.answers


@pytest.mark.parametrize("said", ["没钱 三万块都欠着", "两口人 我跟老伴 都病着"])
def test_a_plain_answer_is_not_interrupted(said: str) -> None:
    assert not Person().says(*PLACED, said).talk.alarmed


SUICIDE = [line for kind, line in HINTS if kind == "suicide"]


@pytest.mark.parametrize(
    ("upto", "between"),
    [
        (FILLED, ("#final=submit",)),
        (FILLED, ("报上去",)),
        (PLACED, ("重来", "是")),
        (PLACED, ("不报了", "是")),
        (PLACED, ("#risk=illness",)),
    ],
    ids=["sent", "sent in words", "restarted", "given up", "went on"],
)
def test_a_second_hint_soon_after_counts_whatever_came_between(upto: tuple[str, ...], between: tuple[str, ...]) -> None:
    person = Person().says(*upto, SUICIDE[0], *between)
    assert not person.talk.alarmed
    person.says(SUICIDE[1])
    assert person.talk.alarmed == ("suicide",)


def test_an_answered_worry_is_over() -> None:
    person = Person().says(*PLACED, SUICIDE[0], "没事", SUICIDE[1])
    assert not person.talk.alarmed
    assert person.talk.aside == "safe"


def test_long_after_it_is_asked_again() -> None:
    person = Person().says(*PLACED, SUICIDE[0], "#risk=illness", "老婆在透析", "跳过", "4", "两万", SUICIDE[1])
    assert not person.talk.alarmed
    assert person.talk.aside == "safe"


def test_no_error_is_a_yes() -> None:
    assert Person().says(*FILLED, SUICIDE[0], "没错").talk.alarmed == ("suicide",)


@pytest.mark.parametrize("upto", [(), PLACED, SENT], ids=["idle", "placed", "sent"])
@pytest.mark.parametrize("said", ["13905001234 {}", "打我儿子的13905001234 {}", "换一个打13905001234 {}"])
def test_a_hint_beside_the_number_to_call_is_asked_about(upto: tuple[str, ...], said: str) -> None:
    medical = next(line for kind, line in HINTS if kind == "medical")
    person = Person().says(*upto, "请打给我", said.format(medical))
    assert [effect for effect in person.hears.effects if isinstance(effect, CallBack)]
    assert person.talk.aside == "safe"


@pytest.mark.parametrize("said", ["打我手机13905001234", "打我，13905001234", "打13905001234"])
def test_a_number_to_call_is_no_blow(said: str) -> None:
    assert not Person().says(*PLACED, "请打给我", said).talk.alarmed
    assert Person().says(*PLACED, "请打给我", "老公打我 13905001234").talk.alarmed == ("violence",)
