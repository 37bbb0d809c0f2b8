"""Is it alive, can it work, and how much is there to do: for whoever runs it. Nothing personal."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from intake_api.models import Case, Counter, Inbox, NoticeRow, Task
from intake_api.office import Office
from intake_api.routes.who import TheOffice
from intake_api.wondering.endpoint import OFF

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", response_model=None)
def readyz(request: Request, office: TheOffice, response: Response) -> dict[str, Any]:
    """Whether the database takes writes; and each channel, on or why not. What is off is no fault."""
    database = _trouble(office)
    response.status_code = 503 if database else 200
    status: Mapping[str, str] = request.app.state.channels_status()
    return {
        "ready": not database,
        "database": database or "ok",
        "counties": list(office.counties),
        "channels": {name: _on_or_why(why) for name, why in status.items()},
        "llm": _on_or_why("" if office.settings.llm_url else OFF),
    }


@router.get("/metrics")
def metrics(office: TheOffice) -> Response:
    """Figures for Prometheus, counted when asked."""
    registry = CollectorRegistry()
    registry.register(_Figures(office))
    return Response(generate_latest(registry), media_type="text/plain; version=0.0.4; charset=utf-8")


def _on_or_why(why: str) -> dict[str, Any]:
    return {"on": not why, "why": why}


def _trouble(office: Office) -> str:
    """Write a row and take it away again: a full disk or a read-only file shows only in a write."""
    name = f"readyz:{office.ids()}"
    try:
        with office.work() as work:
            work.connection.execute(insert(Counter).values(county=work.code, name=name, value=0))
            work.connection.execute(delete(Counter).where(_column(Counter, "name") == name))
    except SQLAlchemyError as error:
        return type(error).__name__
    return ""


class _Figures:
    """Counts by state, from the tables themselves, so that every process tells the same."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing is counted before it is asked for."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One family a table."""
        yield self._family("baopin_messages", "Messages heard", _by(Inbox, "county", "channel"))
        yield self._family("baopin_cases", "Cases by state", _by(Case, "county", "state"))
        # What lies in the console waits for its reader; only what a bot must carry can be a backlog.
        carried = _by(NoticeRow, "county", "channel", "state").where(_column(NoticeRow, "channel") != "console")
        yield self._family("baopin_notices", "Notices by channel and state", carried)
        open_tasks = _by(Task, "county", "kind").where(_column(Task, "done_at").is_(None))
        yield self._family("baopin_open_tasks", "Tasks nobody has finished", open_tasks)

    def _family(self, name: str, words: str, query: Select[Any]) -> GaugeMetricFamily:
        labels = [column.name for column in query.selected_columns][:-1]
        family = GaugeMetricFamily(name, words, labels=labels)
        with self._office.database.read() as session:
            for *values, count in session.connection().execute(query):
                family.add_metric([str(value) for value in values], count)
        return family


def _by(table: type, *names: str) -> Select[Any]:
    columns = [_column(table, name) for name in names]
    return select(*columns, func.count().label("count")).group_by(*columns)


def _column(table: Any, name: str) -> Any:
    return table.__table__.c[name]
