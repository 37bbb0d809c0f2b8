"""Words that may be answers: to the open question, or to several at once."""

import re
from dataclasses import replace

from dialogs import places
from dialogs.adding import names_others, told_otherwise
from dialogs.deciding import names_another_cause, on_consent
from dialogs.early import cannot_tell, states_money, told_early, with_name_beside
from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.kinds import NO_PHONE, kind_of
from dialogs.mending.elsewhere import by_others
from dialogs.noting import (
    FACTS,
    left_out,
    left_out_words,
    not_at_hand,
    noted_words,
    offer,
    take_facts,
    with_cause_told,
    with_helper,
    with_story,
)
from dialogs.plainly import refuses
from dialogs.position import shown
from dialogs.talk import Talk
from dialogs.unheard import mostly_a_number
from dialogs.words import say
from knowledge.answers.yes_no import yes_no
from knowledge.meaning import is_question, tells_hardship
from knowledge.people.id_numbers import id_number, looks_like_id
from knowledge.people.phones import looks_like_phone, phone

_THIRD = 3
_LONG_ENOUGH = 4
_A_SENTENCE = 10
_A_FEW_WORDS = 8
_A_LINE = 30
_SOME_WORDS = 6  # what was read back was no question to tell a story to
_ID_DIGITS = 12
_OF_MONEY = re.compile("[元块钱万千百毛]|收入|[挣赚]|分文|一分|进账|工资|低保|养老")
_ADDED = {"story", "town"}
# 没有儿子, 没钱: what is lacking at home belongs to the story; 没有电话, 没办法 do not.
_LACKS = re.compile(
    "(?:我们?|家里|也|都|现在|又|[，, ])*(?:没有?|冇)"
    "(?!有|办|问题|事|错|关系|听|懂|看|空|电话|手机|号码|身份|证|带|填)[一-鿿]{1,6}[啊呀了的呢吧。]*"
)
_ID_NAMED = re.compile("(?:我|他|她)?的?身份证(?:号码?)?[是:：]?")


def on_others_records(heard: Heard) -> Move | None:
    """社保局把我名字登记错了: what stands in somebody else's papers is no answer to anything, but part of the story."""
    text = heard.said.text
    if heard.talk.stage != "filling" or "consent" not in heard.talk.answers or len(text) > _A_LINE:
        return None
    return Move(with_story(heard, heard.talk, text), say("story_noted")) if by_others(text) else None


def on_facts(heard: Heard) -> Move | None:
    """One message that fills several fields is read back, not asked again."""
    question, text = heard.question, heard.said.text
    if len(text) <= _LONG_ENOUGH or heard.talk.stage != "filling":
        return None
    if question is None and is_question(text):
        return None
    if question is not None and question.kind == "consent" and "同意" in text:
        return None  # 同意，我叫… agrees first
    taken, noted = take_facts(heard)
    if question is not None and question.key == "behalf" and "behalf" in taken.answers:
        taken, noted = with_name_beside(heard, taken, noted)
    keys = {key for key, _ in noted}
    if question is None:  # everything answered: what was left out may come after all, the rest belongs to the story
        return Move(taken, noted_words("noted", noted)) if keys - _ADDED else _more_story(heard)
    if len(keys - {"town"}) < 2 and question.key not in keys:
        return None
    # What was asked and plainly answered is not echoed; what came besides is.
    besides = [(key, value) for key, value in noted if key not in (question.key, "town")]
    return Move(taken, noted_words("noted", noted if besides else []))


def _more_story(heard: Heard) -> Move | None:
    text = heard.said.text
    answers = yes_no(text) and not (states_money(heard) or _LACKS.fullmatch(text))
    if answers or "consent" not in heard.talk.answers:
        return None
    talk = with_story(heard, heard.talk, text)
    if heard.question is None and not names_others(text):
        for key, fact in told_otherwise(heard).items():  # 又添了一口 五口人了, while the report is read back
            talk = talk.reopen(key).propose(key, fact.value, fact.why) if key in talk.answers else talk
    return Move(talk, say("story_noted"))


def on_single_fact(heard: Heard) -> Move | None:
    """Words that answer another question than the open one: noted, and the open one asked again."""
    text = heard.said.text
    taken, noted = take_facts(heard)
    taken = told_early(heard, taken)
    if taken == heard.talk and _names_the_cause_only(heard):
        return None  # there it is chosen by button, and no illness need be written (裁定 10)
    if taken == heard.talk and (question := cannot_tell(heard)):
        return Move(left_out(heard, heard.talk.drop(question.key), question), left_out_words(heard, question))
    if taken == heard.talk:
        worth_keeping = tells_hardship(text) or states_money(heard) or _LACKS.fullmatch(text)
        return _more_story(heard) if worth_keeping else None
    if taken.proposals != heard.talk.proposals and "story" not in {key for key, _ in noted}:
        taken = _with_cause(heard, taken)
    return Move(taken, noted_words("noted", noted) or (say("story_noted") if noted else ""))


def _with_cause(heard: Heard, talk: Talk) -> Talk:
    """欠我三万六工钱 names a cause, and is a piece of the story however short."""
    if not tells_hardship(heard.said.text):
        return talk
    told = "story" in talk.answers
    return with_story(heard, talk, heard.said.text) if told else with_cause_told(heard, talk)


