"""What a listener is given and what it answers."""

from dataclasses import dataclass
from functools import cached_property

from dialogs.asked import Asked
from dialogs.effects import Effect
from dialogs.form import Form, Question
from dialogs.messages import Choice, Reply, Said
from dialogs.position import asked, next_question, proposed
from dialogs.prompts import prompt
from dialogs.scene import Scene
from dialogs.talk import Proposal, Talk


@dataclass(frozen=True)
class Heard:
    """One thing said, in its setting. What follows from that is worked out once, however many listeners look."""

    form: Form
    talk: Talk
    said: Said
    scene: Scene

    @cached_property
    def prompt(self) -> Reply:
        """What is asked at this moment."""
        return prompt(self.form, self.talk, self.scene)

    @cached_property
    def question(self) -> Question | None:
        """The question that is open."""
        return next_question(self.form, self.talk) if self.talk.stage == "filling" else None

    @cached_property
    def proposal(self) -> Proposal | None:
        """What is being read back."""
        return proposed(self.form, self.talk)

    def asked(self, question: Question) -> Asked:
        """A question in this setting."""
        return asked(self.form, self.talk, self.scene, question)


@dataclass(frozen=True, slots=True)
class Move:
    """What follows: the new talk, a lead before the pending question, effects. ``ask``: ask what is pending;
    ``choices`` are for a lead that stands alone."""

    talk: Talk
    lead: str = ""
    effects: tuple[Effect, ...] = ()
    ask: bool = True
    link: str = ""
    choices: tuple[Choice, ...] = ()
