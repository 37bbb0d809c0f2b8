"""People on Telegram, for tests: they type, press buttons, send things, block the bot."""

import copy
import time
from concurrent.futures import Future
from typing import Any

JSON = dict[str, Any]
BOT = {"id": 42, "is_bot": True, "first_name": "报贫", "username": "baopin_bot"}


class User:
    """A person with a phone. ``messages`` is what the bot sent, oldest first."""

    def __init__(self, platform: Any, number: int, name: str, kind: str) -> None:
        self.chat = {"id": number, "type": kind, "first_name": name}
        self.sender = {"id": abs(number), "is_bot": False, "first_name": name}
        self.messages: list[JSON] = []
        self.blocked = False
        self._platform = platform

    def say(self, text: str, wait: bool = True) -> "Future[int]":
        """Type words."""
        return self.send(wait=wait, text=text)

    def send(self, wait: bool = True, kind: str = "message", **content: Any) -> "Future[int]":
        """Send any message: ``photo=…``, ``contact=…``, ``kind="edited_message"``."""
        number = self._platform.number()
        message = {"message_id": number, "from": self.sender, "chat": self.chat, "date": int(time.time())}
        return self._platform.deliver(kind, {**message, **content}, wait)

    def press(self, label: str, message: JSON | None = None, wait: bool = True) -> "Future[int]":
        """Press a button of the last message with buttons, or of a copy of an old one."""
        message = message or next(m for m in reversed(self.messages) if "reply_markup" in m)
        button = next(b for b in buttons(message) if b["text"] == label)
        query_id = str(self._platform.number())
        self._platform.callbacks[query_id] = False
        query = {"id": query_id, "from": self.sender, "message": copy.deepcopy(message), "chat_instance": "1"}
        return self._platform.deliver("callback_query", {**query, "data": button["callback_data"]}, wait)

    def block(self) -> None:
        """Block the bot."""
        self.blocked = True
        states = [{"user": BOT, "status": status, "until_date": 0} for status in ("member", "kicked")]
        change = {"chat": self.chat, "from": self.sender, "date": int(time.time())}
        change |= {"old_chat_member": states[0], "new_chat_member": states[1]}
        self._platform.deliver("my_chat_member", change)

    def last(self) -> JSON:
        """A copy of the newest message."""
        return copy.deepcopy(self.messages[-1])

    def texts(self) -> list[str]:
        """The words of all messages."""
        return [message["text"] for message in self.messages]


def buttons(message: JSON) -> list[JSON]:
    """The buttons of a message, row by row."""
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]
