"""The sentences of ``words.toml``, filled in."""

import tomllib
from collections.abc import Iterator, Mapping
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
    text = _sentences()[key]
    return text.format(**values) if values else text


@cache
def _sentences() -> Mapping[str, str]:
    return dict(_flat(_words()["say"]))


def _flat(part: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, text in part.items():
        if isinstance(text, str):
            yield before + name, text.strip()
        else:
            yield from _flat(text, f"{before}{name}.")


def button(key: str) -> str:
    """The label of a button."""
    return say(f"buttons.{key}")
