"""Telephone numbers: read and checked."""

import re

from knowledge.numbers.digits import DigitRun, digit_runs
from knowledge.parsed import Parsed
from knowledge.people.id_numbers import id_number, is_document_number

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(010|02\d|0[3-9]\d\d)([2-9]\d{6,7})")
SERVICE = re.compile(r"[48]00\d{7}")
_LOCAL = re.compile(r"[2-8]\d{7}")
_PHONE_WORDS = re.compile(r"电话|手机|号码|联系|打给|打我|微信")


def phone(text: str, area_code: str = "0591", question: str = "") -> Parsed[str] | None:
    """The telephone number in ``text``: ``13800000000`` or ``0591-87480420``.

    A bare eight-digit number gets ``area_code`` and is to be confirmed; so is the first of several numbers.
    """
    found = [p for run in digit_runs(text) for p in _phones(run, text, area_code)]
    if not found:
        return None
    if len({p.value for p in found}) > 1:
        first = found[0]
        return Parsed(first.value, first.words, confirm=True, why="说了不止一个号码")
    return found[0]


def _phones(run: DigitRun, text: str, area_code: str) -> list[Parsed[str]]:
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Parsed[str]]] = []
    for piece, start, end in run.pieces():
        if any(start < b and a < end for a, b in taken):
            continue
        if is_document_number(piece):
            taken.append((start, end))
        elif number := phone_number(piece, area_code):
            taken.append((start, end))
            local = bool(_LOCAL.fullmatch(piece))
            why = f"加了本地区号{area_code}" if local else "按读音记下的" if run.spoken else ""
            found.append((start, Parsed(number, text[start:end], confirm=bool(why), why=why)))
    return [parsed for _, parsed in sorted(found, key=lambda each: each[0])]


def phone_number(digits: str, area_code: str) -> str:
    bare = re.sub(r"^(?:0086|86)(?=1[3-9]\d{9}$|0?\d{10,11}$)", "", digits)
    if MOBILE.fullmatch(bare) or SERVICE.fullmatch(bare):
        return bare
    if MOBILE.fullmatch(bare[1:]) and bare.startswith("0"):
        return bare[1:]
    if landline := LANDLINE.fullmatch(bare):
        return f"{landline[1]}-{landline[2]}"
    if _LOCAL.fullmatch(bare) and not is_day(bare):
        return f"{area_code}-{bare}"
    return ""


def is_day(digits: str) -> bool:
    """Eight digits like 20231110 are a day, not a telephone."""
    return digits[:2] == "20" and "01" <= digits[4:6] <= "12" and "01" <= digits[6:] <= "31"


def looks_like_phone(text: str) -> bool:
    """Was this meant as a telephone number though it is none (6-14 digits, mostly a wrong length)?"""
    if phone(text) or id_number(text):
        return False
    lengths = [len(run.digits) for run in digit_runs(text)]
    if any(9 <= n <= 14 for n in lengths):
        return True
    return any(5 <= n <= 14 for n in lengths) and (bool(_PHONE_WORDS.search(text)) or _only_digits(text))


def _only_digits(text: str) -> bool:
    runs = digit_runs(text)
    return len(runs) == 1 and runs[0].end - runs[0].start == len(text.strip())
