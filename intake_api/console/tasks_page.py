"""Calls to make: taking an emergency, finishing a call-back."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from intake_api.casework import tasks
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.console.todo import todos
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/tasks", dependencies=[Depends(same_site), Depends(user_of("tasks"))])


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """All open tasks within the area."""
    found = todos(office, account)
    return page(
        request,
        account,
        "tasks.html",
        alarms=[todo for todo in found if todo.is_alarm],
        tasks=[todo for todo in found if not todo.is_alarm],
    )


@router.post("/{task_id}/acknowledge", response_model=None)
def acknowledge(task_id: str, account: LoggedIn, office: TheOffice) -> Response:
    """我来处理: the alarms end."""
    with office.work(account.county) as work:
        tasks.acknowledge(work, account, task_id)
    return RedirectResponse("/console/tasks", 303)


@router.post("/{task_id}/finish", response_model=None)
def finish(
    task_id: str, account: LoggedIn, office: TheOffice, note: Annotated[str, Form(max_length=500)] = ""
) -> Response:
    """办完了, with a word how."""
    with office.work(account.county) as work:
        tasks.finish(work, account, task_id, note)
    return RedirectResponse("/console/tasks", 303)
