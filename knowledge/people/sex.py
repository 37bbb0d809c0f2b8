"""男 or 女, as told."""

import re

from knowledge.parsed import Parsed

_MALE = re.compile(r"男|先生|小伙|大叔|(?<![A-Za-z])[Mm](?:ale)?(?![A-Za-z])")
_FEMALE = re.compile(r"女|妇|(?<![A-Za-z])[Ff](?:emale)?(?![A-Za-z])|大妈|阿姨")


def sex(text: str, question: str = "") -> Parsed[str] | None:
    """男 or 女; None for neither and for both."""
    male, female = _MALE.search(text), _FEMALE.search(text)
    if bool(male) == bool(female):
        return None
    found = male or female
    return Parsed("男" if male else "女", found[0] if found else "")
