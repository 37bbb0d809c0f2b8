"""What a listener is given and what it answers."""

from dataclasses import dataclass, replace

from dialogs.asked import Asked
from dialogs.effects import Effect
from dialogs.form import Form, Question
from dialogs.messages import Choice, Reply, Said
from dialogs.prompts import asked, next_question, prompt, proposed
from dialogs.scene import Scene
from dialogs.talk import Proposal, Talk


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing said, in its setting."""

    form: Form
    talk: Talk
    said: Said
    scene: Scene
    shown: tuple[Talk, Reply] | None = None  # what was asked last, kept while the talk is the same

    @property
    def prompt(self) -> Reply:
        """What is asked at this moment."""
        if self.shown and self.shown[0] is self.talk:
            return self.shown[1]
        return prompt(self.form, self.talk, self.scene)

    def with_prompt(self) -> "Heard":
        """The same, with what is asked worked out for good."""
        return replace(self, shown=(self.talk, self.prompt))

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
    """What follows: the new talk, a lead before the pending question, effects. ``ask``: ask what is pending;
    ``choices`` are for a lead that stands alone."""

    talk: Talk
    lead: str = ""
    effects: tuple[Effect, ...] = ()
    ask: bool = True
    link: str = ""
    choices: tuple[Choice, ...] = ()
