"""``/console/stream``: server-sent events. The page works without them; with them it is never a second old."""

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from intake_api.access.logins import account_of
from intake_api.console.feed import Feed, News
from intake_api.console.guard import LoggedIn
from intake_api.console.menu import user_of
from intake_api.console.unread import latest, unread_count
from intake_api.models import Account
from intake_api.office import Office
from intake_api.routes.who import COOKIE, TheOffice

router = APIRouter(dependencies=[Depends(user_of("notices"))])

HEARTBEAT = 15.0  # seconds; also how often the login is checked again


@router.get("/console/stream")
async def stream(request: Request, account: LoggedIn, office: TheOffice) -> StreamingResponse:
    """New notices of the person logged in."""
    last = request.headers.get("last-event-id", "")
    events = _events(request.app.state.feed, office, account, request.cookies[COOKIE], last)
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


async def _events(feed: Feed, office: Office, account: Account, token: str, last: str) -> AsyncIterator[str]:
    with feed.listen(account) as queue:
        yield "retry: 3000\n\n"
        if last and (missed := await asyncio.to_thread(_since, office, account, last)):
            yield _event(missed, await asyncio.to_thread(unread_count, office, account))
        while True:
            try:
                news = await asyncio.wait_for(queue.get(), HEARTBEAT)
            except TimeoutError:
                # Listening is not doing something: it does not prolong the half hour.
                if await asyncio.to_thread(account_of, office, token, prolong=False) is None:
                    yield "event: closed\ndata: {}\n\n"
                    return
                yield ": still here\n\n"
                continue
            if news is None:
                return
            yield _event(news, await asyncio.to_thread(unread_count, office, account))


def _since(office: Office, account: Account, last: str) -> News | None:
    """The newest notice, if it came while the connection was away."""
    newest = next(iter(latest(office, account, 1)), None)
    if newest is None or newest.id <= last or newest.read_at is not None:
        return None
    return {"id": newest.id, "title": newest.title, "text": newest.text, "link": newest.link}


def _event(news: News, unread: int) -> str:
    data = json.dumps(news | {"unread": unread}, ensure_ascii=False)
    return f"id: {news['id']}\nevent: notice\ndata: {data}\n\n"
