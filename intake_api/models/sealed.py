"""Fields of a model that are sealed in the database and clear in the program."""

from typing import Any

from sqlalchemy import Column
from sqlmodel import Field

from intake_api.store.sealed import SealedText


def sealed(context: str) -> Any:
    """A text that never lies in the database in clear; ``context`` is its name for the sealer."""
    return Field(default="", sa_column=Column(SealedText(context), nullable=False))
