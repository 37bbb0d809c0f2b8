"""The cause heard in plain words: rules that show their words, and what was learned from sentences."""

from collections.abc import Iterator
from typing import Any

import pytest

from knowledge import semantic
from knowledge.learning.sentences import mark
from knowledge.learning.training import train
from knowledge.learning.vectors import rarity_of, vector
from knowledge.learning.weights import packed, shipped, unpacked
from knowledge.risks.causes import cause
from knowledge.risks.features import terms
from knowledge.risks.lesson import LESSON
from knowledge.risks.printed import CAUSES
from knowledge.risks.ranking import rank, told
from knowledge.risks.rules import clear_risk, guess_risks

SHIPPED = shipped(LESSON.weights())
CLEAR = [
    ("老婆透析一年花了八万", "illness"),
    ("得了癌症在化疗", "illness"),
    ("两个孩子上大学，学费交不起", "schooling"),
    ("台风把房子吹倒了", "disaster"),
    ("家里被水淹了", "disaster"),
    ("一级残疾，坐轮椅", "disability"),
    ("疫情没生意", "epidemic"),
    ("车祸住院花了十万", "accident"),
    ("老公去年走了", "accident"),
    ("猪瘟死了五十头猪", "industry_failure"),
    ("果树绝收", "industry_failure"),
    ("厂倒了没工做", "unstable_job"),
    ("老板欠了半年工资，失业了", "unstable_job"),
    ("离婚了一个人带孩子", "other"),
    ("没病没灾，就是没活干", "unstable_job"),
    ("没病没灾", None),
    ("我看着孩子", None),
    ("我高中毕业", None),
    ("意外收入", None),
    ("走了十里路", None),
    ("你好", None),
    ("孩子生病，大学学费也交不起", "schooling"),
]
# Without a word that names the cause, or with others beside it.
TOLD = [
    ("依妈肚子里长了个硬的，切了一半，还要打针", "因大病"),
    ("一个礼拜要去县医院洗三次血", "因大病"),
    ("老大读大三，老二高二，光靠我种菜供不起", "因学"),
    ("通知书来了，我们夫妻两个愁得睡不着", "因学"),
    ("水漫到二楼，冰箱柜子都泡汤", "因灾"),
    ("后山下来把猪栏埋了", "因灾"),
    ("儿子从小耳朵听不到，话也不会讲", "因残"),
    ("一条腿没了，靠拐走路", "因残"),
    ("封控那几个月店开不了，本钱都赔进去", "因疫情"),
    ("骑电动车给渣土车撞到，人没救回来", "因突发事件"),
    ("妈妈接了个电话，八万块全给骗走", "因突发事件"),
    ("养两千只鸭，一只亏五块", "因产业失败"),
    ("枇杷没人来收，全烂在树上", "因产业失败"),
    ("老板说没单子，叫我们先回家等", "因就业不稳"),
    ("做泥水的，做三天歇半个月", "因就业不稳"),
    ("屋顶一下雨就漏，墙也裂了", "其他"),
    ("儿子女儿都不管我，一个人过", "其他"),
]
NOTHING_TOLD = ["你好", "我姓林", "家里都好，没什么困难", "什么时候能批下来", "13805001234", "好的，谢谢", "不知道", ""]


@pytest.fixture(params=["core", "semantic"])
def ranker(request: pytest.FixtureRequest) -> Iterator[str]:
    semantic.off(request.param == "core")
    yield request.param
    semantic.off(False)


@pytest.mark.parametrize(("text", "code"), CLEAR)
def test_clear_risk(text: str, code: str | None) -> None:
    found = clear_risk(text)
    assert (found.code if found else None) == code


def test_guesses_are_ordered_and_explained() -> None:
    guesses = guess_risks("透析化疗，孩子上学")
    assert [g.code for g in guesses][:2] == ["illness", "schooling"]
    assert guesses[0].score > guesses[1].score
    assert {"透析", "化疗"} <= set(guesses[0].words)
    assert all(0 < g.score < 1 and g.code in CAUSES for g in guesses)


def test_two_causes_leave_it_open() -> None:
    assert clear_risk("得了癌症，台风又把房子吹倒了") is None


