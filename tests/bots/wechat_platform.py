"""The WeChat platform, played: signs, encrypts, waits five seconds, asks again, and serves the API we call.

It shares no code with the channel. Its crypto is written from the platform's description with ``cryptography``, so
that an error in the channel (or in wechatpy) cannot cancel itself out.
"""

import asyncio
import base64
import contextlib
import hashlib
import itertools
import os
import secrets
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

import uvicorn
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from fastapi import FastAPI, Request, Response

BROKEN = "该公众号提供的服务出现故障，请稍后再试"
RETRIES = 3
WINDOW = 48 * 3600  # seconds a person's word opens the account's way to them
QUOTA = 5

Post = Callable[[dict[str, str], bytes], Awaitable[tuple[int, bytes]]]
"""Sends a webhook: query and body in, status and body out."""


class BadReply(Exception):
    """The account's answer is not what the platform takes; the person sees ``BROKEN``."""


@dataclass
class Account:
    """What the admin page of an official account holds."""

    token: str = "Kj3x8Token"
    appid: str = "wx5823bf96d3bd56c7"
    secret: str = "s3cr3t"
    aes_key: str = ""  # 43 characters: safe mode
    name: str = "gh_7f083739789a"


@dataclass
class Delivery:
    """What became of one message: the text the person sees, how often it was sent, with which statuses."""

    text: str = ""
    statuses: list[int] = field(default_factory=list)
    broken: bool = False


def signed(*parts: str) -> str:
    """SHA-1 of the sorted parts."""
    digest = hashlib.sha1()
    for part in sorted(part.encode() for part in parts):
        digest.update(part)
    return digest.hexdigest()


def encrypt(plain: bytes, aes_key: str, appid: str) -> str:
    """random(16) + length(4, network order) + message + app id, PKCS7 to 32 bytes, AES-256-CBC, iv = key[:16]."""
    key = base64.b64decode(aes_key + "=")
    padder = PKCS7(256).padder()
    data = os.urandom(16) + len(plain).to_bytes(4, "big") + plain + appid.encode()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    padded = padder.update(data) + padder.finalize()
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


def decrypt(encrypted: str, aes_key: str) -> tuple[bytes, str]:
    """(message, app id). Raises ``ValueError``."""
    key = base64.b64decode(aes_key + "=")
    decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    unpadder = PKCS7(256).unpadder()
    padded = decryptor.update(base64.b64decode(encrypted, validate=True)) + decryptor.finalize()
    data = unpadder.update(padded) + unpadder.finalize()
    end = 20 + int.from_bytes(data[16:20], "big")
    return data[20:end], data[end:].decode()


def xml(fields: dict[str, str | int]) -> str:
    """A body as the platform writes it: text in CDATA, numbers bare."""
    lines = [
        f"<{name}>{value}</{name}>" if isinstance(value, int) else f"<{name}>{_cdata(value)}</{name}>"
        for name, value in fields.items()
    ]
    return "<xml>" + "\n".join(lines) + "</xml>"


def _cdata(value: str) -> str:
    return escape(value) if "]]>" in value else f"<![CDATA[{value}]]>"


