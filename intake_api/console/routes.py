"""All pages of the console, put on the application."""

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from intake_api.console import (
    accounts_page,
    annex2_page,
    audit_page,
    authorise_page,
    binding_page,
    calls_page,
    case_page,
    cases_page,
    comparisons_page,
    concerns_page,
    coverage_page,
    disasters_page,
    door,
    duties_page,
    errands_page,
    findings_page,
    found_page,
    household_page,
    issues_page,
    notices_page,
    papers,
    patrol_api,
    precautions_page,
    referrals_page,
    roster_batch_page,
    roster_candidates_page,
    roster_columns_page,
    roster_page,
    screening_page,
    stream,
    surges_page,
    tasks_page,
    visit_api,
    visit_page,
    walk_page,
    walk_stop_page,
    work_page,
    work_steps,
)
from intake_api.console.guard import NotLoggedIn
from intake_api.console.pages import page, static_files
from intake_api.errors import NotFound
from intake_api.routes import problems
from intake_api.routes.who import office_of, visitor

files = APIRouter(include_in_schema=False)
PAGES = (
    door,
    cases_page,
    case_page,
    papers,
    calls_page,
    tasks_page,
    findings_page,
    found_page,
    work_page,
    work_steps,
    comparisons_page,
    referrals_page,
    issues_page,
    notices_page,
    binding_page,
    annex2_page,
    accounts_page,
    audit_page,
    stream,
    visit_api,
    visit_page,
    patrol_api,
    walk_page,
    walk_stop_page,
    coverage_page,
    duties_page,
    authorise_page,
    disasters_page,
    errands_page,
    precautions_page,
    surges_page,
    roster_page,
    roster_columns_page,
    roster_candidates_page,
    roster_batch_page,
    household_page,
    screening_page,
    concerns_page,
)


def install(app: FastAPI) -> None:
    """Add the pages, their files, and what they answer when something is refused."""
    for module in PAGES:
        app.include_router(module.router, include_in_schema=False)
    app.include_router(files)
    app.add_exception_handler(NotLoggedIn, _log_in_first)


@files.get("/console/static/{name}", response_model=None)
async def static(request: Request, name: str) -> Response:
    """A style sheet or a script; kept by the browser for good when asked for by its content's name."""
    file = static_files().get(name)
    if file is None:
        raise NotFound("没有这个文件")
    tag = f'"{file.etag}"'
    forever = request.query_params.get("v") == file.etag
    headers = {"ETag": tag, "Cache-Control": "public, max-age=31536000, immutable" if forever else "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=file.media_type, headers=headers)


async def _log_in_first(request: Request, _error: Exception) -> Response:
    if request.method == "GET" and problems.wants_page(request):
        query = f"?{request.url.query}" if request.url.query else ""
        return await run_in_threadpool(door.login_form, request, "", "", request.url.path + query, 401)
    if problems.wants_page(request):
        return RedirectResponse("/console", 303)
    return problems.problem(401, "请先登录")


async def as_page(request: Request, status: int, heading: str, detail: str) -> Response:
    """A refusal as a page, for people."""
    return await run_in_threadpool(_problem_page, request, status, heading, detail)


def _problem_page(request: Request, status: int, heading: str, detail: str) -> Response:
    # With a fault in the system itself nothing more is asked of it than this page.
    account = visitor(request, office_of(request)) if status < 500 else None
    return page(request, account, "problem.html", status, heading=heading, detail=detail)
