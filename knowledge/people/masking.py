"""Numbers that identify somebody, masked for people who need not see them."""

from knowledge.numbers.digits import digit_runs
from knowledge.people.id_numbers import documents
from knowledge.people.phones import LANDLINE, MOBILE, SERVICE, is_day, telephones


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
    for start, end, shown in _secrets(text):
        hidden += [text[at:start], shown]
        at = end
    return "".join([*hidden, text[at:]])


def _secrets(text: str) -> list[tuple[int, int, str]]:
    found = [(each.start, each.end, mask_id(each.parsed.value)) for each in documents(text)]
    found += [(each.start, each.end, mask_phone(each.parsed.value)) for each in telephones(text)]
    for run in digit_runs(text):
        free = all(run.end <= start or end <= run.start for start, end, _ in found)
        if free and (shown := _mask_long(run.digits)):
            found.append((run.start, run.end, shown))
    return sorted(found)


def _mask_long(digits: str) -> str:
    """A number with a digit too many or too few is still somebody's."""
    if len(digits) >= 15:
        return mask_id(digits)
    return "*" * len(digits) if len(digits) >= 9 and not is_day(digits[:8]) else ""
