"""Polling: asking Telegram for updates, for a bot that cannot be reached from outside."""

import asyncio
import logging
import traceback
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot, Update
from telegram.error import TelegramError

from bots.telegram_updates import KINDS, UNREADABLE, NotAnUpdate
from dialogs.messages import Unavailable

logger = logging.getLogger(__name__)

WAIT = 25  # seconds a question may stay open at Telegram
LONGEST_PAUSE = 60.0

Take = Callable[[Update], Awaitable[None]]


class Polling:
    """Asks, has each update taken, and only then tells Telegram that it may forget it."""

    def __init__(self, bot: Bot, take: Take) -> None:
        self._bot = bot
        self._take = take
        self._stopping = asyncio.Event()
        self.running = False
        self._offset: int | None = None

    async def run(self) -> None:
        """Ask until ``stop``."""
        self.running, pause = True, 1.0
        while not self._stopping.is_set():
            try:
                updates = await self._ask()
                if await self._take_all(updates):
                    pause = 1.0
                    continue
            except (TelegramError, *UNREADABLE) as error:
                logger.warning("telegram polling: %s; again in %.0f s", type(error).__name__, pause)
            await self._rest(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        await self._confirm()

    def stop(self) -> None:
        """End ``run`` after what is in hand."""
        self._stopping.set()

    async def _ask(self) -> Sequence[Update]:
        """The next updates; none when we are to stop."""
        asked = asyncio.ensure_future(
            self._bot.get_updates(offset=self._offset, timeout=WAIT, allowed_updates=KINDS)
        )
        stopping = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({asked, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if asked.done():
            return asked.result()
        asked.cancel()
        await asyncio.wait({asked})
        return ()

    async def _take_all(self, updates: Sequence[Update]) -> bool:
        """Take the updates, each chat's in order, different chats at once. False when one has to come again."""
        chats: dict[object, list[Update]] = defaultdict(list)
        for update in updates:
            chats[update.effective_chat and update.effective_chat.id].append(update)
        failed = await asyncio.gather(*(self._take_in_order(chat) for chat in chats.values()))
        again = [update_id for update_id in failed if update_id is not None]
        if again:
            self._offset = min(again)
        elif updates:
            self._offset = updates[-1].update_id + 1
        return not again

    async def _take_in_order(self, updates: Sequence[Update]) -> int | None:
        """The id of the update that could not be taken now, if any; the later ones of this chat wait for it."""
        for update in updates:
            try:
                await self._take(update)
            except NotAnUpdate as error:
                logger.warning("telegram update %s left out: %s", update.update_id, error)
            except (Unavailable, TelegramError) as error:
                logger.warning("telegram update %s to be taken again: %s", update.update_id, type(error).__name__)
                return update.update_id
            except Exception as error:
                # The loop must go on for everybody else. The error's own words may be personal.
                where = "".join(traceback.format_tb(error.__traceback__))
                logger.error("telegram update %s: %s\n%s", update.update_id, type(error).__name__, where)
        return None

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return

    async def _confirm(self) -> None:
        """Let Telegram forget what was taken last; otherwise a restart would answer it a second time."""
        if self._offset is None:
            return
        try:
            await self._bot.get_updates(offset=self._offset, limit=1, timeout=0, allowed_updates=KINDS)
        except TelegramError as error:
            logger.warning("telegram: the last updates may come again: %s", type(error).__name__)
