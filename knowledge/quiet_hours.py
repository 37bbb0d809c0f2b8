"""错峰: the hours in which large files are imported, so that farmers and cadres do not wait for them by day."""

from dataclasses import dataclass
from datetime import time

from knowledge.declared import Declared


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``begin`` to ``end`` on the county's clock, over midnight when ``end`` is the earlier one. A file of more
    than ``rows`` rows waits for them, unless somebody says otherwise."""

    begin: time
    end: time
    rows: int

    def holds(self, at: time) -> bool:
        """Whether it is quiet at this time of the day."""
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end


def read_quiet_hours(table: Declared) -> QuietHours:
    """``[quiet_hours]`` of a policy; what is wrong is noted in the table."""
    begin, end = _time(table, "from"), _time(table, "until")
    rows = table.need("rows", 1)
    if rows < 0:
        table.problem("rows 应当是 0 或者更大的数")
    if begin == end:
        table.problem("from 和 until 不能一样")
    table.finish()
    return QuietHours(begin, end, rows)


def _time(table: Declared, name: str) -> time:
    said = table.need(name, "00:00")
    try:
        found = time.fromisoformat(said)
        if len(said) != len("20:00"):
            raise ValueError(said)
    except ValueError:
        table.problem(f"{name} 请写成 20:00 这样的，现在是 {said!r}")
        return time()
    return found
