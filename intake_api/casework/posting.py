"""村内公示: what a notice in the village may say, and nothing else (方案 三(四)；裁定 2). No ID, no telephone, no bank
account, no illness: the type has no place for them, and what is typed as a name is a name or is left out."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from intake_api.casework import clocks
from intake_api.casework.dossier import Dossier
from knowledge.policy import County

Kind = Literal["脱贫不稳定户", "边缘易致贫户", "突发严重困难户", ""]
_KINDS: dict[str, Kind] = {"lifted_unstable": "脱贫不稳定户", "edge": "边缘易致贫户", "sudden": "突发严重困难户"}
_NAME = re.compile(r"[一-鿿㐀-䶿]{1,10}(?:·[一-鿿㐀-䶿]{1,10})*")
_GROUP = re.compile(r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*(?:村民小)?组")


@dataclass(frozen=True, slots=True)
class Posting:
    """The notice: head, village and group, how many people, which type, from when to when, whom to call."""

    head: str
    village: str  # a division code
    group: int
    people: int
    kind: Kind
    first: date
    last: date
    hotlines: tuple[str, ...]


def posting(dossier: Dossier, today: date) -> Posting:
    """The notice of one household, posted on the day it was posted, else ``today``."""
    eliminating = dossier.case["state"] in ("ELIM_REVIEW", "ELIM_PUBLICITY")
    history, found = dossier.history, dossier.found
    posted = history.elimination_posted_day if eliminating else history.posted_day
    first = today if posted is None or (history.posted_wrongly and not eliminating) else posted
    kind = dossier.case["household_type"] or str(found.get("household_type") or "")
    head = found.get("head_name") or (found.head.name if found.head else "") or dossier.case["name"]
    return Posting(
        head=_name(str(head)),
        village=_village(dossier.county, dossier.case["village"]),
        group=_group(str(found.get("address") or "")),
        people=sum(each.counted for each in found.people) or int(found.get("size") or 0),
        kind=_KINDS.get(kind, ""),
        first=first,
        last=clocks.last_day(clocks.publicity_ends(first, dossier.county.policy)),
        hotlines=dossier.county.policy.hotlines,
    )


def _name(text: str) -> str:
    return text if _NAME.fullmatch(text) else ""


def _village(county: County, code: str) -> str:
    return code if county.places.get(code) else ""


def _group(address: str) -> int:
    """第几组; 0 when the address does not say."""
    found = _GROUP.search(address)
    return _number(found[1]) if found else 0


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    digits = "零一二三四五六七八九"
    return (digits.find(tens) if tens else 1) * 10 * bool(ten) + (digits.find(ones) if ones else 0)
