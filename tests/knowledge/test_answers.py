"""Yes, no, and which of several."""

import pytest

from knowledge.answers.yes_no import yes_no
from knowledge.choices.choosing import choose

YES_NO: dict[bool | None, list[str]] = {
    True: [
        "对", "嗯", "是的", "好", "可以", "没错", "行", "要得", "同意", "系", "好的", "没问题", "有",
        "是，没有问题", "嗯嗯", "OK", "愿意", "1", "是的，没有问题",
    ],
    False: [
        "不", "不是", "没有", "不同意", "唔", "不行", "不对", "不用了", "没", "唔系", "冇", "否", "错了",
        "不要", "没有，是我老婆",
    ],
    None: [
        "不知道", "不晓得", "可能吧", "考虑一下", "可以吗？", "是不是要钱", "今天", "13800000000", "随便",
        "等一下", "", "...",
    ],
}  # fmt: skip
CAUSES = ["因大病", "因学", "因灾", "因残", "其他"]
PLACES = ["茶会村", "茶会社区", "横屿村", "横屿佳苑社区"]
CHOICES = [
    ("第二个", CAUSES, 1),
    ("2", CAUSES, 1),
    ("2.", CAUSES, 1),
    ("二", CAUSES, 1),
    ("②", CAUSES, 1),
    ("B", CAUSES, 1),
    ("b", CAUSES, 1),
    ("最后一个", CAUSES, 4),
    ("因灾", CAUSES, 2),
    ("大病", CAUSES, 0),
    ("我选第三个", CAUSES, 2),
    ("是因学", CAUSES, 1),
    ("不是因学", CAUSES, None),
    ("9", CAUSES, None),
    ("0", CAUSES, None),
    ("因", CAUSES, None),
    ("因大病和因学", CAUSES, None),
    ("", CAUSES, None),
    ("不知道", CAUSES, None),
    ("茶会", PLACES, None),
    ("茶会村", PLACES, 0),
    ("横屿佳苑", PLACES, 3),
    ("第一个", [], None),
]


@pytest.mark.parametrize(("text", "value"), [(text, value) for value, texts in YES_NO.items() for text in texts])
def test_yes_no(text: str, value: bool | None) -> None:
    found = yes_no(text)
    assert (found.value if found else None) is value


@pytest.mark.parametrize(("text", "labels", "index"), CHOICES)
def test_choose(text: str, labels: list[str], index: int | None) -> None:
    assert choose(text, labels) == index