def _names_the_cause_only(heard: Heard) -> bool:
    question = heard.question
    by_button = heard.scene.rules.cause_by_button and question is not None and question.codes == "risk"
    return by_button and len(heard.said.text) < _A_SENTENCE


def on_answer(heard: Heard) -> Move | None:
    """An answer to the open question."""
    question, text = heard.question, heard.said.text
    if question is None or question.key in heard.scene.rules.forbid:
        return None
    if question.kind == "consent":
        return on_consent(heard, question)
    if question.kind in ("town", "village") and (twins := places.twins(text, heard.asked(question))):
        return Move(heard.talk.ask_aside("village", codes=" ".join(twins), same="1"))
    if question.codes == "risk" and not tells_hardship(text) and (early := told_early(heard, heard.talk)) != heard.talk:
        return Move(early)  # 低保一个月700 is no cause
    found = kind_of(question).parse(text, heard.asked(question))
    if found and found.confirm and _tells_more(heard, question):
        found = None
    if found and found.value == 0 and question.kind == "money" and names_others(text):
        found = replace(found, confirm=True)  # 我妈没收入
    if found is None and (_refused(heard, question) or not_at_hand(heard, question)):
        return Move(left_out(heard, heard.talk, question), left_out_words(heard, question))
    if found is None:
        return _several_places(heard, question)
    if question.kind == "story":
        told = with_story(heard, heard.talk, text)
        return _only_a_number(heard) or Move(told if tells_hardship(text) else told_early(heard, told))
    talk = with_cause_told(heard, heard.talk) if found.confirm and question.codes == "risk" else heard.talk
    return _with_the_rest(heard, offer(heard, talk, question, found), question)


def _with_the_rest(heard: Heard, talk: Talk, question: Question) -> Move:
    """A long answer may state other fields as well: 家里人，我妈住亥由村，电话139…"""
    talk = told_early(heard, talk)
    if question.key == "behalf":
        talk = with_helper(heard, talk, heard.said.text)
    shortest = _LONG_ENOUGH if question.key == "behalf" else _A_SENTENCE
    if len(heard.said.text) < shortest or talk.stage != "filling":
        return Move(talk)
    others = tuple(key for key in FACTS if key not in (question.key, "risk", "story"))
    taken, noted = take_facts(replace(heard, talk=talk), others)
    if question.key == "behalf" and "behalf" in talk.answers:
        taken, noted = with_name_beside(heard, taken, noted)
    return Move(taken, noted_words("noted", noted))


def _only_a_number(heard: Heard) -> Move | None:
    """A telephone or an ID number is no story: it is noted as what it is."""
    text = heard.said.text
    if looks_like_id(text) and mostly_a_number(text):
        return Move(heard.talk, say("misheard.id_digits"))
    if looks_like_phone(text) and mostly_a_number(text):
        return Move(heard.talk, say("misheard.phone_digits"))
    key, found = ("id_number", id_number(text)) if id_number(text) else ("phone", phone(text))
    if not found or len(text) - len(found.words) > _A_FEW_WORDS or tells_hardship(text):
        return None
    talk, question = heard.talk, heard.form.questions.get(key)
    if question is None or talk.answers.get(key) == found.value:
        return Move(talk)
    if talk.answers.get(key, NO_PHONE) != NO_PHONE:
        return Move(talk.reopen(key).propose(key, found.value, found.why))  # another one: is that the right one?
    talk = offer(heard, talk, question, found)
    value = shown(heard.form, talk, heard.scene, key, found.value)
    return Move(talk, "" if found.confirm else noted_words("noted", [(key, value)]))


def _several_places(heard: Heard, question: Question) -> Move | None:
    if question.kind not in ("town", "village") or places.outside(heard.said.text, heard.scene.county.places):
        return None
    codes = places.candidates(heard.said.text, heard.asked(question))
    if len(codes) < 2:
        return None
    return Move(heard.talk.ask_aside("village", codes=" ".join(codes)))


def on_place(heard: Heard) -> Move:
    """A shared location alone: where somebody stands is read back, for they may live elsewhere."""
    place = heard.said.place
    here = heard.scene.county.places.get(place)
    if here or heard.talk.stage == "submitted" or heard.scene.narrow:
        return Move(heard.talk)  # the code of a village, already noted
    found = heard.scene.county.places.village(place) or places.likely(heard.scene.county.places, place)
    if found is None:
        return Move(heard.talk, say("misheard.village"))
    if heard.talk.answers.get("village") == found.code or heard.talk.refused:
        return Move(heard.talk)
    return Move(replace(heard.talk.propose("village", found.code), stage="filling"))


def _tells_more(heard: Heard, question: Question) -> bool:
    """脑梗三年了，儿子才12, to how much comes in; more of the story, to a cause that is read back."""
    text = heard.said.text
    if question.codes == "risk":
        return heard.proposal is not None and not names_another_cause(text)
    return question.kind == "money" and tells_hardship(text) and not _OF_MONEY.search(text)


def _refused(heard: Heard, question: Question) -> bool:
    """没有, 不给 where nothing must be given; 没有儿子 refuses nothing."""
    return not question.must and refuses(heard.said.text)
