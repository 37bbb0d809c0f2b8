"""What a Telegram update says: from the Bot API's words to ours. Nothing is sent or stored here."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from telegram import CallbackQuery, Message, Update

from dialogs.messages import Media, Said

KINDS = ("message", "callback_query", "my_chat_member")
"""The kinds of update we ask Telegram for; an edited message changes nothing that was already heard."""

COMMANDS = {
    "help": ("!help", "怎么用"),
    "status": ("!status", "查进度"),
    "back": ("!back", "回到上一步"),
    "human": ("!human", "找人帮忙"),
    "restart": ("!restart", "重新开始"),
    "cancel": ("!withdraw", "不报了，撤回"),
}
"""Telegram command -> (what the conversation hears, what the menu shows)."""

REPEAT = Said(choice="!repeat")
MAP_POINT = "地图上的位置这里看不了。请点下面的按钮，或者打字告诉我是哪个村。"
NOT_READABLE = "这个我这里看不了。请打字，或者点按钮；说不清的，发语音也行。"
OTHERS_CARD = "这是别人的名片，没有记下来。要留电话，请直接打字发给我。"
START = re.compile(r"/start(?:@\w+)?(?:\s+(?:v_(?P<place>\d{6,15})|.*))?", re.DOTALL)
"""The start, with the village of a scanned code in it: ``t.me/<bot>?start=v_350111103210``."""

# The library checks no types: a wrong shape ends in any of these.
UNREADABLE = (KeyError, TypeError, AttributeError, ValueError, OverflowError, OSError, RecursionError)


class NotAnUpdate(ValueError):
    """The body is not an update of the Bot API."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update, read. ``lead`` is a sentence of the channel's own before the answer; ``pressed`` is the button
    press to acknowledge; ``private`` is false in groups, where nothing is heard."""

    update_id: int
    chat: int
    said: Said = field(default_factory=Said)
    event: Literal["", "start", "stop"] = ""
    at: datetime | None = None
    lead: str = ""
    pressed: CallbackQuery | None = None
    private: bool = True


def parse(body: bytes) -> Update:
    """The update in a webhook's body; kinds we do not read are left out, so that news of the platform cannot
    break us. Raises ``NotAnUpdate``."""
    try:
        data = json.loads(body)
        if not isinstance(data, dict) or not _is_id(data.get("update_id")):
            raise NotAnUpdate("no update_id")
        return Update.de_json({key: data[key] for key in ("update_id", *KINDS) if data.get(key)}, None)
    except UNREADABLE as error:
        raise NotAnUpdate(type(error).__name__) from error


def read(update: Update) -> Incoming | None:
    """What the update says; None for what needs no answer. Raises ``NotAnUpdate`` for wrong shapes."""
    chat = update.effective_chat
    if chat is None:
        return None
    if not _is_id(chat.id):
        raise NotAnUpdate("chat id")
    if chat.type != "private":
        return Incoming(update.update_id, chat.id, private=False) if update.message else None
    if update.callback_query:
        return _read_press(update.update_id, chat.id, update.callback_query)
    if update.message:
        return _read_message(update.update_id, chat.id, update.message)
    return _read_membership(update, chat.id)


def _read_press(update_id: int, chat: int, query: CallbackQuery) -> Incoming | None:
    if not isinstance(query.data, str):
        return None
    return Incoming(update_id, chat, Said(choice=_clean(query.data)), pressed=query)


def _read_membership(update: Update, chat: int) -> Incoming | None:
    """Blocking the bot is leaving; unblocking is followed by /start and needs nothing."""
    change = update.my_chat_member
    if change is None or change.new_chat_member.status != "kicked":
        return None
    return Incoming(update.update_id, chat, event="stop", at=change.date)


def _read_message(update_id: int, chat: int, message: Message) -> Incoming:
    if start := START.fullmatch(_clean(message.text or "")):
        said = Said(place=start["place"] or "")
        return Incoming(update_id, chat, said, event="start", at=message.date)
    for reader in READERS:
        if (found := reader(message)) is not None:
            said, lead = found
            return Incoming(update_id, chat, said, at=message.date, lead=lead)
    return Incoming(update_id, chat, REPEAT, at=message.date, lead=NOT_READABLE)


def _text(message: Message) -> tuple[Said, str] | None:
    if not message.text:
        return None
    text = _clean(message.text)
    command = text[1:].split(maxsplit=1)[0].split("@")[0] if text[:1] == "/" and text[1:].strip() else ""
    return (Said(choice=COMMANDS[command][0]) if command in COMMANDS else Said(text=text)), ""


def _media(message: Message) -> tuple[Said, str] | None:
    """A photo (the largest of its sizes comes last) or a recording; the words under it come along."""
    document = message.document
    if message.photo:
        media = Media("image", message.photo[-1].file_id)
    elif document and str(document.mime_type).startswith("image/"):
        media = Media("image", document.file_id)
    elif sound := message.voice or message.audio:
        media = Media("voice", sound.file_id)
    else:
        return None
    return Said(text=_clean(message.caption or ""), media=(media,)), ""


def _contact(message: Message) -> tuple[Said, str] | None:
    """A number counts only when it is the sender's own: a card of another person is not theirs to give."""
    contact = message.contact
    if contact is None:
        return None
    if message.from_user is None or contact.user_id != message.from_user.id:
        return REPEAT, OTHERS_CARD
    return Said(text=re.sub(r"^\+?(?:86)?(?=1\d{10}$)", "", _clean(contact.phone_number).replace(" ", ""))), ""


def _location(message: Message) -> tuple[Said, str] | None:
    return (REPEAT, MAP_POINT) if message.location or message.venue else None


READERS: tuple[Callable[[Message], tuple[Said, str] | None], ...] = (_text, _media, _contact, _location)


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def _clean(text: Any) -> str:
    """Text that every database can hold: half characters and NUL, which no keyboard types, are dropped."""
    if not isinstance(text, str):
        raise NotAnUpdate("text")
    return text.encode(errors="ignore").decode().replace("\0", "")
