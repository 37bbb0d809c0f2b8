"""A county's policy as data: its line, limits, calendar, numbers to call and what each channel may carry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from knowledge.disasters import Disasters, Surges
from knowledge.limits import Limit
from knowledge.papers import Paper
from knowledge.places.atlas import Places
from knowledge.quiet_hours import QuietHours
from knowledge.screening import Screening

if TYPE_CHECKING:
    from knowledge.questions.library import Library

Mode = Literal["full", "questions"]


class PolicyError(Exception):
    """A county's files are wrong. ``problems`` lists everything at once, for who has to mend it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The limits of the procedure (裁定 4), the least time of a publicity, and the minutes of the alarms.

    ``decide_days`` are kept for town and county after a publicity; ``last_day_rolls``: a limit that ends on a day
    off ends on the next working day. A patrol or an alert may be written down ``back_days`` later.
    """

    accept: Limit
    visit: Limit
    compare: Limit
    review: Limit
    recognise: Limit
    publicity: Limit
    refusal: Limit
    objection: Limit
    appeal: Limit
    info: Limit
    referral: Limit
    plan: Limit
    enter: Limit
    measure: Limit
    eliminate: Limit
    decide_days: int
    back_days: int
    green_answer_hours: int
    green_visit_hours: int
    callback_hours: int
    emergency_minutes: int
    alarm_repeat_minutes: int
    digest_hour: int
    last_day_rolls: bool = False
    appeal_restarts: bool = True


@dataclass(frozen=True, slots=True)
class Warn:
    """The shares of a limit after which a clock shows yellow and orange."""

    yellow: float
    orange: float


@dataclass(frozen=True, slots=True)
class Checks:
    """The amounts at which a check of a case (疑似问题) asks to look again: 元 a year, 亩, 平方米, 岁, 个月.
    None of them decides anything."""

    dibao_least: int
    fp_subsidy_least: int
    pension_least: int
    pension_youngest: int  # 岁
    wage_least: int
    wage_most: int
    month_wage_least: int  # 元 a month of work
    month_wage_most: int
    per_head_least: int
    per_head_most: int
    farmland_most: int
    forest_most: int
    orchard_most: int
    house_most: int
    house_least_each: int
    long_work_months: int
    refused_before: int
    refused_months: int


@dataclass(frozen=True, slots=True)
class AuthorisationRules:
    """How an adult may authorise the comparison (裁定 8): ``methods`` of paper, link, call; a link lasts
    ``link_days``."""

    methods: tuple[str, ...]
    link_days: int


@dataclass(frozen=True, slots=True)
class ChannelRules:
    """What a channel may carry. ``forbid`` names questions that are not asked there; ``bare_notices`` carry no
    name and no cause; ``consent`` is the version of the text read first (rulings 10 and 11)."""

    forbid: frozenset[str] = frozenset()
    cause_by_button: bool = False
    photos: bool = True
    mode: Mode = "full"
    bare_notices: bool = False
    consent: str = "2023-1"
    max_choices: int = 10


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything local (``policy.toml``). ``line`` is 元 per person and year, by year."""

    receipt_prefix: str
    timezone: str
    line: Mapping[int, int]
    campaign_start: date
    campaign_end: date
    report_weekday: int
    counted_towns: tuple[str, ...]
    hotlines: tuple[str, ...]
    hotline_hours: str
    bureau_phone: str
    area_code: str
    emergency_numbers: Mapping[str, tuple[str, ...]]
    clocks: Clocks
    warn: Warn
    checks: Checks
    screening: Screening
    disasters: Disasters
    surges: Surges
    quiet_hours: QuietHours
    origin_of: Mapping[str, str]
    channels: Mapping[str, ChannelRules]
    consent_texts: Mapping[str, str]
    departments: tuple[str, ...]
    authorisation: AuthorisationRules
    authorisation_texts: Mapping[str, str]
    outside: tuple[str, ...] = field(default=())

    def rules(self, channel: str) -> ChannelRules:
        """What ``channel`` may carry; the defaults for a channel the county says nothing about."""
        return self.channels.get(channel, _DEFAULT_RULES)

    def line_on(self, day: date) -> int:
        """The line in force on ``day``: that of its year, else of the nearest year known."""
        nearest = min(self.line, key=lambda year: (abs(year - day.year), year))
        return self.line[nearest]


_DEFAULT_RULES = ChannelRules()


@dataclass(frozen=True, slots=True)
class County:
    """One county: its names, policy, places, answers and the wording of its papers."""

    code: str
    name: str
    short: str
    policy: Policy
    places: Places
    library: "Library"
    papers: Mapping[str, Paper]

    @property
    def zone(self) -> ZoneInfo:
        """The county's own clock."""
        return ZoneInfo(self.policy.timezone)
