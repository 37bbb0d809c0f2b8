"""How often one address, or one link, may try: a bucket each, refilled evenly. Lives in this process only."""

from dataclasses import dataclass, field
from datetime import datetime

MOST = 10_000  # buckets that are remembered


@dataclass
class Pace:
    """``tries`` at once, and as many again every ``seconds``."""

    tries: int
    seconds: float
    _left: dict[str, tuple[float, datetime]] = field(default_factory=dict)

    def take(self, name: str, now: datetime) -> bool:
        """Whether ``name`` may try at ``now``."""
        if len(self._left) >= MOST:
            self._left.clear()
        left, since = self._left.get(name, (float(self.tries), now))
        passed = max(0.0, (now - since).total_seconds())  # a clock set back takes nothing away
        left = min(float(self.tries), left + passed * self.tries / self.seconds)
        self._left[name] = (left - 1 if left >= 1 else left, now)
        return left >= 1

    def forget(self) -> None:
        """Everybody begins anew."""
        self._left.clear()
