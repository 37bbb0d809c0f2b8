"""The engine: one thing said, one turn. Pure; whoever calls it stores the talk and carries out the effects.

A turn is found by asking a row of listeners, in order, whether what was said is for them. What is asked next is
computed from the answers afterwards (``prompts``), never stored.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from dialogs import answering, asides, commanding, danger
from dialogs.effects import Attach, Effect
from dialogs.form import Form
from dialogs.hearing import Heard, Move
from dialogs.messages import FORM_LINK, Media, Reply, Said, State
from dialogs.noting import placed
from dialogs.prompts import next_question, prompt, state_of
from dialogs.scene import Scene
from dialogs.talk import Talk
from dialogs.words import say
from knowledge.text import clean

Listener = Callable[[Heard], Move | None]

# Who is asked first matters: a button says exactly what it means; a command is a whole utterance; then what may be
# an answer; questions and small talk last. (A side question was asked before all of them.)
LISTENERS: tuple[Listener, ...] = (
    commanding.on_button,
    commanding.on_number,
    commanding.on_command,
    commanding.on_correction,
    answering.on_private,
    answering.on_proposal,
    answering.on_idle,
    answering.on_submitted,
    answering.on_question_while_filling,
    answering.on_facts,
    answering.on_answer,
    answering.on_single_fact,
    answering.on_any_question,
    answering.on_miss,
)


_LONGEST_LABEL = 24


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
    heard = Heard(form, talk, Said(place=place), scene)
    talk = placed(heard)
    lead = say("welcome_back") if talk.stage == "filling" else say("welcome", county=scene.county.short)
    return _turn(heard, Move(talk, lead))


def step(form: Form, talk: Talk, said: Said, scene: Scene) -> Turn:
    """Hear one thing said in a conversation."""
    heard = Heard(form, _fitting(form, talk), replace(said, text=clean(said.text)), scene)
    if said.place:
        heard = replace(heard, talk=placed(heard))
    heard, before = _with_media(heard)
    alarm = danger.on_distress(heard)
    if alarm:
        return _turn(heard, _join(before, alarm))
    if not (heard.said.text or heard.said.choice):
        return _turn(heard, before)
    heard = _as_button(heard)
    move = asides.on_aside(heard)
    if move is None:
        heard = replace(heard, talk=heard.talk.ask_aside())  # the words were for something else
        move = next(move for listen in LISTENERS if (move := listen(heard)))
    return _turn(heard, _join(before, move))


def submitted(form: Form, talk: Talk, scene: Scene, receipt: str, joined: bool) -> Turn:
    """The answers became a case, or joined the household's open one."""
    policy = scene.county.policy
    words = {"receipt": receipt, "hotlines": scene.hotlines, "accept_days": policy.clocks.accept_days}
    lead = say("joined" if joined else "submitted", **words)
    talk = Talk(stage="submitted", receipt=receipt, alarmed=talk.alarmed, lookups=talk.lookups)
    return _turn(Heard(form, talk, Said(), scene), Move(talk, lead))


def looked_up(form: Form, talk: Talk, scene: Scene, found: str) -> Turn:
    """The answer to a look-up: the case's status in words, or an empty string when nothing matched."""
    heard = Heard(form, talk, Said(), scene)
    if found:
        return _turn(heard, Move(talk, found))
    day = scene.now.date().isoformat()
    talk = replace(talk, lookups={day: talk.lookups.get(day, 0) + 1})
    return _turn(heard, Move(talk, say("lookup_none", hotlines=scene.hotlines)))


def _turn(heard: Heard, move: Move) -> Turn:
    talk, form, scene = move.talk, heard.form, heard.scene
    replies = [Reply(text, link=move.link) for text in (move.lead,) if text]
    if move.ask:
        asked = prompt(form, talk, scene)
        replies = [replace(asked, text=f"{move.lead}\n\n{asked.text}".strip(), link=asked.link or move.link)]
    question = next_question(form, talk) if talk.stage == "filling" and not talk.aside else None
    return Turn(talk, tuple(replies), move.effects, question.key if question else None, state_of(form, talk))


def _join(first: Move, second: Move) -> Move:
    lead = "\n".join(text for text in (first.lead, second.lead) if text)
    return replace(second, lead=lead, effects=first.effects + second.effects, link=second.link or first.link)


def _with_media(heard: Heard) -> tuple[Heard, Move]:
    """Photos and recordings first: kept with the conversation; a transcript counts as words, as a draft."""
    media, talk = heard.said.media, heard.talk
    if not media:
        return heard, Move(talk)
    images = [m for m in media if m.kind == "image"]
    if images and not heard.scene.rules.photos:
        return heard, Move(talk, say("media_refused"), link=FORM_LINK)
    if talk.stage == "idle" and not talk.alarmed:
        # Nothing is kept before somebody agreed to it.
        return heard, Move(talk, say("consent_first") if not talk.answers else "")
    words = " ".join(m.text for m in media if m.text)
    text = heard.said.text or clean(words)
    question = next_question(heard.form, talk)
    if talk.stage == "filling" and question and question.kind == "story" and not text:
        talk = talk.put("story", "（" + "、".join(_thing(m) for m in media) + "）")
    heard = replace(heard, talk=talk, said=replace(heard.said, text=text))
    return heard, Move(talk, say(f"media_{media[0].kind}"), (Attach(media),))


def _as_button(heard: Heard) -> Heard:
    """The exact words of a button shown are as good as pressing it."""
    text = heard.said.text
    if heard.said.choice or not text or len(text) > _LONGEST_LABEL:
        return heard
    shown = prompt(heard.form, heard.talk, heard.scene).choices
    pressed = next((choice.value for choice in shown if choice.label == text), "")
    return replace(heard, said=replace(heard.said, choice=pressed, text="")) if pressed else heard


def _thing(media: Media) -> str:
    return {"image": "见照片", "voice": "见语音"}.get(media.kind, "见附件")


def _fitting(form: Form, talk: Talk) -> Talk:
    """Drop answers that the form, changed meanwhile, no longer has as an option: they are asked again."""
    misfits = [
        key
        for key, value in talk.answers.items()
        if key in form.questions
        and (labels := form.labels(form[key]))
        and isinstance(value, str)
        and value not in labels
    ]
    for key in misfits:
        talk = talk.reopen(key)
    return replace(talk, earlier={k: v for k, v in talk.earlier.items() if k not in misfits}) if misfits else talk
