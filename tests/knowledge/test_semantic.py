"""The sentence model of the extra: there when installed, gone when switched off."""

from collections.abc import Iterator

import pytest

from knowledge import semantic


@pytest.fixture(autouse=True)
def _on_again() -> Iterator[None]:
    yield
    semantic.off(False)


def test_the_model_tells_near_from_far() -> None:
    model = semantic.embedder()
    assert model is not None
    same, near, far = model.vectors(["孩子读大学要交学费", "娃上大学，学费很贵", "台风把屋顶吹走了"])
    assert same.shape == (512,)
    assert float(same @ same) == pytest.approx(1, abs=1e-3)
    assert same @ near > same @ far


def test_one_model_for_the_whole_process() -> None:
    assert semantic.embedder() is semantic.embedder()
    assert semantic.warm_up()


def test_off_does_without_it() -> None:
    semantic.off()
    assert semantic.embedder() is None
    assert not semantic.warm_up()
    semantic.off(False)
    assert semantic.embedder() is not None


def test_without_the_package_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semantic, "find_spec", lambda name: None)
    semantic._load.cache_clear()
    assert semantic.embedder() is None
    semantic._load.cache_clear()


def test_a_long_text_is_read_in_part() -> None:
    model = semantic.embedder()
    assert model is not None
    assert model.vectors(["病" * 20_000]).shape == (1, 512)
