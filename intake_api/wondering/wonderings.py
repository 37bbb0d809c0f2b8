"""Asking what was meant, after the message is stored: nothing waits for it, nobody is locked meanwhile (裁定 23)."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

from dialogs.asked import Asked
from dialogs.effects import Wonder
from dialogs.form import Form
from dialogs.kinds import kind_of
from dialogs.messages import Message
from dialogs.talk import Talk
from intake_api.office import Office
from intake_api.wondering.endpoint import Endpoint, NoAnswer

logger = logging.getLogger(__name__)
_AT_ONCE = 8  # questions under way; more are let go, for the person has been answered already

FollowUp = Callable[[Message, Talk, str, Any], None]


class Wonderings:
    """``follow_up`` is called in a thread with the message, the talk as it was stored, the question and a value."""

    def __init__(self, office: Office, form: Form, follow_up: FollowUp) -> None:
        self._office, self._form, self._follow_up = office, form, follow_up
        self._endpoint = Endpoint(office.settings) if office.settings.llm_url else None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def on(self) -> bool:
        """Is there somebody to ask?"""
        return self._endpoint is not None

    def begin(self, message: Message, talk: Talk, wonder: Wonder) -> None:
        """Ask in the background what the words meant."""
        if self._endpoint is None or len(self._tasks) >= _AT_ONCE:
            return
        task = asyncio.get_running_loop().create_task(self._ask(self._endpoint, message, talk, wonder))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait for what is under way."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def stop(self) -> None:
        """Let go of what is under way."""
        for task in self._tasks:
            if not task.get_loop().is_closed():
                task.cancel()

    async def _ask(self, endpoint: Endpoint, message: Message, talk: Talk, wonder: Wonder) -> None:
        try:
            value = await endpoint.ask(self._described(message, talk, wonder))
            if value is not None:
                await asyncio.to_thread(self._follow_up, message, talk, wonder.key, value)
        except NoAnswer as error:
            logger.warning("message %s: the language model gave no answer (%s)", message.message_id, error)
        except Exception as error:
            # Only the kind: its text may quote the person, or the model.
            logger.error("message %s: proposing failed: %s", message.message_id, type(error).__name__)

    def _described(self, message: Message, talk: Talk, wonder: Wonder) -> Mapping[str, Any]:
        question = self._form[wonder.key]
        asked = Asked(self._form, question, self._office.county(message.county), talk.answers)
        described = {"问题": asked.words, "回答": wonder.text, "格式": kind_of(question).schema(asked)}
        return {**described, "选项": dict(asked.spoken)} if question.codes else described
