"""Two ciphers to seal with: AES-256-GCM, and SM4-GCM where 密评 asks for the national one (``BAOPIN_CIPHER=sm4``)."""

import os
from collections.abc import Callable
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE, _TAG = 12, 16


class Box(Protocol):
    """One cipher under one key. What it seals is nonce, ciphertext, tag."""

    def seal(self, content: bytes, context: bytes) -> bytes:
        """The sealed content; it opens only under the same context."""
        ...

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """The content. Raises ``ValueError`` for another key, another context, or damage."""
        ...


class Aes:
    """AES-256-GCM."""

    key_bytes = 32

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(key)

    def seal(self, content: bytes, context: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._aead.encrypt(nonce, content, context)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        try:
            return self._aead.decrypt(sealed[:_NONCE], sealed[_NONCE:], context)
        except InvalidTag as error:
            raise damaged() from error


class Sm4:
    """SM4-GCM (GB/T 32907): the library has the cipher and the mode, put together here."""

    key_bytes = 16

    def __init__(self, key: bytes) -> None:
        self._key = algorithms.SM4(key)

    def seal(self, content: bytes, context: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        sealing = Cipher(self._key, modes.GCM(nonce)).encryptor()
        sealing.authenticate_additional_data(context)
        return nonce + sealing.update(content) + sealing.finalize() + sealing.tag

    def open(self, sealed: bytes, context: bytes) -> bytes:
        nonce, body, tag = sealed[:_NONCE], sealed[_NONCE:-_TAG], sealed[-_TAG:]
        try:
            opening = Cipher(self._key, modes.GCM(nonce, tag)).decryptor()
            opening.authenticate_additional_data(context)
            return opening.update(body) + opening.finalize()
        except InvalidTag as error:
            raise damaged() from error


def damaged() -> ValueError:
    """What does not open."""
    return ValueError("sealed under another key or context, or damaged")


CIPHERS: dict[str, tuple[int, Callable[[bytes], Box]]] = {"aes": (Aes.key_bytes, Aes), "sm4": (Sm4.key_bytes, Sm4)}
