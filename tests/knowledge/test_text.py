"""Texts made plain, and cut into words."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.places.atlas import Places
from knowledge.text import clean, tokens, warm_up

CLEANED = [
    ("　亥由村　", "亥由村"),
    ("ＪＡ２０２３", "JA2023"),
    ("臺灣老婆頭髮乾淨", "台湾老婆头发干净"),
    ("我\u200b想\ufeff报\u202e贫", "我想报贫"),
    ("一\x00二\x07", "一二"),
    ("好的，谢谢！", "好的，谢谢！"),
    ("真的？（是）", "真的？（是）"),
    ("a\tb\r", "a b"),
    ("第一行\n第二行", "第一行\n第二行"),
    ("家里困难😭", "家里困难😭"),
    ("\ud800坏了", "坏了"),
    ("", ""),
    ("   ", ""),
]


@pytest.mark.parametrize(("text", "plain"), CLEANED)
def test_clean(text: str, plain: str) -> None:
    assert clean(text) == plain


def test_clean_cuts() -> None:
    assert clean("难" * 10_000) == "难" * 2000
    assert clean("一二三四", limit=3) == "一二三"


@given(st.text(max_size=300))
def test_clean_is_idempotent_and_can_be_stored(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")
    assert "\x00" not in once


def test_village_names_survive_cleaning(places: Places) -> None:
    assert [d.name for d in places.all() if clean(d.name) != d.name] == []


def test_tokens_keep_policy_words_and_villages_whole(places: Places) -> None:
    assert "一键报贫" in tokens("我要一键报贫")
    assert "鼓山镇" in tokens("我住鼓山镇鼓一村")
    assert "边缘易致贫户" in tokens("什么是边缘易致贫户")


def test_no_guessable_cache_file_is_written() -> None:
    cache = Path(tempfile.gettempdir()) / "jieba.cache"
    before = cache.stat().st_mtime_ns if cache.exists() else None
    warm_up()
    assert (cache.stat().st_mtime_ns if cache.exists() else None) == before
