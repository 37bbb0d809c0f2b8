"""The commands of the documentation that end by themselves, run as they are written there."""

import io
import json
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from checkout import BAOPIN, ROOT, SECRET, copy_to, run
from covered import covers
from openpyxl import load_workbook

from bots.__main__ import main
from knowledge.county_files import read_folder
from knowledge.policy import PolicyError

ADD = "users add qu-zhang --name 张三 --role county_clerk --area 350111000000"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the checkout."""
    return copy_to(tmp_path / "checkout")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a secret, for commands run inside this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAOPIN_SECRET_KEY", SECRET)
    return tmp_path


@covers(".venv/bin/baopin check")
def test_check(tmp_path: Path) -> None:
    done = run([BAOPIN, "check"], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "福州市晋安区" in done.stdout
    assert done.stdout.endswith("都对。\n")


@covers(
    ".venv/bin/baopin chat",
    ".venv/bin/baopin chat --save tests/stories/90_新故事.txt",
    ".venv/bin/python -m pytest tests/intake_api/test_stories.py --update",
)
def test_a_chat_becomes_a_story(tree: Path) -> None:
    story = tree / "tests/stories/90_新故事.txt"
    said = ["1", "同意", "自己家", "我叫陈大明", "低保户能报吗"]
    chat = [BAOPIN, "chat", "--save", str(story.relative_to(tree))]
    talked = run(chat, tree, tree=tree, typed="\n".join([*said, "", ""]))
    assert talked.returncode == 0, talked.stderr
    saved = story.read_text("utf8")
    assert [line[2:] for line in saved.splitlines() if line.startswith("> ")] == ["[关注]", *said]
    update = [".venv/bin/python", "-m", "pytest", "tests/intake_api/test_stories.py", "--update"]
    done = run([*update, "-k", "90_ and sqlite"], tree, tree=tree)
    assert done.returncode == 0, done.stdout
    assert story.read_text("utf8") == saved


@covers(
    ".venv/bin/python -m pytest tests/dialogs",
    ".venv/bin/python -m pytest tests/intake_api/test_hear.py -k sqlite",
)
def test_parts_of_the_suite_are_there() -> None:
    """They run as a part of this suite; here only that there is something to find."""
    assert list((ROOT / "tests/dialogs").glob("test_*.py"))
    hear = (ROOT / "tests/intake_api/test_hear.py").read_text("utf8")
    assert re.search(r"def test_\w+\([^)]*\b(office|database)\b", hear)
    assert 'params=["sqlite", "postgresql"]' in (ROOT / "tests/conftest.py").read_text("utf8")


@covers(
    f".venv/bin/baopin {ADD}",
    f"docker compose exec api baopin {ADD}",
    ".venv/bin/baopin users list",
    ".venv/bin/baopin users disable qu-zhang",
)
def test_users(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("xiao-Xi-3-yang\n"))
    assert main(ADD.split()) == 0
    assert main(["users", "list"]) == 0
    assert main(["users", "disable", "qu-zhang"]) == 0
    assert main(["users", "list"]) == 0
    told = capsys.readouterr().out
    assert told.splitlines() == [
        "加好了：qu-zhang（区信息员）",
        "qu-zhang\t张三\t区信息员\t晋安区",
        "停用了：qu-zhang",
        "qu-zhang\t张三\t区信息员\t晋安区（停用）",
    ]
    assert (here / "var/baopin.db").exists()


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("users disable nobody", "没有登录名 nobody"),
        ("users add x --name 张三 --role county_clerk --area 350111000000", "登录名"),
        ("users add qu-zhang --name 张三 --role county_clerk --area 350111103210", "要选到区这一级"),
        ("users add qu-zhang --name 张三 --role king --area 350111000000", "角色"),
    ],
)
@pytest.mark.usefixtures("here")
def test_what_is_wrong_is_said(
    command: str, says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("xiao-Xi-3-yang\n"))
    assert main(command.split()) == 1
    assert says in capsys.readouterr().err


@covers(".venv/bin/baopin migrate")
def test_migrate(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == "数据库已是最新。\n"
    assert (here / "var/baopin.db").exists()


@covers(
    ".venv/bin/baopin report annex2 --since 2023-11-10 --until 2023-11-17 -o 附件2.xlsx",
    ".venv/bin/baopin report annex2 --unit 350111103000 --format json -o 宦溪镇.json",
)
def test_report(here: Path) -> None:
    assert main(["report", "annex2", "--since", "2023-11-10", "--until", "2023-11-17", "-o", "附件2.xlsx"]) == 0
    sheet = load_workbook(here / "附件2.xlsx").worksheets[0]
    assert "鼓山镇" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert main(["report", "annex2", "--unit", "350111103000", "--format", "json", "-o", "宦溪镇.json"]) == 0
    table = json.loads((here / "宦溪镇.json").read_text("utf8"))
    assert len(table["columns"]) == len(table["total"]) == 15


@pytest.mark.parametrize("command", ["serve", "users list", "report annex2 -o a.xlsx"])
def test_without_a_secret_it_says_how_to_make_one(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BAOPIN_SECRET_KEY", raising=False)
    monkeypatch.delenv("BAOPIN_DEMO", raising=False)
    assert main(command.split()) == 1
    told = capsys.readouterr().err
    assert "BAOPIN_SECRET_KEY" in told
    offered = re.search(r"python3 -c '(.+?)'", told)
    assert offered
    made = subprocess.run(["python3", "-c", offered[1]], capture_output=True, text=True, check=True)
    assert len(made.stdout.strip()) >= 40
    assert not (tmp_path / "var").exists()


def test_sqlite_refuses_several_workers(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--workers", "2"]) == 1
    assert capsys.readouterr().err == "SQLite 只能一个进程写。要开几个进程，请用 PostgreSQL（BAOPIN_DATABASE_URL）\n"


@pytest.mark.usefixtures("here")
def test_bots_refuse_without_their_token(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("BAOPIN_API_TOKEN", raising=False)
    assert main(["bots", "--api", "http://127.0.0.1:9"]) == 1
    assert "BAOPIN_API_TOKEN" in capsys.readouterr().err


@covers(
    "cp -r knowledge/counties/350111 knowledge/counties/350121",
    "BAOPIN_COUNTY=350121 .venv/bin/baopin check",
)
def test_another_county(tree: Path) -> None:
    folder = tree / "knowledge/counties/350121"
    assert run(["cp", "-r", "knowledge/counties/350111", str(folder)], tree).returncode == 0
    with pytest.raises(PolicyError, match="350121000000"):
        read_folder(folder)
    for file in ("divisions.csv", "policy.toml"):
        text = (folder / file).read_text("utf8")
        (folder / file).write_text(text.replace("350111", "350121").replace("晋安", "闽侯"), "utf8")
    right = run([BAOPIN, "check"], tree, tree=tree, BAOPIN_COUNTY="350111,350121")
    assert right.returncode == 0, right.stderr
    assert "福州市晋安区" in right.stdout
    assert "福州市闽侯区" in right.stdout


@covers("make bench")
def test_make_bench(tree: Path) -> None:
    tiny = "ARGS=--rounds 1 --connections 2 --users 4 --only sqlite"
    done = run(["make", "bench", tiny], tree, tree=tree)
    assert done.returncode == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines() if re.match("ceiling|sqlite", line)]
    assert [row[0] for row in rows] == ["ceiling", "sqlite"]
    assert [row[-1] for row in rows] == ["0", "0"]


@covers("make test")
def test_make_test_runs_everything(tree: Path) -> None:
    """Run for real it would never end: this suite is a part of it."""
    done = run(["make", "--dry-run", "test"], tree, tree=tree)
    steps = [line.removeprefix(".venv/bin/") for line in done.stdout.splitlines()]
    checks = ["ruff check .", "ruff format --check .", "mypy", "lint-imports", "baopin check"]
    assert steps[:6] == ["./tests/needs.sh", *checks]
    assert "pytest" in steps[-1]
    assert (ROOT / ".ci/run").read_text("utf8").endswith("exec make test\n")


@pytest.mark.parametrize(("there", "missing"), [((), "chromium fonts-noto-cjk"), (("chromium",), "fonts-noto-cjk")])
def test_needs_says_what_to_install(tmp_path: Path, there: tuple[str, ...], missing: str) -> None:
    """With a path on which nothing is installed, and nobody is root."""
    for name, says in {"id": "echo 1000", "fc-list": "true", **dict.fromkeys(there, "true")}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{says}\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "grep").symlink_to(str(shutil.which("grep")))
    done = run(["/bin/bash", str(ROOT / "tests/needs.sh")], tmp_path, PATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith(f"测试还缺：{missing}。请装上：sudo apt-get install")


@covers(".venv/bin/baopin rekey --dry-run", ".venv/bin/baopin rekey")
@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_another_key(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cipher: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("xiao-Xi-3-yang\n"))
    assert main([*ADD.split(), "--phone", "13805001234"]) == 0
    monkeypatch.setenv("BAOPIN_SECRET_KEY", "a-new-" + SECRET)
    assert main(["rekey"]) == 1
    assert "BAOPIN_OLD_SECRET_KEYS" in capsys.readouterr().err
    monkeypatch.setenv("BAOPIN_OLD_SECRET_KEYS", SECRET)
    monkeypatch.setenv("BAOPIN_CIPHER", cipher)
    for _ in range(2):  # counting changes nothing
        assert main(["rekey", "--dry-run"]) == 0
        assert capsys.readouterr().out == "350111 账号：看了 1，要换 1\n只数了数，没有动。\n"
    assert main(["rekey"]) == 0
    assert capsys.readouterr().out.startswith("350111 账号：看了 1，要换 1\n都用现在的密钥了。")
    monkeypatch.delenv("BAOPIN_OLD_SECRET_KEYS")
    assert main(["rekey"]) == 0
    assert capsys.readouterr().out.startswith("都用现在的密钥了。")
    monkeypatch.setenv("BAOPIN_SECRET_KEY", SECRET)
    assert main(["users", "list"]) == 1
    assert b"13805001234" not in (here / "var/baopin.db").read_bytes()


@covers(".venv/bin/baopin audit verify", ".venv/bin/baopin audit verify --county 350111")
def test_the_audit_log_is_verified(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "verify"]) == 0
    assert "0 条" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO("xiao-Xi-3-yang\n"))
    assert main(ADD.split()) == 0
    assert main(["users", "disable", "qu-zhang"]) == 0
    capsys.readouterr()
    assert main(["audit", "verify", "--county", "350111"]) == 0
    assert re.search("2 条，一条不少、一字未改。最后一条的指纹 [0-9a-f]{64}\n", capsys.readouterr().out)
    with sqlite3.connect(here / "var/baopin.db") as connection:
        connection.execute("UPDATE audit SET actor = 'somebody' WHERE number = 1")
    assert main(["audit", "verify"]) == 1
    assert "第 1 条不对：内容改动过" in capsys.readouterr().err
    assert main(["audit", "verify", "--county", "999999"]) == 1


def test_a_cipher_that_is_not_there(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BAOPIN_CIPHER", "rot13")
    assert main(["users", "list"]) == 1
    assert "aes 或 sm4" in capsys.readouterr().err
    assert not (here / "var/baopin.db").exists()
