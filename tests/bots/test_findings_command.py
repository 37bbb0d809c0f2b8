"""``baopin findings``: the whole stock checked at once, from the command line."""

import argparse
from pathlib import Path

import pytest

from bots import findings
from bots.desk import migrate_database


def test_the_stock_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAOPIN_SECRET_KEY", "a-secret-of-the-suite")
    monkeypatch.setenv("BAOPIN_DATABASE_URL", f"sqlite:///{tmp_path / 'baopin.db'}")
    migrate_database(argparse.Namespace(database_url=""))
    parser = argparse.ArgumentParser()
    findings.add_to(parser.add_subparsers())
    options = parser.parse_args(["findings"])
    options.run(options)
    assert capsys.readouterr().out.endswith("福州市晋安区：查完了，0 件有变化\n")
