"""《申请及承诺授权书》: every adult of the household agrees to the comparison (裁定 8).

On paper with a thumbprint, by a one-time link opened on the person's own telephone, or by a recorded call: so that
those who work away need not come home. The hash of the text as read is kept with each.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import RowMapping, and_, insert, select, update

from intake_api.casework import dossier as dossiers
from intake_api.casework import findings
from intake_api.casework.actions import carried_out, opened
from intake_api.casework.collected import Person
from intake_api.casework.dossier import Dossier
from intake_api.casework.holding import held_by_id
from intake_api.casework.lifecycle import action
from intake_api.casework.log import record
from intake_api.errors import Conflict, Invalid, NotFound
from intake_api.models import Account, Authorisation
from intake_api.models.tables import ATTACHMENTS, AUTHORISATIONS, CASES
from intake_api.notices import cadre_words
from intake_api.notices.tell import tell_authorisation
from intake_api.office import Work
from knowledge.people.phones import MOBILE
from knowledge.people.phones import phone as telephone
from knowledge.policy import Policy

_PHONE = "phone:"  # stands before the four digits in the note of a link that waits
METHODS = {"paper": "纸面签字、按手印", "link": "一次性链接", "call": "电话录音"}


def text_hash(text: str) -> str:
    """SHA-256 of the text as read out or shown."""
    return hashlib.sha256(text.encode()).hexdigest()


def text_for(policy: Policy, version: str = "") -> tuple[str, str]:
    """(version, text) of the authorisation; the county's latest without a version."""
    texts = policy.authorisation_texts
    version = version or max(texts)
    return version, texts[version]


def give(
    work: Work, account: Account, case_id: str, member: int, method: str, *, attachment: str = "", note: str = ""
) -> str:
    """One adult's word, on paper or by recorded call, with its photo or recording; its id. Raises like ``act``."""
    dossier = opened(work, account, case_id, action("consent_signed"), None)
    person = _adult(dossier, member)
    if method not in ("paper", "call"):
        raise Invalid("请选纸面还是电话录音")
    _may(work.county.policy, method)
    if not attachment or not _is_of_case(work, case_id, attachment):
        raise Invalid("请附上签字页的照片" if method == "paper" else "请附上通话录音")
    row = _row(work, account, dossier, person, method, attachment_id=attachment, note=note, given_at=work.now)
    work.connection.execute(insert(Authorisation).values(**row.model_dump()))
    _given(work, account, dossier, row.model_dump())
    return row.id


def make_link(work: Work, account: Account, case_id: str, member: int, phone: str = "") -> str:
    """A one-time token for one adult: shown once, only its hash is kept. An older one of the person ends.

    ``phone`` is where the link is sent, for somebody whose ID number is not known: its last four are asked instead.
    Raises ``Invalid`` when there is nothing to ask.
    """
    dossier = opened(work, account, case_id, action("consent_signed"), None)
    person = _adult(dossier, member)
    _may(work.county.policy, "link")
    note = "" if person.id_no else _PHONE + _last_four(work, person, phone)
    old = (AUTHORISATIONS.c.case_id == case_id, AUTHORISATIONS.c.member == member, AUTHORISATIONS.c.given_at.is_(None))
    here = AUTHORISATIONS.c.county == work.code
    work.connection.execute(update(AUTHORISATIONS).where(here, *old).values(token_hash=None))
    token = secrets.token_urlsafe(24)
    days = work.county.policy.authorisation.link_days
    row = _row(
        work, account, dossier, person, "link", note=note, token_hash=_hash(token), until=work.now + timedelta(days)
    )
    work.connection.execute(insert(Authorisation).values(**row.model_dump()))
    return token


def by_token(work: Work, token: str) -> RowMapping:
    """What the link asks for, and the ``state`` of its case. Raises ``NotFound`` for a link that is used, old or wrong,
    ``Conflict`` when the case has no use for it any more."""
    same = and_(CASES.c.county == AUTHORISATIONS.c.county, CASES.c.id == AUTHORISATIONS.c.case_id)
    here = (AUTHORISATIONS.c.county == work.code, AUTHORISATIONS.c.token_hash == _hash(token))
    query = select(AUTHORISATIONS, CASES.c.state.label("state")).join(CASES, same).where(*here)
    row = work.connection.execute(query).mappings().one_or_none()
    if row is None or row["given_at"] or row["until"] < work.now:
        raise NotFound("这个链接用过了，或者过期了。请让村干部再发一个。")
    _wanted(row)
    return row


def _wanted(case: RowMapping) -> None:
    """Whether the word is still asked for: nothing is authorised for a case that was withdrawn or decided."""
    if case["state"] not in action("consent_signed").sources:
        raise Conflict("这件事现在不用授权了，您不用再填。有问题请问村干部。")


