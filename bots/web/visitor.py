"""Who is looking at the page: a signed cookie, and the ids of the forms they send."""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

DAYS = 30
FORM_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person as the intake knows them: of this page, or of the chat whose link they opened."""

    channel: str
    user: str

    @property
    def via(self) -> str:
        """``web`` for one who came over from another channel."""
        return "" if self.channel == "web" else "web"


def seal(visitor: Visitor, key: bytes, now: datetime) -> str:
    """The cookie's value: readable, but not to be forged; good for ``DAYS``."""
    until = int((now + timedelta(days=DAYS)).timestamp())
    body = f"{visitor.channel}\n{visitor.user}\n{until}".encode()
    return _b64(body) + "." + _b64(_mac(key, "visitor", body))


def unseal(cookie: str, key: bytes, now: datetime) -> Visitor | None:
    """The visitor of a cookie; None for a forged, broken or old one."""
    try:
        body, mac = (base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in cookie.split("."))
        channel, user, until = body.decode().split("\n")
        if not hmac.compare_digest(mac, _mac(key, "visitor", body)) or int(until) < now.timestamp():
            return None
    except (ValueError, UnicodeDecodeError):
        return None
    return Visitor(channel, user)


def new_form_id(key: bytes) -> str:
    """The hidden id of one rendered form. It is signed, so that ``newcomer`` can trust it."""
    seed = secrets.token_hex(16)
    return f"{seed}-{_form_mac(seed, key)}"


def newcomer(form_id: str, key: bytes) -> Visitor:
    """A visitor without a cookie. The same form sent twice (an impatient tap) must be the same person, so the
    name comes from the form; a form we did not make gets a fresh one."""
    seed, _, mac = form_id.partition("-")
    if not hmac.compare_digest(mac.encode(), _form_mac(seed, key).encode()):
        return Visitor("web", secrets.token_hex(16))
    return Visitor("web", _mac(key, "newcomer", seed.encode()).hex())


def message_id(visitor: Visitor, form_id: str) -> str:
    """The inbox key of a form. It depends on the visitor: nobody fetches another's answer with a copied id."""
    if not FORM_ID.fullmatch(form_id):
        form_id = secrets.token_hex(16)
    return "web-" + hashlib.sha256(f"{visitor.channel}\n{visitor.user}\n{form_id}".encode()).hexdigest()[:32]


def _form_mac(seed: str, key: bytes) -> str:
    return _mac(key, "form", seed.encode()).hex()[:24]


def _mac(key: bytes, purpose: str, body: bytes) -> bytes:
    own_key = hashlib.sha256(f"web-{purpose}:".encode() + key).digest()
    return hmac.new(own_key, body, hashlib.sha256).digest()[:16]


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
