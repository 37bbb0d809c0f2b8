"""A closed loop of signed WeChat messages: farmers who each hold the whole conversation, on raw connections."""

import asyncio
import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

TOKEN = "benchmark-token"
APPID = "wx0000000000000000"
# One household's twelve messages, as people send them.
TALK = (
    "我要报困难", "同意", "自己家", "陈大明", "13805001234", "亥由村", "1", "老婆透析一年自己要花八万多",
    "上门时再给", "4口人", "跳过", "没错，报上去",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """What one run gave: messages a second, and latencies in milliseconds."""

    rate: float
    p50: float
    p99: float
    bad: int


def requests(users: range, host: str) -> Iterator[bytes]:
    """HTTP requests in the order one connection sends them."""
    for user in users:
        for step, words in enumerate(TALK):
            # A household of its own each: another name, another number.
            words = words.replace("陈大明", "陈" + _name(user)).replace("13805001234", f"138{user:08d}")
            yield request(f"o{user:027d}", 7_000_000_000_000_000_000 + user * 100 + step, words, host)


def request(openid: str, message_id: int, words: str, host: str) -> bytes:
    """One signed message."""
    now = str(int(time.time()))
    signature = hashlib.sha1("".join(sorted((TOKEN, now, "nonce"))).encode()).hexdigest()
    query = urlencode({"signature": signature, "timestamp": now, "nonce": "nonce", "openid": openid})
    body = (
        f"<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><FromUserName><![CDATA[{openid}]]></FromUserName>"
        f"<CreateTime>{now}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[{words}]]></Content><MsgId>{message_id}</MsgId></xml>"
    ).encode()
    head = (
        f"POST /channels/wechat?{query} HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/xml\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _name(user: int) -> str:
    return "".join("一二三四五六七八九十"[int(digit)] for digit in f"{user % 100:02d}")


async def run(port: int, connections: int, users: int, first_user: int) -> Result:
    """``users`` conversations over ``connections`` connections, as fast as answers come."""
    share = users // connections
    plans = [
        list(requests(range(first_user + n * share, first_user + (n + 1) * share), f"127.0.0.1:{port}"))
        for n in range(connections)
    ]
    times: list[float] = []
    started = time.perf_counter()
    bad = sum(await asyncio.gather(*(_talk(port, plan, times) for plan in plans)))
    took = time.perf_counter() - started
    times.sort()
    return Result(len(times) / took, _at(times, 0.50), _at(times, 0.99), bad)


async def _talk(port: int, plan: list[bytes], times: list[float]) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    bad = 0
    for message in plan:
        began = time.perf_counter()
        writer.write(message)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        times.append(time.perf_counter() - began)
        bad += not head.startswith(b"HTTP/1.1 200") or length < 100
    writer.close()
    return bad


def _at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))] * 1000