def asked_at_link(row: RowMapping) -> str:
    """Of what the last four are asked when the link ``row`` is opened, in words."""
    return "手机号" if row["note"].startswith(_PHONE) else "身份证"


def answer_link(work: Work, token: str, agreed: bool, last4: str) -> None:
    """The person's own word. ``last4``: the last four of their ID number, or of the telephone that the link was sent
    to, so that the link alone signs nothing.

    A refusal is written down too: nobody is pressed, the village hears of it.
    """
    row = by_token(work, token)
    (case,) = held_by_id(work, [row["case_id"]])
    _wanted(case)
    dossier = dossiers.load(work, case)
    person = _adult(dossier, row["member"])
    wanted = row["note"].removeprefix(_PHONE) if row["note"].startswith(_PHONE) else person.id_no[:18][-4:]
    if not wanted:  # the number was taken out again after the link was sent
        raise Conflict("这个链接不能用了。请让村干部再发一个。")
    if not hmac.compare_digest(wanted.encode(), last4.strip().upper().encode()):
        raise Invalid(f"{asked_at_link(row)}后四位不对，请再看看")
    used = update(AUTHORISATIONS).where(
        AUTHORISATIONS.c.county == work.code, AUTHORISATIONS.c.id == row["id"], AUTHORISATIONS.c.given_at.is_(None)
    )
    values = {"token_hash": None, "note": "" if agreed else "本人没有同意"} | ({"given_at": work.now} if agreed else {})
    if not work.connection.execute(used.values(**values)).rowcount:
        raise Conflict("已经办过了")
    name = {"member": row["member"], "name": row["name"], "method": "link", "agreed": agreed}
    record(work, case, action("consent_signed").event if agreed else "authorisation_refused", "link", **name)
    findings.examine(work, case)
    if agreed:
        _tell_if_last(work, dossier, _with(dossier, {**row, **values}))
    else:
        tell_authorisation(work, case, cadre_words.not_authorised(work, case), row["id"])


def _adult(dossier: Dossier, member: int) -> Person:
    person = next((each for each in dossier.found.people if each.place == member), None)
    if person is None:
        raise Invalid("采集表里没有这个人，请先把家庭成员填好")
    if not person.is_adult(dossier.today):
        raise Invalid("未满 18 岁的不用授权，由家里大人签")
    return person


def _last_four(work: Work, person: Person, phone: str) -> str:
    told = telephone(phone, work.county.policy.area_code)
    if told is None or not MOBILE.fullmatch(told.value):
        raise Invalid(
            f"还不知道{person.name}的身份证号。请写上链接发到哪个手机号，本人点开时要填它的后四位；"
            "没有手机的，先在采集表里补上身份证号，或者用纸面、电话录音。"
        )
    return told.value[-4:]


def _may(policy: Policy, method: str) -> None:
    if method not in policy.authorisation.methods:
        raise Invalid(f"本区没有开通“{METHODS[method]}”")


def _is_of_case(work: Work, case_id: str, attachment: str) -> bool:
    here = (ATTACHMENTS.c.county == work.code, ATTACHMENTS.c.case_id == case_id, ATTACHMENTS.c.id == attachment)
    return work.connection.execute(select(ATTACHMENTS.c.id).where(*here)).first() is not None


def _row(work: Work, account: Account, dossier: Dossier, person: Person, method: str, **more: Any) -> Authorisation:
    version, text = text_for(work.county.policy)
    return Authorisation(
        county=work.code,
        id=work.new_id(),
        case_id=dossier.case["id"],
        member=person.place,
        name=person.name,
        method=method,
        text_version=version,
        text_hash=text_hash(text),
        asked_at=work.now,
        asked_by=account.id,
        **more,
    )


def _given(work: Work, account: Account, dossier: Dossier, row: Mapping[str, Any]) -> None:
    """The event of one adult's word, through the table: it belongs to the case's history."""
    known = _with(dossier, row)
    left = [each.name for each in known.unauthorised]
    data = {"member": row["member"], "name": row["name"], "method": row["method"], "left": left}
    carried_out(work, account, known, action("consent_signed"), data)
    _tell_if_last(work, dossier, known, account.id)


def _with(dossier: Dossier, row: Mapping[Any, Any]) -> Dossier:
    return replace(dossier, authorisations=(*dossier.authorisations, row))


def _tell_if_last(work: Work, before: Dossier, after: Dossier, actor: str = "") -> None:
    """With the last signature the comparison can be sent: whoever waited for it hears."""
    if before.unauthorised and not after.unauthorised:
        line, key = cadre_words.all_authorised(work, after.case), after.authorisations[-1]["id"]
        tell_authorisation(work, after.case, line, key, actor)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
