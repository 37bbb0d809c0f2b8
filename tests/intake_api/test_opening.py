"""Opening the intake: what is set up wrong is said at once, before anything is stored."""

from pathlib import Path
from typing import Any

import pytest

from intake_api.opening import NotSetUp, open_office
from intake_api.settings import Settings

SECRET, ANOTHER = "the-secret-it-began-with", "another-secret-altogether"


def settings(**given: Any) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[call-arg]


def test_the_database_opens_with_its_own_secret_only(database_url: str, tmp_path: Path) -> None:
    given = {"database_url": database_url, "media_dir": tmp_path / "media"}
    for secret in (SECRET, SECRET):
        open_office(settings(secret_key=secret, **given)).database.close()
    with pytest.raises(NotSetUp, match="原来用的那一个"):
        open_office(settings(secret_key=ANOTHER, **given))
    open_office(settings(secret_key=SECRET, **given)).database.close()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"secret_key": ""}, "BAOPIN_SECRET_KEY"),
        ({"secret_key": "short"}, "太短"),
        ({"county": ","}, "BAOPIN_COUNTY"),
        ({"database_url": "mysql://somewhere/x"}, "BAOPIN_DATABASE_URL"),
        ({"database_url": "sqlite://"}, "存成文件"),
        ({"database_url": "nonsense"}, "BAOPIN_DATABASE_URL"),
    ],
)
def test_what_is_not_set_up_is_named(tmp_path: Path, given: dict[str, str], words: str) -> None:
    usual = {"secret_key": SECRET, "database_url": f"sqlite:///{tmp_path / 'x.db'}"}
    with pytest.raises((NotSetUp, ValueError), match=words):
        open_office(settings(**(usual | given)))
