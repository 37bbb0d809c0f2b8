"""What the documentation says is so: commands, links, settings, examples, words."""

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import test_casework_benchmark
import test_commands
import test_packaging
import test_serving
from checkout import ROOT, files
from covered import COVERED
from starlette.testclient import TestClient

from bots.__main__ import _parser
from bots.serving import whole_app
from bots.settings import BotSettings
from bots.web import Web
from intake_api.access.roles import ROLES
from intake_api.settings import Settings
from knowledge.county_files import _facts
from knowledge.places.atlas import Division
from knowledge.policy import AuthorisationRules, ChannelRules, Checks, Clocks, County, Policy
from knowledge.questions.entries import read_entry

PAGES = sorted(name for name in files() if name.endswith(".md") and not name.startswith("knowledge/"))
RAN_BY = (test_casework_benchmark, test_commands, test_serving, test_packaging)  # importing them fills COVERED
TOKENS = ("bots-token", "report-token", "warning-token")
BOTS, REPORT, WARNER = ({"authorization": f"Bearer {token}"} for token in TOKENS)
FENCE = re.compile(r"(?ms)^ *```(\w*)\n(.*?)^ *```$")
SETTINGS = {f"BAOPIN_{name}".upper() for kind in (Settings, BotSettings) for name in kind.model_fields}


def text_of(name: str) -> str:
    """A page's text."""
    return (ROOT / name).read_text("utf8")


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of a page in that language."""
    return [text for kind, text in FENCE.findall(text_of(name)) if kind == language]


def command_lines() -> Iterator[tuple[str, str]]:
    """(page, command) for every line of every shell block."""
    for name in PAGES:
        for block in blocks(name, "sh"):
            for line in block.splitlines():
                command = re.sub(r"\s+#.*", "", line).strip()
                if command:
                    yield name, command


def test_every_command_line_is_run_by_a_test() -> None:
    written = {command: name for name, command in command_lines()}
    assert {command: name for command, name in written.items() if command not in COVERED} == {}
    assert [command for command in COVERED if command not in written] == [], "no page says this any more"


def test_shell_blocks_say_that_they_are() -> None:
    """A command in an unnamed block would not be looked at."""
    told = [
        (name, text) for name in PAGES for text in blocks(name, "") if re.search(r"(?m)^\s*(make|\.venv|docker) ", text)
    ]
    assert told == []


@pytest.mark.parametrize("name", PAGES)
def test_links_and_pictures_are_there(name: str) -> None:
    prose = FENCE.sub("", text_of(name))
    targets = re.findall(r"\]\(([^)\s]+)\)", prose) + re.findall(r'(?:src|href)="([^"]+)"', prose)
    local = [target.split("#")[0] for target in targets if "://" not in target]
    assert [target for target in local if target and not (ROOT / name).parent.joinpath(target).exists()] == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), ["README.md"]
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        links = re.findall(r"\]\(([^)\s#]+\.md)", text_of(name))
        waiting += [str((ROOT / name).parent.joinpath(link).resolve().relative_to(ROOT)) for link in links]
    assert set(PAGES) - reached == set()


def test_pictures_are_small_and_shown() -> None:
    told = "\n".join(text_of(name) for name in PAGES)
    pictures = [name for name in files() if name.startswith("docs/pictures/") and not name.endswith(".py")]
    assert len(pictures) >= 4
    assert [name for name in pictures if (ROOT / name).stat().st_size > 200_000] == []
    assert [name for name in pictures if Path(name).name not in told] == []


def test_files_named_in_the_text_are_there() -> None:
    known = set(files())
    named = re.compile(
        r"`((?:bots|dialogs|intake_api|knowledge|tests|benchmarks|docs)/[\w/.-]+\.(?:py|toml|csv|md|sh))`"
    )
    missing = {(page, name) for page in PAGES for name in named.findall(text_of(page)) if name not in known}
    assert missing == set()


def test_settings_are_those_that_are_read() -> None:
    everywhere = "\n".join(text_of(name) for name in [*PAGES, ".env.example"])
    assert set(re.findall(r"BAOPIN_[A-Z_]*[A-Z]", everywhere)) - SETTINGS == set()
    assert SETTINGS - set(re.findall(r"`(BAOPIN_[A-Z_]+)`", text_of("docs/deploy.md"))) == set()


def test_defaults_are_those_that_are_used() -> None:
    rows = re.findall(r"(?m)^\| `BAOPIN_(\w+)` \| `([^`]+)` \|", text_of("docs/deploy.md"))
    assert len(rows) >= 3
    for name, default in rows:
        assert str(Settings.model_fields[name.lower()].default) == default


def test_every_command_is_told_of() -> None:
    told = "\n".join(text_of(name) for name in PAGES)
    assert [name for name in subcommands(_parser()) if f"baopin {name}" not in told] == []


def subcommands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """``serve``, ``users add`` …"""
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not inner:
        yield before.strip()
    for action in inner:
        for name, under in action.choices.items():
            yield from subcommands(under, f"{before} {name}")


def test_roles_are_all_told_of() -> None:
    told = set(re.findall(r"`(\w+)`", text_of("docs/deploy.md")))
    assert set(ROLES) - told == set()


def test_the_paths_for_the_internet_are_all_of_the_farmers_page() -> None:
    told = re.findall(r"`(/[a-z/]*)`", text_of("docs/deploy.md").split("前面的网关")[1].split("```nginx")[0])
    opened = [path for path in told if path not in ("/console", "/api")]
    web = Web(None, BotSettings(_env_file=None), link_key=b"k" * 32)  # type: ignore[arg-type, call-arg]
    paths = [route.path for route in web.router.routes] + ["/channels/wechat", "/channels/telegram"]
    folders = tuple(path for path in opened if path.endswith("/") and path != "/")
    assert [path for path in paths if path not in opened and not path.startswith(folders)] == []
    assert not "/console/static/x".startswith(folders)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The whole demo, as the examples find it."""
    folder = tmp_path_factory.mktemp("demo")
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        demo=True,
        database_url=f"sqlite:///{folder}/demo.db",
        media_dir=folder / "media",
        api_token="bots-token",  # type: ignore[arg-type]
        report_token="report-token",  # type: ignore[arg-type]
        warning_token="warning-token",  # type: ignore[arg-type]
    )
    with TestClient(whole_app(settings, BotSettings(_env_file=None))) as client:  # type: ignore[call-arg]
        yield client


