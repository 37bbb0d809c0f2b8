"""A conversation to talk to: the engine alone, its state passed through JSON between any two steps."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from dialogs.asked import Asked
from dialogs.declaration import load_form
from dialogs.effects import LookUp, Submit, Withdraw
from dialogs.engine import Turn, begin, looked_up, step, submitted
from dialogs.form import Form
from dialogs.messages import Choice, Media, Said
from dialogs.scene import CaseView, Scene
from dialogs.talk import Talk
from knowledge.county_files import load_county
from knowledge.policy import County

NOW = datetime.fromisoformat("2023-11-10T09:00:00+08:00")
RECEIPT = "JA20231110-0001-X"
TOWN, VILLAGE = "350111103000", "350111103210"  # 宦溪镇 亥由村
ID_NUMBER = "350111197803150018"
COUNTY = load_county("350111")
FORM = load_form()
# Up to each question: what a person says who answers one thing at a time.
BEGUN = ("#menu=apply",)
AGREED = (*BEGUN, "同意")
NAMED = (*AGREED, "自己", "陈大明")
REACHED = (*NAMED, "13805001234")
PLACED = (*REACHED, "亥由村")
TOLD = (*PLACED, "#risk=illness", "老婆在透析，一年要花八万")
FILLED = (*TOLD, "上门时再给", "4", "两万")
SENT = (*FILLED, "没错")
VOICE = Said(media=(Media("voice", "m1"),))
PHOTO = Said(media=(Media("image", "m2"),))


def heard(words: str) -> Said:
    """A recording that the platform wrote down."""
    return Said(media=(Media("voice", "m3", text=words),))


class Person:
    """Somebody talking. ``hears`` is the last turn; a text that begins with # presses a button."""

    def __init__(self, channel: str = "wechat", form: Form = FORM, county: County = COUNTY, phone: str = "") -> None:
        self.form = form
        self.talk = Talk()
        self.scene = Scene(NOW, county, county.policy.rules(channel), channel, phone)
        self.hears = Turn(self.talk, ())

    def says(self, *things: str | Said) -> "Person":
        """Say one thing after another; what the intake would do with the effects is done."""
        for thing in things:
            self._take(step(self.form, self.talk, _said(thing), self.scene))
            for effect in self.hears.effects:
                self._carry_out(effect)
        return self

    def arrives(self, place: str = "") -> "Person":
        """Subscribed, or opened the page."""
        self._take(begin(self.form, self.talk, self.scene, place))
        return self

    def waits(self, **span: float) -> "Person":
        """``waits(days=3)``"""
        self.scene = replace(self.scene, now=self.scene.now + timedelta(**span))
        return self

    def _carry_out(self, effect: object) -> None:
        if isinstance(effect, Submit):
            self.scene = replace(self.scene, case=case_view())
            self._take(submitted(self.form, self.talk, self.scene, RECEIPT, False), self.hears)
        elif isinstance(effect, LookUp):
            self._take(looked_up(self.form, self.talk, self.scene, ""), self.hears)
        elif isinstance(effect, Withdraw):
            self.scene = replace(self.scene, case=None)

    def _take(self, turn: Turn, before: Turn | None = None) -> None:
        self.hears = replace(turn, effects=before.effects) if before else turn
        self.talk = stored(turn.talk)

    @property
    def words(self) -> str:
        """All that was said to the person last."""
        return "\n".join(reply.text for reply in self.hears.replies)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The buttons shown last."""
        return self.hears.replies[-1].choices if self.hears.replies else ()

    @property
    def values(self) -> list[str]:
        """What they stand for."""
        return [choice.value for choice in self.choices]

    def asked(self, key: str) -> Asked:
        """A question in this person's setting."""
        return Asked(self.form, self.form[key], self.scene.county, self.talk.answers, self.scene.rules)


def _said(thing: str | Said) -> Said:
    if isinstance(thing, Said):
        return thing
    return Said(choice=thing[1:]) if thing.startswith("#") else Said(text=thing)


def stored(talk: Talk) -> Talk:
    """The talk as it comes back from the database."""
    return Talk.from_json(json.loads(json.dumps(talk.to_json(), ensure_ascii=False)))


def case_view(state: str = "SUBMITTED", can_withdraw: bool = True) -> CaseView:
    """The case that a submission makes."""
    return CaseView(RECEIPT, state, NOW, NOW + timedelta(days=15), can_withdraw=can_withdraw)
