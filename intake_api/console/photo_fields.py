"""Photos chosen in a form of the case page: kept first, so that a form that is refused need not send them again."""

import base64
import hashlib
from collections.abc import Mapping

from starlette.datastructures import FormData, UploadFile

from dialogs.messages import Media
from intake_api.access import roles
from intake_api.casework.lifecycle import Action
from intake_api.console import case_view
from intake_api.errors import Invalid, NotAllowed
from intake_api.intake import phone_photos
from intake_api.intake.attachments import MOST_BYTES
from intake_api.models import Account
from intake_api.office import Office

MOST = 20  # files at a time
Files = Mapping[str, list[tuple[str, bytes]]]  # by field: (media type, content)


async def read(form: FormData) -> Files:
    """The files of a form. A field that was left empty sends a file without a name."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for key, value in form.multi_items():
        if isinstance(value, UploadFile) and value.filename:
            found.setdefault(key, []).append((value.content_type or "", await value.read(MOST_BYTES + 1)))
    return found


def keep(
    office: Office, account: Account, case_id: str, action: Action, typed: Mapping[str, str], files: Files
) -> dict[str, str]:
    """The ids of the photos of each field that asks for some, those sent before too, as ``needs`` reads them. Raises
    ``NotFound`` outside the area, ``NotAllowed`` for another role, ``Invalid`` for what is no photo."""
    wanted = [need.key for need in action.needs if need.kind == "photos" and need.key in files]
    if not wanted:
        return {}
    if account.role not in action.roles | action.proposers:
        raise NotAllowed(f"“{action.label}”不归{roles.label(account.role)}办")
    with office.work(account.county) as work:
        case_view.find(work.connection, account, case_id)
        media = {key: [_media(case_id, *each) for each in files[key]] for key in wanted}
        ids = {key: [phone_photos.keep(work, account, case_id, each) for each in media[key]] for key in wanted}
    return {key: "、".join(filter(None, (typed.get(key, ""), *ids[key]))) for key in wanted}


def _media(case_id: str, kind: str, content: bytes) -> Media:
    if len(content) > MOST_BYTES:
        raise Invalid("照片太大了，请换一张小一点的")
    name = hashlib.sha256(case_id.encode() + content).hexdigest()[:32]  # sent twice it is the same one
    return Media("image", name, f"data:{kind};base64,{base64.b64encode(content).decode()}")
