"""The wire format of an official account: signatures, XML in, XML out, safe mode.

wechatpy 1.8.18 reads what people send, and judges the rest in the tests. What it gets wrong is put right here: its
parser raises five kinds of error on junk, its renderer lets ``]]>`` break out of a reply, it compares signatures in
variable time, takes any padding and any base64, and draws the random part of a ciphertext from a guessable source.
"""

import base64
import hashlib
import hmac
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers.expat import ExpatError

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from wechatpy import parse_message

from bots.wechat.flat import Odd, flat

_COMMON = ("ToUserName", "FromUserName", "CreateTime", "MsgType")
_NAME = re.compile(r"[!-~]{1,64}")  # openids and message ids are short ASCII; both end up in database keys
_BROKEN = (ExpatError, KeyError, TypeError, ValueError, AttributeError)  # all that wechatpy raises on junk
_CONTROL = bytes(set(range(32)) - {9, 10, 13})  # not allowed in XML
_BLOCK = 32  # bytes to which the platform pads, twice the block of AES
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Refused(Exception):
    """A request that is not answered as a message. The text is for the person who reads the HTTP answer."""

    status = 400


class Malformed(Refused):
    """The body is no message of the platform."""


class Forged(Refused):
    """The platform did not sign this, or not for us, or not now."""

    status = 403


class TooLarge(Refused):
    """The body is longer than any message of the platform."""

    status = 413


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message or event. ``type`` and ``event`` are lower case and follow wechatpy (``subscribe_scan``);
    ``id`` is the MsgId, empty for events; ``created`` is in Unix seconds."""

    type: str
    sender: str
    account: str
    created: int
    id: str
    fields: Mapping[str, object]
    event: str = ""

    def field(self, name: str) -> str:
        """The text of a field; empty when it is missing, empty, or no plain text."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""


def signature(*parts: str) -> str:
    """The platform's signature of token, timestamp, nonce (and ciphertext): SHA-1 over the sorted parts."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def check(given: str, *parts: str) -> None:
    """Compare in constant time; raises ``Forged``."""
    if not hmac.compare_digest(given.encode(), signature(*parts).encode()):
        raise Forged("签名不对，不是微信平台发来的。")


def read(body: bytes) -> Incoming:
    """Read one message. Raises ``Malformed``. Control characters, which some phones send and which no XML parser
    takes, are dropped rather than held against the person."""
    body = body.translate(None, _CONTROL)
    try:
        fields: Mapping[str, object] = flat(body)
    except Odd:
        fields = _by_wechatpy(body)
    else:
        if fields.get("MsgType") != "text":  # text, the common case, needs nothing more of wechatpy
            fields = _by_wechatpy(body)
    return _incoming(fields)


def _by_wechatpy(body: bytes) -> Mapping[str, object]:
    try:
        message = parse_message(body)
    except _BROKEN as broken:
        raise Malformed("消息的格式不对，读不出来。") from broken
    if message is None:
        raise Malformed("消息是空的。")
    fields: Mapping[str, object] = message._data  # no public way: wechatpy knows only some fields and events
    return fields


def _incoming(fields: Mapping[str, object]) -> Incoming:
    account, sender, created, kind = (fields.get(name) for name in _COMMON)
    if not (isinstance(account, str) and isinstance(sender, str) and isinstance(kind, str)):
        raise Malformed("消息缺少收件人、发件人或类型。")
    event = fields.get("Event") if kind.lower() == "event" else ""
    msg_id = "" if kind.lower() == "event" else fields.get("MsgId")
    if not isinstance(event, str) or not isinstance(msg_id, str) or not _NAME.fullmatch(msg_id or "-"):
        raise Malformed("消息缺少编号或事件名。")
    if not _NAME.fullmatch(sender) or not (event or msg_id):
        raise Malformed("消息的发件人或编号不对。")
    return Incoming(kind.lower(), sender, account, _seconds(created), msg_id, fields, event.lower())


def _seconds(created: object) -> int:
    if not (isinstance(created, str) and created.isascii() and created.isdigit() and len(created) <= 10):
        raise Malformed("消息的时间不对。")
    return int(created)


def write_text(to: Incoming, text: str, now: int) -> str:
    """A passive text reply to ``to``, as wechatpy's TextReply would render it if it escaped ``]]>``."""
    return (
        f"<xml><ToUserName><![CDATA[{_cdata(to.sender)}]]></ToUserName>"
        f"<FromUserName><![CDATA[{_cdata(to.account)}]]></FromUserName><CreateTime>{now}</CreateTime>"
        f"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{_cdata(text)}]]></Content></xml>"
    )


def _cdata(text: str) -> str:
    return _NOT_XML.sub("", text).replace("]]>", "]]]]><![CDATA[>")


class SafeMode:
    """安全模式: bodies are encrypted with the account's AES key, and the ciphertext is what is signed."""

    def __init__(self, token: str, key: bytes, appid: str) -> None:
        self._token, self._appid = token, appid.encode()
        self._cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16]))

    def open(self, body: bytes, given: str, timestamp: str, nonce: str) -> bytes:
        """The message inside. Raises ``Forged`` for a wrong signature, key or app id, ``Malformed`` for junk."""
        encrypted = _envelope(body)
        check(given, self._token, timestamp, nonce, encrypted)
        try:
            message, appid = self._decrypt(encrypted)
        except ValueError as wrong:
            raise Forged("解密不了，不是用这个公众号的密钥加密的。") from wrong
        if appid != self._appid:
            raise Forged("不是发给这个公众号的。")
        return message

    def seal(self, xml: str, timestamp: str, nonce: str) -> str:
        """Encrypt and sign a reply."""
        nonce = _NOT_XML.sub("", nonce)
        encrypted = self._encrypt(xml.encode())
        return (
            f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt>"
            f"<MsgSignature><![CDATA[{signature(self._token, timestamp, nonce, encrypted)}]]></MsgSignature>"
            f"<TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{_cdata(nonce)}]]></Nonce></xml>"
        )

    def _decrypt(self, encrypted: str) -> tuple[bytes, bytes]:
        """(message, app id): after 16 random bytes the length, the message, the app id, and 1 to 32 bytes of
        padding. Raises ``ValueError``."""
        decryptor = self._cipher.decryptor()
        data = decryptor.update(base64.b64decode(encrypted, validate=True)) + decryptor.finalize()
        padding = data[-1] if data else 0
        if not 1 <= padding <= _BLOCK or data[-padding:] != bytes((padding,)) * padding:
            raise ValueError("padding")
        end = 20 + int.from_bytes(data[16:20], "big")
        return data[20:end], data[end:-padding]

    def _encrypt(self, message: bytes) -> str:
        data = os.urandom(16) + len(message).to_bytes(4, "big") + message + self._appid
        padding = _BLOCK - len(data) % _BLOCK
        data += bytes((padding,)) * padding
        encryptor = self._cipher.encryptor()
        return base64.b64encode(encryptor.update(data) + encryptor.finalize()).decode()


def _envelope(body: bytes) -> str:
    try:
        encrypted: object = flat(body).get("Encrypt")
    except Odd:  # 兼容模式 sends the plain fields beside the ciphertext, nested ones too
        encrypted = _by_wechatpy(body).get("Encrypt")
    if not isinstance(encrypted, str):
        raise Malformed("没有加密的内容（Encrypt）。")
    return encrypted
