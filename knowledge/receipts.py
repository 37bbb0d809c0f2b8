"""Receipt numbers: two letters, date, serial, check character, as in ``JA20231110-0007-K``."""

import re
import unicodedata
from datetime import date

# No I and O, which look like 1 and 0; no B, S, Z, which are heard and seen as 8, 5, 2.
_CHECK = "0123456789ACDEFGHJKLMNPQRTUVWXY"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
# 31 is prime and 3 one of its primitive roots: each place weighs differently, so one wrong character or two
# swapped ones always change the sum. The start makes the number printed in the contract a true one.
_MODULUS, _ROOT, _START = 31, 3, 27
_GAP = r"[\s\-—–_－]{0,3}"
_SHAPE = re.compile(
    rf"(?<![A-Z0-9])([A-Z]{_GAP}[A-Z]){_GAP}((?:[0-9OIL]{_GAP}){{8}}){_GAP}((?:[0-9OIL]{_GAP}){{4,6}}){_GAP}([0-9A-Z])(?![A-Z0-9]|[-—–_－][A-Z0-9])"
)
_LOOSE = re.compile(rf"(?<![A-Z])[A-Z]{{2}}{_GAP}20[0-9OIL]{{2}}{_GAP}[0-9OIL]{{2,}}")
_AS_DIGITS = str.maketrans("OIL", "011")


def make(prefix: str, day: date, serial: int) -> str:
    """The receipt number of the ``serial``-th case of ``day``. ValueError when prefix or serial do not fit."""
    if len(prefix) != 2 or any(letter not in _LETTERS for letter in prefix):
        raise ValueError("a receipt prefix is two capital letters without I and O")
    if not 0 < serial <= 999_999:
        raise ValueError("a serial is between 1 and 999999")
    body = f"{day:%Y%m%d}", f"{serial:04d}"
    return f"{prefix}{body[0]}-{body[1]}-{_check(prefix + ''.join(body))}"


def parse(text: str) -> str | None:
    """The receipt number in ``text``, however spaced or cased; None when there is none or its check fails."""
    for found in _SHAPE.finditer(_plain(text)):
        prefix, day, serial, check = (re.sub(_GAP, "", part) for part in found.groups())
        day, serial = day.translate(_AS_DIGITS), serial.translate(_AS_DIGITS)
        if _is_day(day) and set(prefix) <= set(_LETTERS) and _check(prefix + day + serial) == check:
            return f"{prefix}{day}-{serial}-{check}"
    return None


def looks_like_receipt(text: str) -> bool:
    """Was this meant as a receipt number, right or wrong?"""
    return parse(text) is not None or bool(_LOOSE.search(_plain(text)))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:500]).upper()


def _check(body: str) -> str:
    weight, total = 1, _START
    for character in body:
        value = int(character) if character.isdigit() else _LETTERS.index(character)
        total += weight * value
        weight = weight * _ROOT % _MODULUS
    return _CHECK[total % _MODULUS]


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
