"""The register of guards: a function under ``@guard`` may be named in the table."""

from collections.abc import Callable, Mapping
from typing import Any

from intake_api.casework.dossier import Dossier
from intake_api.models import Account

Given = Mapping[str, Any]
Guard = Callable[[Dossier, Account, Given], None]
GUARDS: dict[str, Guard] = {}


def guard(function: Guard) -> Guard:
    """Register the function under its own name."""
    GUARDS[function.__name__] = function
    return function
