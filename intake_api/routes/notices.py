"""Bots pull notices and say what became of them; the API itself never calls a channel (裁定 23)."""

from contextlib import suppress
from dataclasses import asdict
from typing import Any, Literal

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from dialogs.messages import Notice
from intake_api.errors import Invalid, NotFound
from intake_api.notices import outbox, settling
from intake_api.routes.messages import ChannelName
from intake_api.routes.who import TheOffice, bot

router = APIRouter(prefix="/api/v1/notices", dependencies=[Depends(bot)], tags=["bots"])


class ClaimIn(BaseModel):
    """Which channel's notices, and how many at most. The console's own are not for bots."""

    model_config = ConfigDict(extra="forbid")
    channel: ChannelName
    limit: int = Field(20, ge=1, le=100)


class OutcomeIn(BaseModel):
    """sent; later (try again); never (bad content); gone (not reachable on this channel)."""

    model_config = ConfigDict(extra="forbid")
    outcome: Literal["sent", "later", "never", "gone"]
    error: str = Field("", max_length=2000)


@router.post("/claim")
def claim(body: ClaimIn, office: TheOffice) -> dict[str, list[dict[str, Any]]]:
    """Take due notices; what is not settled comes back when its lease ends."""
    if body.channel == outbox.CONSOLE:
        raise Invalid("后台自己的通知不由渠道来取")
    found: list[Notice] = []
    for county in office.counties:
        with office.work(county) as work:
            found += outbox.claim(work, body.channel, body.limit - len(found))
        if len(found) >= body.limit:
            break
    return {"notices": [asdict(notice) for notice in found]}


@router.post("/{notice_id}", status_code=204)
def settle(notice_id: str, body: OutcomeIn, office: TheOffice) -> Response:
    """Settle one notice; saying it twice is the same as once."""
    for county in office.counties:
        with suppress(NotFound), office.work(county) as work:
            settling.settle(work, notice_id, body.outcome, body.error)
            return Response(status_code=204)
    raise NotFound("没有这条通知")
