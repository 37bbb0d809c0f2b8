"""All that the engine may know of the world during one step."""

from dataclasses import dataclass, field
from datetime import date, datetime

from knowledge.policy import ChannelRules, County


@dataclass(frozen=True, slots=True)
class CaseView:
    """The person's own case, as far as the conversation needs it.

    ``due``: by when recognition should be done; ``until``: the last day of what the state waits for otherwise (the
    publicity, the answer to an objection, the plan). ``lacks`` is what the village asked for and has not heard.
    ``why_not`` is why the family was not taken in, as the notice said it; ``upheld``: a second person has looked.
    ``can_amend``: a correction still changes the report; once somebody verifies it, it is told to them instead.
    """

    receipt: str
    state: str
    submitted_at: datetime
    due: datetime
    complete: bool = True
    can_withdraw: bool = True
    until: date | None = None
    lacks: str = ""
    why_not: str = ""
    upheld: bool = False
    can_object: bool = False
    can_amend: bool = True


@dataclass(frozen=True, slots=True)
class Scene:
    """Time and data come in as arguments: the engine has no clock and no database."""

    now: datetime
    county: County
    rules: ChannelRules = field(default_factory=ChannelRules)
    channel: str = ""
    known_phone: str = ""
    case: CaseView | None = None
    wonders: bool = False  # a language model may be asked what was meant

    @property
    def hotlines(self) -> str:
        """The numbers to call, in words (裁定 22)."""
        return " 或 ".join(self.county.policy.hotlines)

    @property
    def narrow(self) -> bool:
        """The county lets this channel answer questions only (裁定 10)."""
        return self.rules.mode == "questions"
