"""Yes or no, as people say it: by grammar, and where that makes nothing of it, by a guess that is read back."""

from knowledge.answers.guessing import guess
from knowledge.answers.reading import by_grammar
from knowledge.parsed import Parsed


def yes_no(text: str, question: str = "") -> Parsed[bool] | None:
    """The truth of what was asked, or None for hesitation, a question back, or something else entirely.

    >>> yes_no("没断过", "他现在在吃药吗？").value, yes_no("嗯", "没有残疾证吧？").value
    (True, False)
    """
    return by_grammar(text, question) or guess(text, question)
