"""The WeChat official account."""

from bots.wechat.channel import WeChat

__all__ = ["WeChat"]
