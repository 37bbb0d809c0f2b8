"""Field encryption: what must not lie in the database in clear (裁定 12: from the first migration)."""

import base64
import hashlib
import hmac
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_MARK = "s1:"


class Sealer:
    """Seals text with AES-256-GCM and makes blind indexes with HMAC-SHA256, under keys from one secret."""

    def __init__(self, secret: str) -> None:
        if len(secret) < 16:
            raise ValueError("BAOPIN_SECRET_KEY 太短：至少 16 个字符")
        self._aead = AESGCM(_derive(secret, b"field"))
        self._index_key = _derive(secret, b"index")
        self.link_key = _derive(secret, b"link")

    def seal(self, text: str, context: str) -> str:
        """Encrypted ``text``; opens only under the same ``context`` (the field's name)."""
        return _MARK + base64.b64encode(self.seal_bytes(text.encode(), context)).decode()

    def open(self, sealed: str, context: str) -> str:
        """The clear text. Raises ``ValueError`` for another key, another context, or damage."""
        if not self.is_sealed(sealed):
            raise ValueError("not a sealed value")
        return self.open_bytes(base64.b64decode(sealed[len(_MARK) :]), context).decode()

    def seal_bytes(self, content: bytes, context: str) -> bytes:
        """The same for files."""
        nonce = os.urandom(12)
        return nonce + self._aead.encrypt(nonce, content, context.encode())

    def open_bytes(self, box: bytes, context: str) -> bytes:
        """The clear content. Raises ``ValueError`` like ``open``."""
        try:
            return self._aead.decrypt(box[:12], box[12:], context.encode())
        except InvalidTag as error:
            raise ValueError("sealed under another key or context, or damaged") from error

    @staticmethod
    def is_sealed(value: object) -> bool:
        """Whether ``value`` looks like something ``seal`` made."""
        return isinstance(value, str) and value.startswith(_MARK)

    def index(self, text: str, context: str) -> str:
        """A blind index: equal for equal text, tells nothing else."""
        return hmac.new(self._index_key, f"{context}\0{text}".encode(), hashlib.sha256).hexdigest()


def _derive(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=b"baopin", info=purpose).derive(secret.encode())


def demo_secret(folder: Path) -> str:
    """The demo's own secret, made once and kept under ``var/``; never for real data."""
    file = folder / "demo-secret"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(base64.b64encode(os.urandom(32)).decode())
    return file.read_text()
