"""Numbers that identify somebody, masked for people who need not see them."""

from knowledge.numbers.digits import DigitRun, digit_runs
from knowledge.people.id_numbers import is_document_number
from knowledge.people.phones import LANDLINE, MOBILE, SERVICE, is_day, phone_number


def mask_name(full: str) -> str:
    """``陈大明`` as ``陈**``: the first character and at most two stars."""
    return full[:1] + "*" * min(2, len(full) - 1)


def mask_id(number: str) -> str:
    """``350111197803150018`` as ``350111********0018``; anything shorter as stars only."""
    if len(number) < 15:
        return "*" * len(number)
    return number[:6] + "*" * (len(number) - 10) + number[-4:]


def mask_phone(number: str) -> str:
    """``13800000000`` as ``138****0000``, ``0591-87480420`` as ``0591-****0420``; anything else as stars only."""
    bare = number.replace("-", "")
    if MOBILE.fullmatch(bare) or SERVICE.fullmatch(bare):
        return f"{bare[:3]}****{bare[-4:]}"
    if landline := LANDLINE.fullmatch(bare):
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
    number = phone_number(digits, "")
    return mask_phone(number) if number else ""


def _mask_long(digits: str) -> str:
    """A number with a digit too many or too few is still somebody's."""
    if len(digits) >= 15:
        return mask_id(digits)
    return "*" * len(digits) if len(digits) >= 9 and not is_day(digits[:8]) else ""
