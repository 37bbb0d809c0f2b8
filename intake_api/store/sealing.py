"""Field encryption: what must not lie in the database in clear (裁定 12: from the first migration)."""

import base64
import hashlib
import hmac
import os
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from intake_api.store.ciphers import CIPHERS, Box, damaged

# ``s2:aes:1f2e3d4c:phone:…`` says what opens it: the cipher, the key's id, the field. ``s1:…`` is of the first
# edition: AES under the key of that time, no id.
_MARK = re.compile(r"s2:(aes|sm4):([0-9a-f]{8}):(.*):([A-Za-z0-9+/=]*)", re.DOTALL)
_LOOKS_SEALED = re.compile(r"s1:|s2:(?:aes|sm4):[0-9a-f]{8}:")
_FIRST = "s1:"
_FILE = b"BAOPIN2:"


class Key:
    """All that is made of one secret. ``id`` tells keys apart and nothing else."""

    def __init__(self, secret: str) -> None:
        if len(secret) < 16:
            raise ValueError("BAOPIN_SECRET_KEY 太短：至少 16 个字符")
        self._secret = secret
        self.id = _derive(secret, b"id", 4).hex()
        self.index_key = _derive(secret, b"index")
        self._boxes: dict[str, Box] = {}

    def box(self, cipher: str) -> Box:
        """The cipher under this key. For AES it is the key of the first edition."""
        if cipher not in self._boxes:
            length, make = CIPHERS[cipher]
            purpose = b"field" if cipher == "aes" else b"field-" + cipher.encode()
            self._boxes[cipher] = make(_derive(self._secret, purpose, length))
        return self._boxes[cipher]

    @cached_property
    def link_key(self) -> bytes:
        """What links to a conversation are signed with."""
        return _derive(self._secret, b"link")


class Sealer:
    """Seals under the key of ``secret`` with one cipher; opens what any of the ciphers and ``old`` keys sealed."""

    def __init__(self, secret: str, old: Sequence[str] = (), cipher: str = "aes") -> None:
        if cipher not in CIPHERS:
            raise ValueError(f"BAOPIN_CIPHER 写 {' 或 '.join(CIPHERS)}")
        self._key = Key(secret)
        self._keys = {key.id: key for key in (self._key, *map(Key, old))}
        self._cipher = cipher
        self._box = self._key.box(cipher)
        self._now = f"s2:{cipher}:{self._key.id}:"
        self.link_key = self._key.link_key

    def seal(self, text: str, context: str) -> str:
        """Encrypted ``text``; opens only under the same ``context`` (the field's name)."""
        box = self._box.seal(text.encode(), context.encode())
        return f"{self._now}{context}:{base64.b64encode(box).decode()}"

    def open(self, sealed: str, context: str) -> str:
        """The clear text. Raises ``ValueError`` for another key, another context, or damage."""
        if sealed.startswith(_FIRST):
            return self._try_all(base64.b64decode(sealed[len(_FIRST) :]), context).decode()
        marked = _MARK.fullmatch(sealed)
        if marked is None:
            raise ValueError("not a sealed value")
        cipher, key_id, _, body = marked.groups()
        return self._box_of(cipher, key_id).open(base64.b64decode(body), context.encode()).decode()

    def seal_bytes(self, content: bytes, context: str) -> bytes:
        """The same for files."""
        return _FILE + self._now.encode() + self._box.seal(content, context.encode())

    def open_bytes(self, box: bytes, context: str) -> bytes:
        """The clear content. Raises ``ValueError`` like ``open``."""
        if not box.startswith(_FILE):
            return self._try_all(box, context)
        head = len(_FILE) + len(self._now)
        marked = re.fullmatch(rb"s2:(aes|sm4):([0-9a-f]{8}):", box[len(_FILE) : head])
        if marked is None:
            raise damaged()
        return self._box_of(marked[1].decode(), marked[2].decode()).open(box[head:], context.encode())

    def resealed(self, sealed: str, context: str = "") -> str:
        """The same value under today's key and cipher. ``context`` only for the first edition, which did not say it."""
        if self.is_current(sealed):
            return sealed
        marked = _MARK.fullmatch(sealed)
        context = marked[3] if marked else context
        return self.seal(self.open(sealed, context), context)

    def is_current(self, sealed: str | bytes) -> bool:
        """Whether today's key and cipher made it."""
        if isinstance(sealed, str):
            return sealed.startswith(self._now)
        return sealed.startswith(_FILE + self._now.encode())

    @staticmethod
    def is_sealed(value: object) -> bool:
        """Whether ``value`` looks like something ``seal`` made."""
        return isinstance(value, str) and _LOOKS_SEALED.match(value) is not None

    def index(self, text: str, context: str) -> str:
        """A blind index: equal for equal text, tells nothing else."""
        return _index(self._key, text, context)

    def indexes(self, text: str, context: str) -> list[str]:
        """The index under today's key, then under the old ones: how a row may be filed until ``baopin rekey`` ran."""
        return [_index(key, text, context) for key in self._keys.values()]

    def _box_of(self, cipher: str, key_id: str) -> Box:
        if key_id not in self._keys:
            raise ValueError(f"sealed under another key ({key_id}), or damaged")
        return self._keys[key_id].box(cipher)

    def _try_all(self, box: bytes, context: str) -> bytes:
        """The first edition: no key's id, so each is tried."""
        for key in self._keys.values():
            try:
                return key.box("aes").open(box, context.encode())
            except ValueError:
                continue
        raise damaged()


def _index(key: Key, text: str, context: str) -> str:
    return hmac.new(key.index_key, f"{context}\0{text}".encode(), hashlib.sha256).hexdigest()


def _derive(secret: str, purpose: bytes, length: int = 32) -> bytes:
    return HKDF(SHA256(), length, salt=b"baopin", info=purpose).derive(secret.encode())


def demo_secret(folder: Path) -> str:
    """The demo's own secret, made once and kept under ``var/``; never for real data."""
    file = folder / "demo-secret"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(base64.b64encode(os.urandom(32)).decode())
    return file.read_text()
