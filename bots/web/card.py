"""One screen: what was answered, the question now, and the ways to answer it."""

import re
from dataclasses import dataclass

from dialogs.messages import Choice, Heard, Reply

MANY = 9  # more answers than this get a box to search in
IN_THE_BAR = "!callme"  # the row below has this button on every screen
LONG = 26  # a heading longer than this is set smaller

_STEP = re.compile(r"[（(【]?第\s*(\d+)\s*步[，,、/\s]*共\s*(\d+)\s*步[）)】]?[。：:，,]?\s*")

# What a visitor may do before anything about them is stored.
BEGINNING = (
    Choice("!apply", "我要报困难"),
    Choice("!ask", "先问个问题"),
    Choice("!callme", "请打给我"),
    Choice("!status", "查进度"),
)
WELCOME = "家里有难处，在这里说一声\n生病、上学、受灾、没活干……都能报。\n几分钟就好，不收钱，说错了随时能改。"


@dataclass(frozen=True, slots=True)
class Card:
    """``heading`` is the question itself, with what is said ``before`` it and the ``body`` after it; ``notes``
    are answers to what was said last; ``status`` is where the report ``receipt`` stands. ``step``/``steps`` are 0
    when not told."""

    heading: str
    before: str = ""
    body: str = ""
    choices: tuple[Choice, ...] = ()
    link: str = ""
    notes: tuple[Reply, ...] = ()
    step: int = 0
    steps: int = 0
    receipt: str = ""
    status: str = ""
    fresh: bool = False

    @property
    def many(self) -> bool:
        """A list to search in: villages."""
        return sum(not choice.value.startswith("!") for choice in self.choices) > MANY

    @property
    def long(self) -> bool:
        return len(self.heading) > LONG

    @property
    def by_button(self) -> bool:
        """The question is answered with a button, so writing is folded away. A single one (没有电话, or the answer
        given before) stands beside what is mostly written."""
        answers = [c for c in self.choices if not c.value.startswith("!") and not c.value.endswith("=@keep")]
        return len(answers) > 1


def of(heard: Heard) -> Card:
    """The screen for an answer: the last paragraph of the last reply is the question, the rest stands above."""
    receipt = heard.case or "" if heard.state == "submitted" else ""
    *notes, last = heard.replies or (Reply(""),)
    *lead, question = re.split(r"\n\s*\n", last.text.strip())
    step, steps, text = _progress(question)
    before, heading, body = _parts(text)
    return Card(
        heading or "请接着说。",
        before,
        body,
        tuple(choice for choice in last.choices if choice.value != IN_THE_BAR),
        last.link,
        (*notes, *(Reply(paragraph) for paragraph in lead if not _status(receipt, paragraph))),
        step,
        steps,
        receipt=receipt,
        status="\n".join(_status(receipt, paragraph) for paragraph in lead).strip(),
    )


def _status(receipt: str, paragraph: str) -> str:
    """Where the report stands, if that is what the paragraph says: the number is shown above it anyway."""
    begins = f"编号 {receipt}："
    return paragraph.removeprefix(begins) if receipt and paragraph.startswith(begins) else ""


def _parts(text: str) -> tuple[str, str, str]:
    """(before, question, after): the question is the first line that asks; a list is headed by its first line."""
    lines = text.split("\n")
    asks = (n for n, line in enumerate(lines) if line.rstrip().endswith(("？", "?")))
    n = 0 if lines[0].rstrip().endswith("：") else next(asks, 0)
    return "\n".join(lines[:n]), lines[n], "\n".join(lines[n + 1 :]).strip()


def welcome() -> Card:
    """The screen of a visitor we know nothing about."""
    heading, _, body = WELCOME.partition("\n")
    return Card(heading, body=body, choices=BEGINNING, fresh=True)


def _progress(text: str) -> tuple[int, int, str]:
    match = _STEP.search(text)
    if not match or int(match[1]) > int(match[2]):
        return 0, 0, text.strip()
    return int(match[1]), int(match[2]), (text[: match.start()] + text[match.end() :]).strip()
