"""Chinese surnames, single and compound."""

from knowledge.wordlists import wordlist

SINGLE = wordlist("surnames")
COMPOUND = wordlist("compound_surnames")


def surname_of(name: str) -> str:
    """The surname that ``name`` begins with; empty when it is not a known one."""
    return name[:2] if name[:2] in COMPOUND else name[:1] if name[:1] in SINGLE else ""
