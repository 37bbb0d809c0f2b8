"""The county under test."""

import pytest

from knowledge.county_files import load_county
from knowledge.places.atlas import Places
from knowledge.policy import County
from knowledge.semantic import warm_up


@pytest.fixture(scope="session")
def county() -> County:
    warm_up()  # no single example is to wait for the model
    return load_county("350111")


@pytest.fixture(scope="session")
def places(county: County) -> Places:
    return county.places
