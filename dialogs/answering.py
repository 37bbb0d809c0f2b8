"""Words that may be answers: to the open question, or to several at once."""

import re
from dataclasses import replace

from dialogs import places
from dialogs.adding import added, tells
from dialogs.asking import answer, known_answer
from dialogs.deciding import on_consent
from dialogs.early import cannot_tell, states_money, told_early, with_name_beside
from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.kinds import NO_PHONE, kind_of
from dialogs.messages import FORM_LINK
from dialogs.noting import (
    FACTS,
    left_out,
    left_out_words,
    not_at_hand,
    noted_words,
    offer,
    put,
    take_facts,
    tells_something,
    with_cause_told,
    with_story,
)
from dialogs.plainly import plainly
from dialogs.prompts import shown
from dialogs.talk import Talk
from dialogs.wondering import wonder
from dialogs.words import say
from knowledge.answers.yes_no import yes_no
from knowledge.meaning import is_question, tells_hardship
from knowledge.numbers.digits import digit_runs
from knowledge.people.id_numbers import id_number, looks_like_id
from knowledge.people.phones import looks_like_phone, phone

_THIRD = 3
_LONG_ENOUGH = 4
_A_SENTENCE = 10
_A_FEW_WORDS = 8
_SOME_WORDS = 6  # what was read back was no question to tell a story to
_ID_DIGITS = 12
_ADDED = {"story", "town"}
_ID_NAMED = re.compile("(?:我|他|她)?的?身份证(?:号码?)?[是:：]?")


def on_idle(heard: Heard) -> Move | None:
    """Not yet reporting: a question is answered without storing anything, a hardship starts the form."""
    if heard.talk.stage != "idle":
        return None
    text = heard.said.text
    hard = tells_hardship(text)
    if heard.scene.narrow and hard and not is_question(text):
        return Move(heard.talk, say("questions_only", hotlines=heard.scene.hotlines), link=FORM_LINK)
    if heard.scene.narrow or (is_question(text) and not hard):
        return answer(heard)
    if plainly(text):
        return Move(replace(heard.talk, stage="filling"))  # 好 to what we offered
    if heard.talk.refused and tells_something(heard):
        return Move(replace(heard.talk, stage="filling"), say("consent_first"))
    taken, noted = take_facts(heard)
    if noted or hard:
        taken = with_cause_told(heard, taken) if hard else taken
        lead = noted_words("noted_later", noted) or say("start_with_hardship")
        return Move(replace(taken, stage="filling"), lead)
    return known_answer(heard) or Move(heard.talk, say("welcome", county=heard.scene.county.short))


def on_submitted(heard: Heard) -> Move | None:
    """After the report: questions are answered, everything else is added to it or changes it."""
    talk, text = heard.talk, heard.said.text
    if talk.stage != "submitted":
        return None
    if is_question(text) and not tells_hardship(text):
        return answer(heard)
    if "怎么办" in text and not tells_hardship(text) and (known := known_answer(heard)):
        return known
    if not talk.receipt or (len(text) < _LONG_ENOUGH and not any(c.isdigit() for c in text)):
        return known_answer(heard) or Move(talk, "" if yes_no(text) else say("not_understood"))
    return added(heard)


def on_facts(heard: Heard) -> Move | None:
    """One message that fills several fields is read back, not asked again."""
    question, text = heard.question, heard.said.text
    if len(text) <= _LONG_ENOUGH or heard.talk.stage != "filling":
        return None
    if question is None and is_question(text):
        return None
    if question is not None and question.kind == "consent" and "同意" in text:
        return None  # 同意，我叫… agrees first
    taken, noted = take_facts(heard)
    if question is not None and question.key == "behalf" and "behalf" in taken.answers:
        taken, noted = with_name_beside(heard, taken, noted)
    keys = {key for key, _ in noted}
    if question is None:  # everything answered: what was left out may come after all, the rest belongs to the story
        return Move(taken, noted_words("noted", noted)) if keys - _ADDED else _more_story(heard)
    if len(keys - {"town"}) < 2 and question.key not in keys:
        return None
    # What was asked and plainly answered is not echoed; what came besides is.
    besides = [(key, value) for key, value in noted if key not in (question.key, "town")]
    return Move(taken, noted_words("noted", noted if besides else []))


