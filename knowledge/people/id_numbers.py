"""Resident ID and 残疾人证 numbers: read and checked."""

import re
from datetime import date

from knowledge.numbers.digits import digit_runs
from knowledge.parsed import Parsed

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()  # noqa: SIM905
)
_EIGHTEEN = re.compile(r"[1-8]\d{16}[\dX]")
# 残疾人证: the ID number, class 1-7, grade 1-4, and B1 … after a re-issue (Annex 1 takes both kinds of number).
_DISABILITY_TAIL = re.compile(r"[1-7][1-4](?:B\d)?")
_REISSUE = re.compile(r"\s*[Bb]\s*(\d)(?!\d)")


_ID_WORDS = re.compile(r"身份证|证件|证号")


def is_id_number(number: str) -> bool:
    """Is this an 18-character resident ID number with a true date and check character?"""
    if not _EIGHTEEN.fullmatch(number) or number[:2] not in _PROVINCES:
        return False
    if _date_of(number) is None:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == number[17]


def is_document_number(number: str) -> bool:
    """An ID number, or a 残疾人证 number (20 or 22 characters)."""
    tail = number[18:]
    return is_id_number(number[:18]) and (not tail or bool(_DISABILITY_TAIL.fullmatch(tail)))


def id_number(text: str, question: str = "") -> Parsed[str] | None:
    """The ID or 残疾人证 number in ``text``; None when none passes the check."""
    for run in digit_runs(text):
        for piece, start, end in run.pieces():
            if is_document_number(piece):
                return _document(piece, text, start, end, run.spoken)
    return None


def _document(number: str, text: str, start: int, end: int, spoken: bool) -> Parsed[str]:
    if len(number) == 20 and (again := _REISSUE.match(text, end)):
        number, end = f"{number}B{again[1]}", again.end()
    kind = "残疾人证" if len(number) > 18 else "身份证"
    return Parsed(number, text[start:end], confirm=spoken, why="按读音记下的" if spoken else "", unit=kind)


def looks_like_id(text: str) -> bool:
    """Was this meant as an ID number though it is none (15-22 digits, or said to be one)?"""
    if id_number(text):
        return False
    longest = max((len(run.digits) for run in digit_runs(text)), default=0)
    return 15 <= longest <= 22 or (longest >= 12 and bool(_ID_WORDS.search(text)))


def sex_of(number: str) -> str:
    """男 or 女, from a valid ID number."""
    return "男" if int(number[16]) % 2 else "女"


def birth_of(number: str) -> date:
    """The birth date in a valid ID number; ValueError when it holds none."""
    born = _date_of(number)
    if born is None:
        raise ValueError("no birth date in this number")
    return born


def _date_of(number: str) -> date | None:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if 1900 <= born.year <= 2099 else None
