"""The ceiling: FastAPI and wechatpy check, parse and answer a signed message; nothing is remembered."""

import os

from fastapi import FastAPI, Request, Response
from wechatpy import create_reply, parse_message
from wechatpy.utils import check_signature

app = FastAPI()


@app.post("/channels/wechat")
async def receive(request: Request) -> Response:
    """One message, one reply."""
    query = request.query_params
    token = os.environ["BAOPIN_WECHAT_TOKEN"]
    check_signature(token, query["signature"], query["timestamp"], query["nonce"])
    message = parse_message(await request.body())
    reply = create_reply(f"您说的是：{message.content}", message)
    return Response(reply.render(), media_type="application/xml")
