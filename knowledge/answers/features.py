"""What is learned from: pieces of the answer, pairs of characters of the question, and what the grammar finds."""

import re
from collections import Counter

from knowledge.answers.asked_about import About, about
from knowledge.answers.implying import BAD, BARE_NEGATIVE, ENDED, FINE, HOW_MANY, KIN, LATELY, WHEN, implied
from knowledge.answers.matters import matter
from knowledge.answers.reaching import TO_COME, UNDER_WAY, reached
from knowledge.answers.reading import by_grammar, clauses_of
from knowledge.answers.signs import sign, unclear
from knowledge.learning.pieces import pieces

_WEIGHT = 3  # what the grammar finds counts as much as a piece that stands there so often
_LONGEST = 80
_NUMBER = re.compile(r"[0-9零一二两三四五六七八九十几百千万半]+")
_ELSE = re.compile(r"[^一-鿿#A-Za-z]+")
_SAYS_LITTLE = re.compile(r"[您你的吗呢吧家里有没不？?，。 ]")
_MARKS = {
    "bad": BAD,
    "fine": FINE,
    "ended": ENDED,
    "lately": LATELY,
    "negative": BARE_NEGATIVE,
    "kin": KIN,
    "count": HOW_MANY,
    "when": WHEN,
    "to come": TO_COME,
    "under way": UNDER_WAY,
    "only": re.compile("[就只光单才剩]"),
    "others": re.compile("隔壁|别人|人家|邻居|分家"),
    "asks": re.compile("[?？吗呢]$|什么|怎么|哪|谁|几时|多少"),
    "done": re.compile("[了过着]"),
    "not": re.compile("不"),
    "told": re.compile("^(?!.*[没不冇未无别]).{2}"),
    "none": re.compile("没|冇"),
}
_ASKED = ("negative", "checks", "exists", "hardship", "able", "done", "now", "faults", "helped", "consent", "every")


def terms(line: str) -> Counter[str]:
    """Pieces of a line ``question<TAB>answer``; ``?`` of the question, ``!`` found by the grammar, ``*`` marks."""
    question, _, answer = line.partition("\t")
    answer, asked = answer[:_LONGEST], about(question)
    found = pieces(f"^{_ELSE.sub('', _NUMBER.sub('#', answer))}$")
    topic = _SAYS_LITTLE.sub("", question[-_LONGEST:])
    found.update(f"?{topic[start : start + 2]}" for start in range(len(topic) - 1))
    found.update({f"!{each}": _WEIGHT for each in _findings(answer, question, asked)})
    kinds = [name for name in _ASKED if getattr(asked, name)] or ["plain"]
    for mark in (name for name, pattern in _MARKS.items() if pattern.search(answer)):
        found[f"*{mark}"] = _WEIGHT
        found.update({f"*{mark} {kind}": 2 for kind in kinds})
    return found


def _findings(answer: str, question: str, asked: About) -> list[str]:
    clauses = clauses_of(answer, asked)
    if not clauses:
        return []
    read, said = by_grammar(answer, question), "，".join(clauses)
    signs = [sign(clause, asked) for clause in clauses]
    found = [f"sign {each.value} {each.sure}" for each in signs if each]
    found += [f"reached {reached(said, asked)}"]
    found += [f"read {read and read.value}", f"matter {matter(said, asked)}"]
    found += [f"implied {implied(said, clauses[0], asked)}", f"last {signs[-1] and signs[-1].value}"]
    return found + [f"unclear {at}" for at in (0, -1) if unclear(clauses[at], asked)]
