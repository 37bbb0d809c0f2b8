"""Telegram: the Bot API by webhook or by polling. python-telegram-bot carries; the conversation is the intake's."""

import asyncio
import hmac
import logging
import re
import traceback
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar
from weakref import WeakValueDictionary

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.types import ASGIApp
from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bots import links
from bots.channel import Channel, Never
from bots.intake import Refused
from bots.settings import BotSettings
from bots.telegram.connection import Connection, failure
from bots.telegram.polling import Polling
from bots.telegram.replies import GO, GO_FORM, Part, parts
from bots.telegram.updates import Incoming, NotAnUpdate, parse, read
from dialogs.messages import Heard, Intake, Message, Notice, Reply, Said, Unavailable

logger = logging.getLogger(__name__)

PATH = "/channels/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
BODY_LIMIT = 256 * 1024
REMEMBERED = 10_000

ONLY_PRIVATE = "您好！家里的事不好在群里讲。请点我的头像，单独给我发消息。"
BUSY = "这会儿系统忙，刚才那句没有记下来。请过一会再发一次；着急的，请打 12317。"
NO_SECRET = (
    "Telegram 用 webhook 方式时，要先设 BAOPIN_TELEGRAM_SECRET（只用字母、数字、_ 和 -，最多 256 个），"
    "不然谁都能冒充 Telegram 发消息进来；或者设 BAOPIN_TELEGRAM_MODE=polling。"
)
UNKNOWN_MODE = "BAOPIN_TELEGRAM_MODE 只能是 webhook 或 polling。"


def _now() -> datetime:
    return datetime.now(UTC)


