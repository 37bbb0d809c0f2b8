"""The benchmark of the casework, small: its stock is one that could be, and every page it asks for answers."""

import asyncio
from pathlib import Path

from covered import covers
from sqlalchemy import func, select

from benchmarks import casework
from benchmarks.stock import SHARES, fill
from intake_api.casework import history, projection
from intake_api.casework.states import OPEN
from intake_api.models.tables import CASES, HOUSEHOLDS


@covers(".venv/bin/python -m benchmarks.casework")
def test_the_stock_and_the_pages(tmp_path: Path) -> None:
    with casework.office_on(f"sqlite:///{tmp_path / 'bench.db'}", tmp_path) as office:
        fill(office, 300, 240)
        with office.database.read() as session:
            connection = session.connection()
            assert connection.execute(select(func.count()).select_from(HOUSEHOLDS)).scalar_one() == 300
            cases = connection.execute(select(CASES)).mappings().all()
            logs = history.of_cases(connection, office.county(), [case["id"] for case in cases])
        assert {case["state"] for case in cases} == set(SHARES)
        for case in cases:
            told = projection.leading(logs[case["id"]], case["state"], office.county().policy)
            assert {name: case[name] for name in told} == told
            waiting = logs[case["id"]].proposal
            assert case["proposal"] == (waiting.action if waiting and case["state"] in OPEN else "")
        for who in casework.WHO:
            asked = asyncio.run(casework.measure(office, who, 1))
            assert set(asked) == {*casework.LISTS, "case page"}