def _more_story(heard: Heard) -> Move | None:
    text = heard.said.text
    if (yes_no(text) and not states_money(heard)) or "consent" not in heard.talk.answers:
        return None
    return Move(with_story(heard, heard.talk, text), say("story_noted"))


def on_single_fact(heard: Heard) -> Move | None:
    """Words that answer another question than the open one: noted, and the open one asked again."""
    taken, noted = take_facts(heard)
    taken = told_early(heard, taken)
    if taken == heard.talk and _names_the_cause_only(heard):
        return None  # there it is chosen by button, and no illness need be written (裁定 10)
    if taken == heard.talk and (question := cannot_tell(heard)):
        return Move(left_out(heard, heard.talk.drop(question.key), question), left_out_words(heard, question))
    if taken == heard.talk:
        return _more_story(heard) if tells_hardship(heard.said.text) or states_money(heard) else None
    if taken.proposals != heard.talk.proposals and "story" not in {key for key, _ in noted}:
        taken = _with_cause(heard, taken)
    return Move(taken, noted_words("noted", noted) or (say("story_noted") if noted else ""))


def _with_cause(heard: Heard, talk: Talk) -> Talk:
    """欠我三万六工钱 names a cause, and is a piece of the story however short."""
    if not tells_hardship(heard.said.text):
        return talk
    told = "story" in talk.answers
    return with_story(heard, talk, heard.said.text) if told else with_cause_told(heard, talk)


def _names_the_cause_only(heard: Heard) -> bool:
    question = heard.question
    by_button = heard.scene.rules.cause_by_button and question is not None and question.codes == "risk"
    return by_button and len(heard.said.text) < _A_SENTENCE


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


def on_answer(heard: Heard) -> Move | None:
    """An answer to the open question."""
    question, text = heard.question, heard.said.text
    if question is None or question.key in heard.scene.rules.forbid:
        return None
    if question.kind == "consent":
        return on_consent(heard, question)
    if question.kind in ("town", "village") and (twins := places.twins(text, heard.asked(question))):
        return Move(heard.talk.ask_aside("village", codes=" ".join(twins), same="1"))
    found = kind_of(question).parse(text, heard.asked(question))
    if found is None and (_refused(heard, question) or not_at_hand(heard, question)):
        return Move(left_out(heard, heard.talk, question), left_out_words(heard, question))
    if found is None:
        return _several_places(heard, question)
    if question.kind == "story":
        return _only_a_number(heard) or Move(with_story(heard, heard.talk, text))
    talk = with_cause_told(heard, heard.talk) if found.confirm and question.codes == "risk" else heard.talk
    return _with_the_rest(heard, offer(heard, talk, question, found), question)


def _with_the_rest(heard: Heard, talk: Talk, question: Question) -> Move:
    """A long answer may state other fields as well: 家里人，我妈住亥由村，电话139…"""
    talk = told_early(heard, talk)
    shortest = _LONG_ENOUGH if question.key == "behalf" else _A_SENTENCE
    if len(heard.said.text) < shortest or talk.stage != "filling":
        return Move(talk)
    others = tuple(key for key in FACTS if key not in (question.key, "risk", "story"))
    taken, noted = take_facts(replace(heard, talk=talk), others)
    if question.key == "behalf" and "behalf" in talk.answers:
        taken, noted = with_name_beside(heard, taken, noted)
    return Move(taken, noted_words("noted", noted))


