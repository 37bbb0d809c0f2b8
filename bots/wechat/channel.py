"""The WeChat official account: webhook in, passive reply out, notices by the platform's API.

The platform waits 5 seconds for an answer. Without one, or with a status other than 200, it asks again up to
three times under the same message id and then tells the person that the service is broken. After a bad status it
asks again at once: four quick failures take one second. Hence:

* a message is heard in a task of its own: when time is up the hearing goes on, its answer is stored under the
  message id, and the platform's next try gets it;
* an intake that is not available is asked again for as long as the platform waits, and only then 503. So the four
  tries bridge almost 20 seconds: a restart, a fail-over of the database;
* the last of the four tries says in our own words that the message may not have arrived, instead of letting the
  platform say that the service is broken.
"""

import asyncio
import base64
import json
import logging
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bots import links
from bots.channel import Gone
from bots.intake import Refused as NotTaken
from bots.settings import BotSettings
from bots.wechat.client import Api
from bots.wechat.codec import Forged, Incoming, Refused, SafeMode, TooLarge, check, read, write_text
from bots.wechat.followup import FollowUps, log_failure
from bots.wechat.media import Fetcher
from bots.wechat.recent import Recent
from bots.wechat.said import understand
from bots.wechat.text import as_text, shorten, split
from dialogs.messages import FORM_LINK, Heard, Intake, Message, Notice, Unavailable

PATH = "/channels/wechat"
BODY_LIMIT = 64 * 1024  # bytes; the longest text a phone sends is about 8 KB
FRESH = 600  # seconds a signature holds: the platform's retries, and clocks that are off
BUDGET = 4.5  # seconds of the platform's five
PAUSE = 0.5  # seconds before an intake that was not available is asked again
LAST_TRY = 4  # the first request and three retries
THING = 20  # characters that a template's field "thing" holds

BUSY = "现在用的人多，您刚才发的可能没有收到。请过几分钟再发一遍。\n着急的话可以打12345。有危险马上打110，要急救打120。"

log = logging.getLogger(__name__)


