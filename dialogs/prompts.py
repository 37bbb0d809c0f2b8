"""What is asked now: a pure function of the conversation. Buttons and their numbers follow from it too."""

from bisect import bisect

from dialogs.form import Form, Question
from dialogs.kinds import kind_of
from dialogs.messages import FORM_LINK, Choice, Reply
from dialogs.position import abroad, asked, next_question, proposed, shown
from dialogs.scene import Scene
from dialogs.talk import Proposal, Talk
from dialogs.whom import addressed
from dialogs.words import button, say

_LONGEST_SHOWN = 200  # of the story when it is read back: WeChat takes 2048 bytes
_LONGEST_KEPT = 16
_A_STORY = 20


def prompt(form: Form, talk: Talk, scene: Scene) -> Reply:
    """What the person is asked at this moment."""
    if talk.aside:
        return _aside(form, talk, scene)
    if talk.stage == "idle":
        return _menu(scene)
    if proposal := proposed(form, talk):
        return _proposal(form, talk, scene, proposal)
    if talk.stage == "submitted":
        return _after(talk, scene)
    question = next_question(form, talk)
    return _question(form, talk, scene, question) if question else _read_back(form, talk, scene)


def _menu(scene: Scene) -> Reply:
    if scene.narrow:
        return Reply(say("questions_only", hotlines=scene.hotlines), (Choice("!ask", button("ask")),), FORM_LINK)
    keys = ("apply", "ask", "status", "callme")
    choices = tuple(Choice(f"menu={key}", button(key)) for key in keys)
    return Reply(say("menu_again"), choices, FORM_LINK if abroad(scene) else "")


def _after(talk: Talk, scene: Scene) -> Reply:
    """After the report: what may be done with it now. What is over is not offered."""
    case = scene.case
    withdraw = talk.receipt and not talk.joined and (case is None or case.can_withdraw)
    objects = case is not None and case.can_object
    keys = ("status", *(("object",) if objects else ()), "callme", "another", *(("withdraw",) if withdraw else ()))
    labels = {"another": "again"} if case and case.state == "REJECTED" else {}
    ask = "after_refused" if objects else "after"
    return Reply(say(ask), tuple(Choice(f"menu={key}", button(labels.get(key, key))) for key in keys))


def _question(form: Form, talk: Talk, scene: Scene, question: Question) -> Reply:
    setting = asked(form, talk, scene, question)
    text = _progress(form, talk, question) + _ask(talk, scene, question)
    if question.hint and (talk.misses.get(question.key) or not setting.labels):
        text += f"\n（{question.hint}）"
    forbidden = question.key in scene.rules.forbid
    choices = () if forbidden else kind_of(question).choices(setting)
    choices += _kept(form, talk, scene, question)
    if question.kind == "consent":
        choices += (Choice("!ask", button("ask_first")),)
    if not question.must:
        label = button("nothing_more") if _told_already(talk, question) else question.skip_label or button("skip")
        choices += (Choice("!skip", label),)
    choices += (CALL_ME,)
    offer_form = forbidden or (abroad(scene) and question.kind == "consent")
    return Reply(text, choices, FORM_LINK if offer_form else "")


def _ask(talk: Talk, scene: Scene, question: Question) -> str:
    if _told_already(talk, question):
        return say("story_told")
    text = question.ask
    if talk.answers.get("behalf") == "other" and question.ask_behalf:
        text = addressed(question.ask_behalf, talk)
    if abroad(scene) and question.ask_abroad:
        text = question.ask_abroad
    if question.kind == "phone" and scene.known_phone and not talk.misses.get(question.key):
        text = say("phone_known", phone=scene.known_phone)
    if "{consent}" in text:
        text = text.replace("{consent}", scene.county.policy.consent_texts[scene.rules.consent].strip())
    if "{town}" in text:
        town = scene.county.places.full_name(str(talk.answers.get("town", "")))
        text = text.replace("{town}", town)
        if town.endswith("街道"):
            text = text.replace("哪个村", "哪个社区")
    return text


def _told_already(talk: Talk, question: Question) -> bool:
    """A long story told where the cause was asked is not asked for as if nothing had been said."""
    return question.kind == "story" and len(talk.told) >= _A_STORY


def _progress(form: Form, talk: Talk, question: Question) -> str:
    if question.kind == "consent":
        return ""
    path = [q.key for q in form.path(talk.answers)]
    steps = [at for at, key in enumerate(path) if key in form.steps]
    # A question that is no step of its own belongs to the step that follows (which town?); one that follows from
    # an answer (whose helper?) to that answer's.
    n = bisect(steps, path.index(question.key)) + (question.key not in form.steps and not question.when)
    return say("step", n=n, m=len(steps)) + "\n"


def _kept(form: Form, talk: Talk, scene: Scene, question: Question) -> tuple[Choice, ...]:
    if question.key not in talk.earlier:
        return ()
    value = shown(form, talk, scene, question.key, talk.earlier[question.key])
    value = say("as_before") if value == say("story_there") else value
    # Marked as a command: it must not move the numbers of the answers.
    return (Choice(f"!keep={question.key}", say("keep", value=_short(value.replace("\n", " "), _LONGEST_KEPT))),)


