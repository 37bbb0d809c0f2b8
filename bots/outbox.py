"""Carries notices out: claim, send, settle, for each channel on its own. The API never calls a channel."""

import asyncio
import logging
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bots.channel import Channel, Gone, Later, Never
from bots.intake import Refused
from dialogs.messages import Intake, Notice, Outcome, Unavailable

logger = logging.getLogger(__name__)

CLAIM = 10  # notices a turn: all are tried well within their lease, however slow the platform
AT_ONCE = 5  # sends at the same time on one channel
LONGEST_PAUSE = 60.0  # seconds, while the intake is away


def _now() -> datetime:
    return datetime.now(UTC)


class Outbox:
    """Runs until stopped. A crash between sending and settling repeats at most what was in flight: the lease ends
    and the notice is claimed again under the same key."""

    def __init__(
        self,
        intake: Intake,
        channels: Sequence[Channel],
        *,
        pause: float = 1.0,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self.last_round: datetime | None = None  # when the intake was last asked with success, for /readyz
        self._intake = intake
        self._channels = channels
        self._pause = pause
        self._clock = clock
        self._wakes = {channel.name: asyncio.Event() for channel in channels}
        self._stopping = False
        self._slots = {channel.name: asyncio.Semaphore(AT_ONCE) for channel in channels}
        # Outcomes the intake could not take: settled when the notice comes back, instead of sent twice.
        self._owed: dict[str, tuple[Outcome, str]] = {}

    async def run(self) -> None:
        """Serve all channels until ``stop``."""
        async with asyncio.TaskGroup() as group:
            for channel in self._channels:
                group.create_task(self._serve(channel), name=f"outbox {channel.name}")

    def wake(self) -> None:
        """Look at once: something new may be due."""
        for event in self._wakes.values():
            event.set()

    def stop(self) -> None:
        """End ``run`` after what is in hand."""
        self._stopping = True
        self.wake()

    async def _serve(self, channel: Channel) -> None:
        pause = self._pause
        while not self._stopping:
            self._wakes[channel.name].clear()
            try:
                found = await self.deliver_due(channel)
                pause = self._pause
            except (Unavailable, Refused) as error:
                pause, found = min(pause * 2, LONGEST_PAUSE), 0
                logger.warning("outbox %s: %s; again in %.0f s", channel.name, error, pause)
            except Exception as error:
                # A bug in one turn must not end all later ones: nobody would be told of anything until a restart.
                pause, found = min(pause * 2, LONGEST_PAUSE), 0
                logger.error("outbox %s: %s\n%s", channel.name, type(error).__name__, _where(error))
            if not found and not self._stopping:
                await self._wait(channel.name, pause)

    async def _wait(self, name: str, pause: float) -> None:
        try:
            await asyncio.wait_for(self._wakes[name].wait(), pause)
        except TimeoutError:
            return

    async def deliver_due(self, channel: Channel) -> int:
        """One turn on one channel: claim what is due and deliver it. Returns how many were claimed. Raises
        ``Unavailable`` when the intake cannot be asked."""
        notices = await self._intake.claim_notices(channel.name, CLAIM)
        self.last_round = self._clock()
        await asyncio.gather(*(self._carry(channel, notice) for notice in notices))
        return len(notices)

    async def _carry(self, channel: Channel, notice: Notice) -> None:
        async with self._slots[channel.name]:
            owed = self._owed.pop(notice.id) if notice.id in self._owed else None
            outcome, error = owed or await _send(channel, notice)
        try:
            await self._intake.settle_notice(notice.id, outcome, error)
        except (Unavailable, Refused) as refusal:
            self._owed[notice.id] = outcome, error
            logger.warning("notice %s: %s, but not settled: %s", notice.id, outcome, refusal)


async def _send(channel: Channel, notice: Notice) -> tuple[Outcome, str]:
    """What became of one notice. This watches over all sends: a bug in one must not stop the rest."""
    try:
        await channel.send(notice)
    except Later as error:
        return "later", str(error)
    except Never as error:
        return "never", str(error)
    except Gone as error:
        return "gone", str(error)
    except Exception as error:
        # The error's own words may hold a name or a number: only where it happened is written.
        logger.error("notice %s on %s: %s\n%s", notice.id, channel.name, type(error).__name__, _where(error))
        return "later", type(error).__name__
    return "sent", ""


def _where(error: Exception) -> str:
    return "".join(traceback.format_tb(error.__traceback__))