class WeChat:
    """A ``bots.channel.Channel``. ``link_key`` signs the links to the web form; ``budget`` is in seconds."""

    name = "wechat"

    def __init__(
        self,
        intake: Intake,
        settings: BotSettings,
        *,
        link_key: bytes,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        budget: float = BUDGET,
    ) -> None:
        if not settings.has_wechat():
            raise ValueError("BAOPIN_WECHAT_TOKEN and BAOPIN_WECHAT_APPID are not set")
        self._intake, self._settings, self._link_key = intake, settings, link_key
        self._clock, self._budget = clock, budget
        self._token = settings.wechat_token.get_secret_value()
        self._county = settings.county.split(",")[0].strip()
        self._safe = _safe_mode(settings)
        self._api = _api(settings)
        self._fetcher = Fetcher(self._api, settings.wechat_api_base)
        self._follow_ups = FollowUps(intake, self._api, self._fetcher)
        self._failures: Recent[int] = Recent()
        self.shortcuts: Mapping[str, ASGIApp] = {PATH: self.webhook}
        self.router = APIRouter()
        # Plain routes: the body is XML, so there is nothing for pydantic to check and much time to save.
        self.router.add_route(PATH, self._verify, methods=["GET"], include_in_schema=False)
        self.router.add_route(PATH, self._receive, methods=["POST"], include_in_schema=False)

    async def start(self) -> None:
        """Nothing to open: the platform calls us, and our own connections open when they are needed."""

    async def stop(self) -> None:
        """Finish what was accepted and close the connections."""
        await self._follow_ups.stop()
        self._fetcher.close()
        if self._api:
            self._api.close()

    async def send(self, notice: Notice) -> None:
        """Deliver one notice: a template message if a template is set, else a customer-service text."""
        api = self._api
        if api is None:
            raise Gone("no app secret is set")
        link = self._address(notice.user, notice.link)
        # "template id", or "template id:field" where the county's template calls its field something else.
        template, _, field = self._settings.wechat_template.partition(":")
        if template:
            data = {field or "thing1": {"value": _thing(notice.text)}}
            ask = partial(api.message.send_template, notice.user, template, data, link or None)
        else:
            ask = partial(api.message.send_text, notice.user, shorten(f"{notice.text}\n{link}".strip()))
        await asyncio.to_thread(api.deliver, ask)

    async def webhook(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The same as the router's two routes, as an ASGI app: for a server that finds its way here without
        FastAPI's routing, which takes a third of the time of a message."""
        request, method = Request(scope, receive), scope["method"]
        if method not in ("GET", "POST"):
            answer = Response(status_code=405, headers={"allow": "GET, POST"})
        else:
            answer = await (self._receive if method == "POST" else self._verify)(request)
        await answer(scope, receive, send)

    async def _verify(self, request: Request) -> Response:
        """The platform's check when the address is set in its admin page: signed, and echoed."""
        query = request.query_params
        try:
            check(query.get("signature", ""), self._token, query.get("timestamp", ""), query.get("nonce", ""))
        except Refused as refused:
            return _problem(refused)
        return PlainTextResponse(query.get("echostr", ""))

    async def _receive(self, request: Request) -> Response:
        try:
            incoming = await self._open(request)
            message = understand(incoming, self.name, self._county)
        except Refused as refused:
            return _problem(refused)
        answer = message if isinstance(message, str) else await self._answer(message)
        if answer is None:
            return Response(status_code=503)
        if not answer:
            return PlainTextResponse("success")
        return self._reply(incoming, answer, request.query_params.get("nonce", ""))

    async def _open(self, request: Request) -> Incoming:
        """The message in a request that the platform signed just now. Raises ``Refused``."""
        query = request.query_params
        timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        check(query.get("signature", ""), self._token, timestamp, nonce)
        if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 10):
            raise Forged("时间不对。")
        if abs(self._clock().timestamp() - int(timestamp)) > FRESH:
            raise Forged("签名的时间太久了。")
        if (query.get("encrypt_type") == "aes") is not (self._safe is not None):
            # The plain signature does not cover the body: an account in safe mode takes nothing less.
            raise Forged("消息的加密方式和公众号设置的不一样。")
        body = await _body(request)
        if self._safe:
            body = self._safe.open(body, query.get("msg_signature", ""), timestamp, nonce)
        return read(body)

    async def _answer(self, message: Message) -> str | None:
        """The text to reply, empty for none; None when the platform should ask again."""
        heard = await self._hear_in_time(message)
        if heard is None:
            failures = self._failures.get(message.message_id, 0) + 1
            self._failures.put(message.message_id, failures)
            return None if failures < LAST_TRY else BUSY
        if message.event == "stop":  # nobody is there to read
            return ""
        text = as_text(heard.replies, partial(self._address, message.user))
        if self._api is None:
            return shorten(text)
        first, *rest = split(text) or [""]
        if rest:
            self._follow_ups.say(message, rest)
        return first

    async def _hear_in_time(self, message: Message) -> Heard | None:
        hearing = self._follow_ups.keep(self._hear(message))
        await asyncio.wait((hearing,), timeout=self._budget)  # does not cancel what is late
        if hearing.done():
            return hearing.result()
        hearing.add_done_callback(log_failure)
        log.warning("message %s: not heard in time, goes on", message.message_id)
        return None

    async def _hear(self, message: Message) -> Heard | None:
        """Hear, asking again while the platform waits. None: not available all that time, nothing stored."""
        until = time.monotonic() + self._budget - PAUSE
        while True:
            try:
                heard = await self._intake.hear(message)
            except Unavailable:
                if time.monotonic() >= until:
                    log.warning("message %s: the intake is not available", message.message_id)
                    return None
                await asyncio.sleep(PAUSE)
            except NotTaken as refusal:  # a wrong token, say: trying again does not help, whoever runs us must look
                log.error("message %s: the intake refused it: %s", message.message_id, refusal)
                return None
            else:
                break
        if message.said.media:
            self._follow_ups.file(message)
        return heard

    def _address(self, user: str, link: str) -> str:
        """A link of ours as a complete address; ``FORM_LINK`` is the web form for this person, signed."""
        if link == FORM_LINK:
            link = "/?t=" + links.sign(self.name, user, self._link_key, self._clock())
        return self._settings.public_url.rstrip("/") + link if link.startswith("/") else link

    def _reply(self, incoming: Incoming, text: str, nonce: str) -> Response:
        now = int(self._clock().timestamp())
        xml = write_text(incoming, text, now)
        if self._safe:
            xml = self._safe.seal(xml, str(now), nonce)
        return Response(xml, media_type="application/xml")


def _safe_mode(settings: BotSettings) -> SafeMode | None:
    """None when the account sends plain messages. Raises ``ValueError`` for a key that is none."""
    given = settings.wechat_aes_key.get_secret_value()
    if not given:
        return None
    try:
        key = base64.b64decode(given + "=", validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ValueError("BAOPIN_WECHAT_AES_KEY 应是公众号后台的 EncodingAESKey：43 个字母和数字")
    return SafeMode(settings.wechat_token.get_secret_value(), key, settings.wechat_appid)


def _api(settings: BotSettings) -> Api | None:
    secret = settings.wechat_secret.get_secret_value()
    return Api(settings.wechat_appid, secret, settings.wechat_api_base) if secret else None


async def _body(request: Request) -> bytes:
    """The body, read no further than the limit. Raises ``TooLarge``."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise TooLarge("消息太长了。")
    return body


def _problem(refused: Refused) -> Response:
    body = {"type": "about:blank", "title": str(refused), "status": refused.status}
    return Response(json.dumps(body, ensure_ascii=False), refused.status, media_type="application/problem+json")


def _thing(text: str) -> str:
    line = text.strip().partition("\n")[0]
    return line if len(line) <= THING else line[: THING - 1] + "…"
