"""Commands with a wrong setting end with a sentence, not with a traceback."""

from pathlib import Path

import pytest
from checkout import BAOPIN, SECRET, run


@pytest.mark.parametrize(
    ("command", "url", "words"),
    [
        ("serve", "postgresql://baopin:a-password@127.0.0.1:1/baopin", "数据库用不了"),
        ("users list", "sqlite:///no-database", "数据库用不了"),
        ("migrate", "sqlite:////proc/nowhere/x.db", "打不开"),
        ("migrate", "mysql://somewhere/baopin", "BAOPIN_DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_used(tmp_path: Path, command: str, url: str, words: str) -> None:
    (tmp_path / "no-database").write_bytes(b"a letter, not a database" * 100)
    settings = {"BAOPIN_SECRET_KEY": SECRET, "BAOPIN_DATABASE_URL": url}
    done = run([BAOPIN, *command.split()], tmp_path, **settings)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "a-password" not in done.stderr


def test_another_secret_than_before(tmp_path: Path) -> None:
    assert run([BAOPIN, "users", "list"], tmp_path, BAOPIN_SECRET_KEY=SECRET).returncode == 0
    done = run([BAOPIN, "users", "list"], tmp_path, BAOPIN_SECRET_KEY=SECRET + "-changed")
    assert done.returncode == 1
    assert "原来用的那一个" in done.stderr
