"""Reading ``forms/*.toml``: everything a typo could break is checked when a form is loaded."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from dialogs.form import Form, Question, Section
from dialogs.kinds import KINDS

_FOLDER = Path(__file__).parent / "forms"


class FormError(Exception):
    """The declaration is wrong; ``problems`` lists everything found, at once."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@cache
def load_form(name: str = "baopin") -> Form:
    """The form of ``forms/NAME.toml``. Raises ``FormError`` listing every problem of the declaration."""
    return read_form(_read(name), _read("codes"))


def read_form(source: Mapping[str, Any], codes: Mapping[str, Any]) -> Form:
    """Build and check a form from parsed TOML."""
    problems: list[str] = []
    sections = tuple(_section(data, problems) for data in source.get("section", ()))
    questions: dict[str, Question] = {}
    for question in (q for section in sections for q in section.questions):
        if question.key in questions:
            problems.append(f"{question.key}：同一个键写了两次")
        questions[question.key] = question
    form = Form(
        key=str(source.get("key", "")),
        version=str(source.get("version", "")),
        title=str(source.get("title", "")),
        steps=tuple(source.get("steps", ())),
        sections=sections,
        codes=codes,
        questions=questions,
        asks=tuple(question for question in questions.values() if question.ask),
        edition=hashlib.sha256(repr((source, codes)).encode()).hexdigest()[:8],
    )
    problems += _check(form)
    if problems:
        raise FormError(problems)
    return form


def _read(name: str) -> dict[str, Any]:
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _section(data: Mapping[str, Any], problems: list[str]) -> Section:
    key = str(data.get("key", "?"))
    plain = {k: v for k, v in data.items() if k != "question"}
    questions = tuple(_question(q, key, problems) for q in data.get("question", ()))
    return Section(questions=questions, **_known(Section, {"key": key, "title": "", **plain}, key, problems))


def _question(data: Mapping[str, Any], section: str, problems: list[str]) -> Question:
    values = {"key": "?", "label": "", "kind": "", **data, "section": section}
    values["when"] = {key: tuple(wanted) for key, wanted in data.get("when", {}).items()}
    for name in ("parts", "signers"):
        values[name] = tuple(data.get(name, ()))
    return Question(**_known(Question, values, f"{section}.{values['key']}", problems))


def _known(cls: type, values: Mapping[str, Any], where: str, problems: list[str]) -> dict[str, Any]:
    names = {f.name for f in fields(cls)}
    problems += [f"{where}：不认识的项 {name}" for name in values if name not in names]
    return {name: value for name, value in values.items() if name in names}


def _check(form: Form) -> list[str]:
    problems = [f"表单缺 {name}" for name in ("key", "version", "title", "sections") if not getattr(form, name)]
    for question in form:
        problems += [f"{question.key}：{problem}" for problem in _check_question(form, question)]
    problems += [f"steps：没有 {key} 这一问" for key in form.steps if key not in form.questions]
    return problems


def _check_question(form: Form, question: Question) -> Iterator[str]:
    if not question.label:
        yield "没有 label"
    if question.kind not in KINDS:
        yield f"没有 {question.kind} 这种答案（kind）"
    if question.kind in ("choice", "choices") and question.codes not in form.codes:
        yield f"没有代码表 {question.codes}"
    if question.spoken and set(form.codes.get(question.spoken, {})) != set(form.labels(question)):
        yield f"{question.spoken} 和 {question.codes} 的代码不一样"
    if question.kind == "sum" and not question.parts:
        yield "合计没有写 parts"
    yield from (f"没有 {key} 这一问" for key in question.parts if key not in form.questions)
    yield from _check_when(form, question)
    if question.prefill and not question.prefill.startswith("=") and question.prefill not in form.questions:
        yield f"prefill 指向没有的 {question.prefill}"
    if question.within and question.within not in form.questions:
        yield f"within 指向没有的 {question.within}"
    if (question.ask_behalf or question.ask_abroad) and not question.ask:
        yield "有 ask_behalf 或 ask_abroad，却没有 ask"
    if len(f"{question.key}=") + max(map(len, form.labels(question)), default=0) > 64:
        yield "键和代码合起来超过 64 字节，按钮放不下"


def _check_when(form: Form, question: Question) -> Iterator[str]:
    order = list(form.questions)
    for key, wanted in question.when.items():
        if key not in form.questions:
            yield f"when 指向没有的 {key}"
        elif order.index(key) > order.index(question.key):
            yield f"when 指向排在后面的 {key}"
        else:
            labels = form.labels(form[key])
            yield from (f"when：{key} 没有选项 {code}" for code in wanted if labels and code not in labels)
