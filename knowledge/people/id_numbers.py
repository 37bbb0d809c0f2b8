"""Resident ID and 残疾人证 numbers: read and checked."""

import re
from datetime import date

from knowledge.numbers.amended import amended
from knowledge.numbers.digits import Dictation, Piece, all_together, dictations, digit_runs, in_figures, narrow
from knowledge.parsed import Parsed
from knowledge.people.which_number import Spotted, asked_for

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()  # noqa: SIM905
)
_EIGHTEEN = re.compile(r"[1-8]\d{16}[\dX]")
# 残疾人证: the ID number, class 1-7, grade 1-4, and B1 … after a re-issue (Annex 1 takes both kinds of number).
_DISABILITY_TAIL = re.compile(r"[1-7][1-4](?:B\d)?")
_BEHIND_X = re.compile(r"[1-7][1-4](?![\dXx])")  # a run of digits ends at the X
_REISSUE = re.compile(r"\s*[Bb]\s*(\d)(?!\d)")
_ID_WORDS = re.compile(r"身份证|证件|证号")
_LENGTHS, _ID_LENGTH, _FEWEST = frozenset({18, 20}), 18, 9
_CN = "〇零一二三四五六七八九十"
# 出生八八年八月八号: the birth date told as a date.
_BIRTH = re.compile(
    rf"(?a)(\d{{4}}|\d\d|[{_CN}]{{4}}|[{_CN}]{{2}})年(\d{{1,2}}|[{_CN}]{{1,2}})月(\d{{1,2}}|[{_CN}]{{1,3}})[号日]?"
)


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
    """The ID or 残疾人证 number in ``text``; None when none passes the check.

    One that passes is certain however it was told: the check character finds every single wrong digit.
    """
    found = documents(text) or _with_birth_told(text)
    chosen = asked_for(found, text, question) if found else None
    if chosen and len(chosen.value) > _ID_LENGTH and "身份证" in question and "残" not in question:
        why = "残疾人证号的前18位就是身份证号"
        return Parsed(chosen.value[:_ID_LENGTH], chosen.words, True, why, unit="身份证")
    return chosen


def documents(text: str) -> list[Spotted]:
    """Every valid document number in ``text``, in order, as corrected."""
    spotted: list[Spotted] = []
    told = dictations(text, _FEWEST)
    if sum(len(group.digits) for dictation in told for group in dictation.groups) < _ID_LENGTH:
        return spotted  # a telephone number, mostly
    for dictation in told:
        pieces = sorted(_pieces(dictation), key=lambda piece: (piece.fixed, -len(piece.digits), piece.loose))
        for piece in pieces:
            number = _checked(piece, text)
            if number and all(piece.end <= each.start or each.end <= piece.start for each in spotted):
                spotted.append(_spotted(number, text, piece.start, piece.end))
    remarked = None if spotted else all_together(text)
    if remarked and is_document_number(remarked.digits):
        return [_spotted(remarked.digits, text, remarked.start, remarked.end)]
    return sorted(spotted, key=lambda each: each.start)


def _pieces(dictation: Dictation) -> list[Piece]:
    return [p for p in dictation.pieces(_LENGTHS, _begins_well) if p.before + p.after <= 1 or not p.loose]


def _begins_well(digits: str) -> bool:
    return digits[:2] in _PROVINCES


def _checked(piece: Piece, text: str) -> str:
    """The number if it is valid, as said or as put right by the words behind it."""
    if is_document_number(piece.digits):
        corrected = amended(piece.digits, text[piece.end :][:40])
        return corrected if is_document_number(corrected) else piece.digits
    if len(piece.digits) == _ID_LENGTH and piece.digits[:2] in _PROVINCES:
        corrected = amended(piece.digits, text[piece.end :][:40])
        return corrected if is_id_number(corrected) else ""
    return ""


def _spotted(number: str, text: str, start: int, end: int) -> Spotted:
    if number.endswith("X") and (tail := _BEHIND_X.match(narrow(text), end)):
        number, end = number + tail[0], tail.end()
    if len(number) == 20 and (again := _REISSUE.match(text, end)):
        number, end = f"{number}B{again[1]}", again.end()
    kind = "残疾人证" if len(number) > _ID_LENGTH else "身份证"
    return Spotted(Parsed(number, text[start:end], unit=kind), start, end)


def _with_birth_told(text: str) -> list[Spotted]:
    """前六位350111，出生八八年八月八号，后四位0156."""
    if "月" not in text or not (told := _BIRTH.search(narrow(text))):
        return []
    year, month, day = (_number(part) for part in told.groups())
    for century in (0,) if year > 99 else (1900, 2000):
        written = f"{text[: told.start()]} {century + year:04}{month:02}{day:02} {text[told.end() :]}"
        if found := documents(written):
            whole = Parsed(found[0].parsed.value, text, unit=found[0].parsed.unit)
            return [Spotted(whole, 0, len(text))]
    return []


def _number(words: str) -> int:
    """11, 十一, 二十一 or 八八 as a number."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(in_figures(words))
    return 10 * int(in_figures(tens or "一")) + int(in_figures(ones or "零"))


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
