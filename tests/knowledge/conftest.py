"""The county under test."""

import pytest

from knowledge.places import Places
from knowledge.policy import County, load_county


@pytest.fixture(scope="session")
def county() -> County:
    return load_county("350111")


@pytest.fixture(scope="session")
def places(county: County) -> Places:
    return county.places
