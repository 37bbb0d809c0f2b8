"""Writing answers into the talk: one value with what follows from it, or several out of one message."""

import re
from dataclasses import replace
from typing import Any

from dialogs.announcing import announced
from dialogs.fitting import is_answer
from dialogs.form import Question
from dialogs.hearing import Heard
from dialogs.households import without_place
from dialogs.kinds import LONGEST_STORY, NO_PHONE, kind_of
from dialogs.position import shown
from dialogs.talk import Talk
from dialogs.words import say
from knowledge.meaning import facts, is_question, tells_hardship
from knowledge.numbers.digits import digit_runs
from knowledge.parsed import Parsed
from knowledge.people.masking import hide_private

_A_FEW_WORDS = 5
_A_LINE = 20
_SOME_DIGITS = 4
_LACKING = re.compile(
    "丢|掉了|落在|[找看念读背认记讲说拿翻]不"
    "|(?:^|[我也都就真还，, ])(?:没有?|没得|冇)(?=$|[带拿办找补证身号，,。 啊呀了的呢吧])"
    "|不见|不在|忘"
    "|不(?:会|识|认得|晓得|知道|记得|清楚)|过期|补办|[拿收带锁放][去走着在起]"
    "|(?:^|[证就都还也又，, 放锁收搁丢落压忘])在.{0,8}(?:[里上边头中儿那]|手|家|身)"
)
_OTHER_THINGS = re.compile("[牛羊猪鸡鸭鱼田地房钱人命工车货]")  # 牛丢了: no card
# In this order; what the form asks besides follows, where it is stated by name.
FACTS = ("behalf", "name", "phone", "town", "village", "risk", "story", "id_number", "size", "income")


def put(heard: Heard, talk: Talk, key: str, value: Any) -> Talk:
    """The talk with an answer, and with what follows from it: a village says its town, a new town drops the village."""
    talk = talk.put(key, value)
    places_of = heard.scene.county.places
    if key == "village":
        return talk.put("town", places_of.town_of(value).code)
    if key == "town":
        # A village named where the town was asked answers both.
        if (place := places_of.get(value)) and place.level == "village":
            return put(heard, talk, "village", value)
        village = talk.answers.get("village") or talk.earlier.get("village")
        if village and places_of.town_of(village).code != value:
            talk = talk.reopen("village")
            return replace(talk, earlier={k: v for k, v in talk.earlier.items() if k != "village"})
    return talk


def placed(heard: Heard) -> Talk:
    """With the village of a scanned code, when it is one of ours."""
    village = heard.scene.county.places.get(heard.said.place)
    if not village or village.level != "village" or heard.talk.stage == "submitted" or heard.talk.refused:
        return heard.talk
    return put(heard, heard.talk, "village", village.code)


def offer(heard: Heard, talk: Talk, question: Question, found: Parsed[Any]) -> Talk:
    """Take a parsed answer: at once when certain, else as a proposal to be read back."""
    if found.confirm:
        return talk.propose(question.key, found.value, found.why, _near(question, found))
    return put(heard, talk, question.key, found.value)


def take_facts(
    heard: Heard, only: tuple[str, ...] = (), urgent: bool = False, but: str = ""
) -> tuple[Talk, list[tuple[str, str]]]:
    """Fill what a free message says and what is not known yet; returns the talk and (key, words) of what was noted.

    What is not certain becomes a proposal. ``only`` these keys are taken (all when empty), never ``but``. Private
    facts are not taken on channels that forbid them, and none at all from somebody who did not agree, unless it is
    ``urgent`` to find them.
    """
    talk, noted = heard.talk, list[tuple[str, str]]()
    if talk.refused and not urgent:
        return talk, noted
    found = facts(without_place(heard.said.text), heard.scene.county.places, talk.answers)
    by_name = {} if only else dict(announced(heard, {**found, **talk.answers}))
    for key in only or (*FACTS, *(key for key in by_name if key not in FACTS)):
        fact = found.get(key) or by_name.get(key)
        if fact is None or key == but or not _wanted(heard, talk, key, fact.value):
            continue
        if fact.confirm:
            talk = talk.propose(key, fact.value, fact.why, _near(heard.form[key], fact))
            continue
        talk = with_story(heard, talk, fact.value) if key == "story" else put(heard, talk, key, fact.value)
        noted.append((key, shown(heard.form, talk, heard.scene, key, fact.value)))
        if key == "behalf":
            talk = with_helper(heard, talk, fact.words)
    return talk, noted


