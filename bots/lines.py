"""``baopin understand | ask | evaluate``: JSON Lines in, JSON Lines (or a table) out, one process for all lines."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from bots.desk import Failed
from dialogs.danger import in_danger
from dialogs.evaluating import Score, group_of, judge, table_of
from dialogs.understanding import READERS, Line, understand
from intake_api.settings import Settings
from knowledge import semantic
from knowledge.county_files import load_county
from knowledge.parsed import Parsed
from knowledge.policy import County

Row = dict[str, Any]


class BadLine(Exception):
    """A line that cannot be read; the text says why."""


def understand_lines(options: Namespace) -> int:
    """``{"kind", "question", "text", "today"?, "options"?}`` → ``{"value", "low"?, "high"?, "confirm"?, "why"?}``."""
    county = _county(options)
    return _answer(options.file, lambda row: told(understand(line_of(row), county)))


def ask_lines(options: Namespace) -> int:
    """``{"question"}`` → ``{"answer", "topic", "outcome"}``, with the ``title`` and the ``near`` topics."""
    county = _county(options)
    return _answer(options.file, lambda row: _asked(row, county))


def evaluate_lines(options: Namespace) -> int:
    """Labelled lines → a table of right, asked back and wrong per kind; ``--show`` lists what was not right."""
    county, scores = _county(options), dict[str, Score]()
    with _reading(options.file) as lines:
        for number, text in lines:
            row = _row(text, number)
            judged = judge(row, line_of(row), county)
            scores.setdefault(group_of(row), Score()).add(row, judged)
            if options.show and (judged.wrong or judged.needless or not judged.right):
                mark = "wrong" if judged.wrong else "needless" if judged.right else "asked"
                print(mark, json.dumps(row, ensure_ascii=False), "→", _brief(judged.got))
    print(table_of(scores))
    return 0


def line_of(row: Row) -> Line:
    """The line that a row describes. Raises ``BadLine``."""
    kind = str(row.get("kind"))
    if kind != "faq" and kind not in READERS:
        raise BadLine(f"不认识的 kind：{kind}。可以用：{'、'.join(READERS)}")
    try:
        today = date.fromisoformat(row["today"]) if row.get("today") else date.today()
    except (TypeError, ValueError) as error:
        raise BadLine("today 要写成 2023-11-07 这样") from error
    text, question = str(row.get("text") or ""), str(row.get("question") or "")
    return Line(kind, text, today, question, tuple(map(str, row.get("options") or ())))


def told(found: Parsed[Any] | None) -> Row:
    """A result as the contract words it."""
    if found is None:
        return {"value": None}
    row: Row = {"value": found.value}
    row |= {key: value for key in ("low", "high") if (value := getattr(found, key)) is not None}
    row |= {"confirm": True} if found.confirm else {}
    row |= {"why": found.why} if found.why else {}
    return row | ({"others": list(found.others)} if found.others else {})


def _asked(row: Row, county: County) -> Row:
    if not isinstance(row.get("question"), str):
        raise BadLine("每行要有 question")
    found = county.library.ask(row["question"])
    hint = found.danger if found.outcome != "answered" else None  # out of nothing, a hint is enough
    said = in_danger(hint, county) if hint else found.answer
    answer = {"answer": said or None, "topic": found.entry.id if found.entry else None}
    title = {"title": found.entry.question} if found.entry else {}
    near = [{"topic": entry.id, "title": entry.question} for entry in found.near]
    return answer | {"outcome": "emergency" if hint else found.outcome} | title | ({"near": near} if near else {})


def _answer(file: str, read: Callable[[Row], Row]) -> int:
    """One line out for each line in, in order; a bad line gets an ``error`` and the rest goes on."""
    bad = 0
    with _reading(file) as lines:
        for number, text in lines:
            try:
                answer = read(_row(text, number))
            except BadLine as error:
                bad, answer = bad + 1, {"value": None, "error": f"第 {number} 行：{error}"}
            print(json.dumps(answer, ensure_ascii=False))
    if bad:
        print(f"有 {bad} 行读不了，见输出里的 error。", file=sys.stderr)
    return 1 if bad else 0


def _row(text: str, number: int) -> Row:
    try:
        row = json.loads(text)
    except ValueError as error:
        raise BadLine("不是 JSON") from error
    if not isinstance(row, dict):
        raise BadLine("每行要是一个 JSON 对象")
    return row


@contextmanager
def _reading(file: str) -> Iterator[Iterator[tuple[int, str]]]:
    """The numbered lines of a file or of standard input, empty ones left out."""
    try:
        source = sys.stdin if file == "-" else Path(file).open(encoding="utf-8")  # noqa: SIM115
    except OSError as error:
        raise Failed(f"打不开 {file}：{error.strerror}") from error
    try:
        yield ((number, line) for number, line in enumerate(source, 1) if line.strip())
    finally:
        if file != "-":
            source.close()


def _county(options: Namespace) -> County:
    semantic.off(options.core)
    return load_county(Settings().counties[0])


def _brief(got: Any) -> str:
    return json.dumps(told(got), ensure_ascii=False) if isinstance(got, Parsed) or got is None else str(got)
