"""What an operator reads out and writes down: made from the form's declaration, in its order."""

from dataclasses import dataclass

from dialogs.asked import Asked
from dialogs.declaration import load_form
from dialogs.form import Form, Question
from dialogs.kinds import kind_of
from knowledge.policy import County


@dataclass(frozen=True, slots=True)
class Script:
    """One question of a call. ``options`` are (value, words) of buttons; ``when`` says when to ask it at all."""

    key: str
    label: str
    say: str
    hint: str
    when: str
    widget: str
    options: tuple[tuple[str, str], ...]
    must: bool


def script(county: County) -> list[Script]:
    """All questions a farmer would be asked, for reading out. The town follows from the village."""
    form = load_form()
    return [_script(form, county, question) for question in form if question.ask and question.kind != "town"]


def _script(form: Form, county: County, question: Question) -> Script:
    widget = kind_of(question).widget
    return Script(
        key=question.key,
        label=question.label,
        say=question.visit or question.ask,
        hint=question.hint,
        when=_when(form, question),
        widget=widget,
        options=_options(form, county, question) if widget == "choice" else (),
        must=question.must,
    )


def _options(form: Form, county: County, question: Question) -> tuple[tuple[str, str], ...]:
    labels = form.labels(question)
    if labels:
        return tuple(labels.items())
    choices = kind_of(question).choices(Asked(form, question, county, {}))
    # Without a code list the words themselves are the value: they are read like anything typed.
    return tuple((choice.label, choice.label) for choice in choices)


def _when(form: Form, question: Question) -> str:
    """``给谁报 是 帮别人报 时才问``"""
    conditions = [
        f"“{form[key].label}”是“{'、'.join(form.labels(form[key]).get(code, code) for code in wanted)}”"
        for key, wanted in question.when.items()
    ]
    return f"{'，'.join(conditions)}时才问" if conditions else ""
