"""The engine: one thing said, one turn. Pure; whoever calls it stores the talk and carries out the effects.

A turn is found by asking a row of listeners, in order, whether what was said is for them. What is asked next is
computed from the answers afterwards (``prompts``), never stored.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from dialogs import (
    another,
    answering,
    asides,
    asking,
    both,
    buttons,
    commanding,
    danger,
    deciding,
    not_filling,
    objecting,
    private,
    safety,
    staying,
    unheard,
)
from dialogs.effects import Effect
from dialogs.fitting import edition, fitting
from dialogs.form import Form
from dialogs.hearing import Heard, Move
from dialogs.media import with_media
from dialogs.mending import by_name, by_value
from dialogs.mending.after_report import REACHED_BY
from dialogs.messages import Reply, Said, State
from dialogs.noting import offer, placed
from dialogs.position import asking as being_asked
from dialogs.position import state_of
from dialogs.prompts import prompt
from dialogs.scene import Scene
from dialogs.talk import Talk
from dialogs.whom import known_whom
from dialogs.wondering import proposable
from dialogs.words import say
from knowledge.text import clean

Listener = Callable[[Heard], Move | None]

# Who is asked first matters: a button says exactly what it means; then what orders something in so many words; then
# what may be an answer; questions, and what may be meant as an order, last. (A side question came before all of them.)
LISTENERS: tuple[Listener, ...] = (
    buttons.on_button,
    buttons.on_number,
    another.on_next_household,
    objecting.on_objection,
    commanding.on_command,
    by_name.on_named_after,
    by_name.on_named,
    by_value.on_last,
    private.on_private,
    by_value.on_told_otherwise,
    staying.on_shaken,
    deciding.on_proposal,
    not_filling.on_idle,
    not_filling.on_submitted,
    asking.on_question_while_filling,
    deciding.on_read_back,
    answering.on_others_records,
    answering.on_facts,
    commanding.on_wish_in_story,
    answering.on_answer,
    answering.on_single_fact,
    by_name.on_label,
    commanding.on_asked_wish,
    asking.on_any_question,
    commanding.on_wish,
    unheard.on_miss,
)

_LONGEST = 2000  # characters of one message that are read


@dataclass(frozen=True, slots=True)
class Turn:
    """The outcome of one step: the talk to store, what to say, what to do."""

    talk: Talk
    replies: tuple[Reply, ...]
    effects: tuple[Effect, ...] = ()
    asking: str | None = None
    state: State = "idle"


def begin(form: Form, talk: Talk, scene: Scene, place: str = "") -> Turn:
    """Somebody arrived (subscribed, /start, opened the page), perhaps by the code of a village."""
    heard = Heard(form, fitting(form, talk, scene), Said(place=place), scene)
    talk = placed(heard).ask_aside()
    lead = say("welcome_back") if talk.stage == "filling" else say("welcome", county=scene.county.short)
    return _turn(heard, Move(talk, lead))


def step(form: Form, talk: Talk, said: Said, scene: Scene) -> Turn:
    """Hear one thing said in a conversation."""
    words = clean(said.text, _LONGEST)
    said = said if words == said.text else replace(said, text=words)
    talk = safety.still_fresh(fitting(form, talk, scene), scene.now.date().isoformat())
    heard = Heard(form, talk, said, scene)
    if said.place:
        heard = replace(heard, talk=placed(heard))
    heard, before = with_media(heard)
    if len(words) >= _LONGEST:
        before = _join(before, Move(heard.talk, say("too_long")))
    found = safety.confirmed(heard, danger.told(heard))
    move = danger.on_distress(heard, found) or safety.wondering(heard, _understood(heard, before), found)
    if move is not before:
        move = _join(before, move)
    if (known := known_whom(heard.talk, move.talk, words)) is not move.talk:
        move = replace(move, talk=known)
    if (calmer := staying.calmer(heard.talk, move.talk)) is not move.talk:
        move = replace(move, talk=calmer)
    return _turn(heard, _welcomed_back(heard, _going_on(heard, move)))


def _understood(heard: Heard, before: Move) -> Move:
    if not (heard.said.text or heard.said.choice):
        return answering.on_place(heard) if heard.said.place and not heard.said.media else before
    heard = buttons.as_button(heard)
    move = asides.on_aside(heard)
    if move is None:
        if heard.talk.aside:
            heard = replace(heard, talk=heard.talk.ask_aside())  # the words were for something else
        move = both.on_both(heard, _listened) or _listened(heard)
    return move


def _listened(heard: Heard) -> Move:
    return next(move for listen in LISTENERS if (move := listen(heard)))


def _going_on(heard: Heard, move: Move) -> Move:
    """Who answers on after asking for a person talks with us again; giving the number to call is no answer."""
    before, after = heard.talk, move.talk
    went_on = after.answers != before.answers or after.skipped != before.skipped
    if not (before.human and after.human and went_on) or before.aside == "callme":
        return move
    return replace(move, talk=replace(after, human=False))


def _welcomed_back(heard: Heard, move: Move) -> Move:
    """Days later the person hears first that nothing is lost."""
    seen, today = heard.talk.seen, heard.scene.now.date().isoformat()
    if not seen or seen == today or not move.ask or heard.talk.stage != "filling" or move.talk.stage != "filling":
        return move
    return move if move.lead == say("resumed") else replace(move, lead=f"{say('days_later')}\n{move.lead}".strip())


def submitted(form: Form, talk: Talk, scene: Scene, receipt: str, joined: bool) -> Turn:
    """The answers became a case, or joined the household's open one."""
    policy = scene.county.policy
    words = {"receipt": receipt, "hotlines": scene.hotlines, "accept_days": policy.clocks.accept.count}
    lead = say("joined" if joined else "submitted", **words)
    # How to reach the person stays at hand, for a call or an emergency; the rest is in the case.
    reached = {key: talk.answers[key] for key in REACHED_BY if key in talk.answers}
    if joined and talk.before.get("receipt") == receipt:
        joined = bool(talk.before.get("joined"))  # their own report, told a second time
    talk = Talk(
        "submitted",
        reached,
        receipt=receipt,
        joined=joined,
        alarmed=talk.alarmed,
        lookups=talk.lookups,
        seen=talk.seen,
        **talk.worries,
    )
    return _turn(Heard(form, talk, Said(), scene), Move(talk, lead))


