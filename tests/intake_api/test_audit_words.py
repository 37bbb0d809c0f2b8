"""Whatever the program writes into the audit log, the page of the log says in Chinese: found by walking the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake_api.access.audit import ACTS
from intake_api.console.audit_page import DETAILS, SUBJECTS
from intake_api.console.menu import PAGES

ROOT = Path(__file__).parents[2]
THINGS = ("case:", "account:", "household:")  # one thing, which the page names by its receipt number or its person
SUBJECT = {"note": 3, "looked": 4}  # which argument is the subject


def calls() -> Iterator[tuple[str, ast.Call, ast.Module]]:
    """Every call that writes an entry."""
    for path in sorted([*(ROOT / "intake_api").rglob("*.py"), *(ROOT / "bots").rglob("*.py")]):
        text = path.read_text("utf-8")
        if "audit" in text and path.name != "audit.py":
            module = ast.parse(text)
            for node in ast.walk(module):
                if isinstance(node, ast.Call) and _name(node) in SUBJECT and len(node.args) > SUBJECT[_name(node)]:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node, module


def _name(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr if isinstance(function.value, ast.Name) and function.value.id == "audit" else ""
    return function.id if isinstance(function, ast.Name) else ""


def text_of(node: ast.expr, module: ast.Module) -> str:
    """A text as it stands, the beginning of one that is put together, or a constant of the module."""
    if isinstance(node, ast.JoinedStr):
        return text_of(node.values[0], module)
    if isinstance(node, ast.Constant):
        return str(node.value)
    named = {t.id: each.value for each in module.body if isinstance(each, ast.Assign)
             for t in each.targets if isinstance(t, ast.Name)}  # fmt: skip
    return text_of(named[node.id], module) if isinstance(node, ast.Name) and node.id in named else ""


ALL = list(calls())


def test_the_walk_sees_what_it_should() -> None:
    assert len(ALL) > 20


@pytest.mark.parametrize(("where", "call", "module"), ALL, ids=[where for where, *_ in ALL])
def test_every_entry_has_words(where: str, call: ast.Call, module: ast.Module) -> None:
    subject = text_of(call.args[SUBJECT[_name(call)]], module)
    assert subject in SUBJECTS or subject.startswith(THINGS), (where, subject)
    act = call.args[SUBJECT[_name(call)] - 1]
    if isinstance(act, ast.Constant):
        assert act.value in ACTS
    for keyword in call.keywords:
        assert keyword.arg is None or keyword.arg in DETAILS, (where, keyword.arg)


def test_a_page_is_called_as_in_the_menu() -> None:
    for name in SUBJECTS.keys() & PAGES.keys():
        assert SUBJECTS[name] == PAGES[name].label
