"""What keeps the page safe: headers, the same-origin check, and a limit on how often one address may post."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "microphone=(self), camera=(self), geolocation=()",
}


def comes_from_elsewhere(headers: Mapping[str, str], public_url: str) -> bool:
    """A post that another site made the browser send.

    Under ``no-referrer`` browsers write ``Origin: null`` on our own form, so null says nothing; a browser that
    tells neither ``Sec-Fetch-Site`` nor an origin still withholds the SameSite cookie from other sites.
    """
    site = headers.get("sec-fetch-site")
    if site:
        return site not in ("same-origin", "none")
    origin = headers.get("origin", "null")
    if origin == "null":
        return False
    try:
        return urlsplit(origin).netloc not in (headers.get("host", ""), urlsplit(public_url).netloc)
    except ValueError:  # "http://[": no browser sends that
        return True


@dataclass
class Buckets:
    """One token bucket an address: ``per_minute`` posts at once, refilled evenly. Lives in this process only."""

    per_minute: int
    most_addresses: int = 10_000
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, address: str, now: float) -> bool:
        """Whether ``address`` may post at ``now`` (seconds)."""
        if len(self._left) >= self.most_addresses:
            self._forget_full(now)
        left = min(float(self.per_minute), self._refilled(address, now))
        self._left[address] = (max(left - 1, 0.0) if left >= 1 else left, now)
        return left >= 1

    def _refilled(self, address: str, now: float) -> float:
        left, since = self._left.get(address, (float(self.per_minute), now))
        return left + (now - since) * self.per_minute / 60

    def _forget_full(self, now: float) -> None:
        self._left = {a: v for a, v in self._left.items() if self._refilled(a, now) < self.per_minute}
        if len(self._left) >= self.most_addresses:
            self._left.clear()