def with_helper(heard: Heard, talk: Talk, words: str) -> Talk:
    """替我妈报 says what the helper is, too."""
    question = heard.form.questions.get("helper_relation")
    if question is None or question.key in talk.answers or not question.applies(talk.answers):
        return talk
    found = kind_of(question).parse(words, heard.asked(question))
    return put(heard, talk, question.key, found.value) if found and not found.confirm else talk


def _near(question: Question, found: Parsed[Any]) -> tuple[Any, ...]:
    """What else may be meant, where there is a button for each."""
    return found.others if question.kind == "choice" else ()


def tells_something(heard: Heard) -> bool:
    """Do the words hold anything that we would note?"""
    return tells_hardship(heard.said.text) or bool(facts(heard.said.text, heard.scene.county.places))


def _wanted(heard: Heard, talk: Talk, key: str, value: Any) -> bool:
    question = heard.form.questions.get(key)
    if question is None or not is_answer(value, heard.asked(question)):
        return False  # this form does not ask that, or not so
    if key == "story":
        return True  # what else is told is added to it
    if key in heard.scene.rules.forbid or talk.answers.get(key, NO_PHONE) != NO_PHONE:
        return False  # a number that comes after 没有电话 is news
    return not (key == "risk" and heard.scene.rules.cause_by_button)


def add_story(talk: Talk, words: str) -> str:
    """The story with more words; numbers that identify somebody are masked in it."""
    told, more = str(talk.answers.get("story", talk.told)), hide_private(words)
    return told if more in told else f"{told}\n{more}".strip()[:LONGEST_STORY]


def with_story(heard: Heard, talk: Talk, words: str) -> Talk:
    """The talk with more of the story, when the form asks for one."""
    if "story" not in heard.form.questions:
        return talk
    return replace(talk.put("story", add_story(talk, words)), told="")


def with_cause_told(heard: Heard, talk: Talk) -> Talk:
    """跌落来腿断去 names the cause and is the first sentence of the story."""
    if len(heard.said.text) < _A_FEW_WORDS or "story" in talk.answers:
        return talk
    return replace(talk, told=add_story(talk, heard.said.text))


def left_out(heard: Heard, talk: Talk, question: Question) -> Talk:
    """The talk without an answer to that question; a story left out is what was told of the cause."""
    if question.kind == "story" and talk.told:
        return with_story(heard, talk, talk.told)
    return talk.skip(question.key)


def not_at_hand(heard: Heard, question: Question) -> bool:
    """在抽屉里我不会念, 身份证丢了: the ID card lies elsewhere, is lost, cannot be read out."""
    text = heard.said.text
    if question.kind != "id_number" or len(text) > _A_LINE or is_question(text):
        return False
    if any(len(run.digits) >= _SOME_DIGITS for run in digit_runs(text)) or not _LACKING.search(text):
        return False
    elsewhere = _OTHER_THINGS.search(text) or tells_hardship(text) or tells_something(heard)
    return "证" in text or not elsewhere


def left_out_words(heard: Heard, question: Question) -> str:
    """What is said when a question is left out; a story told before is not put aside."""
    if not_at_hand(heard, question):
        return say("skipped_id_number")
    return say("story_noted") if question.kind == "story" and heard.talk.told else say("skipped")


def noted_words(sentence: str, noted: list[tuple[str, str]]) -> str:
    """我记下了：… with what was noted; empty when there is nothing worth saying."""
    town_too = any(key == "village" for key, _ in noted)  # whose name holds the town's
    values = [value for key, value in noted if key != "story" and not (key == "town" and town_too)]
    return say(sentence, items="，".join(values)) if values else ""
