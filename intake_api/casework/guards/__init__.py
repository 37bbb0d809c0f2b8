"""What else must hold before an action of the table is done: one small function each, named in ``lifecycle.toml``.

A guard raises ``Invalid`` (something can be filled in) or ``Conflict`` (it cannot be now), in words that say
what to do.
Lateness is never a guard (裁定 3).
"""

from intake_api.casework.dossier import Dossier
from intake_api.casework.guards import comparing, deciding, helping, refusing, verifying
from intake_api.casework.guards.guard import GUARDS, Given
from intake_api.casework.guards.unfilled import Unfilled
from intake_api.casework.lifecycle import action
from intake_api.errors import Conflict, Invalid, NotAllowed
from intake_api.models import Account

__all__ = ["GUARDS", "REFUSALS", "check", "comparing", "deciding", "helping", "refusing", "verifying", "why_not"]
REFUSALS = (Conflict, Invalid, NotAllowed)  # what a guard may raise


def check(dossier: Dossier, account: Account, name: str, given: Given) -> None:
    """Whether the action's guards let it pass. Raises what the first one raises."""
    for each in action(name).guards:
        GUARDS[each](dossier, account, given)


def why_not(dossier: Dossier, account: Account, name: str) -> str:
    """Why the action cannot be done now, whatever is filled in; empty when that depends on what is, or it can be."""
    for each in action(name).guards:
        given = Unfilled()
        try:
            GUARDS[each](dossier, account, given)
        except (Conflict, NotAllowed) as refused:
            return str(refused)
        except Invalid as refused:
            if not given.asked:
                return str(refused)
        except KeyError:
            continue  # it looks at something that nobody has filled in yet
    return ""
