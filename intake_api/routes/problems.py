"""All that is refused leaves as ``application/problem+json`` (RFC 9457), in Chinese, with nothing personal."""

import logging
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, InternalError, OperationalError, TimeoutError
from starlette.exceptions import HTTPException

from dialogs.messages import Unavailable
from intake_api.errors import Problem
from intake_api.office import Office

AsPage = Callable[[Request, int, str, str], Awaitable[Response]]
logger = logging.getLogger(__name__)

TITLES = {
    400: "看不懂这次请求",
    401: "没有登录",
    403: "没有权限",
    404: "找不到",
    405: "这个地址不能这样用",
    413: "内容太大",
    415: "这种内容收不了",
    422: "填写有误",
    429: "太快了，请过一会儿再试",
    503: "现在接不上",
}
BUSY = "系统正忙，刚才这一步没有做成，请过一会儿再试。着急的事请直接打热线 {hotlines}。"


def problem(status: int, detail: str = "", title: str = "", **more: Any) -> JSONResponse:
    """One refusal. ``more`` are members beside the standard ones."""
    body = {"type": "about:blank", "title": title or TITLES.get(status, "办不了"), "status": status}
    if detail:
        body["detail"] = detail
    return JSONResponse(body | more, status, media_type="application/problem+json")


def install(app: FastAPI, as_page: AsPage) -> None:
    """Answer every refusal and every surprise of ``app`` this way; a person at a browser gets it ``as_page``."""
    app.state.problem_page = as_page
    app.add_exception_handler(Problem, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Unavailable, _unavailable)
    app.add_exception_handler(DataError, _unstorable)
    for out_of_reach in (OperationalError, InterfaceError, InternalError, TimeoutError):
        app.add_exception_handler(out_of_reach, _out_of_reach)
    app.add_exception_handler(Exception, _surprised)


def wants_page(request: Request) -> bool:
    """A browser that opens a page of the console, not a program and not the page's own script."""
    return request.url.path.startswith("/console") and "text/html" in request.headers.get("accept", "")


async def answer(request: Request, status: int, detail: str = "", title: str = "", **more: Any) -> Response:
    """The refusal in the form that this caller reads."""
    if wants_page(request):
        page: AsPage = request.app.state.problem_page
        return await page(request, status, title or TITLES.get(status, "办不了"), detail)
    return problem(status, detail, title, **more)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    fields = getattr(error, "fields", None)
    return await answer(request, error.status, str(error), error.title, **({"fields": fields} if fields else {}))


async def _malformed(request: Request, error: Exception) -> Response:
    """Only the names of the fields go back: their values may be personal."""
    assert isinstance(error, RequestValidationError)
    places = sorted({".".join(str(part) for part in each["loc"][1:]) for each in error.errors()} - {""})
    named = "、".join(places[:10]) or "内容"
    return await answer(request, 422, f"这几项不对或者缺了：{named}", errors=places[:50])


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    # Starlette's own details are English; ours are Chinese.
    detail = error.detail if not error.detail.isascii() else ""
    response = await answer(request, error.status_code, detail)
    response.headers.update(error.headers or {})
    return response


async def _unavailable(request: Request, _error: Exception) -> Response:
    response = await answer(request, 503, _busy(request))
    response.headers["Retry-After"] = "5"
    return response


async def _out_of_reach(request: Request, error: Exception) -> Response:
    """The database is away, locked, or takes no writes."""
    why = type(error.orig if isinstance(error, DBAPIError) else error).__name__
    logger.error("%s %s: database out of reach: %s", request.method, _route(request), why)
    return await _unavailable(request, error)


async def _unstorable(request: Request, _error: Exception) -> Response:
    """Characters or numbers that no database takes, such as NUL: nobody types them."""
    return await answer(request, 422, "里面有存不下的字符，请重新打一遍。")


async def _surprised(request: Request, error: Exception) -> Response:
    """A bug. The log says where, never with what: an error's own words may hold a name or a number."""
    where = "".join(traceback.format_tb(error.__traceback__))
    message = request.scope.get("baopin.message_id", "")
    logger.error("%s %s %s %s\n%s", type(error).__name__, request.method, _route(request), message, where)
    return await answer(request, 500, _busy(request), "系统出了差错")


def _route(request: Request) -> str:
    return str(getattr(request.scope.get("route"), "path", "?"))


def _busy(request: Request) -> str:
    office: Office = request.app.state.office
    return BUSY.format(hotlines=" 或 ".join(office.county().policy.hotlines))
