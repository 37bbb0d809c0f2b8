"""What a notice may show of a person and a place: never more than 裁定 11 allows."""

import re

from intake_api.office import Work

_HAN = re.compile(r"[\u4e00-\u9fff]")


def name(full: str) -> str:
    """``陈*`` for 陈大山. Whatever is no Chinese name shows nothing: people type numbers into that field too."""
    return f"{full[0]}*" if _HAN.match(full) else "（没留名字）" if not full else "*"


def place(work: Work, town: str, village: str) -> str:
    """``宦溪镇亥由村``, as far as it is known."""
    code = village or town
    return work.county.places.full_name(code) if work.county.places.get(code) else "村未定"
