"""What a listener is given and what it answers."""

from dataclasses import dataclass

from dialogs.asked import Asked
from dialogs.effects import Effect
from dialogs.form import Form, Question
from dialogs.messages import Said
from dialogs.prompts import asked, next_question, proposed
from dialogs.scene import Scene
from dialogs.talk import Proposal, Talk


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing said, in its setting."""

    form: Form
    talk: Talk
    said: Said
    scene: Scene

    @property
    def question(self) -> Question | None:
        """The question that is open."""
        return next_question(self.form, self.talk) if self.talk.stage == "filling" else None

    @property
    def proposal(self) -> Proposal | None:
        """What is being read back."""
        return proposed(self.form, self.talk)

    def asked(self, question: Question) -> Asked:
        """A question in this setting."""
        return asked(self.form, self.talk, self.scene, question)


@dataclass(frozen=True, slots=True)
class Move:
    """What follows: the new talk, a lead before the pending question, effects. ``ask``: ask what is pending."""

    talk: Talk
    lead: str = ""
    effects: tuple[Effect, ...] = ()
    ask: bool = True
    link: str = ""
