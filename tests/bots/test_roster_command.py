"""``baopin roster``: a file looked at, imported, known again, taken back."""

from pathlib import Path

import pytest
from register import FAMILY, REGISTER, household, table

from bots.__main__ import main

SECRET = "a-secret-for-the-tests-of-the-commands"


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in an empty folder with a secret; its second row cannot be read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAOPIN_SECRET_KEY", SECRET)
    file = tmp_path / "底册.csv"
    broken = household([FAMILY[0], ("林秀英", "配偶", "350111197806020020", ""), FAMILY[2]])
    file.write_bytes(table(REGISTER, *broken))
    return file


def test_from_the_first_look_to_taking_it_back(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["roster", "import", str(register), "--source", "hukou"]
    assert main(command) == 0
    looked = capsys.readouterr()
    assert looked.out.startswith("新的 2，退回 1\n批号 ")
    assert "名册没有动" in looked.out
    assert "第 3 行 G 列" in looked.err
    assert main([*command, "--dry-run"]) == 0
    assert capsys.readouterr().out == looked.out
    assert main([*command, "--apply"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("新的 2，退回 1\n批号 ")
    assert "名册没有动" not in out
    batch = out.split()[-1]
    assert main([*command, "--apply"]) == 0
    assert "已经导入过（户籍底册），这次没有再导" in capsys.readouterr().out
    assert main(["roster", "undo", batch]) == 0
    assert capsys.readouterr().out == "撤销了 2 行。\n"


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["roster", "import", "没有.csv", "--source", "hukou"], "看看文件名"),
        (["roster", "undo", "nothing"], "没有这一批"),
    ],
)
@pytest.mark.usefixtures("register")
def test_what_is_wrong_is_said(command: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command) == 1
    assert says in capsys.readouterr().err
