"""How a reply looks in Telegram: at most 4096 characters a message, buttons in rows, links as buttons."""

import ipaddress
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from dialogs.messages import Choice, Reply

TEXT_LIMIT = 4096  # counted in UTF-16 units, as Telegram does
VALUE_LIMIT = 64  # bytes of callback_data
ROW_WIDTH = 24  # columns of a narrow phone's keyboard; a Chinese character takes two
GO = "打开看看"
GO_FORM = "在网页上填"


@dataclass(frozen=True, slots=True)
class Part:
    """One message to send."""

    text: str
    markup: InlineKeyboardMarkup | None = None


def parts(reply: Reply, label: str = GO) -> list[Part]:
    """The messages that carry one reply; ``reply.link`` is a full address here. The buttons are under the last."""
    text, rows = reply.text, rows_of(reply.choices)
    if reply.link and is_public(reply.link):
        rows.append([InlineKeyboardButton(label, url=reply.link)])
    elif reply.link:
        # Telegram refuses buttons to addresses that only this network knows.
        text = f"{text}\n\n{label}：{reply.link}"
    *before, last = split(text)
    return [*map(Part, before), Part(last, InlineKeyboardMarkup(rows) if rows else None)]


def rows_of(choices: Sequence[Choice]) -> list[list[InlineKeyboardButton]]:
    """Buttons in rows: three when all labels are short, two when middling, else one below the other."""
    if not choices:
        return []
    per_row = max(1, min(3, ROW_WIDTH // (max(_columns(choice.label) for choice in choices) + 2)))
    buttons = [_button(choice) for choice in choices]
    return [buttons[n : n + per_row] for n in range(0, len(buttons), per_row)]


def _button(choice: Choice) -> InlineKeyboardButton:
    assert len(choice.value.encode()) <= VALUE_LIMIT, f"choice value over {VALUE_LIMIT} bytes"
    return InlineKeyboardButton(choice.label, callback_data=choice.value)


def _columns(label: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in label)


def split(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Pieces of at most ``limit`` UTF-16 units, cut at a line's end where there is one. At least one piece."""
    pieces = []
    while (end := _fitting(text, limit)) < len(text):
        cut = text.rfind("\n", 1, end)
        cut = cut if cut > 0 and text[:cut].strip() else end
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip("\n")
    # Telegram refuses a message of nothing but blanks.
    return [piece for piece in (*pieces, text) if piece.strip()] or [text]


def _fitting(text: str, limit: int) -> int:
    """How many characters of ``text`` fit into ``limit`` UTF-16 units."""
    units = 0
    for n, char in enumerate(text):
        units += 2 if ord(char) > 0xFFFF else 1
        if units > limit:
            return n
    return len(text)


def is_public(url: str) -> bool:
    """The address is one that Telegram accepts on a button: a named host, not this machine or a bare number."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return parts.scheme in ("http", "https") and "." in host and not host.endswith((".localhost", ".local"))
    return False


def chosen(query: CallbackQuery) -> str | None:
    """The old message with the chosen answer under it, once its buttons are gone; None if it cannot be changed
    (older than 48 hours, or too long)."""
    message: MaybeInaccessibleMessage | None = query.message
    if not isinstance(message, Message) or not message.text or message.reply_markup is None:
        return None
    buttons = [button for row in message.reply_markup.inline_keyboard for button in row]
    label = next((button.text for button in buttons if button.callback_data == query.data), None)
    text = f"{message.text}\n\n✓ {label}"
    return text if label and len(split(text)) == 1 else None