def _proposal(form: Form, talk: Talk, scene: Scene, proposal: Proposal) -> Reply:
    key, value, why = proposal
    text = shown(form, talk, scene, key, value)
    if near := _near(form, talk, scene, proposal):
        return Reply(say("confirm_near", value=text), (*near, Choice("sure=no", button("none_of_them")), CALL_ME))
    working = why if kind_of(form[key]).numeric else ""  # arithmetic is read back with its working
    if talk.stage == "submitted":
        line = say("confirm_change", label=form[key].label, value=f"{text}（{working}）" if working else text)
    else:
        line = say("confirm_why") if working else say(_confirming(talk, form[key].kind))
        line = addressed(line, talk).format(value=text, why=working)
    return Reply(line, (*_pair("sure", "yes", "no"), CALL_ME))


def _near(form: Form, talk: Talk, scene: Scene, proposal: Proposal) -> tuple[Choice, ...]:
    """A button for what is read back and for each of what else the words may mean."""
    key, value, _why = proposal
    if key not in talk.near or talk.stage != "filling":
        return ()
    spoken = asked(form, talk, scene, form[key]).spoken
    return tuple(Choice(f"{key}={code}", spoken[code]) for code in (value, *talk.near[key]) if code in spoken)


# Read back with what it is for: another's village or name is then noticed.
_CONFIRM = {
    "choice": "confirm_choice",
    "name": "confirm_name",
    "phone": "confirm_phone",
    "town": "confirm_village",
    "village": "confirm_village",
}


def _confirming(talk: Talk, kind: str) -> str:
    others = kind in ("town", "village") and talk.answers.get("behalf") == "other"
    return "confirm_village_other" if others else _CONFIRM.get(kind, "confirm")


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
    lines += [f"{question.label}：{_short(value, _LONGEST_SHOWN)}" for question, value in summary(form, talk, scene)]
    lines.append(say("read_back_more"))
    choices = Choice("final=submit", button("submit")), Choice("final=correct", button("correct"))
    return Reply("\n".join(lines), (*choices, CALL_ME))


def _aside(form: Form, talk: Talk, scene: Scene) -> Reply:
    if talk.aside == "correct":
        fixes = tuple(Choice(f"fix={q.key}", q.label) for q, _value in summary(form, talk, scene))
        return Reply(say("correct_which"), (*fixes, Choice("!back", button("nothing_to_correct")), CALL_ME))
    if talk.aside == "amend":
        return _new_value(form, talk, scene)
    if talk.aside == "village":
        names = scene.county.places
        codes = [code for code in talk.note.get("codes", "").split() if names.get(code)]
        ask = say("village_or_community" if talk.note.get("same") else "which_village")
        choices = tuple(Choice(f"village={code}", names.full_name(code)) for code in codes)
        return Reply(ask, (*choices, Choice("!back", button("none_of_them")), CALL_ME))
    if talk.aside == "question":
        return _which_question(talk, scene)
    if talk.aside == "safe":
        numbers = scene.county.policy.emergency_numbers[talk.note["kind"]]
        text = say(f"safe.{talk.note['kind']}", numbers=" 或 ".join(numbers))
        return Reply(text, _pair("aside", "safe_yes", "safe_no"))
    if talk.aside == "object":
        return Reply(say("object_sure"), (*_pair("aside", "object_yes", "object_no"), CALL_ME))
    if talk.aside == "another":
        return Reply(say("another_offer"), _pair("aside", "another_yes", "another_no"))
    if talk.aside == "callme" and (phone := talk.note.get("phone", "")):
        return Reply(say("callme_known", phone=phone), _pair("aside", "callme_yes", "callme_no"))
    receipt = scene.case.receipt if scene.case else talk.receipt
    text = say(_ASIDES.get(talk.aside, "lookup_ask"), receipt=receipt, sample=sample_receipt(scene))
    if talk.aside in ("restart", "cancel", "withdraw"):
        return Reply(text, (*_pair("aside", f"{talk.aside}_yes", f"{talk.aside}_no"), CALL_ME))
    back = Choice("!back", button("callme_no"))
    return Reply(text, (back,) if talk.aside == "callme" else (back, CALL_ME))


def _which_question(talk: Talk, scene: Scene) -> Reply:
    """The questions that theirs may be (``asking.answer``)."""
    found = (scene.county.library.about(topic) for topic in talk.note.get("topics", "").split())
    choices = tuple(Choice(f"faq={entry.id}", entry.question) for entry in found if entry)
    return Reply(say("question_unsure"), (*choices, Choice("faq=none", button("none_of_them")), CALL_ME))


def _new_value(form: Form, talk: Talk, scene: Scene) -> Reply:
    """改收入, after the report: to what?"""
    key = talk.note.get("key", "")
    question = form.questions.get(key)
    choices = kind_of(question).choices(asked(form, talk, scene, question)) if question and question.codes else ()
    ask = say(f"amend.{key}") if question else say("correct_after")
    return Reply(ask, (*choices, Choice("!back", button("nothing_to_correct")), CALL_ME))


_ASIDES = {
    "restart": "restart_sure",
    "cancel": "cancel_draft",
    "withdraw": "withdraw_sure",
    "callme": "callme_ask",
    "lookup4": "lookup_last4",
}


def sample_receipt(scene: Scene) -> str:
    """What a receipt number looks like."""
    return f"{scene.county.policy.receipt_prefix}20231110-0007-K"


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


CALL_ME = Choice("!callme", button("callme"))
