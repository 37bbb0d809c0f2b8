"""A question in its setting: what a kind may look at to understand or show an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from dialogs.whom import neutral
from knowledge.policy import ChannelRules, County

if TYPE_CHECKING:
    from dialogs.form import Form, Question


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, the form it belongs to, the county it is asked in, and the answers so far."""

    form: "Form"
    question: "Question"
    county: County
    answers: Mapping[str, Any]
    rules: ChannelRules = field(default_factory=ChannelRules)
    known_phone: str = ""
    today: date | None = None

    @property
    def words(self) -> str:
        """The question as it was put: what an answer means may hang on it."""
        question = self.question
        others = self.answers.get("behalf") == "other" and question.ask_behalf
        return neutral(others) if others else question.ask or question.visit or question.label

    @property
    def labels(self) -> Mapping[str, str]:
        """Code → label, for choices, as the paper has it."""
        return self.form.labels(self.question)

    @property
    def spoken(self) -> Mapping[str, str]:
        """Code → label in the words a farmer hears."""
        return self.form.spoken(self.question)

    @property
    def consent_version(self) -> str:
        """The version of the consent text read out on this channel."""
        return self.rules.consent

    @property
    def by_button(self) -> bool:
        """The cause may only be chosen by button here (裁定 10: no diagnosis is asked for abroad)."""
        return self.rules.cause_by_button

    @property
    def town(self) -> str:
        """The town already known, if any."""
        return str(self.answers.get("town", ""))
