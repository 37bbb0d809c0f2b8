"""The server's own log: where something went wrong, never what a person had said."""

import logging
from pathlib import Path

import pytest

from bots.logs import LOGGERS, keep_words_out
from bots.serving import bots_app
from bots.settings import BotSettings

SECRETS = ("陈大明", "13800000000", "350111197803150018")


@pytest.mark.parametrize("name", LOGGERS)
def test_tracebacks_come_without_words(name: str, caplog: pytest.LogCaptureFixture) -> None:
    bots_app("http://127.0.0.1:1", BotSettings(_env_file=None))  # type: ignore[call-arg]
    try:
        raise ValueError(" ".join(SECRETS[:2])) from KeyError(SECRETS[2])
    except ValueError:
        logging.getLogger(name).exception("Exception in %s application", "ASGI")
    assert "Exception in ASGI application: ValueError" in caplog.text
    assert Path(__file__).name in caplog.text
    assert all(secret not in caplog.text for secret in SECRETS)


def test_plain_lines_pass_unchanged(caplog: pytest.LogCaptureFixture) -> None:
    keep_words_out()
    logging.getLogger("uvicorn.error").error("port %d in use", 8000)
    assert "port 8000 in use" in caplog.text
