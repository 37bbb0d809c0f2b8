"""The words around an amount, from ``words/money.toml``: what side it is on, when it was, whose it is, of what kind."""

import re

from knowledge.wordlists import wordtable

_TABLE = wordtable("money")
# At one place the more telling word goes first: 赔了我们 is no loss, 自己出 no income.
_ORDER = (
    *("interest", "back", "unpaid", "refund", "own", "repaid", "net", "minus", "gross"),
    *("saved", "owed", "debt", "loss", "cost", "income", "given"),
)
_YEAR = re.compile(r"(?:20|二[零〇])?(?P<tens>[12一二])(?P<ones>[\d零〇一二三四五六七八九])年(?![多半来])")
_ONES = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {"〇": "0"}


def _any(words: list[str]) -> str:
    return "|".join(words)


def _groups(name: str, order: tuple[str, ...] = ()) -> re.Pattern[str]:
    table = _TABLE[name]
    return re.compile("|".join(f"(?P<{key}>{_any(table[key])})" for key in order or table if key in table))


def _persons() -> re.Pattern[str]:
    """Longest word first, so that 诸娘囝 is not 囝; every word in a group of its own person. Each begins with a plain
    character, so that a look at one character spares the rest."""
    words = sorted(((word, who) for who, words in _TABLE["who"].items() for word in words), key=lambda p: -len(p[0]))
    _WHO.extend(who for _, who in words)
    begins = "".join({word[0] for word, _ in words})
    return re.compile(f"(?=[{begins}])(?:{'|'.join(f'({word})' for word, _ in words)})")


_WHO: list[str] = []
_SIDE, _BEHIND, _WHEN = _groups("side", _ORDER), _groups("behind"), _groups("when")
_PERSON = _persons()
_KINDS = {kind: re.compile(_any(words)) for kind, words in _TABLE["kind"].items()}
NOTHING = {name: re.compile(_any([*words, *_TABLE["nothing"]["any"]])) for name, words in _TABLE["nothing"].items()}
ANSWER = {name: re.compile(_any(words)) for name, words in _TABLE["answer"].items()}


def side_before(words: str) -> str:
    """The side that the last telling word before an amount puts it on; "" when there is none."""
    side = ""
    for found in _SIDE.finditer(words):
        side = found.lastgroup or side
    return side


def side_behind(words: str) -> str:
    """The side said right behind an amount: 五万六卖的, 一万八亏进去了."""
    found = _BEHIND.match(words.lstrip("多左右的样子 ")) or _BEHIND.match(words)
    return (found.lastgroup or "") if found else ""


def when_in(words: str) -> str:
    """The last time named: a group of ``when``, or a year like 2023; "" for none."""
    when, at = "", -1
    for found in _WHEN.finditer(words):
        when, at = found.lastgroup or when, found.start()
    for found in _YEAR.finditer(words):
        if found.start() > at and words[max(0, found.start() - 1) : found.start()] not in tuple("干做了过十百"):
            tens, ones = found["tens"].translate(str.maketrans("一二", "12")), found["ones"]
            when, at = f"20{tens}{_ONES.get(ones, ones)}", found.start()
    return when


def last_person(words: str) -> str:
    """The last person named, "" for none."""
    who = ""
    for found in _PERSON.finditer(words):
        who = _WHO[(found.lastindex or 1) - 1]
    return "" if who == "nobody" else who


def person_at(words: str) -> int:
    """Where the last person is named, -1 for none."""
    return max((found.start() for found in _PERSON.finditer(words)), default=-1)


def persons_in(words: str) -> set[str]:
    """Every person named."""
    return {_WHO[(found.lastindex or 1) - 1] for found in _PERSON.finditer(words)}


def kinds_in(words: str) -> frozenset[str]:
    """The kinds of money named: pension, wage, school …"""
    return frozenset(kind for kind, pattern in _KINDS.items() if pattern.search(words))
