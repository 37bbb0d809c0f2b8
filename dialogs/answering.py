"""Words that may be answers: to the open question, to several at once, or questions of the farmer's own."""

from dataclasses import replace

from dialogs import places
from dialogs.effects import Forget, Submit, Supplement
from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.kinds import kind_of
from dialogs.noting import add_story, noted_words, offer, put, take_facts
from dialogs.prompts import next_question, shown
from dialogs.talk import Talk
from dialogs.words import say
from knowledge.answers import yes_no
from knowledge.identity import hide_private, id_number, looks_like_id
from knowledge.meaning import is_question, tells_hardship

_THIRD = 3
_LONG_ENOUGH = 4
_SHORT = 8


def on_proposal(heard: Heard) -> Move | None:
    """对 or 不对 to what was read back; or the right value straight away."""
    proposal, text = heard.talk.proposal, heard.said.text
    question = heard.question
    if heard.talk.stage != "filling" or not proposal or not text or (question and question.kind == "consent"):
        return None
    key, value, _why = proposal
    question = heard.form[key]
    answer, cleared = yes_no(text), heard.talk.drop_proposal()
    kind = kind_of(question)
    # A bare number is the number of a button here, not of an option that is not shown.
    meant = None if text.isdigit() and not kind.numeric else kind.parse(_without_no(text), heard.asked(question))
    if meant and meant.value != value:
        return Move(offer(heard, cleared, question, meant))
    if answer and (len(text) <= _SHORT or meant):
        return Move(put(heard, cleared, key, value)) if answer.value else Move(cleared.miss(key), say("denied"))
    return None  # perhaps an answer to something else; what was read back is asked again


def _without_no(text: str) -> str:
    for no in ("不对", "不是", "错了", "不"):
        if text.startswith(no):
            return text.removeprefix(no).lstrip("，,。 是")
    return text


def on_idle(heard: Heard) -> Move | None:
    """Not yet reporting: a question is answered without storing anything, a hardship starts the form."""
    if heard.talk.stage != "idle":
        return None
    text = heard.said.text
    if heard.scene.narrow or (is_question(text) and not tells_hardship(text)):
        return _answer_to_question(heard)
    taken, noted = take_facts(heard)
    if noted or tells_hardship(text):
        return Move(replace(taken, stage="filling"), noted_words("noted_later", noted))
    return _asked_back(heard) or Move(heard.talk, say("welcome", county=heard.scene.county.short))


def on_submitted(heard: Heard) -> Move | None:
    """After the report: questions are answered, everything else is added to it."""
    talk, text = heard.talk, heard.said.text
    if talk.stage != "submitted":
        return None
    if is_question(text) and not tells_hardship(text):
        return _answer_to_question(heard)
    if not talk.receipt or (len(text) < _LONG_ENOUGH and not any(c.isdigit() for c in text)):
        return _asked_back(heard) or Move(talk, say("not_understood"))
    return Move(talk, say("supplemented", receipt=talk.receipt), (Supplement(hide_private(text)),))


def on_question_while_filling(heard: Heard) -> Move | None:
    """A question in mid-form is answered and the pending question asked again."""
    text = heard.said.text
    if not is_question(text) or tells_hardship(text):
        return None
    return _asked_back(heard)


def on_facts(heard: Heard) -> Move | None:
    """One message that fills several fields is read back, not asked again."""
    question, text = heard.question, heard.said.text
    if len(text) <= _LONG_ENOUGH:
        return None
    if question is None:  # everything answered: more words belong to the story
        return None if is_question(text) else _more_story(heard)
    taken, noted = take_facts(heard)
    keys = {key for key, _ in noted}
    if len(keys - {"town"}) < 2 and question.key not in keys:
        return None
    # What was asked and plainly answered is not echoed; what came besides is.
    besides = [(key, value) for key, value in noted if key not in (question.key, "town")]
    return Move(taken, noted_words("noted", noted if besides else []))


def _more_story(heard: Heard) -> Move | None:
    if yes_no(heard.said.text) or "consent" not in heard.talk.answers:
        return None
    return Move(heard.talk.put("story", add_story(heard.talk, heard.said.text)), say("story_noted"))


def on_single_fact(heard: Heard) -> Move | None:
    """Words that answer another question than the open one: noted, and the open one asked again."""
    taken, noted = take_facts(heard)
    if taken == heard.talk:
        return _more_story(heard) if tells_hardship(heard.said.text) else None
    return Move(taken, noted_words("noted", noted) or (say("story_noted") if noted else ""))


