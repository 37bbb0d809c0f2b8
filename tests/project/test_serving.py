"""The commands that serve: started as the documentation says, asked over HTTP, ended by a signal."""

import asyncio
import itertools
import shutil
import signal
from pathlib import Path
from typing import Any

import httpx
import psycopg
from checkout import BAOPIN, SECRET, Serving, copy_to, free_port, run, serving
from covered import covers

from benchmarks.load import APPID, TOKEN, request

API_TOKEN = "bots-token-of-the-suite"
HELLO = {"channel": "wechat", "user": "oABC", "message_id": "m1", "text": "我要报困难"}
NEW_FARMER = itertools.count(1)


def say(url: str, message: dict[str, str] = HELLO) -> dict[str, Any]:
    """What the API answers to a message."""
    answer = httpx.post(
        f"{url}/api/v1/messages", json=message, headers={"authorization": f"Bearer {API_TOKEN}"}, trust_env=False
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def page(served: Serving, path: str) -> str:
    """A page that opens."""
    answer = httpx.get(served.url + path, headers={"accept": "text/html"}, trust_env=False)
    assert answer.status_code in (200, 401), answer.text
    return answer.text


def ended_well(served: Serving, number: signal.Signals, *, group: bool = False) -> None:
    """It ends by the signal, without an error."""
    status = served.end(number, group=group)
    assert "Traceback" not in served.printed()
    assert group or status in (0, -number)


def test_serve_keeps_its_data(tmp_path: Path) -> None:
    port = free_port()
    command = [BAOPIN, "serve", "--port", str(port)]
    settings = {"BAOPIN_SECRET_KEY": SECRET, "BAOPIN_API_TOKEN": API_TOKEN}
    with serving(command, port, tmp_path, **settings) as first:
        assert f"{first.url}/console" in first.printed()
        assert "一键报贫" in page(first, "/")
        assert "登录" in page(first, "/console")
        assert httpx.get(f"{first.url}/readyz", trust_env=False).json()["ready"]
        heard = say(first.url)
        assert (heard["asking"], heard["state"]) == ("consent", "filling")
        ended_well(first, signal.SIGTERM)
    with serving(command, port, tmp_path, **settings) as second:
        assert say(second.url) == heard
        assert say(second.url, HELLO | {"message_id": "m2", "text": "同意"})["asking"] == "behalf"
        ended_well(second, signal.SIGINT)


@covers("make run", "make run BAOPIN_DEMO=0", "cp .env.example .env")
def test_make_run(tmp_path: Path) -> None:
    tree, port = copy_to(tmp_path / "checkout"), free_port()
    with serving(["make", "run", f"PORT={port}"], port, tree, tree=tree) as demo:
        assert "huanxi" in page(demo, "/console")  # demo accounts
        assert "一键报贫" in page(demo, "/")
        ended_well(demo, signal.SIGINT, group=True)
    shutil.rmtree(tree / "var")
    assert run(["cp", ".env.example", ".env"], tree).returncode == 0
    filled = {"BAOPIN_SECRET_KEY": SECRET, "BAOPIN_API_TOKEN": API_TOKEN}
    lines = (tree / ".env").read_text("utf8").splitlines()
    lines = [line + filled.get(line.removesuffix("="), "") for line in lines]
    (tree / ".env").write_text("\n".join(lines), "utf8")
    with serving(["make", "run", f"PORT={port}", "BAOPIN_DEMO=0"], port, tree, tree=tree) as real:
        assert "huanxi" not in page(real, "/console")
        assert say(real.url)["asking"] == "consent"
        said = httpx.post(f"{real.url}/say", data={"message_id": "", "choice": "!start"}, trust_env=False)
        assert "secure" in said.headers["set-cookie"].lower(), "BAOPIN_PUBLIC_URL of .env was not read"
        ended_well(real, signal.SIGINT, group=True)
    assert (tree / "var/baopin.db").exists()


@covers(
    ".venv/bin/baopin serve --workers 2 --database-url postgresql://baopin@127.0.0.1/baopin",
    ".venv/bin/baopin bots --api http://127.0.0.1:8000 --port 8001",
)
def test_two_halves_on_postgresql(postgres: Any, tmp_path: Path) -> None:
    name, url = postgres.create()
    with psycopg.connect(url, autocommit=True) as connection:  # serve migrates an empty database
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    port, door = free_port(), free_port()
    api = [BAOPIN, "serve", "--port", str(port), "--workers", "2", "--database-url", url]
    bots = [BAOPIN, "bots", "--api", f"http://127.0.0.1:{port}", "--port", str(door)]
    shared = {"BAOPIN_API_TOKEN": API_TOKEN}
    wechat = {"BAOPIN_WECHAT_TOKEN": TOKEN, "BAOPIN_WECHAT_APPID": APPID}
    with (
        serving(api, port, tmp_path, BAOPIN_SECRET_KEY=SECRET, **shared) as inside,
        serving(bots, door, tmp_path, **shared, **wechat) as outside,
    ):
        assert "您好" in asyncio.run(_signed(door, "你好"))
        assert "您同意吗" in asyncio.run(_signed(door, "我要报困难"))
        assert "一键报贫" in page(outside, "/")
        assert "登录" in page(inside, "/console")
        assert httpx.get(f"{outside.url}/console", trust_env=False).status_code == 404
        with psycopg.connect(url) as connection:
            found = connection.execute("SELECT count(*) FROM inbox WHERE channel = 'wechat'").fetchone()
        assert found == (2,)
        ended_well(outside, signal.SIGTERM)
        ended_well(inside, signal.SIGTERM)
    postgres.drop(name)


async def _signed(port: int, words: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request("oABC", 7_000_000 + next(NEW_FARMER), words, f"127.0.0.1:{port}"))
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    body = await reader.readexactly(int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0]))
    writer.close()
    return body.decode()


def test_the_bots_wait_for_their_api(tmp_path: Path) -> None:
    """Without the API the page opens, and says that it is busy instead of breaking."""
    door = free_port()
    bots = [BAOPIN, "bots", "--api", f"http://127.0.0.1:{free_port()}", "--port", str(door)]
    with serving(bots, door, tmp_path, BAOPIN_API_TOKEN=API_TOKEN) as alone:
        assert "一键报贫" in page(alone, "/")
        ended_well(alone, signal.SIGTERM)
