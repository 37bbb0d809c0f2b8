"""What a language model proposed comes into the conversation: read back, and only if nothing was said meanwhile."""

import json
from typing import Any

from dialogs.engine import wondered
from dialogs.form import Form
from dialogs.messages import Message, plain_text
from dialogs.talk import Talk
from intake_api.intake.cases import by_id
from intake_api.intake.scenes import scene_of
from intake_api.intake.talks import dump, load
from intake_api.notices.outbox import post
from intake_api.notices.tell_farmers import CHATS
from intake_api.office import Office
from intake_api.store.mailroom import Mailroom, PersonKey


def propose(office: Office, form: Form, mailroom: Mailroom, message: Message, talk: Talk, key: str, value: Any) -> None:
    """Keep ``value`` as a proposal for ``key`` and tell the person, where they can be written to.

    Nothing happens when the talk is no longer the one that ``message`` left, or the value is no answer. On a page the
    person sees it with the next look.
    """
    person = PersonKey(message.county, message.channel, message.user)
    with office.work(message.county) as work:
        body, case_id = mailroom.lock(work.connection, [person], work.now)[person]
        if load(body, office.sealer) != _as_stored(talk):
            return
        scene = scene_of(work, message, by_id(work, case_id) if case_id else None, talk)
        turn = wondered(form, talk, scene, key, value)
        if turn is None:
            return
        row = (turn.state, dump(turn.talk, office.sealer), case_id)
        mailroom.save(work.connection, {person: row}, {}, work.now)
        if message.channel in CHATS:
            text = "\n".join(map(plain_text, turn.replies))
            notice = f"wonder:{message.channel}:{message.user}:{message.message_id}"
            post(work, notice, channel=message.channel, user=message.user, text=text)


def _as_stored(talk: Talk) -> Talk:
    return Talk.from_json(json.loads(json.dumps(talk.to_json(), ensure_ascii=False)))