def test_words_that_only_tell_causes_apart_tell_none() -> None:
    for text in ("我种了三亩菜", "在厂里上班", "手洗干净", "今年六十五"):
        assert guess_risks(text) == ()


@pytest.mark.parametrize(("text", "printed"), TOLD)
def test_the_cause_is_among_the_first_three(text: str, printed: str, ranker: str) -> None:
    found = cause(text)
    assert found
    assert found.confirm
    assert found.why
    assert printed in (found.value, *found.others)
    assert len(found.others) == 2


def test_most_causes_come_first(ranker: str) -> None:
    first = [found.value == printed for text, printed in TOLD if (found := cause(text))]
    assert sum(first) >= 0.8 * len(TOLD)


@pytest.mark.parametrize("text", NOTHING_TOLD)
def test_what_tells_no_cause_gives_none(text: str, ranker: str) -> None:
    assert cause(text) is None


def test_all_nine_are_ranked_with_their_words(ranker: str) -> None:
    ranked = rank("老婆透析一年花了八万")
    assert {guess.code for guess in ranked} == set(CAUSES)
    scores = [guess.score for guess in ranked]
    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) <= 1.001
    assert ranked[0].code == "illness"
    assert "透析" in ranked[0].words
    assert told(ranked)


def test_where_no_rule_fires_the_telling_pieces_are_shown() -> None:
    ranked = rank("今年茶叶没茶商来")
    assert ranked[0].words
    assert all(word in "今年茶叶没茶商来" for guess in ranked for word in guess.words)


def test_what_is_said_to_be_no_trouble_does_not_count() -> None:
    assert "!schooling strong" in terms("孩子读大学，学费交不起")
    assert "!schooling strong" not in terms("孩子读大学不要紧，是我没活干")


def test_what_is_said_to_be_the_main_thing_counts_twice() -> None:
    assert terms("主要是我妈的病")["妈的病"] == 2


# --- learning ---


def test_the_shipped_weights_were_learned_from_these_sentences() -> None:
    """After a change in knowledge/risks/sentences: ``baopin risks train``."""
    assert SHIPPED.digest == mark(LESSON.sentences())
    assert SHIPPED.labels == LESSON.labels


def test_the_shipped_scores_are_what_they_should_be() -> None:
    core, extra = SHIPPED.scores["core"], SHIPPED.scores["semantic"]
    assert core["first"] >= 0.75
    assert core["three"] >= 0.94
    assert extra["first"] >= 0.78
    assert extra["three"] >= 0.955


def test_every_cause_has_enough_sentences_and_none_stands_twice() -> None:
    lines = [line for told_so in LESSON.sentences().values() for line in told_so]
    assert all(len(LESSON.sentences()[code]) >= 60 for code in CAUSES)
    assert len(lines) == len(set(lines))


class _Letters:
    """An embedder that counts three characters."""

    name = "letters"

    def vectors(self, texts: Any) -> Any:
        import numpy as np

        return np.array([[text.count(c) + 0.1 for c in "病学水"] for text in texts], dtype=np.float32)


def test_training_learns_and_its_weights_survive_the_file() -> None:
    few = {label: lines[:12] for label, lines in LESSON.sentences().items()}
    weights = train(LESSON, few, _Letters())
    again = unpacked(packed(weights))
    assert (again.digest, again.labels, again.model) == (mark(few), LESSON.labels, "letters")
    assert set(again.rarity) == set(weights.rarity)
    for before, after in zip(weights.lexical.rows, again.lexical.rows, strict=True):
        assert after == pytest.approx(before, abs=1e-3)
    assert 0.1 < weights.scores["core"]["first"] <= 1


def test_a_vector_has_length_one_and_only_known_terms() -> None:
    rarity = rarity_of([terms("没活干"), terms("没工做"), terms("没钱")])
    assert list(rarity)[:1] == sorted(rarity)[:1]
    found = vector(terms("没办法没"), rarity)
    assert set(found) == {"没"}
    assert sum(value * value for value in found.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("主要是病 读书也有一点", "illness"), ("要命的是没活干 学费还好说", "unstable_job"),
        ("又失业又要学费 主要还是失业", "unstable_job"),
    ],
)  # fmt: skip
def test_what_is_called_the_main_cause_comes_first(text: str, code: str, ranker: str) -> None:
    assert rank(text)[0].code == code
