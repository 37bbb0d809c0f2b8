"""The Telegram bot. ``telegram`` without ``bots.`` is the library."""

from bots.telegram.channel import Telegram

__all__ = ["Telegram"]