class Platform:
    """Talks to one account. ``post`` reaches its webhook; ``deadline`` is in seconds (five, in life)."""

    def __init__(self, account: Account, post: Post, *, clock: Callable[[], float] = time.time, deadline: float = 5.0):
        self.account, self.post, self.clock, self.deadline = account, post, clock, deadline
        self.overlapping = False  # leave a late try running while the next one starts
        self.api = Api(account, clock)
        self._ids = itertools.count(6_000_000_000_000_000_000)
        self._left: set[asyncio.Task[tuple[int, bytes]]] = set()

    def message(self, openid: str, kind: str, **fields: str | int) -> str:
        """The XML of a message with a new MsgId."""
        return xml(self._head(openid, kind) | fields | {"MsgId": next(self._ids)})

    def event(self, openid: str, event: str, **fields: str | int) -> str:
        """The XML of an event: it has no id."""
        return xml(self._head(openid, "event") | {"Event": event} | fields)

    def _head(self, openid: str, kind: str) -> dict[str, str | int]:
        return {
            "ToUserName": self.account.name,
            "FromUserName": openid,
            "CreateTime": int(self.clock()),
            "MsgType": kind,
        }

    def request(self, body: str, openid: str = "") -> tuple[dict[str, str], bytes]:
        """(query, body) of the webhook, signed, and encrypted in safe mode."""
        timestamp, nonce = str(int(self.clock())), str(secrets.randbelow(10**9))
        query = {"signature": signed(self.account.token, timestamp, nonce), "timestamp": timestamp, "nonce": nonce}
        if openid:
            query["openid"] = openid
        if not self.account.aes_key:
            return query, body.encode()
        encrypted = encrypt(body.encode(), self.account.aes_key, self.account.appid)
        query["encrypt_type"] = "aes"
        query["msg_signature"] = signed(self.account.token, timestamp, nonce, encrypted)
        return query, xml({"ToUserName": self.account.name, "Encrypt": encrypted}).encode()

    async def text(self, openid: str, words: str) -> Delivery:
        """The person types."""
        return await self.deliver(openid, self.message(openid, "text", Content=words))

    async def deliver(self, openid: str, body: str) -> Delivery:
        """Send, and again under the same id while there is no good answer; then read the answer."""
        self.api.heard_from(openid)
        delivery = Delivery()
        for _ in range(1 + RETRIES):
            status, answer = await self._try(*self.request(body, openid))
            delivery.statuses.append(status)
            if status == 200:
                return self._show(delivery, openid, answer)
        delivery.broken, delivery.text = True, BROKEN
        return delivery

    async def _try(self, query: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Status 0: no answer in time, the connection is dropped."""
        attempt = asyncio.ensure_future(self.post(query, body))
        await asyncio.wait({attempt}, timeout=self.deadline)
        if attempt.done():
            return attempt.result()
        if self.overlapping:
            self._left.add(attempt)
        else:
            attempt.cancel()
            await asyncio.wait({attempt})
        return 0, b""

    async def settle(self) -> None:
        """Wait for the tries that were left running."""
        if self._left:
            await asyncio.wait(self._left)

    def _show(self, delivery: Delivery, openid: str, answer: bytes) -> Delivery:
        if answer in (b"", b"success"):
            return delivery
        try:
            delivery.text = self.read_reply(openid, answer)
        except BadReply:
            delivery.broken, delivery.text = True, BROKEN
        return delivery

    def read_reply(self, openid: str, answer: bytes) -> str:
        """The text of a passive reply. Raises ``BadReply`` unless it is signed, ours and for ``openid``."""
        fields = _fields(self._opened(_fields(answer)) if self.account.aes_key else answer)
        if fields.get("ToUserName") != openid or fields.get("FromUserName") != self.account.name:
            raise BadReply("sender and receiver are not swapped")
        if fields.get("MsgType") != "text" or not fields.get("CreateTime", "").isdigit():
            raise BadReply("type or time")
        if not 0 < len(fields.get("Content", "").encode()) <= 2048:
            raise BadReply("empty or too long")
        return fields["Content"]

    def _opened(self, envelope: dict[str, str]) -> bytes:
        try:
            encrypted, nonce = envelope["Encrypt"], envelope["Nonce"]
            right = signed(self.account.token, envelope["TimeStamp"], nonce, encrypted)
            plain, appid = decrypt(encrypted, self.account.aes_key)
        except (KeyError, ValueError) as error:
            raise BadReply("envelope") from error
        if envelope.get("MsgSignature") != right or appid != self.account.appid:
            raise BadReply("signature or app id")
        return plain


def _fields(body: bytes) -> dict[str, str]:
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        raise BadReply("not XML") from error
    return {child.tag: child.text or "" for child in root}


class Api:
    """What the account may call: ``app`` answers under ``/cgi-bin/`` and serves pictures under ``/pic/``."""

    def __init__(self, account: Account, clock: Callable[[], float]) -> None:
        self.account, self.clock = account, clock
        self.sent: list[dict[str, Any]] = []
        self.calls: list[str] = []
        self.media: dict[str, tuple[str, bytes]] = {}
        self.blocked: set[str] = set()
        self.always: dict[str, int] = {}  # path -> errcode, or an HTTP status below 1000
        self.token = ""
        self._spoke: dict[str, float] = {}
        self._sent_since: dict[str, int] = {}
        self._numbers = itertools.count(1)
        self.app = FastAPI()
        self.app.add_api_route("/cgi-bin/stable_token", self.stable_token, methods=["POST"])
        self.app.add_api_route("/cgi-bin/message/custom/send", self.custom_send, methods=["POST"])
        self.app.add_api_route("/cgi-bin/message/template/send", self.template_send, methods=["POST"])
        self.app.add_api_route("/cgi-bin/media/get", self.media_get, methods=["GET"])
        self.app.add_api_route("/pic/{name}", self.picture, methods=["GET"])

    def heard_from(self, openid: str) -> None:
        """The person said something: 48 hours and five messages are open."""
        self._spoke[openid] = self.clock()
        self._sent_since[openid] = 0

    def rotate(self) -> None:
        """Somebody had the token renewed: the old one is refused from now on."""
        self.token = f"TOKEN-{next(self._numbers)}"

    async def stable_token(self, request: Request) -> Any:
        self.calls.append("stable_token")
        asked = await request.json()
        if (asked.get("appid"), asked.get("secret")) != (self.account.appid, self.account.secret):
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        if asked.get("grant_type") != "client_credential":
            return {"errcode": 40002, "errmsg": "invalid grant_type"}
        if not self.token or asked.get("force_refresh"):
            self.rotate()
        return self._fault("stable_token") or {"access_token": self.token, "expires_in": 7200}

    async def custom_send(self, request: Request) -> Any:
        if fault := self._refused("custom/send", request):
            return fault
        asked = await request.json()
        openid = asked["touser"]
        if openid in self.blocked:
            return {"errcode": 43004, "errmsg": "require subscribe"}
        if self.clock() - self._spoke.get(openid, float("-inf")) > WINDOW:
            return {"errcode": 45015, "errmsg": "response out of time limit or subscription is canceled"}
        if self._sent_since[openid] >= QUOTA:
            return {"errcode": 45047, "errmsg": "out of response count limit"}
        if len(asked["text"]["content"].encode()) > 2048:
            return {"errcode": 45002, "errmsg": "content size out of limit"}
        self._sent_since[openid] += 1
        self.sent.append(asked)
        return {"errcode": 0, "errmsg": "ok"}

    async def template_send(self, request: Request) -> Any:
        if fault := self._refused("template/send", request):
            return fault
        asked = await request.json()
        if asked["touser"] in self.blocked:
            return {"errcode": 43004, "errmsg": "require subscribe"}
        if any(len(value["value"]) > 20 for key, value in asked["data"].items() if key.startswith("thing")):
            return {"errcode": 47003, "errmsg": "argument invalid"}
        self.sent.append(asked)
        return {"errcode": 0, "errmsg": "ok", "msgid": 200228332}

    async def media_get(self, request: Request) -> Any:
        if fault := self._refused("media/get", request):
            return fault
        if request.query_params.get("media_id", "") not in self.media:
            return Response('{"errcode":40007,"errmsg":"invalid media_id"}', media_type="text/plain")
        kind, content = self.media[request.query_params["media_id"]]
        return Response(content, media_type=kind)

    async def picture(self, name: str) -> Response:
        self.calls.append("pic")
        kind, content = self.media[name]
        return Response(content, media_type=kind)

    def _refused(self, path: str, request: Request) -> Any:
        self.calls.append(path)
        if fault := self._fault(path):
            return fault
        if not self.token or request.query_params.get("access_token") != self.token:
            return {"errcode": 40001, "errmsg": "invalid credential, access_token is invalid or not latest"}
        return None

    def _fault(self, path: str) -> Any:
        code = self.always.get(path, 0)
        if 0 < code < 1000:
            return Response("<html>", status_code=code, media_type="text/html")
        return {"errcode": code, "errmsg": "as told"} if code else None


@contextlib.contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of ``app`` on a free loopback port, served in a thread."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
