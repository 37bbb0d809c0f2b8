"""What is done after the answer: a photo's content is fetched and filed, the rest of a long text is sent."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from bots.channel import SendFailed
from bots.wechat.client import Api
from bots.wechat.media import Fetcher, NotFetched
from bots.wechat.recent import Recent
from dialogs.messages import Intake, Media, Message, Said, Unavailable

REST_AFTER = 1.0  # seconds: the passive reply should be on the screen first
QUOTA = 5  # customer-service messages that one message of the person allows
PAUSES = (0.0, 2.0)  # seconds before each try to fetch and file

T = TypeVar("T")

log = logging.getLogger(__name__)


def log_failure(task: "asyncio.Task[Any]") -> None:
    """For tasks that nobody waits for. Only the kind of failure: its text may quote the person."""
    if not task.cancelled() and (error := task.exception()):
        log.error("failed after the answer: %s", type(error).__name__)


class FollowUps:
    """Each is done once for a message, however often the platform repeats it; ``stop`` waits for all."""

    def __init__(self, intake: Intake, api: Api | None, fetcher: Fetcher) -> None:
        self._intake, self._api, self._fetcher = intake, api, fetcher
        self._begun: Recent[bool] = Recent()
        self._tasks: set[asyncio.Task[Any]] = set()

    def keep(self, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        """Run ``work`` in a task that ``stop`` waits for."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def file(self, message: Message) -> None:
        """Fetch what ``message`` shows or plays and hand it to the intake, as a message of its own."""
        if self._first_time(message.message_id + "/media"):
            for media in message.said.media:
                self.keep(self._file(message, media)).add_done_callback(log_failure)

    def say(self, message: Message, parts: list[str]) -> None:
        """Send what the passive reply could not carry: the person's own message opens 48 hours for it."""
        if self._first_time(message.message_id + "/rest"):
            self.keep(self._say(message, parts[:QUOTA])).add_done_callback(log_failure)

    async def stop(self) -> None:
        """Finish what is in hand."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _first_time(self, key: str) -> bool:
        if self._begun.get(key, False):
            return False
        self._begun.put(key, True)
        return True

    async def _file(self, message: Message, media: Media) -> None:
        why = ""
        for pause in PAUSES:
            await asyncio.sleep(pause)
            try:
                url = await asyncio.to_thread(self._fetcher.fetch, media)
                said = Said(media=(Media(media.kind, media.id, url),))
                await self._intake.hear(replace(message, message_id=message.message_id + "/media", said=said))
            except (NotFetched, Unavailable) as error:
                why = f"{type(error).__name__}: {error}"
            else:
                return
        log.warning("message %s: %s not filed (%s)", message.message_id, media.kind, why)

    async def _say(self, message: Message, parts: list[str]) -> None:
        if self._api is None:
            return
        await asyncio.sleep(REST_AFTER)
        try:
            for part in parts:
                await asyncio.to_thread(self._api.deliver, self._api.message.send_text, message.user, part)
        except SendFailed as error:
            log.warning("message %s: the rest of the answer was not sent (%s)", message.message_id, error)
