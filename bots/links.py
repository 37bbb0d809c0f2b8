"""A link that opens the web page as the same person: signed, short-lived, good for one conversation."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

DAYS = 7


def sign(channel: str, user: str, key: bytes, now: datetime) -> str:
    """A token for ``/?t=…`` that lets the bearer go on with the conversation of (channel, user)."""
    until = int((now + timedelta(days=DAYS)).timestamp())
    body = f"{channel}\n{user}\n{until}".encode()
    return _b64(body) + "." + _b64(_mac(key, body))


def verify(token: str, key: bytes, now: datetime) -> tuple[str, str] | None:
    """(channel, user) of a valid token; None for a forged, broken or expired one."""
    try:
        body, mac = (base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in token.split("."))
        channel, user, until = body.decode().split("\n")
        if not hmac.compare_digest(mac, _mac(key, body)) or int(until) < now.timestamp():
            return None
    except (ValueError, UnicodeDecodeError):
        return None
    return channel, user


def _mac(key: bytes, body: bytes) -> bytes:
    return hmac.new(hashlib.sha256(b"link:" + key).digest(), body, hashlib.sha256).digest()[:16]


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
