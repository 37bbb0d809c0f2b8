"""How the house is kept: sizes, names, what stands at the top, and what never stands anywhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from checkout import ROOT, files

PACKAGES = ("knowledge", "dialogs", "intake_api", "bots")
TOP = {
    ".ci", ".env.example", ".gitignore", "CHANGELOG.md", "Dockerfile", "Makefile", "README.md", "benchmarks", "bots",
    "dialogs", "docker-compose.yml", "docs", "intake_api", "knowledge", "pyproject.toml", "requirements-test.txt",
    "requirements.txt", "tests",
}  # fmt: skip
VAGUE = {"utils", "util", "service", "services", "manager", "managers", "helpers", "helper", "base", "common", "misc"}
# In parts, so that this file holds none of them.
INDEXES = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]
FOLDERS = ["/" + part for part in ("work/", "root/", "home/", "opt/pypi")]
PICTURES = (".png", ".jpg", ".svg", ".woff2")


def sources() -> list[str]:
    """The Python files that the size budget counts: no tests, no migrations."""
    return [
        name
        for name in files()
        if name.endswith(".py") and name.split("/")[0] in (*PACKAGES, "benchmarks") and "/migrations/" not in name
    ]


def functions() -> Iterator[tuple[str, int]]:
    """Every function with the lines of its body, the docstring not counted."""
    for name in sources():
        for node in ast.walk(ast.parse((ROOT / name).read_text("utf8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                yield f"{name}:{node.lineno} {node.name}", lines


def test_functions_are_small() -> None:
    sizes = dict(functions())
    assert {name: lines for name, lines in sizes.items() if lines > 60} == {}
    long = {name: lines for name, lines in sizes.items() if lines > 24}
    assert len(long) <= 0.1 * len(sizes), long


def test_files_are_small() -> None:
    sizes = {name: len((ROOT / name).read_text("utf8").splitlines()) for name in sources()}
    assert {name: lines for name, lines in sizes.items() if lines > 450} == {}
    long = {name: lines for name, lines in sizes.items() if lines > 300}
    assert len(long) <= 0.02 * len(sizes), long


def test_modules_are_named_for_what_they_are() -> None:
    named = {name: set(Path(name).with_suffix("").parts) for name in sources()}
    assert {name: parts & VAGUE for name, parts in named.items() if parts & VAGUE} == {}


def test_the_top_is_what_was_agreed() -> None:
    assert {name.split("/")[0] for name in files()} == TOP


@pytest.mark.parametrize("word", [*INDEXES, *FOLDERS])
def test_no_file_names_a_registry_or_a_folder_of_somebodys_machine(word: str) -> None:
    standing_alone = re.compile(rf"(?<![\w.:/}}]){re.escape(word)}|//{re.escape(word)}")
    assert [name for name in texts() if standing_alone.search(text_of(name))] == []


def test_nothing_is_left_to_do() -> None:
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error")))
    assert [name for name in texts() if marks.search(text_of(name))] == []


def test_no_test_is_skipped() -> None:
    marks = re.compile(r"pytest\.(skip|xfail|importorskip)|mark\.(skip|xfail)")
    tests = [name for name in files() if name.startswith("tests/") and name.endswith(".py")]
    assert [name for name in tests if marks.search(text_of(name)) and not name.endswith("test_house.py")] == []


def test_no_page_loads_anything_from_elsewhere() -> None:
    """方案对象是农村的老人机和慢网：pages carry all they need."""
    loads = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//|url\(["']?https?:|@import|from ["']https?:""")
    pages = [name for name in files() if name.endswith((".html", ".css", ".js")) and name.split("/")[0] in PACKAGES]
    assert pages
    assert [name for name in pages if loads.search(text_of(name))] == []


def texts() -> list[str]:
    """Every file that is text; requirements hold hashes only and are looked at elsewhere."""
    return [name for name in files() if not name.endswith(PICTURES) and not name.startswith("requirements")]


def text_of(name: str) -> str:
    """A file's text."""
    return (ROOT / name).read_text("utf8")
