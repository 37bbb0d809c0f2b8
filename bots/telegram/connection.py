"""The connection to the Bot API: what we ask of it, and how its errors read as ours."""

import asyncio
import base64
import logging
import mimetypes
import os
from datetime import timedelta

from telegram import BotCommand, CallbackQuery, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bots.channel import Gone, Later, Never, SendFailed
from bots.settings import BotSettings
from bots.telegram.replies import Part, chosen
from bots.telegram.updates import COMMANDS, KINDS

logger = logging.getLogger(__name__)

# The library's own switch to the coming meaning of RetryAfter.retry_after: a timedelta, without a warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")

LONGEST_FLOOD_WAIT = 20.0  # seconds; Telegram waits about a minute for the webhook's answer
LONGEST_PAUSE = 60.0  # seconds between attempts to register
MEDIA_LIMIT = 8 * 1024 * 1024


class Connection:
    """One bot at the Bot API, with the limits of the platform kept (30 messages a second)."""

    def __init__(self, settings: BotSettings) -> None:
        base, proxy = settings.telegram_api_base.rstrip("/"), settings.telegram_proxy or None
        self._requests = [HTTPXRequest(proxy=proxy, connect_timeout=10, read_timeout=15) for _ in range(2)]
        self.bot: ExtBot[int] = ExtBot(
            settings.telegram_token.get_secret_value(),
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
            rate_limiter=AIORateLimiter(),
        )

    async def open(self) -> None:
        """Open the HTTP clients."""
        # httpx writes each address into its log, and the Bot API's addresses hold the token.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        await asyncio.gather(*(request.initialize() for request in self._requests))

    async def close(self) -> None:
        """Close the HTTP clients."""
        await asyncio.gather(*(request.shutdown() for request in self._requests))

    async def register(self, url: str, secret: str) -> None:
        """Tell Telegram where updates go (``url`` empty: polling) and which commands there are. Tried until the
        network lets us; a refusal is logged, and the channel still listens."""
        pause = 1.0
        while True:
            try:
                await self._announce(url, secret)
                return
            except (NetworkError, RetryAfter) as error:
                if isinstance(error, BadRequest):
                    logger.error("telegram refused the webhook: %s", error)
                    return
                logger.warning("telegram is not reachable (%s); again in %.0f s", type(error).__name__, pause)
            except TelegramError as error:
                logger.error("telegram refused to register: %s", error)
                return
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _announce(self, url: str, secret: str) -> None:
        if url:
            await self.bot.set_webhook(url, secret_token=secret, allowed_updates=KINDS)
        else:
            await self.bot.delete_webhook()
        await self.bot.set_my_commands([BotCommand(name, menu) for name, (_, menu) in COMMANDS.items()])

    async def send(self, user: str, part: Part) -> None:
        """Send one message; a short flood wait is waited for, once. Raises ``TelegramError``."""
        try:
            await self.bot.send_message(user, part.text, reply_markup=part.markup)
        except RetryAfter as error:
            wait = _seconds(error)
            if wait > LONGEST_FLOOD_WAIT:
                raise
            await asyncio.sleep(wait)
            await self.bot.send_message(user, part.text, reply_markup=part.markup)

    async def acknowledge(self, query: CallbackQuery) -> None:
        """End the button's waiting sign, take the buttons away and show what was chosen. Only for the eye: a
        failure (too old, already done) is no reason to hold back the answer."""
        try:
            await self.bot.answer_callback_query(query.id)
            await self._mark_chosen(query)
        except TelegramError as error:
            logger.info("telegram: old buttons not changed: %s", type(error).__name__)

    async def _mark_chosen(self, query: CallbackQuery) -> None:
        old = query.message
        if not isinstance(old, Message) or old.reply_markup is None:
            return
        text = chosen(query)
        if text:
            await self.bot.edit_message_text(text, old.chat.id, old.message_id)
        else:
            await self.bot.edit_message_reply_markup(old.chat.id, old.message_id)

    async def download(self, file_id: str) -> str:
        """The content of a file as a ``data:`` URL; empty when Telegram no longer gives it or it is too large."""
        try:
            file = await self.bot.get_file(file_id)
            if (file.file_size or 0) > MEDIA_LIMIT:
                return ""
            content = await file.download_as_bytearray()
        except BadRequest as error:
            logger.warning("telegram gives no file: %s", error)
            return ""
        kind = mimetypes.guess_type(file.file_path or "")[0] or "application/octet-stream"
        return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def failure(error: TelegramError) -> SendFailed:
    """The channel's name for an error of the Bot API."""
    if isinstance(error, Forbidden | ChatMigrated) or (isinstance(error, BadRequest) and _nobody(str(error))):
        return Gone(f"{type(error).__name__}: {error}")
    if isinstance(error, BadRequest):
        return Never(f"BadRequest: {error}")
    # Flood, network, and a token that is refused: once mended, the notice goes out.
    return Later(type(error).__name__)


def _nobody(description: str) -> bool:
    return any(words in description.lower() for words in ("chat not found", "peer_id_invalid", "user not found"))


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
