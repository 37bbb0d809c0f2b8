"""Moving through the form: begin, back, leave out, put aside and take up again."""

from dataclasses import replace

from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.messages import Choice
from dialogs.noting import left_out, left_out_words, put
from dialogs.prompts import CALL_ME
from dialogs.words import button, say


def keep(heard: Heard, key: str) -> Move:
    """The answer stays what it was before it was opened again."""
    talk = heard.talk.ask_aside()
    if talk.stage != "filling" or key not in talk.earlier or key not in heard.form.questions:
        return Move(talk)
    return Move(put(heard, talk, key, talk.earlier[key]))


def back(heard: Heard) -> Move:
    talk = heard.talk
    if talk.aside:
        return Move(talk.ask_aside())
    if heard.proposal:
        return Move(talk.drop(heard.proposal[0]))
    if talk.stage != "filling":
        return Move(talk)
    known = _before(heard, heard.question)
    return Move(talk.reopen(known[-1])) if known else Move(talk, say("nothing_back"))


def _before(heard: Heard, question: Question | None) -> list[str]:
    """What was answered or skipped before the open question. Consent is not taken back by going back."""
    path = [q for q in heard.form.path(heard.talk.answers) if q.kind != "consent"]
    upto = path[: path.index(question)] if question in path else path
    return [q.key for q in upto if q.key in heard.talk.answers or q.key in heard.talk.skipped]


def restart(heard: Heard) -> Move:
    if heard.talk.stage != "filling" or not heard.talk.answers:
        return apply(heard)
    return Move(heard.talk.ask_aside("restart"))


def apply(heard: Heard) -> Move:
    talk = heard.talk
    if heard.scene.narrow:
        return Move(talk)
    if talk.stage == "idle":
        return Move(replace(talk.ask_aside(), stage="filling", human=False))
    if talk.stage == "submitted":
        return Move(talk.another(), say("another"))
    return Move(replace(talk.ask_aside(), human=False))


def skip(heard: Heard) -> Move | None:
    talk, question = heard.talk, heard.question
    if talk.stage == "idle":
        return None
    if heard.proposal:
        question = heard.form[heard.proposal[0]]  # what was read back is what is skipped
        talk = talk.drop(question.key)
    if talk.stage == "submitted" and heard.scene.case and heard.scene.case.lacks:
        return Move(talk, say("info_visit"))
    if talk.stage == "submitted" or question is None:
        return Move(talk, say("all_answered") if talk.stage == "filling" else "")
    if question.must:
        return Move(talk.miss(question.key), say("consent_needed" if question.kind == "consent" else "must"))
    return Move(left_out(heard, talk, question), left_out_words(heard, question))


def pause(heard: Heard) -> Move:
    if heard.talk.stage != "filling":
        return Move(heard.talk.ask_aside(), say("goodbye"), ask=False)
    choices = (Choice("!resume", button("resume")), CALL_ME)
    return Move(heard.talk.ask_aside(), say("paused"), ask=False, choices=choices)


def resume(heard: Heard) -> Move:
    if heard.talk.stage != "filling":
        return apply(heard) if heard.talk.stage == "idle" else Move(heard.talk)
    return Move(replace(heard.talk.ask_aside(), human=False), say("resumed"))
