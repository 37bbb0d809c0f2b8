"""Names in an answer about relations: 林依发是他爹 is told of the head where the question says 户主林依发."""

import re

from knowledge.people.name_shapes import doubt_about
from knowledge.people.surnames import COMPOUND, SINGLE, surname_of

_PARTS = re.compile(
    r"[，。,.;；？?！!、：:…（）()“”\"\s]+|[是的跟和与同叫算属在有您你他她]|这位|那位|这个|那个|请问|家里|还|什么|怎么|关系|谁"
)
_HEAD = re.compile(r"户主(?:的?(?:名字|姓名))?(?:就?是|叫)?$")
_SUBJECT = re.compile(r"(?:(?<=^)|(?<=[，。,;；\s]))[一-鿿]{2,3}(?=[就也]?是)")
_LONGEST = 120


def with_names_resolved(text: str, question: str, who: str) -> str:
    """``text`` with 户主 or the person asked for (``who``: me, this) in the place of their names."""
    for name, person in _named_in(question[:_LONGEST], who).items():
        for form in (name, name[len(surname_of(name)) :]):
            if len(form) > 1 and form in text:
                text = re.sub(
                    f"{person}{form}|{form}{person}|{form}(?:他|她)?(?:这个?人)?(?=是|的|跟|和|$)|{form}", person, text
                )
                break
    if who == "this":
        text = _SUBJECT.sub(lambda found: "他" if _is_name(found[0]) else found[0], text)
    return text


def _named_in(question: str, who: str) -> dict[str, str]:
    found: dict[str, str] = {}
    at = 0
    for end in [*_PARTS.finditer(question), None]:
        part = question[at : end.start() if end else len(question)]
        name = part.removeprefix("户主")
        if _is_name(name):
            head = name != part or _HEAD.search(question[:at])
            found[name] = "户主" if head else "我" if who == "me" else "他"
        at = end.end() if end else at
    return found


def _is_name(part: str) -> bool:
    return 2 <= len(part) <= 4 and (part[0] in SINGLE or part[:2] in COMPOUND) and doubt_about(part) == ""