def looked_up(form: Form, talk: Talk, scene: Scene, found: str) -> Turn:
    """The answer to a look-up: the case's status in words, or an empty string when nothing matched."""
    if found:
        return told(form, talk, scene, found)
    heard = Heard(form, talk, Said(), scene)
    day = scene.now.date().isoformat()
    talk = replace(talk, lookups={day: talk.lookups.get(day, 0) + 1})
    return _turn(heard, Move(talk, say("lookup_none", hotlines=scene.hotlines)))


def told(form: Form, talk: Talk, scene: Scene, words: str) -> Turn:
    """What became of something the intake was asked to do, and then what is pending."""
    return _turn(Heard(form, talk, Said(), scene), Move(talk, words))


def wondered(form: Form, talk: Talk, scene: Scene, key: str, value: Any) -> Turn | None:
    """What a language model proposed as the answer to ``key``: read back, if that is still asked and it can be one."""
    heard = Heard(form, talk, Said(), scene)
    question = heard.question
    if question is None or question.key != key or heard.proposal or talk.aside or talk.human:
        return None
    found = proposable(question, value, heard)
    return _turn(heard, Move(offer(heard, talk, question, found))) if found else None


def _turn(heard: Heard, move: Move) -> Turn:
    form, scene = heard.form, heard.scene
    held = move.talk.answers or move.talk.earlier or move.talk.proposals
    seen, fitted = scene.now.date().isoformat(), edition(form, scene) if held else ""
    talk = move.talk
    if (talk.seen, talk.fitted) != (seen, fitted):
        talk = replace(talk, seen=seen, fitted=fitted)
    replies = [Reply(text, move.choices, move.link) for text in (move.lead,) if text]
    if move.ask:
        asked = prompt(form, talk, scene)
        text = f"{move.lead}\n\n{asked.text}".strip() if move.lead else asked.text
        replies = [Reply(text, asked.choices, asked.link or move.link)]
    return Turn(talk, tuple(replies), move.effects, being_asked(form, talk), state_of(form, talk))


def _join(first: Move, second: Move) -> Move:
    if not (first.lead or first.effects or first.link):
        return second
    lead = "\n".join(text for text in (first.lead, second.lead) if text)
    return replace(second, lead=lead, effects=first.effects + second.effects, link=second.link or first.link)
