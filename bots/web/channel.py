"""The routes of the farmer's page, and what they hand to the intake."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.types import ASGIApp

from bots.channel import Gone
from bots.links import verify
from bots.settings import BotSettings
from bots.web import card as cards
from bots.web.guard import SECURITY_HEADERS, Buckets, comes_from_elsewhere
from bots.web.pages import SIZES, Pages, static_files
from bots.web.said import PLACE, Posted, Refused, read
from bots.web.visitor import DAYS, Visitor, message_id, new_form_id, newcomer, seal, unseal
from dialogs.messages import Heard, Intake, Message, Notice, Said, Unavailable

WHO, LAST, SIZE = "baopin_who", "baopin_last", "baopin_size"
LOOKS = 4  # times as many pages as posts: each page of a known visitor is a message to the intake
BUSY = "现在人多，没有接上。您写的还在，等一下再点发送。"
TOO_FAST = "点得太快了，歇一分钟再点发送。"
OLD_LINK = "这个链接过期了，不要紧，在这里一样能报。"


class Web:
    """Serves ``/``. ``hotlines`` are shown to everyone; ``link_key`` signs cookies and checks links."""

    name = "web"
    shortcuts: ClassVar[Mapping[str, ASGIApp]] = {}

    def __init__(
        self,
        intake: Intake,
        settings: BotSettings,
        *,
        link_key: bytes,
        title: str = "晋安区一键报贫",
        hotlines: Sequence[str] = ("12317", "12345"),
        per_minute: int = 60,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._intake = intake
        self._settings = settings
        self._key = link_key
        self._clock = clock
        self._buckets = Buckets(per_minute)
        self._looks = Buckets(LOOKS * per_minute)
        self._files = static_files()
        self._pages = Pages(title, tuple(hotlines), self._files)
        self.router = APIRouter(include_in_schema=False)
        self.router.add_api_route("/", self._look, methods=["GET"], response_model=None)
        self.router.add_api_route("/say", self._say, methods=["POST"], response_model=None)
        self.router.add_api_route("/follow", self._follow, methods=["POST"], response_model=None)
        self.router.add_api_route("/leave", self._leave, methods=["POST"], response_model=None)
        self.router.add_api_route("/size", self._resize, methods=["POST"], response_model=None)
        self.router.add_api_route("/static/web/{name}", self._static, methods=["GET"], response_model=None)

    async def start(self) -> None:
        """Nothing to open."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def send(self, notice: Notice) -> None:
        """A page cannot be called: whoever left it hears by telephone or another channel."""
        raise Gone("a web page cannot be reached once it is closed")

    async def _look(self, request: Request) -> Response:
        if token := request.query_params.get("t", ""):
            return await self._arrive(request, token)
        place = request.query_params.get("v", "")
        return await self._show(request, place=place if PLACE.fullmatch(place) else "")

    async def _arrive(self, request: Request, token: str) -> Response:
        """A link from a chat. Whoever sent it would read what is written here, so it is asked whose chat that is."""
        known = verify(token, self._key, self._clock())
        if known is None:
            return await self._show(request, notice=OLD_LINK)
        return self._html(self._pages.follow(token, known[0], size=_size(request)))

    async def _follow(self, request: Request) -> Response:
        """It is theirs: go on as that person. The redirect takes the token out of the address."""
        if comes_from_elsewhere(request.headers, self._settings.public_url):
            return await self._show(request)
        token = str((await request.form()).get("t", ""))
        known = verify(token, self._key, self._clock())
        if known is None:
            return await self._show(request, notice=OLD_LINK)
        response = self._guarded(RedirectResponse("/", 303))
        self._remember(request, response, Visitor(*known))
        return response

    async def _show(self, request: Request, *, place: str = "", notice: str = "") -> Response:
        visitor = self._visitor(request)
        size = _size(request)
        new_id = new_form_id(self._key)
        if visitor is None:
            return self._html(self._pages.page(cards.welcome(), new_id, size=size, notice=notice, place=place))
        if not self._looks.take(_address(request), self._clock().timestamp()):
            return self._html(self._pages.sorry(TOO_FAST, new_id, size=size, choice="!repeat", place=place), 429)
        # After a plain form post the stored answer is fetched by the form's id; otherwise the open question.
        last = request.cookies.get(LAST, "")
        try:
            heard = await self._hear(visitor, Posted(last, Said(choice="!repeat")))
        except Unavailable:
            return self._html(self._pages.sorry(BUSY, new_id, size=size, choice="!repeat", place=place), 503)
        page = self._pages.page(cards.of(heard), new_id, size=size, notice=notice, place=place, origin=visitor.channel)
        response = self._html(page)
        if last:
            response.delete_cookie(LAST)
        return response

    async def _say(self, request: Request) -> Response:
        try:
            self._admit(request)
            posted = await read(request)
            visitor = self._visitor(request) or newcomer(posted.form_id, self._key)
            try:
                heard = await self._hear(visitor, posted)
            except Unavailable as busy:
                raise Refused(503, BUSY, posted) from busy
        except Refused as refused:
            return self._refuse(request, refused)
        response = self._answer(request, visitor, posted, heard)
        self._remember(request, response, visitor)
        return response

    def _admit(self, request: Request) -> None:
        if comes_from_elsewhere(request.headers, self._settings.public_url):
            raise Refused(403, "这一条不是从我们的页面发来的，没有收。请回到页面上再点一次。")
        if not self._buckets.take(_address(request), self._clock().timestamp()):
            raise Refused(429, TOO_FAST)

    async def _hear(self, visitor: Visitor, posted: Posted) -> Heard:
        message = Message(
            visitor.channel,
            visitor.user,
            message_id(visitor, posted.form_id),
            posted.said,
            at=self._clock(),
            county=self._settings.county.partition(",")[0].strip(),
            via=visitor.via,
        )
        return await self._intake.hear(message)

    def _answer(self, request: Request, visitor: Visitor, posted: Posted, heard: Heard) -> Response:
        if not _wants_json(request):
            response = self._guarded(RedirectResponse("/", 303))
            self._set(request, response, LAST, posted.form_id, seconds=60)
            return response
        next_id = new_form_id(self._key)
        html = self._pages.screen(cards.of(heard), next_id, visitor.channel)
        return self._guarded(JSONResponse(_as_json(heard) | {"message_id": next_id, "html": html}))

    def _refuse(self, request: Request, refused: Refused) -> Response:
        if _wants_json(request):
            return self._guarded(JSONResponse({"message": refused.words}, refused.status))
        form = refused.form or Posted("", Said())
        page = self._pages.sorry(
            refused.words,
            form.form_id or new_form_id(self._key),
            size=_size(request),
            text=form.said.text,
            choice=form.said.choice,
            place=form.said.place,
            with_files=bool(form.said.media),
        )
        return self._html(page, refused.status)

    async def _leave(self, request: Request) -> Response:
        """The next person on a shared phone starts with a clean page."""
        if comes_from_elsewhere(request.headers, self._settings.public_url):
            return self._refuse(request, Refused(403, "请回到页面上再点一次。"))
        response = self._guarded(RedirectResponse("/", 303))
        response.delete_cookie(WHO)
        response.delete_cookie(LAST)
        return response

    async def _resize(self, request: Request) -> Response:
        size = request.query_params.get("to", "")
        response = self._guarded(RedirectResponse("/", 303))
        if size in SIZES:
            response.set_cookie(SIZE, size, max_age=DAYS * 86400, samesite="lax")
        return response

    async def _static(self, request: Request, name: str) -> Response:
        file = self._files.get(name)
        if file is None:
            return self._guarded(Response(status_code=404))
        headers = {"ETag": f'"{file.etag}"', "X-Content-Type-Options": "nosniff"}
        is_named_by_content = request.query_params.get("v") == file.etag
        headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_named_by_content else "no-cache"
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Response(file.content, media_type=file.media_type, headers=headers)

    def _visitor(self, request: Request) -> Visitor | None:
        return unseal(request.cookies.get(WHO, ""), self._key, self._clock())

    def _remember(self, request: Request, response: Response, visitor: Visitor) -> None:
        self._set(request, response, WHO, seal(visitor, self._key, self._clock()), seconds=DAYS * 86400)

    def _set(self, request: Request, response: Response, name: str, value: str, seconds: int) -> None:
        secure = request.url.scheme == "https" or self._settings.public_url.startswith("https:")
        response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure)

    def _html(self, page: str, status: int = 200) -> Response:
        return self._guarded(HTMLResponse(page, status))

    def _guarded(self, response: Response) -> Response:
        response.headers.update(SECURITY_HEADERS)
        return response


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _size(request: Request) -> str:
    size = request.cookies.get(SIZE, "")
    return size if size in SIZES else ""


def _as_json(heard: Heard) -> dict[str, Any]:
    replies = [
        {
            "text": reply.text,
            "choices": [{"value": choice.value, "label": choice.label} for choice in reply.choices],
            "link": reply.link,
        }
        for reply in heard.replies
    ]
    return {"replies": replies, "asking": heard.asking, "case": heard.case, "state": heard.state}
