"""转办 on the page of a case: what was handed on to whom, until when, and what came back."""

from dataclasses import dataclass
from datetime import datetime

from intake_api.casework import clocks
from intake_api.casework.dossier import Dossier, Row
from intake_api.casework.referrals import ANSWERERS, ANSWERS, TARGETS
from intake_api.console import words
from intake_api.console.lines import LIGHTS
from intake_api.models import Account
from knowledge.policy import County


@dataclass(frozen=True, slots=True)
class HandedOn:
    """One referral; ``answer`` is empty while nobody answered, the light then says how much time is left."""

    id: str
    target: str
    note: str
    sent: str
    due: str
    light: str
    light_words: str
    answer: str
    answer_note: str
    answered: str


@dataclass(frozen=True, slots=True)
class ReferralsCard:
    """All referrals of the case, and the answers to choose from."""

    referrals: tuple[HandedOn, ...]
    answers: tuple[tuple[str, str], ...]
    may_answer: bool


def card(account: Account, file: Dossier) -> ReferralsCard:
    """The card as this account sees it."""
    found = tuple(handed_on(file.county, row, file.now) for row in file.referrals)
    return ReferralsCard(found, tuple(ANSWERS.items()), account.role in ANSWERERS)


def handed_on(county: County, row: Row, now: datetime) -> HandedOn:
    """One referral in words."""
    light = clocks.light(row["sent_at"], row["due_at"], now, county.policy.warn)
    last = clocks.last_day(words.local(county, row["due_at"]))
    answered = row["answered_at"]
    return HandedOn(
        id=row["id"],
        target=TARGETS.get(str(row["target"]), ""),
        note=row["note"],
        sent=words.moment(words.local(county, row["sent_at"])),
        due=f"{last.month}月{last.day}日前回音，{clocks.remaining_words(row['due_at'], now)}",
        light=light,
        light_words=LIGHTS[light],
        answer=ANSWERS.get(row["answer"], ""),
        answer_note=row["answer_note"],
        answered=words.moment(words.local(county, answered)) if answered else "",
    )
