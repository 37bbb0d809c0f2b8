"""What is asked now: a pure function of the conversation. Buttons and their numbers follow from it too."""

from dialogs.asked import Asked
from dialogs.form import Form, Question
from dialogs.kinds import kind_of
from dialogs.messages import FORM_LINK, Choice, Reply, State
from dialogs.scene import Scene
from dialogs.talk import Talk
from dialogs.words import button, say

_STORY_SHOWN = 60


def next_question(form: Form, talk: Talk) -> Question | None:
    """The first question on the path that is neither answered nor skipped."""
    answers = talk.answers
    for question in form.asks:
        if question.key in answers or question.key in talk.skipped:
            continue
        if not question.when or question.applies(answers):
            return question
    return None


def state_of(form: Form, talk: Talk) -> State:
    """The state that the contract shows."""
    if talk.human:
        return "human"
    if talk.stage == "filling":
        return "filling" if next_question(form, talk) else "confirming"
    return talk.stage


def asked(form: Form, talk: Talk, scene: Scene, question: Question) -> Asked:
    """A question in this conversation's setting."""
    return Asked(form, question, scene.county, talk.answers, scene.rules)


def shown(form: Form, talk: Talk, scene: Scene, key: str, value: object) -> str:
    """A value in words."""
    question = form[key]
    return kind_of(question).show(value, asked(form, talk, scene, question))


def prompt(form: Form, talk: Talk, scene: Scene) -> Reply:
    """What the person is asked at this moment."""
    if talk.aside:
        return _aside(form, talk, scene)
    if talk.stage == "idle":
        return _menu(scene)
    if talk.stage == "submitted":
        return _after(talk)
    question = next_question(form, talk)
    if talk.proposal and not (question and question.kind == "consent"):
        return _proposal(form, talk, scene)
    return _question(form, talk, scene, question) if question else _read_back(form, talk, scene)


def _menu(scene: Scene) -> Reply:
    if scene.narrow:
        return Reply(say("questions_only", hotlines=scene.hotlines), (Choice("!ask", button("ask")),), FORM_LINK)
    keys = ("apply", "ask", "status", "callme")
    choices = tuple(Choice(f"menu={key}", button(key)) for key in keys)
    return Reply(say("menu_again"), choices, FORM_LINK if _abroad(scene) else "")


def _after(talk: Talk) -> Reply:
    keys = ("status", "another", "withdraw") if talk.receipt else ("status", "another")
    return Reply(say("after"), tuple(Choice(f"menu={key}", button(key)) for key in keys))


def _question(form: Form, talk: Talk, scene: Scene, question: Question) -> Reply:
    setting = asked(form, talk, scene, question)
    text = _progress(form, talk, question) + _ask(talk, scene, question)
    if question.hint and (talk.misses.get(question.key) or not setting.labels):
        text += f"\n（{question.hint}）"
    forbidden = question.key in scene.rules.forbid
    choices = _kept(form, talk, scene, question) + (() if forbidden else kind_of(question).choices(setting))
    if question.kind == "consent":
        choices += (Choice("!ask", button("ask_first")),)
    if not question.must:
        choices += (Choice("!skip", question.skip_label or button("skip")),)
    if question.kind != "consent":
        choices += (Choice("!callme", button("callme")),)
    offer_form = forbidden or (_abroad(scene) and question.kind == "consent")
    return Reply(text, choices, FORM_LINK if offer_form else "")


def _ask(talk: Talk, scene: Scene, question: Question) -> str:
    text = question.ask
    if talk.answers.get("behalf") == "other" and question.ask_behalf:
        text = question.ask_behalf
    if _abroad(scene) and question.ask_abroad:
        text = question.ask_abroad
    if "{consent}" in text:
        text = text.replace("{consent}", scene.county.policy.consent_texts[scene.rules.consent].strip())
    if "{town}" in text:
        text = text.replace("{town}", scene.county.places.full_name(str(talk.answers.get("town", ""))))
    return text


def _abroad(scene: Scene) -> bool:
    return scene.rules.cause_by_button


