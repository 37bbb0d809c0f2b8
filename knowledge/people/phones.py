"""Telephone numbers: read and checked."""

import re
from dataclasses import replace
from functools import lru_cache

from knowledge.dates.figures import figure
from knowledge.numbers.amended import amended
from knowledge.numbers.digits import DIGIT, Piece, all_together, dictations, digit_runs
from knowledge.parsed import Parsed
from knowledge.people.id_numbers import documents, id_number
from knowledge.people.which_number import Spotted, asked_for

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(010|02\d|0[3-9]\d\d)([2-9]\d{6,7})")
SERVICE = re.compile(r"[48]00\d{7}")
_LOCAL = re.compile(r"[2-8]\d{7}")
_ABROAD = re.compile(r"^(?:0086|86)(?=1[3-9]\d{9}$|0?\d{10,11}$)")
_PHONE_WORDS = re.compile(r"电话|手机|号码|联系|打给|打我|微信|座机|固话|打")
_OTHER_NUMBER = re.compile(r"(?:卡号|账号|帐号|账户|银行卡?|存折|社保卡?|编号|单号)[是为：:，, ]*$")
_OTHER_NAME = re.compile(r"(?:微信|QQ|qq|抖音)号?[是为：:，, ]*$")
_ONES = "一二三四五六七八九"
_TENS = re.compile(f"[{_ONES}]百(?:[{_ONES}]十|零)[{_ONES}]?|[{_ONES}]?十[{_ONES}]?")
_HEARD, _AMENDED = "按读音记下的", "按您后来改的记下的"
# Nothing but spoken or typed digits, with pauses at most: no 三个二, no 要三八.
_ONE_BY_ONE = re.compile(rf"[{DIGIT} ，,、\-]+")
_UNSURE = re.compile(
    r"好像|可能|大概|应该|也许|估计|记不|不(?:太|大)?(?:确定|清楚|记得|晓得|知道)|没记|不[是对]|错了|更正|[吗吧？?]"
)
_MORE_DIGITS = re.compile(f"[{DIGIT}]{{3}}")
_AT_ODDS = re.compile(f"不是[{DIGIT}]|不对|错了")
# …，倒数第二位好像是4还是7 · 末尾不是六就是九 · 好像是这个
_DOUBTED = re.compile(
    rf"[^，。]{{0,10}}好像(?:就?是)?$|.{{0,12}}(?:[{DIGIT}](?:还是|或者?|要么){{1,2}}是?[{DIGIT}](?!\d{{2}})|不是[{DIGIT}]就是[{DIGIT}]|"
    r"[位个号]我?(?:好像|可能|也许|大概|不太?(?:确定|清楚|敢)|记不|看不)|好像是?(?:这|对|没错))"
)
_LENGTHS, _LOCAL_LENGTH, _STRAY = frozenset(range(8, 16)), 8, 4
_WHOLE_NUMBERS = frozenset({0, 11, 18, 20, 22})


def phone(text: str, area_code: str = "0591", question: str = "") -> Parsed[str] | None:
    """The telephone number in ``text``: ``13800000000`` or ``0591-87480420``.

    One told in words is to be confirmed, and one of several unless it is said whose each is. A bare eight-digit
    number gets ``area_code``: silently when a telephone was asked for and it was typed in one go.
    """
    spotted = telephones(text, area_code, question) or _told_by_tens(text, area_code, question)
    return asked_for(spotted, text, question) if spotted else _amending(text, question)


def _told_by_tens(text: str, area_code: str, question: str) -> list[Spotted]:
    """一百三十八 零五 九十一 三十六 五十二, where a telephone was asked for."""
    if not _TENS.search(text) or not _PHONE_WORDS.search(question):
        return []
    spotted = telephones(_TENS.sub(lambda found: f"{figure(found[0])}", text), area_code, question)
    return [Spotted(replace(each.parsed, words=text, confirm=True, why=_HEARD), 0, len(text)) for each in spotted[:1]]


def _amending(text: str, question: str) -> Parsed[str] | None:
    """不是 最后是1174, to a question that reads a number back."""
    for each in telephones(question) if any(map(str.isdigit, question)) else ():
        number = amended(each.parsed.value, text[:40])
        if number != each.parsed.value and phone_number(number, ""):
            return Parsed(number, text, True, _AMENDED)
    return None