def _only_a_number(heard: Heard) -> Move | None:
    """A telephone or an ID number is no story: it is noted as what it is."""
    text = heard.said.text
    if looks_like_id(text) and _mostly_a_number(text):
        return Move(heard.talk, say("misheard.id_digits"))
    if looks_like_phone(text) and _mostly_a_number(text):
        return Move(heard.talk, say("misheard.phone_digits"))
    key, found = ("id_number", id_number(text)) if id_number(text) else ("phone", phone(text))
    if not found or len(text) - len(found.words) > _A_FEW_WORDS or tells_hardship(text):
        return None
    talk, question = heard.talk, heard.form.questions.get(key)
    if question is None or talk.answers.get(key) == found.value:
        return Move(talk)
    if talk.answers.get(key, NO_PHONE) != NO_PHONE:
        return Move(talk.reopen(key).propose(key, found.value, found.why))  # another one: is that the right one?
    talk = offer(heard, talk, question, found)
    value = shown(heard.form, talk, heard.scene, key, found.value)
    return Move(talk, "" if found.confirm else noted_words("noted", [(key, value)]))


def _several_places(heard: Heard, question: Question) -> Move | None:
    if question.kind not in ("town", "village") or places.outside(heard.said.text, heard.scene.county.places):
        return None
    codes = places.candidates(heard.said.text, heard.asked(question))
    if len(codes) < 2:
        return None
    return Move(heard.talk.ask_aside("village", codes=" ".join(codes)))


def on_place(heard: Heard) -> Move:
    """A shared location alone: where somebody stands is read back, for they may live elsewhere."""
    place = heard.said.place
    here = heard.scene.county.places.get(place)
    if here or heard.talk.stage == "submitted" or heard.scene.narrow:
        return Move(heard.talk)  # the code of a village, already noted
    found = heard.scene.county.places.village(place) or places.likely(heard.scene.county.places, place)
    if found is None:
        return Move(heard.talk, say("misheard.village"))
    if heard.talk.answers.get("village") == found.code or heard.talk.refused:
        return Move(heard.talk)
    return Move(replace(heard.talk.propose("village", found.code), stage="filling"))


def on_miss(heard: Heard) -> Move:
    """Nothing fits: say what to send instead; the third time offer to skip or a person, then go on without."""
    question = heard.question
    if heard.proposal:
        question = heard.form[heard.proposal[0]]
    if question is None:
        return Move(heard.talk, say("not_understood"))
    talk, kept = _kept_words(heard, heard.talk.miss(question.key))
    times = talk.misses[question.key]
    if heard.proposal and times >= _THIRD and question.codes != "risk":
        return _kept_for_now(heard, talk, kept)
    if times > _THIRD and not question.must:
        return Move(left_out(heard, talk.drop(question.key), question), f"{kept}{say('set_aside')}")
    if times >= _THIRD:
        # What was read back three times in vain is asked plainly again.
        return Move(talk.drop(question.key), kept + say("third_miss_must" if question.must else "third_miss"))
    if heard.proposal:
        return Move(talk, kept.strip() or say("confirm_again"))
    kind = kind_of(question)
    words = kind.misheard(heard.said.text, heard.asked(question)) if kind.misheard else ""
    return Move(talk, kept + (words or say(f"misheard.{question.kind}")), wonder(heard, question))


def _kept_for_now(heard: Heard, talk: Talk, kept: str) -> Move:
    """Told, read back and never denied: it is not asked from nothing, the whole report is read back anyway."""
    proposal = heard.proposal
    if proposal is None:
        return Move(talk, kept)
    key, value, _why = proposal
    if talk.stage == "submitted":
        return Move(talk.drop(key), say("not_changed"))
    talk = put(heard, talk, key, value)
    return Move(talk, kept + say("kept_for_now", value=shown(heard.form, talk, heard.scene, key, value)))


def _kept_words(heard: Heard, talk: Talk) -> tuple[Talk, str]:
    """A long sentence that answers nothing was still said for a reason."""
    text = heard.said.text
    shortest = _SOME_WORDS if heard.proposal else _A_SENTENCE
    if len(text) < shortest or "consent" not in talk.answers or is_question(text) or _mostly_a_number(text):
        return talk, ""
    return with_story(heard, talk, text), say("story_noted") + "\n"


def _mostly_a_number(text: str) -> bool:
    return sum(character.isdigit() for character in text) > len(text) / 3


def _refused(heard: Heard, question: Question) -> bool:
    """没有, 不给 where nothing must be given."""
    answer = yes_no(heard.said.text)
    return bool(answer and not answer.value) and len(heard.said.text) <= _LONG_ENOUGH and not question.must
