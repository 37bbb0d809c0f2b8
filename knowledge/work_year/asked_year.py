"""What is told of the year that a question asks for: 前年做满的，去年没去; 七个月，前年是满的."""

import re

_YEARS = "今年|去年|前年|大前年|旧年|上年|明年"
_AN_AGE = re.compile(r"今年(?:都|快)*(?:[三四五六七八九]?十[一二三四五六七八九]?|\d\d)(?:岁|了)")
_YEAR = re.compile(_YEARS)
_OR_LONG_AGO = re.compile(rf"{_YEARS}|往年|以前|早些年|[前早]几年|那[几一]?年|疫情(?=时|期间|的?时候)")
_SAME = {"旧年": "去年", "上年": "去年"}
_CLAUSE = re.compile(r"[^，。,；;\s]*[，。,；;\s]|[^，。,；;\s]+")
_GOES_ON = re.compile(r"(?:一直)?[到至]|直到")


def in_asked_year(text: str, question: str) -> str:
    """``text`` with the clauses of other years blanked; nothing is left when only those are told of."""
    text = _AN_AGE.sub(lambda found: "＿" * len(found[0]), text)
    asked = next(iter(_years(_YEAR, question)), "")
    pattern = _OR_LONG_AGO if asked in _years(_YEAR, text) else _YEAR
    if not asked or set(_years(pattern, text)) <= {asked}:
        return text
    kept, year = "", asked
    for clause in _CLAUSE.findall(text):
        years = _years(pattern, clause)
        if years and not _GOES_ON.match(clause):
            year = asked if asked in years else years[0]
        kept += clause if year == asked else "＿" * (len(clause) - 1) + clause[-1]
    return kept


def _years(pattern: re.Pattern[str], text: str) -> list[str]:
    return [_SAME.get(word, word) for word in pattern.findall(text)]
