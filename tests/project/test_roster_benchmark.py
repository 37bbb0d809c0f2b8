"""The benchmark of imports, small: every step of it runs."""

from pathlib import Path

import pytest
from covered import covers

from benchmarks import roster


@covers(".venv/bin/python -m benchmarks.roster")
def test_every_step_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster.measure("sqlite", f"sqlite:///{tmp_path / 'bench.db'}", tmp_path, 120)
    told = capsys.readouterr().out
    assert "120 households" in told
    assert all(step in told for step in ("looked at", "imported", "a newer file", "a list undone"))
