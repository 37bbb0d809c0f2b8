"""The sentences of ``words.toml``, filled in."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _words() -> Mapping[str, Any]:
    with Path(__file__).with_name("words.toml").open("rb") as file:
        return tomllib.load(file)


def table(name: str) -> Mapping[str, Any]:
    """A whole table: ``commands``, ``fields``, ``status``."""
    found: Mapping[str, Any] = _words()[name]
    return found


def say(key: str, **values: object) -> str:
    """The sentence ``key`` (``welcome``, ``misheard.phone``) with its blanks filled; ``KeyError`` if there is none."""
    text: Any = _words()["say"]
    for part in key.split("."):
        text = text[part]
    return str(text).strip().format(**values) if values else str(text).strip()


def button(key: str) -> str:
    """The label of a button."""
    return say(f"buttons.{key}")
