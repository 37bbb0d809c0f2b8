"""What the tests of the intake share; its fixtures stand in ``tests/conftest.py``."""

import pytest
from offices import SECRET, START, Clock

from intake_api.routes import authorise

__all__ = ["SECRET", "START", "Clock"]


@pytest.fixture(autouse=True)
def _patient_pages() -> None:
    """The pace of public pages is kept by the process: each test begins with its own."""
    for pace in (authorise.LINK, authorise.ADDRESS):
        pace.forget()
