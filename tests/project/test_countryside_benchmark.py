"""The benchmark of the walk, small: everything it asks for answers."""

import asyncio
from pathlib import Path

from covered import covers

from benchmarks import countryside
from benchmarks.casework import office_on


@covers(".venv/bin/python -m benchmarks.countryside")
def test_the_district_and_the_pages(tmp_path: Path) -> None:
    with office_on(f"sqlite:///{tmp_path / 'bench.db'}", tmp_path) as office:
        countryside.fill(office, 2000)
        assert set(countryside.queries(office, 1)) > {"coverage by town", "progress, every hamlet"}
        asked = asyncio.run(countryside.pages(office, 1))
    assert {f"{who} /console/coverage" for who in countryside.WHO} < set(asked)
