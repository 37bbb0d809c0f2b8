"""``baopin risks collect | train``: sentences of accepted cases, for a person to read; and learning from sentences."""

import json
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path

from bots.desk import Failed, working
from intake_api.reporting.risk_sentences import confirmed
from knowledge.risks.printed import CAUSES
from knowledge.risks.sentences import FOLDER, digest, sentences
from knowledge.risks.training import train
from knowledge.risks.weights import PATH, Scores, packed, shipped
from knowledge.semantic import embedder

_HEAD = f"""\
# 一行一句：原因、一个制表符、句子。请人看一遍，删掉认得出是谁家的、原因不对的；
# 留下的，把句子抄进 knowledge/risks/{FOLDER.name}/<原因>.txt，再跑 baopin risks train。
"""


def collect(options: Namespace) -> None:
    """Append what accepted cases say, without names, numbers and places, to a file for review."""
    path = Path(options.output)
    known = {line for lines in sentences().values() for line in lines}
    before = path.read_text("utf-8") if path.exists() else ""
    known |= {line.partition("\t")[2] for line in before.splitlines()}
    with working() as office, office.work() as work:
        found = dict.fromkeys((cause, said) for cause, said in confirmed(work) if cause in CAUSES and said not in known)
    path.write_text((before or _HEAD) + "".join(f"{cause}\t{said}\n" for cause, said in found), "utf-8")
    print(f"新收了 {len(found)} 句，写在 {path}。请先看一遍再用。")


def learn(_options: Namespace) -> None:
    """Learn the weights anew from the sentences; print how well before (the sentences learned from last) and now."""
    model = embedder()
    if model is None:
        raise Failed("要先装附加件：pip install 'baopin-intake[semantic]'")
    told = sentences()
    if shipped().digest == digest():
        print("句子没有变过，权重重算一遍。")
    print("\n".join(f"{label:<18}{len(lines):>5} 句" for label, lines in told.items()))
    weights = train(told, digest(), model)
    print(_table(shipped().scores, weights.scores))
    try:
        PATH.write_text(json.dumps(packed(weights), ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise Failed(f"写不进 {PATH}：{error.strerror}") from error
    print(f"写好了：{PATH.name}")


def _table(before: Mapping[str, Scores], now: Mapping[str, Scores]) -> str:
    """Each share before and now, in percent."""
    lines = ["交叉验证（没学过的五分之一）：第一个就对 / 前三个里有 / 没说难处的听得出；以前 → 现在"]
    for part, scores in now.items():
        old = before.get(part, scores)
        pairs = zip(astuple(old), astuple(scores), strict=True)
        lines.append(f"{_PARTS[part]:<8}" + "   ".join(f"{100 * a:.1f} → {100 * b:.1f}" for a, b in pairs))
    return "\n".join(lines)


_PARTS = {"core": "不装附加件", "semantic": "装了附加件"}