def on_private(heard: Heard) -> Move | None:
    """An ID number where none may be sent (裁定 10): not kept, and said so."""
    text = heard.said.text
    if "id_number" in heard.scene.rules.forbid and (id_number(text) or looks_like_id(text)):
        return Move(heard.talk, say("id_refused"))
    return None


def on_answer(heard: Heard) -> Move | None:
    """An answer to the open question."""
    question, text = heard.question, heard.said.text
    if question is None:
        return _to_read_back(heard)
    if question.key in heard.scene.rules.forbid:
        return None
    if question.kind == "consent":
        return _consent(heard, question)
    if question.kind in ("town", "village") and (twins := places.twins(text, heard.asked(question))):
        return Move(heard.talk.ask_aside("village", codes=" ".join(twins), same="1"))
    found = kind_of(question).parse(text, heard.asked(question))
    if found is None:
        return _several_places(heard, question)
    if question.kind == "story":
        found = replace(found, value=hide_private(found.value))
    return Move(offer(heard, heard.talk, question, found))


def _consent(heard: Heard, question: Question) -> Move | None:
    found = kind_of(question).parse(heard.said.text, heard.asked(question))
    if found:
        return consent(heard, bool(found.value))
    taken, noted = take_facts(heard)
    return Move(taken, say("consent_first")) if noted or tells_hardship(heard.said.text) else None


def consent(heard: Heard, agreed: bool) -> Move:
    """同意 goes on; 不同意 forgets everything said and points to the other ways (裁定 7)."""
    if not agreed:
        kept = Talk(alarmed=heard.talk.alarmed, lookups=heard.talk.lookups)
        return Move(kept, say("refused", hotlines=heard.scene.hotlines), (Forget(),))
    return Move(heard.talk.put("consent", heard.scene.rules.consent))


def _several_places(heard: Heard, question: Question) -> Move | None:
    if question.kind not in ("town", "village"):
        return None
    codes = places.candidates(heard.said.text, heard.asked(question))
    if len(codes) < 2:
        return None
    return Move(heard.talk.ask_aside("village", codes=" ".join(codes)))


def _to_read_back(heard: Heard) -> Move | None:
    answer = yes_no(heard.said.text)
    if answer is None:
        return None
    if answer.value:
        return submit(heard)
    return Move(heard.talk.ask_aside("correct"))


def submit(heard: Heard) -> Move:
    """Everything is answered and read back: make it a case."""
    if next_question(heard.form, heard.talk) is not None or heard.talk.stage != "filling":
        return Move(heard.talk)
    return Move(heard.talk, effects=(Submit(),), ask=False)


def _asked_back(heard: Heard) -> Move | None:
    """The library's answer to a question, when it knows one; the pending question follows."""
    found = heard.scene.county.library.ask(heard.said.text)
    if found.outcome not in ("answered", "emergency"):
        return None
    lead = found.answer
    if heard.talk.stage == "filling":
        lead += "\n\n" + say("back_to")
    return Move(heard.talk, lead)


def _answer_to_question(heard: Heard) -> Move:
    known = _asked_back(heard)
    if known:
        return known
    found = heard.scene.county.library.ask(heard.said.text)
    if found.outcome == "unsure" and found.answer:
        return Move(heard.talk, say("question_unsure") + found.topic + "\n" + found.answer)
    key = "out_of_scope" if found.outcome == "out_of_scope" else "question_unknown"
    return Move(heard.talk, say(key, hotlines=heard.scene.hotlines))


def on_any_question(heard: Heard) -> Move | None:
    """Words that fit no answer but look like a question."""
    if not is_question(heard.said.text):
        return None
    return _answer_to_question(heard)


def on_miss(heard: Heard) -> Move:
    """Nothing fits: say what to send instead; the third time offer to skip or a person."""
    question, text = heard.question, heard.said.text
    if heard.talk.proposal and heard.talk.stage == "filling" and question and question.kind != "consent":
        key, value, _why = heard.talk.proposal
        again = say("confirm_again", value=shown(heard.form, heard.talk, heard.scene, key, value))
        return Move(heard.talk, again, ask=False)
    if question is None:
        return Move(heard.talk, say("not_understood"))
    talk = heard.talk.miss(question.key)
    if talk.misses[question.key] >= _THIRD:
        return Move(talk, say("third_miss_must" if question.must else "third_miss"))
    kind = kind_of(question)
    words = kind.misheard(text, heard.asked(question)) if kind.misheard else say(f"misheard.{question.kind}")
    return Move(talk, words)
