"""``baopin risks collect``: sentences of accepted cases, for a person to read. ``… train``: learning from sentences."""

import json
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from bots.desk import Failed, working
from intake_api.access.audit import SYSTEM, note
from intake_api.reporting.risk_sentences import confirmed
from knowledge.learning.lesson import Lesson
from knowledge.learning.sentences import mark
from knowledge.learning.training import train
from knowledge.learning.weights import packed, shipped
from knowledge.risks.lesson import LESSON as RISKS
from knowledge.risks.printed import CAUSES
from knowledge.semantic import embedder

_Scores = Mapping[str, Mapping[str, float]]
_PARTS = {"core": "不装附加件", "semantic": "装了附加件"}

_HEAD = """\
# 一行一句：原因、一个制表符、句子。请人看一遍，删掉认得出是谁家的、原因不对的；
# 留下的，把句子抄进 knowledge/risks/sentences/<原因>.txt，再跑 baopin risks train。
"""


def collect(options: Namespace) -> None:
    """Append what accepted cases say, without names, numbers and places, to a file for review."""
    path = Path(options.output)
    known = {line for lines in RISKS.sentences().values() for line in lines}
    before = path.read_text("utf-8") if path.exists() else ""
    known |= {line.partition("\t")[2] for line in before.splitlines()}
    with working() as office, office.work() as work:
        found = dict.fromkeys((cause, said) for cause, said in confirmed(work) if cause in CAUSES and said not in known)
        note(work, SYSTEM, "exported", "cases", rows=len(found))
    path.write_text((before or _HEAD) + "".join(f"{cause}\t{said}\n" for cause, said in found), "utf-8")
    print(f"新收了 {len(found)} 句，写在 {path}。请先看一遍再用。")


def learn(options: Namespace) -> None:
    """Learn the weights of ``options.lesson`` anew; print how well before (the sentences learned from last) and now."""
    model = embedder()
    if model is None:
        raise Failed("要先装附加件：pip install 'baopin-intake[semantic]'")
    lesson: Lesson = options.lesson
    told, path = lesson.sentences(), lesson.weights()
    before = shipped(path) if path.exists() else None
    if before and before.digest == mark(told):
        print("句子没有变过，权重重算一遍。")
    print("\n".join(f"{label:<18}{len(lines):>5} 句" for label, lines in told.items()))
    weights = train(lesson, told, model)
    print(_table(lesson, before.scores if before else weights.scores, weights.scores))
    try:
        path.write_text(json.dumps(packed(weights), ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise Failed(f"写不进 {path}：{error.strerror}") from error
    print(f"写好了：{path.name}")


def _table(lesson: Lesson, before: _Scores, now: _Scores) -> str:
    """Each share before and now, in percent."""
    lines = [f"交叉验证（没学过的五分之一）：{' / '.join(lesson.judged.values())}；以前 → 现在"]
    for part, scores in now.items():
        old = before.get(part, scores)
        pairs = [f"{100 * old.get(name, 0):.1f} → {100 * scores[name]:.1f}" for name in lesson.judged]
        lines.append(f"{_PARTS[part]:<8}" + "   ".join(pairs))
    return "\n".join(lines)
