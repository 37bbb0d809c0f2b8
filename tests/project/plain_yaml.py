"""The plain part of YAML that docker-compose.yml keeps to: nested mappings, lists of strings, JSON lists.

Anything else is an error here, so the file stays one that a small reader understands.
"""

import json
import re
from typing import Any

_PAIR = re.compile(r"([A-Za-z_][\w-]*):(?: (.+))?")


def read(text: str) -> dict[str, Any]:
    """The document as dictionaries, lists and strings."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found = _block(lines, 0)
    assert not lines, lines[0]
    return dict(found)


def _block(lines: list[str], indent: int) -> Any:
    """Takes the lines of one block off ``lines``."""
    if lines and lines[0].startswith(" " * indent + "- "):
        return _items(lines, indent)
    pairs: dict[str, Any] = {}
    while lines and _indent(lines[0]) == indent:
        pair = _PAIR.fullmatch(lines.pop(0).strip())
        assert pair, "not a pair"
        assert pair[1] not in pairs, f"{pair[1]} stands there twice"
        deeper = bool(lines) and _indent(lines[0]) > indent
        pairs[pair[1]] = _block(lines, _indent(lines[0])) if not pair[2] and deeper else _scalar(pair[2] or "")
    return pairs


def _items(lines: list[str], indent: int) -> list[Any]:
    items = []
    while lines and lines[0].startswith(" " * indent + "- "):
        items.append(_scalar(lines.pop(0).strip().removeprefix("- ")))
    return items


def _scalar(text: str) -> Any:
    if text.startswith(("[", '"')):
        return json.loads(text)
    assert not re.search(r"^[&*!|>'%@`{]|: | #", text), text
    return text


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
