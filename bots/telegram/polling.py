"""Polling: asking Telegram for updates, for a bot that cannot be reached from outside."""

import asyncio
import logging
import traceback
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot, Update
from telegram.error import TelegramError

from bots.telegram.updates import KINDS, UNREADABLE, NotAnUpdate
from dialogs.messages import Unavailable

logger = logging.getLogger(__name__)

WAIT = 25  # seconds a question may stay open at Telegram
BREATH = 0.5  # seconds between questions while somebody is being answered
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0

Take = Callable[[Update], Awaitable[None]]


class Polling:
    """Asks for updates and has each taken, a chat's in order, different chats at once.

    Telegram forgets all updates before the offset of the next question. So the offset is that of the oldest update
    not yet taken, and what comes a second time because of that is passed over: a crash loses nothing, and a slow
    answer to one person keeps nobody else waiting.
    """

    def __init__(self, bot: Bot, take: Take) -> None:
        self.running = False
        self.reachable = False  # the last question was answered
        self._bot = bot
        self._take = take
        self._stopping = asyncio.Event()
        self._offset: int | None = None
        self._held: dict[int, bool] = {}  # updates from the offset on -> taken?
        self._lines: dict[int | None, deque[Update]] = {}  # chat -> its updates in order
        self._tasks: dict[int | None, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Ask until ``stop``, then finish what is in hand."""
        self.running, pause = True, FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                self._accept(await self._ask())
                self.reachable, pause = True, FIRST_PAUSE
                await self._breathe()
            except (TelegramError, *UNREADABLE) as error:
                self.reachable = False
                logger.warning("telegram polling: %s; again in %.1f s", type(error).__name__, pause)
                await self._rest(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        await asyncio.gather(*self._tasks.values())
        await self._confirm()

    def stop(self) -> None:
        """End ``run``."""
        self._stopping.set()

    async def _ask(self) -> Sequence[Update]:
        """The updates from the oldest not yet taken; none when we are to stop."""
        timeout = 0 if self._tasks else WAIT
        asked = asyncio.ensure_future(
            self._bot.get_updates(offset=self._next_offset(), timeout=timeout, allowed_updates=KINDS)
        )
        stopping = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({asked, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if asked.done():
            return asked.result()
        asked.cancel()
        await asyncio.wait({asked})
        return ()

    def _next_offset(self) -> int | None:
        waiting = [update_id for update_id, taken in self._held.items() if not taken]
        if self._held:
            self._offset = min(waiting) if waiting else max(self._held) + 1
            self._held = {key: taken for key, taken in self._held.items() if key >= self._offset}
        return self._offset

    def _accept(self, updates: Sequence[Update]) -> None:
        """Put each new update into the line of its chat."""
        for update in updates:
            if update.update_id in self._held:
                continue
            self._held[update.update_id] = False
            chat = update.effective_chat.id if update.effective_chat else None
            self._lines.setdefault(chat, deque()).append(update)
            if chat not in self._tasks:
                self._tasks[chat] = asyncio.create_task(self._serve(chat))

    async def _serve(self, chat: int | None) -> None:
        """Take a chat's updates one after the other; what is left when we are to stop, Telegram gives again."""
        line = self._lines[chat]
        while line and not self._stopping.is_set() and await self._take_at_last(line[0]):
            self._held[line.popleft().update_id] = True
        del self._lines[chat], self._tasks[chat]

    async def _take_at_last(self, update: Update) -> bool:
        """Take an update, again and again while the intake or Telegram is away. False when we are to stop."""
        pause = FIRST_PAUSE
        while True:
            try:
                await self._take(update)
                return True
            except NotAnUpdate as error:
                logger.warning("telegram update %s left out: %s", update.update_id, error)
                return True
            except (Unavailable, TelegramError) as error:
                logger.warning("telegram update %s once more: %s", update.update_id, type(error).__name__)
                if pause == LONGEST_PAUSE and self.reachable and isinstance(error, TelegramError):
                    # Telegram answers us, but not for this chat. What was said is kept; others must not wait.
                    logger.error("telegram update %s: the answer is given up", update.update_id)
                    return True
            except Exception as error:
                # One broken update must not silence the chat. The error's own words may be personal.
                where = "".join(traceback.format_tb(error.__traceback__))
                logger.error("telegram update %s: %s\n%s", update.update_id, type(error).__name__, where)
                return True
            if await self._rest(pause):
                return False
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _breathe(self) -> None:
        """While somebody is being answered, ask again as soon as one answer is out, or after a breath."""
        if self._tasks:
            stopping = asyncio.ensure_future(self._stopping.wait())
            waiting = {stopping, *self._tasks.values()}
            await asyncio.wait(waiting, timeout=BREATH, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()

    async def _rest(self, seconds: float) -> bool:
        """Wait; true when we are to stop."""
        try:
            return await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return False

    async def _confirm(self) -> None:
        """Let Telegram forget what was taken last; otherwise a restart would answer it a second time."""
        if (offset := self._next_offset()) is None:
            return
        try:
            await self._bot.get_updates(offset=offset, limit=1, timeout=0, allowed_updates=KINDS)
        except (TelegramError, *UNREADABLE) as error:
            logger.warning("telegram: the last updates may come again: %s", type(error).__name__)
