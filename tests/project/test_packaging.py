"""What is shipped: the image, the services, the requirements, the files inside the package."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from checkout import ROOT, copy_to, environment, files
from covered import covers
from plain_yaml import read

from bots.__main__ import _parser
from bots.settings import BotSettings
from intake_api.settings import Settings

COMPOSE = read((ROOT / "docker-compose.yml").read_text("utf8"))
SERVICES = COMPOSE["services"]
PACKAGES = ("knowledge", "dialogs", "intake_api", "bots")
VARIABLE = re.compile(r"\$\{(\w+)")


def example_settings() -> dict[str, str]:
    """``.env.example`` as pairs."""
    lines = (ROOT / ".env.example").read_text("utf8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@covers("docker compose up --build")
def test_the_three_services() -> None:
    """No engine runs here: the file is read, and every command in it is one that ``baopin`` knows."""
    assert list(SERVICES) == ["database", "api", "bots"]
    for name in ("api", "bots"):
        program, *arguments = SERVICES[name]["command"]
        assert program == "baopin"
        assert _parser().parse_args(arguments).run.__name__ == ("serve" if name == "api" else "bots")
    assert set(COMPOSE["volumes"]) == {"database", "files"}
    used = [volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])]
    assert set(used) == set(COMPOSE["volumes"])
    for service in SERVICES.values():
        for other, condition in service.get("depends_on", {}).items():
            assert condition == {"condition": "service_healthy"}
            assert "healthcheck" in SERVICES[other]


def test_compose_uses_settings_that_exist() -> None:
    known = {f"BAOPIN_{name}".upper() for kind in (Settings, BotSettings) for name in kind.model_fields}
    for name in ("api", "bots"):
        assert set(SERVICES[name]["environment"]) <= known, name
    used = set(VARIABLE.findall((ROOT / "docker-compose.yml").read_text("utf8")))
    assert used == set(example_settings())


def test_the_bots_hold_no_key_to_the_records() -> None:
    secret = {"BAOPIN_SECRET_KEY", "BAOPIN_DATABASE_URL", "BAOPIN_REPORT_TOKEN", "POSTGRES_PASSWORD"}
    assert not secret & set(VARIABLE.findall(str(SERVICES["bots"])))
    assert not secret & set(SERVICES["bots"]["environment"])
    assert "volumes" not in SERVICES["bots"]
    assert SERVICES["api"]["ports"] == ["127.0.0.1:8000:8000"]


def test_the_image_copies_what_there_is() -> None:
    text = (ROOT / "Dockerfile").read_text("utf8")
    copied = [part for line in re.findall(r"(?m)^COPY (.+)$", text) for part in shlex.split(line)[:-1]]
    assert {"requirements.txt", "pyproject.toml", "README.md", *PACKAGES} == set(copied)
    assert all((ROOT / name).exists() for name in copied)
    assert "--require-hashes -r requirements.txt" in text
    assert re.search(r"(?m)^USER baopin$", text)
    command = re.search(r'(?m)^CMD \["baopin", (.+)\]$', text)
    assert command
    _parser().parse_args([part.strip('" ') for part in command[1].split(",")])


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_requirements_are_pinned_hashed_and_name_no_index(name: str) -> None:
    text = (ROOT / name).read_text("utf8")
    assert "://" not in text
    assert not re.search(r"(?m)^--?(index|extra-index|find-links|trusted|i |f )", text)
    entries = re.split(r"(?m)^(?=[a-z0-9])", re.sub(r"(?m)^ *#.*\n", "", text).replace("\\\n", " "))
    for entry in filter(str.strip, entries):
        assert re.match(r"[a-z0-9.\-]+(\[[a-z,\-]+\])?==\S+ ", entry), entry[:60]
        assert "--hash=sha256:" in entry, entry[:60]


def test_everything_asked_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    pinned = {
        name: set(re.findall(r"(?m)^([a-z0-9.\-]+)(?:\[.*?\])?==", (ROOT / name).read_text("utf8")))
        for name in ("requirements.txt", "requirements-test.txt")
    }
    wanted = {re.split(r"[\[<>=~ ]", name)[0] for name in project["dependencies"]}
    tools = {re.split(r"[\[<>=~ ]", name)[0] for name in project["optional-dependencies"]["test"]}
    extra = {re.split(r"[\[<>=~ ]", name)[0] for name in project["optional-dependencies"]["semantic"]}
    assert wanted | extra <= pinned["requirements.txt"]
    assert wanted | tools <= pinned["requirements-test.txt"]
    assert pinned["requirements.txt"] <= pinned["requirements-test.txt"]


def test_the_version_is_the_latest_in_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    latest = re.search(r"(?m)^## (\S+?)（", (ROOT / "CHANGELOG.md").read_text("utf8"))
    assert latest
    assert project["version"] == latest[1]


def test_every_file_of_the_packages_is_installed(tmp_path: Path) -> None:
    """Built as pip builds it: templates, word lists, county data, migrations go along."""
    tree = copy_to(tmp_path / "checkout")
    build = "from setuptools import setup; setup()"
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-c",
        build,
        "--quiet",
        "build_py",
        "--build-lib",
        str(tmp_path / "built"),
    ]
    done = subprocess.run(command, cwd=tree, env=environment(tree), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    built = {str(path.relative_to(tmp_path / "built")) for path in (tmp_path / "built").rglob("*") if path.is_file()}
    wanted = {name for name in files() if name.split("/")[0] in PACKAGES}
    assert wanted - built == set()
    for part in ("knowledge/words/", "knowledge/counties/350111/faq/", "intake_api/store/migrations/versions/"):
        assert any(name.startswith(part) for name in built), part
    assert {name.split("/")[0] for name in built} == set(PACKAGES)
