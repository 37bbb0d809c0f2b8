"""Word lists (``words/*.txt``, parted by blanks) and tables of patterns (``words/*.toml``), read once at import."""

import tomllib
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "words"


def wordlist(name: str) -> frozenset[str]:
    """The words of ``words/<name>.txt``."""
    return frozenset((_FOLDER / f"{name}.txt").read_text("utf-8").split())


def wordtable(name: str) -> dict[str, Any]:
    """The table in ``words/<name>.toml``."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
