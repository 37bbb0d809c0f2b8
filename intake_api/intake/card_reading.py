"""Reading an identity card off a photo, where the extra ``ocr`` is installed; without it ``reader()`` is None.

The photo is read and dropped. Reading takes a second of one processor, so one card is read at a time.
"""

import base64
import logging
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from typing import Any, Protocol

from knowledge.people.id_card import Card, Line, card

logger = logging.getLogger(__name__)
_one_at_a_time = Lock()
_PATIENCE = 20  # seconds in line; who waited longer has typed it


class ReadsText(Protocol):
    """A photo -> its lines of text and where they stand."""

    def lines(self, photo: bytes) -> list[Line]:
        """The lines, in any order; none for what is no picture."""


class RapidReader:
    """PP-OCR in the wheel of rapidocr: no model is fetched. Loads at the first card, which takes some seconds."""

    def __init__(self) -> None:
        self._engine: Any = None

    def lines(self, photo: bytes) -> list[Line]:
        if self._engine is None:
            self._engine = import_module("rapidocr").RapidOCR(params={"Global.log_level": "critical"})
        found = self._engine(photo)
        if found.boxes is None or found.txts is None:
            return []
        return [Line(str(text), _middle(box)) for text, box in zip(found.txts, found.boxes, strict=True)]


@cache
def reader() -> ReadsText | None:
    """The reader, if one is installed."""
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        return None
    return RapidReader()


def read(url: str, by: ReadsText | None = None) -> Card | None:
    """The card on a ``data:`` photo; None when nothing can be read. Never raises: it is only a help."""
    by = by or reader()
    photo = _content(url)
    if by is None or not photo or not _one_at_a_time.acquire(timeout=_PATIENCE):
        return None
    try:
        return card(by.lines(photo))
    except Exception as error:  # whatever a stranger's picture does to the engine
        logger.warning("a card could not be read: %s", type(error).__name__)
        return None
    finally:
        _one_at_a_time.release()


def _content(url: str) -> bytes:
    head, _, body = url.partition(",")
    if not head.startswith(("data:image/jpeg;base64", "data:image/png;base64")):
        return b""
    try:
        return base64.b64decode(body, validate=True)
    except ValueError:
        return b""


def _middle(box: Iterable[Any]) -> tuple[float, float]:
    points = [(float(point[0]), float(point[1])) for point in box]
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
