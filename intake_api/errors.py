"""What the API refuses, named for whose problem it is.

Problem                 answered as application/problem+json
 ├── Invalid    422     what was sent does not fit
 ├── NotAllowed 403     this account may not do that
 ├── NotFound   404     not there, or not in this account's area
 └── Conflict   409     somebody else was first; nothing was overwritten
"""

from collections.abc import Mapping
from typing import ClassVar


class Problem(Exception):
    """Refused. The text is Chinese, says what is wrong and what to do next, and holds nothing personal."""

    status: ClassVar[int] = 400
    title: ClassVar[str] = "办不了"


class Invalid(Problem):
    """The input does not fit."""

    status = 422
    title = "填写有误"


class FieldErrors(Invalid):
    """Some fields do not fit; ``fields`` says for each what to write instead. What was typed is not lost."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("有几项要再看一下：" + "；".join(fields.values()))
        self.fields = dict(fields)


class NotAllowed(Problem):
    """This account may not do that."""

    status = 403
    title = "没有权限"


class NotFound(Problem):
    """Not there, or outside the account's area: the two look alike on purpose."""

    status = 404
    title = "找不到"


class Conflict(Problem):
    """The thing changed meanwhile."""

    status = 409
    title = "已被别人处理"
