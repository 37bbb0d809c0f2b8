"""Who plays in the demo: an account by its part in a story."""

from collections.abc import Iterable

from intake_api.models import Account
from knowledge.policy import County


class People:
    """The accounts of one county. A story names them ``village``, ``clerk``, ``mayor``, ``secretary`` (of the case's
    own place), by the login of an office of the district, or by the name of a department."""

    def __init__(self, county: County, accounts: Iterable[Account]) -> None:
        self._county = county
        self._accounts = {account.login: account for account in accounts}
        self._at = {(account.role, account.area): account for account in self._accounts.values()}
        self._of_department = {each.department: each for each in self._accounts.values() if each.department}

    def of(self, part: str, village: str) -> Account:
        """The account of ``part`` for a case in ``village``. Raises ``KeyError``."""
        if part == "village":
            return self._at["village", village]
        if part in self._accounts:
            return self._accounts[part]
        if part in self._of_department:
            return self._of_department[part]
        clerk = self._at["town_clerk", self._county.places.town_of(village).code]
        return {"clerk": clerk, "mayor": self._leader(clerk, "zhen"), "secretary": self._leader(clerk, "shuji")}[part]

    def _leader(self, clerk: Account, which: str) -> Account:
        return self._accounts[f"{clerk.login}-{which}"]
