"""Which test runs which command line of the documentation."""

from collections.abc import Callable
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., None])
COVERED: dict[str, str] = {}


def covers(*lines: str) -> Callable[[Test], Test]:
    """The decorated test runs these command lines, or the same with a free port or another folder."""

    def note(test: Test) -> Test:
        COVERED.update(dict.fromkeys(lines, test.__name__))
        return test

    return note
