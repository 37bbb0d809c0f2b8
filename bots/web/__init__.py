"""The farmer's web page: large type, one question at a time, a plain form where scripts do not run."""

from bots.web.channel import Web

__all__ = ["Web"]