def examples() -> list[Any]:
    """The JSON blocks of docs/api.md, in order."""
    return [json.loads(block) for block in blocks("docs/api.md", "json")]


def shape(value: Any) -> Any:
    """Names and types, without what changes: a list has the shape of its first element."""
    if isinstance(value, dict):
        return {name: shape(part) for name, part in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value and isinstance(value[0], dict) else []
    return type(value).__name__


def test_the_examples_of_the_api(api: TestClient) -> None:
    problem, message, heard, claim, notices, outcome, table, rows, warning, entered = examples()
    answer = api.post("/api/v1/messages", headers=BOTS, json=message)
    assert shape(answer.json()) == shape(heard)
    for name in ("asking", "case", "state"):
        assert answer.json()[name] == heard[name]
    assert heard["replies"][0]["choices"][0] in answer.json()["replies"][0]["choices"]
    assert api.post("/api/v1/messages", headers=BOTS, json=message).content == answer.content
    del message["message_id"]
    wrong = api.post("/api/v1/messages", headers=BOTS, json=message)
    assert (wrong.json(), wrong.headers["content-type"]) == (problem, "application/problem+json")
    assert api.post("/api/v1/notices/claim", headers=BOTS, json=claim).json() == notices
    assert api.post("/api/v1/notices/nothing", headers=BOTS, json=outcome).status_code == 404
    told = api.get("/api/v1/annex2", headers=REPORT, params={"unit": "350111103000"}).json()
    assert shape(told) == shape(table)
    assert table["columns"][0] in told["columns"]
    behind = api.get("/api/v1/annex2/rows", headers=REPORT, params={"column": "online", "unit": "350111103000"}).json()
    assert shape(behind) == shape(rows)
    sent = [api.post("/api/v1/warnings", headers=WARNER, json=warning).json() for _ in range(2)]
    assert shape(sent[0]) == shape(entered)
    assert [each["new"] for each in sent] == [True, False]


def test_every_address_of_the_api_is_told_of(api: TestClient) -> None:
    told = set(re.findall(r"`(GET|POST) (/[^`?]*)", text_of("docs/api.md")))
    real = {
        (method.upper(), path)
        for path, methods in api.get("/openapi.json").json()["paths"].items()
        for method in methods
        if path.startswith("/api/")
    }
    declared = {"/api/v1/forms/baopin": "/api/v1/forms/{key}", "/api/v1/notices/{id}": "/api/v1/notices/{notice_id}"}
    assert real - {(method, declared.get(path, path)) for method, path in told} == set()
    for method, path in told:
        filled = path.replace("{id}", "nothing")
        assert api.request(method, filled, headers=REPORT).status_code != 405, path
    message = api.get("/openapi.json").json()["components"]["schemas"]["MessageIn"]["properties"]
    assert {name for name in message if f"`{name}`" not in text_of("docs/api.md")} <= set(examples()[1])


def test_health_pages(api: TestClient) -> None:
    for path in re.findall(r"(?m)^\| `(/\w+)` \|", text_of("docs/deploy.md").split("看它好不好")[1]):
        assert api.get(path).status_code == 200, path


def test_all_of_a_countys_files_is_explained(county: County) -> None:
    told = set(re.findall(r"`\[?(\w+)[\]`.]", text_of("docs/county.md")))
    kinds = (Policy, Checks, Clocks, AuthorisationRules, ChannelRules, Division)
    names = {each.name for kind in kinds for each in fields(kind)}
    assert names - told == set()
    assert set(county.policy.origin_of.values()) | set(county.policy.emergency_numbers) <= told
    assert set(re.findall(r"`\{(\w+)\}`", text_of("docs/county.md"))) == set(_facts(county.policy))


def test_the_example_of_an_answer_is_read(county: County) -> None:
    problems: list[str] = []
    (example,) = blocks("docs/county.md", "markdown")
    entry = read_entry(example, "example.md", _facts(county.policy), problems)
    assert problems == []
    assert entry
    assert (entry.id, len(entry.variants)) == ("F074", 2)
    assert "10天" in entry.answer


def code() -> str:
    """All of the program and its data, as one text."""
    folders = ("bots", "intake_api", "dialogs", "knowledge")
    return "\n".join(
        text_of(name) for name in files() if name.endswith((".py", ".toml")) and Path(name).parts[0] in folders
    )


def test_words_of_the_glossary_are_those_of_the_code() -> None:
    rows = re.findall(r"(?m)^\| [^|]+ \| ([^|]*) \|", text_of("docs/glossary.md"))
    words = {word for row in rows for word in re.findall(r"`([^`]+)`", row)}
    assert len(words) > 25
    text = code()
    assert [word for word in sorted(words) if not re.search(rf"\b{re.escape(word)}\b", text)] == []


def test_names_of_the_architecture_are_those_of_the_code() -> None:
    """``lifecycle.replay`` is a name of the module ``lifecycle``, ``engine.LISTENERS`` one of ``engine``."""
    quoted = set(re.findall(r"`([A-Za-z_][\w.]*)`", text_of("docs/architecture.md")))
    text = code()
    assert len(quoted) > 15
    whole = {name: [part for part in name.split(".") if part not in ("py", "toml")] for name in quoted}
    known = {Path(name).stem for name in files()}
    missing = {
        name
        for name, parts in whole.items()
        if not all(part in known or re.search(rf"\b{part}\b", text) for part in parts)
    }
    assert missing == set()
