"""A Bot API of our own to test against: as strict as the real one, with people who type and press buttons.

It runs on a loopback port in a thread. Updates go to the webhook (with the secret header, again after anything but
2xx, each chat's in order) or wait for getUpdates. ``say`` and ``press`` return when the bot has taken the update.
"""

import asyncio
import json
import re
import threading
import time
from collections import defaultdict
from concurrent.futures import Future
from typing import Any
from urllib.parse import urlsplit

import httpx
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from telegram_people import BOT, JSON, User, buttons
from telegram_server import PATIENCE, Server


class Refusal(Exception):
    """The Bot API says no."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.body: JSON = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.body["parameters"] = parameters


class Platform:
    """The Bot API and all that people have on their phones. ``calls`` is what the bot asked, in order."""

    def __init__(self, token: str = "42:TOKEN") -> None:
        self.token = token
        self.calls: list[tuple[str, JSON]] = []
        self.attempts: list[tuple[int, int]] = []  # (update id, status the webhook answered; 0: no answer)
        self.retry_pause = 0.05
        self.webhook: JSON = {}
        self.hosts: dict[str, str] = {}  # public address -> where it is served in the test
        self.commands: list[JSON] = []
        self.files: dict[str, bytes] = {}
        self.chats: dict[int, User] = {}
        self.callbacks: dict[str, bool] = {}
        self._faults: dict[str, list[Refusal]] = defaultdict(list)
        self._numbers = iter(range(1000, 10**9))
        self._waiting: list[JSON] = []  # updates not yet confirmed, for getUpdates
        self._taken: dict[int, Future[int]] = {}
        self._closing = False
        app = FastAPI()
        app.add_api_route("/bot{token}/{method}", self._call, methods=["GET", "POST"])
        app.add_api_route("/file/bot{token}/{path:path}", self._file)
        self._server = Server(app)
        self._loop = asyncio.new_event_loop()
        self._pump = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._queues: dict[int, asyncio.Queue[JSON]] = {}
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def url(self) -> str:
        """What ``telegram_api_base`` is set to."""
        return self._server.url

    def __enter__(self) -> "Platform":
        self._pump.start()
        self._server.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._closing = True
        self._server.__exit__()
        asyncio.run_coroutine_threadsafe(self._end_tasks(), self._loop).result(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._pump.join(PATIENCE)
        self._loop.close()

    async def _end_tasks(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def user(self, number: int, name: str = "张三", kind: str = "private") -> "User":
        """A person (or a group, with a negative number) who talks with the bot."""
        return self.chats.setdefault(number, User(self, number, name, kind))

    def number(self) -> int:
        """A number that was never used."""
        return next(self._numbers)

    def fail(self, method: str, code: int, description: str = "fault", times: int = 1, **parameters: Any) -> None:
        """The next ``times`` calls of ``method`` are refused."""
        self._faults[method] += [Refusal(code, description, **parameters) for _ in range(times)]

    def deliver(self, kind: str, content: JSON, wait: bool = True) -> "Future[int]":
        """Give the bot an update; returns the status of the webhook's last answer (200 after getUpdates)."""
        update = {"update_id": self.number(), kind: content}
        taken = self._taken[update["update_id"]] = Future()
        if self.webhook.get("url"):
            chat = (content.get("chat") or content.get("message", {}).get("chat"))["id"]
            self._loop.call_soon_threadsafe(self._queue, chat, update)
        else:
            self._waiting.append(update)
        if wait:
            taken.result(PATIENCE)
        return taken

    def _queue(self, chat: int, update: JSON) -> None:
        if chat not in self._queues:
            self._queues[chat] = asyncio.Queue()
            self._tasks.append(self._loop.create_task(self._push(self._queues[chat])))
        self._queues[chat].put_nowait(update)

    async def _push(self, queue: "asyncio.Queue[JSON]") -> None:
        """One chat's updates to the webhook, each until it is answered with 2xx (or given up after 20 times)."""
        async with httpx.AsyncClient(timeout=60, trust_env=False) as client:
            while True:
                update = await queue.get()
                for _ in range(20):
                    status = await self._post(client, update)
                    self.attempts.append((update["update_id"], status))
                    if 200 <= status < 300:
                        break
                    await asyncio.sleep(self.retry_pause)
                self._taken[update["update_id"]].set_result(status)

    async def _post(self, client: httpx.AsyncClient, update: JSON) -> int:
        secret = self.webhook.get("secret_token")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        url = self.webhook["url"]
        for public, served in self.hosts.items():
            url = url.replace(public, served)
        try:
            return (await client.post(url, json=update, headers=headers)).status_code
        except httpx.TransportError:
            return 0

    async def _file(self, token: str, path: str) -> Response:
        return Response(self.files[path.split("/")[-1].split(".")[0]])

    async def _call(self, token: str, method: str, request: Request) -> JSONResponse:
        given = {**request.query_params, **(await request.form())}
        params = {key: value if key == "text" else _value(value) for key, value in given.items()}
        self.calls.append((method, params))
        try:
            if token != self.token:
                raise Refusal(401, "Unauthorized")
            if self._faults[method]:
                raise self._faults[method].pop(0)
            handler = getattr(self, "on_" + re.sub(r"([A-Z])", r"_\1", method).lower(), None)
            if handler is None:
                raise Refusal(404, "Not Found")
            result = await handler(**params)
        except Refusal as refusal:
            return JSONResponse(refusal.body, refusal.body["error_code"])
        return JSONResponse({"ok": True, "result": result})

    async def on_get_me(self) -> JSON:
        return BOT

    async def on_set_my_commands(self, commands: list[JSON], **_: Any) -> bool:
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not command["description"]:
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
        self.commands = commands
        return True

    async def on_set_webhook(self, url: str, secret_token: str = "", **more: Any) -> bool:
        if secret_token and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", str(secret_token)):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = {"url": url, "secret_token": str(secret_token), **more}
        return True

    async def on_delete_webhook(self, **_: Any) -> bool:
        self.webhook = {}
        return True

    async def on_get_updates(self, offset: int = 0, limit: int = 100, timeout: int = 0, **_: Any) -> list[JSON]:
        if self.webhook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        for update in [update for update in self._waiting if update["update_id"] < offset]:
            self._waiting.remove(update)
            self._taken[update["update_id"]].set_result(200)
        end = time.monotonic() + timeout
        while not self._waiting and time.monotonic() < end and not self._closing:
            await asyncio.sleep(0.01)
        return self._waiting[:limit]

    async def on_send_message(self, chat_id: int, text: str = "", reply_markup: JSON | None = None, **_: Any) -> JSON:
        user = self._reachable(chat_id)
        _check_text(text)
        _check_markup(reply_markup)
        message = {
            "message_id": self.number(),
            "from": BOT,
            "chat": user.chat,
            "date": int(time.time()),
            "text": text,
            **({"reply_markup": reply_markup} if reply_markup else {}),
        }
        user.messages.append(message)
        return message

    async def on_edit_message_text(
        self, chat_id: int, message_id: int, text: str = "", reply_markup: JSON | None = None, **_: Any
    ) -> JSON:
        message = self._message(chat_id, message_id)
        _check_text(text)
        _check_markup(reply_markup)
        return _change(message, {**message, "text": text}, reply_markup)

    async def on_edit_message_reply_markup(
        self, chat_id: int, message_id: int, reply_markup: JSON | None = None, **_: Any
    ) -> JSON:
        _check_markup(reply_markup)
        message = self._message(chat_id, message_id)
        return _change(message, dict(message), reply_markup)

    async def on_answer_callback_query(self, callback_query_id: str, **_: Any) -> bool:
        if str(callback_query_id) not in self.callbacks:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.callbacks[str(callback_query_id)] = True
        return True

    async def on_get_file(self, file_id: str) -> JSON:
        if file_id not in self.files:
            raise Refusal(400, "Bad Request: invalid file_id")
        size = len(self.files[file_id])
        return {"file_id": file_id, "file_unique_id": "u", "file_size": size, "file_path": f"photos/{file_id}.jpg"}

    def _reachable(self, chat_id: int) -> "User":
        user = self.chats.get(chat_id)
        if user is None:
            raise Refusal(400, "Bad Request: chat not found")
        if user.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return user

    def _message(self, chat_id: int, message_id: int) -> JSON:
        for message in self._reachable(chat_id).messages:
            if message["message_id"] == message_id:
                return message
        raise Refusal(400, "Bad Request: message to edit not found")


def _value(text: Any) -> Any:
    """A parameter as its sender meant it: JSON for numbers, lists and objects; words stay words."""
    if not re.fullmatch(r"-?\d{1,18}|true|false|[\[{].*", text, re.DOTALL):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _check_text(text: str) -> None:
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > 4096:
        raise Refusal(400, "Bad Request: message is too long")


def _check_markup(markup: JSON | None) -> None:
    for button in buttons({"reply_markup": markup or {}}):
        if not button["text"] or ("url" in button) == ("callback_data" in button):
            raise Refusal(400, "Bad Request: can't parse inline keyboard button")
        if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        host = urlsplit(button.get("url", "https://a.cn")).hostname or ""
        if "." not in host or re.fullmatch(r"[\d.]+", host):
            raise Refusal(400, "Bad Request: inline keyboard button URL is invalid: Wrong HTTP URL")


def _change(message: JSON, changed: JSON, markup: JSON | None) -> JSON:
    """Edit a message; a keyboard that is not given again is gone, an edit that changes nothing is refused."""
    changed.pop("reply_markup", None)
    if markup:
        changed["reply_markup"] = markup
    if changed == message:
        raise Refusal(400, "Bad Request: message is not modified")
    message.clear()
    message.update(changed)
    return message
