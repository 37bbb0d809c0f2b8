"""The commands of docs/roster.md, run as they are written there."""

import csv
import os
import re
from pathlib import Path

from checkout import BAOPIN, run
from covered import covers

HEAD = ("乡镇", "行政村", "姓名", "身份证号", "月低保金")
ROW = ("宦溪镇", "亥由村", "陈大山", "350111197803150018", "720")


@covers(
    ".venv/bin/baopin roster import 低保名单.xlsx --source dibao",
    ".venv/bin/baopin roster import 低保名单.xlsx --source dibao --apply",
    ".venv/bin/baopin roster undo 批号",
)
def test_a_list_is_read_imported_and_taken_back(tmp_path: Path) -> None:
    with (tmp_path / "低保名单.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows((HEAD, ROW))
    bring = [BAOPIN, "roster", "import", "低保名单.csv", "--source", "dibao"]
    looked = run(bring, tmp_path, **_demo())
    assert looked.returncode == 0, looked.stderr
    assert "新的 1" in looked.stdout
    assert "名册没有动" in looked.stdout
    done = run([*bring, "--apply"], tmp_path, **_demo())
    assert done.returncode == 0, done.stderr
    (batch,) = re.findall(r"批号 (\w+)", done.stdout)
    undone = run([BAOPIN, "roster", "undo", batch], tmp_path, **_demo())
    assert undone.returncode == 0, undone.stderr
    assert "撤销了 1 行" in undone.stdout


def _demo() -> dict[str, str]:
    return {"BAOPIN_DEMO": "1", "PATH": os.environ["PATH"]}
