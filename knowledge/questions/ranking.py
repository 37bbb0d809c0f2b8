"""BM25 over single characters, character pairs and words, with the share of the query each document covers."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.text import tokens

_K1, _B = 1.4, 0.5
_WEIGHT = {"c": 0.35, "p": 1.0, "w": 0.9}
_HAN_OR_WORD = re.compile(r"[一-鿿]|[a-z0-9]+")
# Said with any subject, so they tell nothing about which: 请问 …, 我想问一下 …
_EMPTY = re.compile(
    r"请问|我?想问(?:一下|下)?|麻烦|你好|您好|问一下|一下|告诉我|帮我看看|吗|呢|啊|呀|吧|的|了|[?？!！。，,]"
)

# One word for what people say in many: applied to questions and entries alike.
_SAME = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"申报|报名|报贫|报困难|登记|(?<=[能以想来再怎在])报", "申请"),
        (r"可不可以|能不能|可以|能够|行不行|行吗|有资格|够格", "能"),
        (r"多长时间|几天|什么时候|啥时候|多少天|要等多", "多久"),
        (r"啥", "什么"), (r"咋", "怎么"), (r"如何", "怎么"), (r"谁家?的", "谁"),
        (r"娃娃?|小孩子?|崽|儿子|女儿|闺女|囝", "孩子"), (r"爸妈|爹娘|老爸|老妈|爸爸|妈妈|父亲|母亲", "父母"),
        (r"贴出来|公布|贴墙上|公开|张榜", "公示"), (r"汽车|小车|轿车|面包车|摩托车?|三轮车", "车"),
        (r"治病|就医|医病", "看病"), (r"撤销|取消|不想报|不想申请|不报了", "撤回"),
        (r"不批|没批|没评上|被拒绝?|不给评|没选上|没纳入|不给我", "没通过"),
        (r"收费|交钱|花钱|要交多少钱|手续费", "要钱"),
        (r"残疾证", "残疾人证"), (r"吃低保|低保户|拿低保|有低保", "低保"), (r"不识字|不会写字|没文化|文盲", "不识字"),
        (r"资料|手续|证明|带什么东西|东西", "材料"), (r"机器人|真人还是|是不是真人", "机器人"),
        (r"好处|帮助|补助|补贴", "帮助"), (r"泄漏|泄露|传出去|外传", "泄露"),
        (r"住院费|医药费|医疗费|药费", "看病费用"),
        (r"骗子|冒充|诈骗", "冒充"), (r"存款|银行里?的?钱", "存款"),
        (r"在外面?打工|外出务工|在外地打工|在外务工", "外打工"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found: its index, its score, and the share (0..1) of the query's weight that it covers."""

    index: int
    score: float
    share: float


class Ranking:
    """Documents with several phrasings each; a phrasing counts fully, the ``bodies`` (answers) a little."""

    def __init__(self, phrasings: Sequence[Sequence[str]], bodies: Sequence[str]) -> None:
        owners = [index for index, texts in enumerate(phrasings) for _ in texts]
        bags = [_bag(text) for texts in phrasings for text in texts]
        seen = Counter(term for index, texts in enumerate(phrasings) for term in _bag_of(texts, bodies[index]))
        self._idf = {term: math.log(1 + (len(phrasings) + 0.5) / (count + 0.5)) for term, count in seen.items()}
        self._unseen = math.log(1 + 2 * len(phrasings))
        self._owners = owners
        self._postings = self._index(bags)
        self._body_postings = self._body_index(bodies)

    def _index(self, bags: list[Counter[str]]) -> dict[str, tuple[tuple[int, float], ...]]:
        """Term -> (phrasing, BM25 weight), computed once."""
        average = sum(bag.total() for bag in bags) / max(1, len(bags))
        postings: dict[str, list[tuple[int, float]]] = {}
        for number, bag in enumerate(bags):
            norm = _K1 * (1 - _B + _B * bag.total() / average)
            for term, count in bag.items():
                weight = self._idf[term] * _WEIGHT[term[0]] * count * (_K1 + 1) / (count + norm)
                postings.setdefault(term, []).append((number, weight))
        return {term: tuple(found) for term, found in postings.items()}

    def _body_index(self, bodies: Sequence[str]) -> dict[str, tuple[int, ...]]:
        postings: dict[str, list[int]] = {}
        for index, body in enumerate(bodies):
            for term in _bag(body):
                postings.setdefault(term, []).append(index)
        return {term: tuple(found) for term, found in postings.items()}

    def best(self, query: str, count: int) -> list[Hit]:
        """The ``count`` best documents for ``query``."""
        bag = _bag(_EMPTY.sub(" ", query))
        total = sum(self._idf.get(term, self._unseen) * _WEIGHT[term[0]] for term in bag) or 1.0
        scores: dict[int, float] = {}
        covered: dict[int, float] = {}
        for term in bag:
            gain = self._idf.get(term, 0.0) * _WEIGHT[term[0]]
            for number, weight in self._postings.get(term, ()):
                scores[number] = scores.get(number, 0.0) + weight
                covered[number] = covered.get(number, 0.0) + gain
        return self._hits(bag, scores, covered, total)[:count]

    def _hits(self, bag: Counter[str], scores: dict[int, float], covered: dict[int, float], total: float) -> list[Hit]:
        support: dict[int, float] = {}
        for term in bag:
            for index in self._body_postings.get(term, ()):
                support[index] = support.get(index, 0.0) + 0.2 * self._idf[term] * _WEIGHT[term[0]]
        best: dict[int, Hit] = {}
        for number, score in scores.items():
            index = self._owners[number]
            whole = score + support.get(index, 0.0)
            if index not in best or whole > best[index].score:
                best[index] = Hit(index, whole, covered[number] / total)
        return sorted(best.values(), key=lambda hit: -hit.score)


def _bag_of(texts: Sequence[str], body: str) -> set[str]:
    found: set[str] = set(_bag(body))
    for text in texts:
        found |= set(_bag(text))
    return found


def _bag(text: str) -> Counter[str]:
    """Terms of a text: ``c`` characters, ``p`` pairs, ``w`` words of two and more characters."""
    bag: Counter[str] = Counter()
    text = text.lower()
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    for part in re.split(r"[^一-鿿a-z0-9]+", text):
        singles = _HAN_OR_WORD.findall(part)
        bag.update("c" + each for each in singles)
        bag.update("p" + a + b for a, b in pairwise(singles))
        bag.update("w" + word for word in tokens(part) if len(word) > 1)
    return bag
