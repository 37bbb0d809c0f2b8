"""``baopin understand | ask | evaluate``: JSON Lines in, the contract's words out, nothing lost on the way."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bots.__main__ import main
from dialogs.understanding import READERS

SAID = [
    {"kind": "money", "question": "去年一年收入多少？", "text": "一天一百二，做了两百天"},
    {"kind": "money", "question": "去年一年收入多少？", "text": "两三万"},
    {"kind": "area_mu", "question": "家里几亩地？", "text": "三亩二分"},
    {"kind": "phone", "question": "打哪个电话？", "text": "幺三八零零零零零零零零"},
    {"kind": "yes_no", "question": "有低保吗？", "text": "没有"},
    {"kind": "town", "question": "您家在哪个镇？", "text": "宦溪的"},
    {"kind": "date", "question": "哪天出的事？", "text": "2023-11-07", "today": "2023-11-20"},
    {"kind": "choice", "question": "是哪样？", "text": "第二个", "options": ["因大病", "因学"]},
    {"kind": "command", "text": "上一步"},
    {"kind": "command", "text": "人工养殖的鱼死光了"},
    {"kind": "money", "question": "去年一年收入多少？", "text": "不晓得"},
]


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def written(folder: Path, rows: list[Any]) -> str:
    path = folder / "lines.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows), "utf-8")
    return str(path)


def test_understand_answers_line_by_line_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", written(tmp_path, SAID)]) == 0
    told = lines(capsys)
    assert told[0]["value"] == 24000
    assert told[0]["confirm"] is True
    assert "200" in told[0]["why"]
    assert (told[1]["value"], told[1]["low"], told[1]["high"]) == (25000, 20000, 30000)
    assert [row["value"] for row in told[2:]] == [
        3.2, "13800000000", False, "宦溪镇", "2023-11-07", 1, "back", "none", None,
    ]  # fmt: skip
    assert told[2] == {"value": 3.2}


def test_standard_input_is_read_without_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(SAID[2]) + "\n\n" + json.dumps(SAID[4]) + "\n"))
    assert main(["understand"]) == 0
    assert [row["value"] for row in lines(capsys)] == [3.2, False]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("{", "不是 JSON"),
        ("3", "JSON 对象"),
        ({"kind": "colour", "text": "红"}, "不认识的 kind"),
        ({"kind": "date", "text": "昨天", "today": "昨天"}, "today"),
    ],
)
def test_a_bad_line_loses_nothing(bad: Any, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", written(tmp_path, [SAID[2], bad, SAID[4]])]) == 1
    out, err = capsys.readouterr()
    first, second, third = map(json.loads, out.splitlines())
    assert (first["value"], second["value"], third["value"]) == (3.2, None, False)
    assert words in second["error"]
    assert "第 2 行" in second["error"]
    assert "1 行" in err


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", str(tmp_path / "none.jsonl")]) == 1
    assert "none.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize("kind", sorted(READERS))
@pytest.mark.parametrize("text", ["", "😀", None])
def test_every_kind_takes_an_empty_line(
    kind: str, text: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["understand", written(tmp_path, [{"kind": kind, "text": text}])]) == 0
    assert lines(capsys) == [{"value": "none" if kind == "command" else None}]


def test_ask_says_answer_topic_and_outcome(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [{"question": q} for q in ("多久有结果", "今天天气怎么样", "我不想活了", "")]
    assert main(["ask", written(tmp_path, asked)]) == 0
    result, weather, alarm, empty = lines(capsys)
    assert (result["outcome"], result["topic"]) == ("answered", "F055")
    assert "15" in result["answer"]
    assert (weather["outcome"], weather["answer"], weather["topic"]) == ("out_of_scope", None, None)
    assert alarm["outcome"] == "emergency"
    assert empty["outcome"] == "out_of_scope"


def test_evaluate_counts_right_asked_and_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labelled = [
        SAID[2] | {"value": 3.2, "plain": True},
        SAID[4] | {"value": True},
        SAID[0] | {"value": 24000, "ask": True},
        SAID[0] | {"value": 24000, "plain": True},
        {"kind": "faq", "question": "多久有结果", "topic": "F055"},
        {"kind": "faq", "question": "今天天气怎么样", "outcome": "out_of_scope"},
    ]
    assert main(["evaluate", "--show", written(tmp_path, labelled)]) == 0
    out = capsys.readouterr().out
    rows = {
        line.split()[0]: line.split() for line in out.splitlines() if line and not line.startswith(("wrong", "nee"))
    }
    assert rows["area_mu"][1:] == ["1", "100.0", "0.0", "0.0", "100.0", "0.0", "–"]
    assert rows["yes_no"][1:5] == ["1", "0.0", "0.0", "100.0"]
    assert rows["money"][1:] == ["2", "100.0", "0.0", "0.0", "100.0", "100.0", "0.0"]
    assert "wrong" in out
    assert "needless" in out
