"""Who did not agree: nothing is kept until they do, danger apart."""

import pytest
from talking import BEGUN, Person

from dialogs.messages import Said

REFUSED = (*BEGUN, "不同意")


@pytest.mark.parametrize(
    "said",
    [
        "我是亥由村的陈大明，老婆得了癌症没钱治",
        "我叫陈大明，电话13805001234",
        "老婆尿毒症",
        "#risk=illness",
        Said(place="350111103210"),
        Said(place="福建省福州市晋安区宦溪镇亥由村12号"),
    ],
)
def test_who_did_not_agree_is_asked_again_before_anything_is_kept(said: str | Said) -> None:
    for upto in (REFUSED, (*REFUSED, "#menu=apply")):
        person = Person().says(*upto, said, said)
        assert person.talk.to_json().keys() <= {"seen", "refused", "stage"}
    person.says("#menu=apply", "同意", "我是亥由村的陈大明，电话13805001234")
    assert person.talk.answers["name"] == "陈大明"
    assert not person.talk.refused


def test_who_did_not_agree_hears_what_is_missing() -> None:
    person = Person().says(*REFUSED, "老婆得了癌症没钱治")
    assert person.hears.asking == "consent"
    assert "要先请您点一下“同意”" in person.words
    assert "要先请您点一下“同意”" in person.says("真的没钱治了").words


def test_danger_is_heard_from_who_did_not_agree() -> None:
    person = Person().says(*REFUSED, "亥由村，家里断粮三天了")
    assert person.talk.answers["village"] == "350111103210"
    assert person.talk.refused
