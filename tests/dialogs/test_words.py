"""The sentences: all used, all there, all plain."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import bots
import dialogs
import intake_api
from dialogs.kinds import KINDS
from dialogs.messages import MediaKind
from dialogs.words import button, say, table
from knowledge.danger.kinds import DistressKind

SENTENCES = table("say")
PACKAGES = [Path(str(package.__file__)).parent for package in (bots, dialogs, intake_api)]
TREES = [ast.parse(file.read_text("utf8")) for folder in PACKAGES for file in sorted(folder.rglob("*.py"))]
# Keys put together from parts when the program runs.
MADE = {
    *(f"misheard.{kind}" for kind, row in KINDS.items() if row.misheard is None and row.widget != "computed"),
    *(f"{how}.{kind}" for how in ("emergency", "safe") for kind in get_args(DistressKind)),
    *(f"media_{kind}" for kind in get_args(MediaKind)),
    *(f"amend.{key}" for key in ("name", "phone", "village", "risk", "story", "id_number", "size", "income")),
    *("misheard.town", "misheard.village"),
    *(f"until.{state}" for state in ("PUBLICITY", "RECOGNIZED", "ASSISTING", "APPEAL")),
    *(f"buttons.{aside}_{answer}" for aside in ("restart", "cancel", "withdraw", "safe") for answer in ("yes", "no")),
}


def leaves(sentences: dict[str, object], above: str = "") -> Iterator[str]:
    for key, value in sentences.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}"


KEYS = sorted(leaves(dict(SENTENCES)))
NODES = [node for tree in TREES for node in ast.walk(tree)]
CONSTANTS = {node.value for node in NODES if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def said() -> Iterator[tuple[str, str]]:
    """Every say("key") and button("key") in the source, also of say("one" if … else "other")."""
    for node in NODES:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "button"):
            first = node.args[0]
            for key in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                if isinstance(key, ast.Constant):
                    yield node.func.id, str(key.value)


@pytest.mark.parametrize("key", KEYS)
def test_every_sentence_is_used(key: str) -> None:
    assert key in MADE or key.removeprefix("buttons.") in CONSTANTS


@pytest.mark.parametrize(("name", "key"), sorted(set(said())))
def test_every_sentence_said_is_there(name: str, key: str) -> None:
    assert (say if name == "say" else button)(key)


@pytest.mark.parametrize("key", sorted(MADE))
def test_every_sentence_made_is_there(key: str) -> None:
    assert say(key)


# Words of offices: an old farmer would ask what they mean.
OFFICIAL = re.compile(
    "不符合|提交|材料审核|受理|审批|信息有误|无效|非法|系统|请输入|用户|操作|验证(?!码)|错误|失败|该项|予以|须知|贵|您的申请"
)
PROMISES = re.compile("一定(?!要)|保证|肯定能|会给您钱|补助会|发钱|马上解决|包您")


@pytest.mark.parametrize("key", KEYS)
def test_every_sentence_is_plain_and_promises_nothing(key: str) -> None:
    words = say(key)
    assert not OFFICIAL.search(words)
    assert not PROMISES.search(words)
    assert max(map(len, re.split("[。？！\n：]", words))) <= 40


@pytest.mark.parametrize("key", KEYS)
def test_every_blank_has_a_plain_name(key: str) -> None:
    for _text, name, spec, conversion in string.Formatter().parse(say(key)):
        assert name is None or (name.isidentifier() and not spec and not conversion)
