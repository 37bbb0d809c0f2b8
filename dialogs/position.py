"""Where a conversation stands: what is open, what is read back, and values in their setting. Nothing is stored."""

from dialogs.asked import Asked
from dialogs.form import Form, Question
from dialogs.kinds import kind_of
from dialogs.messages import State
from dialogs.scene import Scene
from dialogs.talk import Proposal, Talk
from dialogs.words import say


def next_question(form: Form, talk: Talk) -> Question | None:
    """The first question on the path that is neither answered nor skipped."""
    answers = talk.answers
    for question in form.asks:
        if question.key in answers or (question.key in talk.skipped and not question.must):
            continue
        if not question.when or question.applies(answers):
            return question
    return None


def proposed(form: Form, talk: Talk) -> Proposal | None:
    """What is read back now: not before the consent, nor while another answer is being mended."""
    if not talk.proposals or talk.stage == "idle":
        return None
    if talk.stage == "submitted":  # a change of the report
        return talk.proposals[0]
    question = next_question(form, talk)
    if question and question.kind == "consent":
        return None
    if question and question.key in talk.earlier:
        return next((proposal for proposal in talk.proposals if proposal[0] == question.key), None)
    return talk.proposals[0]


def asking(form: Form, talk: Talk) -> str | None:
    """The key of the question being asked; none while a side question is."""
    if talk.stage != "filling" or talk.aside:
        return None
    proposal, question = proposed(form, talk), next_question(form, talk)
    if proposal and proposal[0] not in talk.answers:
        return proposal[0]
    return question.key if question else None


def state_of(form: Form, talk: Talk) -> State:
    """The state that the contract shows."""
    if talk.human:
        return "human"
    if talk.stage == "filling":
        return "filling" if next_question(form, talk) else "confirming"
    return talk.stage


def asked(form: Form, talk: Talk, scene: Scene, question: Question) -> Asked:
    """A question in this conversation's setting."""
    return Asked(form, question, scene.county, talk.answers, scene.rules, scene.known_phone, scene.now.date())


def shown(form: Form, talk: Talk, scene: Scene, key: str, value: object) -> str:
    """A value in the farmer's words."""
    question = form[key]
    if question.kind == "story" and abroad(scene):
        return say("story_there")  # 裁定 10: what was told of an illness is not sent out a second time
    setting = asked(form, talk, scene, question)
    spoken = setting.spoken.get(value) if isinstance(value, str) else None
    return spoken or kind_of(question).show(value, setting)


def abroad(scene: Scene) -> bool:
    """Is this a channel whose servers stand abroad (裁定 10)?"""
    return scene.rules.cause_by_button