def telephones(text: str, area_code: str = "", question: str = "") -> list[Spotted]:
    """Every telephone number in ``text``, in order, as corrected; never a part of an ID or a bank card number."""
    pieces = [(piece, number) for piece, number in _numbers(text, area_code) if _dialled(piece, number, text, question)]
    if not pieces and _PHONE_WORDS.search(question):
        remarked = all_together(text)
        pieces = [(remarked, remarked.digits)] if remarked and MOBILE.fullmatch(remarked.digits) else []
    if not pieces:
        return []
    taken = [(each.start, each.end) for each in documents(text)]
    found: list[tuple[Piece, str]] = []
    for piece, number in sorted(pieces, key=_plainness):
        if all(piece.end <= start or end <= piece.start for start, end in taken):
            taken.append((piece.start, piece.end))
            found.append((piece, number))
    if not found:
        return []  # all of them belong to documents
    found.sort(key=lambda each: each[0].start)
    ends = [*(piece.start for piece, _ in found[1:]), len(text)]
    told = (_told(piece, number, text, end, question) for (piece, number), end in zip(found, ends, strict=True))
    return [Spotted(parsed, piece.start, piece.end) for (piece, _), parsed in zip(found, told, strict=True)]


def _plainness(found: tuple[Piece, str]) -> tuple[bool, int, int, int]:
    piece, _ = found
    return len(piece.digits) == _LOCAL_LENGTH, piece.fixed, piece.loose, -len(piece.digits)


def _numbers(text: str, area_code: str) -> list[tuple[Piece, str]]:
    """The stretches of digits that make a telephone number, with that number."""

    def known(digits: str) -> str:
        return phone_number(digits, area_code)

    pieces = (piece for dictation in dictations(text) for piece in dictation.pieces(_LENGTHS, known))
    return [(piece, known(piece.digits)) for piece in pieces]


def _dialled(piece: Piece, number: str, text: str, question: str) -> bool:
    """Is this stretch a telephone, or a part of something longer, an account or a mere row of amounts?"""
    before = text[max(0, piece.start - 12) : piece.start]
    if _OTHER_NUMBER.search(before) or (_OTHER_NAME.search(before) and not MOBILE.fullmatch(number)):
        return False
    stray = max(piece.before, piece.after)
    if len(piece.digits) == _LOCAL_LENGTH:
        joined = bool(piece.loose or piece.fixed)
        if stray or text[: piece.start].endswith("不是") or (joined and not _PHONE_WORDS.search(text + question)):
            return False
    alone = stray <= _STRAY or {piece.before, piece.after} <= _WHOLE_NUMBERS
    return alone and not (stray == 1 and " " in text[piece.start : piece.end])


def _told(piece: Piece, number: str, text: str, end: int, question: str) -> Parsed[str]:
    """The number with what is to be asked about it, as the words behind it put it right."""
    corrected = amended(number, text[piece.end : end][:40])
    words, why = text[piece.start : piece.end], ""
    if corrected != number and phone_number(corrected, ""):
        number, why = corrected, _AMENDED
    elif piece.fixed:
        why = _AMENDED
    elif (piece.spoken or piece.lettered or piece.loose) and not _in_one_go(piece, number, text, question):
        why = _HEARD
    elif len(piece.digits) == _LOCAL_LENGTH and not (words.isdigit() and _PHONE_WORDS.search(question)):
        why = f"加了本地区号{number.partition('-')[0]}"
    elif _AT_ODDS.search(text[: piece.start]):
        why = "您前后说的不太一样"
    elif _DOUBTED.search(text[: piece.start]) or _DOUBTED.match(text, piece.end):
        why = "听着您不太肯定"
    return Parsed(number, words, confirm=bool(why), why=why)


def _in_one_go(piece: Piece, number: str, text: str, question: str) -> bool:
    """A whole mobile number told digit by digit to the question for it, without a doubt: eleven digits that begin as
    they must are certain."""
    alone = MOBILE.fullmatch(number) and piece.digits == number and not (piece.before or piece.after)
    plain = alone and not piece.lettered and _ONE_BY_ONE.fullmatch(text[piece.start : piece.end])
    doubted = _UNSURE.search(text) or _MORE_DIGITS.search(text, piece.end)
    return bool(plain and not doubted and _PHONE_WORDS.search(question))


def phone_number(digits: str, area_code: str) -> str:
    """``digits`` as a telephone number is written; empty when they are none."""
    bare = _ABROAD.sub("", digits)
    if MOBILE.fullmatch(bare) or SERVICE.fullmatch(bare):
        return bare
    if MOBILE.fullmatch(bare[1:]) and bare.startswith("0"):
        return bare[1:]
    if area_code and bare.startswith(area_code[1:]) and len(bare) == len(area_code) + 7:
        bare = "0" + bare  # 591 8748 0420
    if landline := LANDLINE.fullmatch(bare):
        return f"{landline[1]}-{landline[2]}" if _exists(bare) else ""
    if area_code and _LOCAL.fullmatch(bare) and not is_day(bare):
        return f"{area_code}-{bare}"
    return ""


@lru_cache(1024)
def _exists(landline: str) -> bool:
    """Has this area numbers of that length? The library knows the plan of every area; loaded with the first landline.

    Mobile numbers are not put to it: operators open new prefixes faster than its releases reach us.
    """
    import phonenumbers

    return bool(phonenumbers.is_valid_number(phonenumbers.parse(landline, "CN")))


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