def _progress(form: Form, talk: Talk, question: Question) -> str:
    if question.kind == "consent":
        return ""
    path = [q.key for q in form.path(talk.answers)]
    steps = [key for key in path if key in form.steps]
    before = [key for key in path[: path.index(question.key) + 1] if key in form.steps]
    # A question that is no step of its own (which town?) belongs to the step that follows.
    n = len(before) + (question.key not in form.steps)
    return say("step", n=n, m=len(steps)) + "\n"


def _kept(form: Form, talk: Talk, scene: Scene, question: Question) -> tuple[Choice, ...]:
    if question.key not in talk.earlier:
        return ()
    value = shown(form, talk, scene, question.key, talk.earlier[question.key])
    return (Choice(f"{question.key}=@keep", say("keep", value=_short(value, 12))),)


def _proposal(form: Form, talk: Talk, scene: Scene) -> Reply:
    assert talk.proposal
    key, value, why = talk.proposal
    text = shown(form, talk, scene, key, value)
    if form[key].kind == "choice":
        line = say("confirm_choice", value=text)
    else:
        working = why if kind_of(form[key]).numeric else ""  # arithmetic is read back with its working
        line = say("confirm_why" if working else "confirm", value=text, why=working)
    return Reply(line, _pair("sure", "yes", "no"))


def _pair(key: str, yes: str, no: str) -> tuple[Choice, ...]:
    return Choice(f"{key}=yes", button(yes)), Choice(f"{key}=no", button(no))


def summary(form: Form, talk: Talk, scene: Scene) -> list[tuple[Question, str]]:
    """Every question asked with its answer in words, as read back and as listed for correction."""
    lines = []
    for question in form.path(talk.answers):
        if question.kind in ("consent", "town") or question.key not in (*talk.answers, *talk.skipped):
            continue
        skipped = question.skip_label or "先不填"
        value = talk.answers.get(question.key)
        lines.append((question, skipped if value is None else shown(form, talk, scene, question.key, value)))
    return lines


def _read_back(form: Form, talk: Talk, scene: Scene) -> Reply:
    lines = [say("read_back")]
    lines += [f"{question.label}：{_short(value, _STORY_SHOWN)}" for question, value in summary(form, talk, scene)]
    lines.append(say("read_back_more"))
    choices = Choice("final=submit", button("submit")), Choice("final=correct", button("correct"))
    return Reply("\n".join(lines), choices)


def _aside(form: Form, talk: Talk, scene: Scene) -> Reply:
    receipt = scene.case.receipt if scene.case else talk.receipt
    if talk.aside == "correct":
        fixes = tuple(Choice(f"fix={q.key}", q.label) for q, _value in summary(form, talk, scene))
        return Reply(say("correct_which"), fixes)
    if talk.aside == "village":
        names = scene.county.places
        codes = talk.note["codes"].split()
        ask = say("village_or_community" if talk.note.get("same") else "which_village")
        return Reply(ask, tuple(Choice(f"village={code}", names.full_name(code)) for code in codes))
    if talk.aside == "restart":
        return Reply(say("restart_sure"), _pair("aside", "restart_yes", "restart_no"))
    if talk.aside == "cancel":
        return Reply(say("cancel_draft"), _pair("aside", "cancel_yes", "cancel_no"))
    if talk.aside == "withdraw":
        return Reply(say("withdraw_sure", receipt=receipt), _pair("aside", "withdraw_yes", "withdraw_no"))
    if talk.aside == "callme":
        phone = talk.note.get("phone", "")
        if phone:
            return Reply(say("callme_known", phone=phone), _pair("aside", "callme_yes", "callme_no"))
        return Reply(say("callme_ask"), (Choice("!back", button("callme_no")),))
    if talk.aside == "lookup4":
        return Reply(say("lookup_last4"), (Choice("!back", button("callme_no")),))
    return Reply(say("lookup_ask", sample=sample_receipt(scene)), (Choice("!back", button("callme_no")),))


def sample_receipt(scene: Scene) -> str:
    """What a receipt number looks like."""
    return f"{scene.county.policy.receipt_prefix}20231110-0007-K"


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
