"""What others wrote down wrong, in papers of their own: 社保局把我名字登记错了, 户口本上名字写错了.

It is part of the story (or a question to the library); no answer of this report is meant by it.
"""

import re

from dialogs.mending.pieces import any_of

_WROTE = any_of("wrote")
_OFFICE = re.compile(
    rf"{any_of('offices')}(?:里|上|那边|那里|的|工作人员|办事员|人|们|当时|当年|以前|上次|去年|又|也|都|就|老是|总是|[把将给帮替])*"
    rf"(?:[^，。,;；\s]{{1,8}}?)?{_WROTE}[^，。,;；]{{0,8}}(?:[错漏少多反成]|不对)"
)
_PAPER = re.compile(rf"{any_of('papers')}(?:上面?|里面?|那里)?")
_AMISS = re.compile("[错漏少多反成]|不对|不一样")
_LONG_AGO = re.compile(any_of("long_ago"))
_HERE = re.compile(any_of("here_and_now"))


def by_others(text: str) -> bool:
    """Was it wrong in somebody else's papers?

    >>> by_others("社保局把我名字登记错了"), by_others("刚才跟你们说的名字错了"), by_others("户口本上名字写错了")
    (True, False, True)
    """
    if _HERE.search(text) or not _AMISS.search(text):
        return False
    return bool(_OFFICE.search(text) or _PAPER.search(text) or _LONG_AGO.search(text))
