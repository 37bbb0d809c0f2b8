"""A county's divisions and landmarks read and checked: ``divisions.csv``, ``landmarks.toml``."""

import csv
import tomllib
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import get_args

from knowledge.places.atlas import Division, Level

_COLUMNS = [each.name for each in fields(Division)]
_PARENT = {"city": "province", "county": "city", "town": "county", "village": "town"}


def read_divisions(path: Path, problems: list[str]) -> list[Division]:
    """Every division of ``divisions.csv``; what is wrong is added to ``problems``."""
    if not path.is_file():
        problems.append(f"缺少 {path.name}")
        return []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != _COLUMNS:
            problems.append(f"{path.name}：列应是 {','.join(_COLUMNS)}")
            return []
        return [found for row in reader if (found := _division(row, reader.line_num, problems))]


def _division(row: dict[str, str], line: int, problems: list[str]) -> Division | None:
    code, level = row["code"], row["level"]
    if len(code) != 12 or not code.isdigit() or level not in get_args(Level) or not (row["name"] and row["short"]):
        problems.append(f"divisions.csv 第{line}行：代码应为12位数字，级别应为 {'/'.join(get_args(Level))}，名称不可空")
        return None
    return Division(**row)  # type: ignore[arg-type]


def check_divisions(
    code: str, divisions: list[Division], counties: list[Division], counted_towns: Sequence[str], problems: list[str]
) -> None:
    """Whether every place has its superior and the county of ``code`` is the only one; problems are noted."""
    level_of: dict[str, str] = {d.code: d.level for d in divisions}
    if len(level_of) != len(divisions):
        problems.append("divisions.csv：有重复的代码")
    if [d.code for d in counties] != [code.ljust(12, "0")]:
        problems.append(f"divisions.csv：应当正好有一个县级，代码 {code.ljust(12, '0')}")
    for d in divisions:
        if d.level != "province" and level_of.get(d.parent) != _PARENT[d.level]:
            problems.append(f"divisions.csv：{d.name}（{d.code}）没有上级 {d.parent}")
    for town in counted_towns:
        if level_of.get(town) != "town":
            problems.append(f"policy.toml：counted_towns 里的 {town} 不是本区的乡镇")


def read_landmarks(path: Path, divisions: list[Division], problems: list[str]) -> dict[str, list[str]]:
    """Well-known places by which people say where they live; a county may have none written down."""
    try:
        found: dict[str, list[str]] = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    except tomllib.TOMLDecodeError as error:
        problems.append(f"landmarks.toml 读不懂：{error}")
        return {}
    towns = {d.name for d in divisions if d.level == "town"}
    problems += [f"landmarks.toml：没有这个乡镇：{town}" for town in found if town not in towns]
    return found
