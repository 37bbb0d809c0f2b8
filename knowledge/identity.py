"""ID numbers and telephone numbers: read, checked, masked."""

import re
from datetime import date

from knowledge.digits import DigitRun, digit_runs
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
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(010|02\d|0[3-9]\d\d)([2-9]\d{6,7})")
_SERVICE = re.compile(r"[48]00\d{7}")
_LOCAL = re.compile(r"[2-8]\d{7}")
_PHONE_WORDS = re.compile(r"电话|手机|号码|联系|打给|打我|微信")
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


def id_number(text: str) -> Parsed[str] | None:
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


def phone(text: str, area_code: str = "0591") -> Parsed[str] | None:
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
        elif number := _phone_number(piece, area_code):
            taken.append((start, end))
            local = bool(_LOCAL.fullmatch(piece))
            why = f"加了本地区号{area_code}" if local else "按读音记下的" if run.spoken else ""
            found.append((start, Parsed(number, text[start:end], confirm=bool(why), why=why)))
    return [parsed for _, parsed in sorted(found, key=lambda each: each[0])]


def _phone_number(digits: str, area_code: str) -> str:
    bare = re.sub(r"^(?:0086|86)(?=1[3-9]\d{9}$|0?\d{10,11}$)", "", digits)
    if _MOBILE.fullmatch(bare) or _SERVICE.fullmatch(bare):
        return bare
    if _MOBILE.fullmatch(bare[1:]) and bare.startswith("0"):
        return bare[1:]
    if landline := _LANDLINE.fullmatch(bare):
        return f"{landline[1]}-{landline[2]}"
    if _LOCAL.fullmatch(bare) and not _is_day(bare):
        return f"{area_code}-{bare}"
    return ""


def _is_day(digits: str) -> bool:
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


def mask_id(number: str) -> str:
    """``350111197803150018`` as ``350111********0018``; anything shorter as stars only."""
    if len(number) < 15:
        return "*" * len(number)
    return number[:6] + "*" * (len(number) - 10) + number[-4:]


def mask_phone(number: str) -> str:
    """``13800000000`` as ``138****0000``, ``0591-87480420`` as ``0591-****0420``; anything else as stars only."""
    bare = number.replace("-", "")
    if _MOBILE.fullmatch(bare) or _SERVICE.fullmatch(bare):
        return f"{bare[:3]}****{bare[-4:]}"
    if landline := _LANDLINE.fullmatch(bare):
        return f"{landline[1]}-{'*' * (len(landline[2]) - 4)}{landline[2][-4:]}"
    return "*" * len(number)


def hide_private(text: str) -> str:
    """``text`` with every ID number, telephone and other long number masked, mistyped ones too."""
    hidden, at = [], 0
    for run in digit_runs(text):
        for start, end, shown in _secrets(run):
            hidden += [text[at:start], shown]
            at = end
    return "".join([*hidden, text[at:]])


def _secrets(run: DigitRun) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for masked in (_mask_known, _mask_long):
        for piece, start, end in run.pieces():
            if all(end <= a or b <= start for a, b, _ in found) and (shown := masked(piece)):
                found.append((start, end, shown))
    return sorted(found)


def _mask_known(digits: str) -> str:
    if is_document_number(digits):
        return mask_id(digits)
    number = _phone_number(digits, "")
    return mask_phone(number) if number else ""


def _mask_long(digits: str) -> str:
    """A number with a digit too many or too few is still somebody's."""
    if len(digits) >= 15:
        return mask_id(digits)
    return "*" * len(digits) if len(digits) >= 9 and not _is_day(digits[:8]) else ""


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
