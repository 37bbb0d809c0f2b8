"""What is to be learned: a folder of sentences, what is seen of a text, and how the result is judged."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.learning import sentences
from knowledge.learning.rows import Matrix

NONE = "none"  # the label of what tells nothing


@dataclass(frozen=True, slots=True)
class Lesson:
    """``sentences/`` and ``weights.json`` of ``folder``, with ``labels`` of which the last is ``NONE``.

    ``terms`` is what is seen of a text; ``favour`` what rules add to the log-probability of a label. ``share`` is how
    much the sentence model counts beside the pieces. ``judged`` names the shares (0..1) that ``judge`` counts
    from the part (``core`` or ``semantic``), the log-probabilities (a row a sentence, a column a label) and the truth.
    """

    folder: Path
    labels: tuple[str, ...]
    terms: Callable[[str], Counter[str]]
    favour: Callable[[str], Mapping[str, float]]
    judge: Callable[[str, Matrix, Matrix], Mapping[str, float]]
    judged: Mapping[str, str]
    share: float = 0.5

    def sentences(self) -> Mapping[str, tuple[str, ...]]:
        """Label -> its sentences."""
        return sentences.read(self.folder / "sentences", self.labels)

    def weights(self) -> Path:
        """The file of what was learned."""
        return self.folder / "weights.json"