class Telegram(Channel):
    """The channel ``telegram``; off unless a token is set. ``link_key`` signs the links to the web form."""

    name = "telegram"
    shortcuts: ClassVar[Mapping[str, ASGIApp]] = {}

    def __init__(
        self,
        intake: Intake,
        settings: BotSettings,
        *,
        link_key: bytes,
        fetch_media: bool = False,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self.router = APIRouter()
        self.router.add_api_route(PATH, self._webhook, methods=["POST"], include_in_schema=False)
        self._intake = intake
        self._link_key = link_key
        # Off by default: fetching a photo carries it through servers abroad once more (domain §9).
        self._fetch_media = fetch_media
        self._clock = clock
        self._county = settings.county.split(",")[0].strip()
        self._public_url = settings.public_url.rstrip("/")
        self._mode = settings.telegram_mode
        self._secret = settings.telegram_secret.get_secret_value()
        self._connection = Connection(settings)
        self._polling: Polling | None = None
        self._task: asyncio.Task[None] | None = None
        # One lock a chat, gone when nobody holds it: one person's messages in order, different people at once.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._delivered: OrderedDict[str, int] = OrderedDict()  # message id -> messages the person has got of it
        self._groups: OrderedDict[str, int] = OrderedDict()  # groups already asked to write in private

    async def start(self) -> None:
        """Register with Telegram in the background: a platform that is away delays no other channel. Raises
        ``ValueError`` when the settings leave the door open."""
        if self._mode not in ("webhook", "polling"):
            raise ValueError(UNKNOWN_MODE)
        if self._mode == "webhook" and not SECRET.fullmatch(self._secret):
            raise ValueError(NO_SECRET)
        await self._connection.open()
        if self._mode == "polling":
            self._polling = Polling(self._connection.bot, self.take)
        self._task = asyncio.create_task(self._serve(), name="telegram")

    async def _serve(self) -> None:
        url = "" if self._polling else self._public_url + PATH
        await self._connection.register(url, self._secret)
        if self._polling:
            await self._polling.run()

    async def stop(self) -> None:
        """End polling after what is in hand; close the connections."""
        if self._polling and self._polling.running:
            self._polling.stop()
        elif self._task:
            self._task.cancel()
        if self._task:
            await asyncio.wait({self._task})
        await self._connection.close()

    async def send(self, notice: Notice) -> None:
        """Deliver a notice to a private chat. Raises ``Later``, ``Never`` or ``Gone``."""
        if not re.fullmatch(r"\d{1,19}", notice.user):
            raise Never("not the number of a private chat")
        try:
            for part in self._parts(notice.user, Reply(notice.text, link=notice.link)):
                await self._connection.bot.send_message(notice.user, part.text, reply_markup=part.markup)
        except TelegramError as error:
            raise failure(error) from error

    async def _webhook(self, request: Request) -> Response:
        """200 only when the message is committed and the answer handed to Telegram. 503 has the update delivered
        again, and the intake then gives the stored answer (rulings 24)."""
        given = request.headers.get(SECRET_HEADER, "")
        if not self._secret or not hmac.compare_digest(given.encode(), self._secret.encode()):
            return _problem(403, "secret token missing or wrong")
        body = await _limited_body(request)
        if body is None:
            return _problem(413, f"more than {BODY_LIMIT} bytes")
        try:
            await self.take(parse(body))
        except NotAnUpdate as error:
            return _problem(400, f"not an update: {error}")
        except (Unavailable, TelegramError) as error:
            logger.warning("telegram update to be delivered again: %s", type(error).__name__)
            return _problem(503, "try again")
        return Response()

    async def take(self, update: Update) -> None:
        """Hear one update and answer it. ``Unavailable`` and ``TelegramError`` mean that it must come again; raises
        ``NotAnUpdate`` for a wrong shape."""
        incoming = read(update)
        if incoming is None:
            return
        if not incoming.private:
            await self._turn_away(str(incoming.chat))
            return
        lock = self._turns.setdefault(incoming.chat, asyncio.Lock())
        async with lock:
            await self._answer(incoming)

    async def _turn_away(self, group: str) -> None:
        """A household's trouble is not for a group: said once, nothing is kept."""
        if group in self._groups:
            return
        _remember(self._groups, group, 1)
        try:
            await self._connection.send(group, Part(ONLY_PRIVATE))
        except (BadRequest, Forbidden) as error:
            logger.info("telegram group not answered: %s", type(error).__name__)

    async def _answer(self, incoming: Incoming) -> None:
        user, message_id = str(incoming.chat), f"u{incoming.update_id}"
        message = Message(self.name, user, message_id, incoming.said, incoming.at, self._county, event=incoming.event)
        heard = await self._hear(message)
        if incoming.event == "stop":
            return
        if incoming.pressed:
            await self._connection.acknowledge(incoming.pressed)
        await self._deliver(message, _after(incoming.lead, heard.replies))
        if self._fetch_media and message.said.media:
            await self._pass_on_media(message)

    async def _hear(self, message: Message) -> Heard:
        """The intake's answer. When the intake breaks on a message, the person learns at once that it was not kept;
        otherwise it would come again and again and hold up what the person says next."""
        try:
            return await self._intake.hear(message)
        except Unavailable:
            raise
        except Refused as error:
            logger.error("telegram %s: the intake refused: %s", message.message_id, error)
        except Exception as error:
            # The error's own words may be personal: only where it happened is written.
            where = "".join(traceback.format_tb(error.__traceback__))
            logger.error("telegram %s: %s\n%s", message.message_id, type(error).__name__, where)
        return Heard((Reply(BUSY),))

    async def _deliver(self, message: Message, replies: Sequence[Reply]) -> None:
        """Send the replies. When sending broke off, the next delivery of the same update goes on from there."""
        outgoing = [part for reply in replies for part in self._parts(message.user, reply)]
        for n in range(self._delivered.get(message.message_id, 0), len(outgoing)):
            try:
                await self._connection.send(message.user, outgoing[n])
            except Forbidden:
                logger.info("telegram %s: the person has blocked the bot", message.message_id)
                return
            except BadRequest as error:
                # The same again would be refused again; the person still gets the rest.
                logger.error("telegram %s: a reply was refused: %s", message.message_id, error)
            _remember(self._delivered, message.message_id, n + 1)

    async def _pass_on_media(self, message: Message) -> None:
        """Hand over the content of photos and recordings as a message that follows the first."""
        media = [replace(m, url=await self._connection.download(m.id)) for m in message.said.media]
        fetched = tuple(m for m in media if m.url)
        if fetched:
            said = Said(media=fetched)
            follow_up = replace(message, message_id=f"{message.message_id}/media", said=said)
            heard = await self._hear(follow_up)
            await self._deliver(follow_up, heard.replies)

    def _parts(self, user: str, reply: Reply) -> list[Part]:
        """The messages of a reply, its link made a full address; ``form`` is the web form as the same person."""
        link, label = reply.link, GO
        if link == "form":
            token = links.sign(self.name, user, self._link_key, self._clock())
            link, label = f"{self._public_url}/?t={token}", GO_FORM
        elif link.startswith("/"):
            link = self._public_url + link
        return parts(replace(reply, link=link), label)


def _after(lead: str, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """The replies with the channel's own sentence before the first."""
    if not lead:
        return replies
    if not replies:
        return (Reply(lead),)
    return (replace(replies[0], text=f"{lead}\n\n{replies[0].text}"), *replies[1:])


def _remember(memory: OrderedDict[str, int], key: str, value: int) -> None:
    """Keep the youngest entries only: what is forgotten costs a repeated message, nothing else."""
    memory[key] = value
    memory.move_to_end(key)
    if len(memory) > REMEMBERED:
        memory.popitem(last=False)


async def _limited_body(request: Request) -> bytes | None:
    """The body; None as soon as it is too long."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            return None
    return body


def _problem(status: int, title: str) -> JSONResponse:
    body = {"title": title, "status": status}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")
