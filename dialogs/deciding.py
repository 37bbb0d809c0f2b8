"""Yes and no: to the consent, to what is read back, to the whole report."""

import re
from dataclasses import replace

from dialogs.asking import known_answer
from dialogs.early import told_early
from dialogs.effects import Forget, Submit
from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.kinds import kind_of
from dialogs.mending.after_report import amended, change
from dialogs.noting import noted_words, offer, put, take_facts, tells_something, with_cause_told, with_story
from dialogs.places import outside as named_outside
from dialogs.plainly import plainly, refuses, sure_enough
from dialogs.position import next_question
from dialogs.status import RUNNING
from dialogs.talk import Talk
from dialogs.words import say
from knowledge.answers.yes_no import yes_no
from knowledge.meaning import is_question, tells_hardship
from knowledge.risks.ranking import rank

_SHORT = 8
_FIRM = 0.5  # probability of a cause
_A_FEW_WORDS = 4
_LONGEST_DECISION = 20
_AGREE = "同[意以义异]|愿意"
_AGREES = re.compile(
    f"(?:{_AGREE}|好|行|可以|要得|嗯|是|对|报|我们?|都|那|就|当然|肯定|随便你?们?|听你们?的?|你们?看着办|没意见|没问题|快点?|谢谢"
    "|[了的吧啊呀啦哦嘛嘞，,。.！!～~ 、])+"
)
_AGREED = re.compile(f"{_AGREE}|报|(?:好|行|可以).*(?:随便|听你|看着办)")
_AGREED_FIRST = re.compile("(?:好的?|嗯|我|可以|行|[，, ])*同意[的了啊呀]*[，,。！! ]+")
_HOLDS_BACK = re.compile("[不没别等再先但问]|同意|之前|以后|可是|如果|要是")
_ABOUT_CONSENT = re.compile("同意|授权|答应")
_SENDS = re.compile(
    "(?:提交|上交|交|报|递|送|发|确认|对|没错|没有错|没问题|是|好|嗯|行|可以|就|这样|都|全部?|那|请|麻烦|帮我|给我|你们?|我|现在|马上|快点?|赶紧"
    "|给?村里|上去|出去|过去|一下|谢谢|[了的吧啊呀啦哦嘛，,。.！!～~ 、])+"
)
_SENT = re.compile("[交报递送]|发(?:上|出|过|吧)")
_YES_FIRST = re.compile(r"(?:是的|就是|对的|对|没错|嗯+|好的?)(?!不)[啊呀呢啦了]*")
_NO_FIRST = re.compile(r"(?:不对|不是|错了|不)(?!知道|晓得|清楚)[的啊呀呢啦了]*[，,。、 ]*(?:是(?!的))?")


def on_proposal(heard: Heard) -> Move | None:
    """对 or 不对 to what was read back; or the right value straight away."""
    proposal, text = heard.proposal, heard.said.text
    if not proposal or not text:
        return None
    key, value, _why = proposal
    question, cleared = heard.form[key], heard.talk.drop(key)
    if question.kind in ("town", "village") and (elsewhere := _elsewhere(heard, question)):
        return Move(cleared, elsewhere)
    yes, no = _YES_FIRST.match(text), _NO_FIRST.match(text)
    if yes and len(text) > _SHORT and yes_no(text) and tells_hardship(text):
        return decide(heard, True)  # 是的，就是这个病害的 … and more
    kind = kind_of(question)
    rest = text[no.end() :] if no else text
    # A bare number is the number of a button here, not of an option that is not shown.
    meant = None if text.isdigit() and not kind.numeric else kind.parse(rest, heard.asked(question))
    if meant and question.codes == "risk" and not (no or names_another_cause(text)):
        meant = meant if meant.value == value else None  # more of the story
    if meant and meant.value != value:
        if heard.talk.stage == "submitted":
            return change(heard, cleared, key, meant, text)
        told = with_cause_told(heard, cleared) if question.codes == "risk" and meant.confirm else cleared
        return Move(offer(heard, told, question, meant))
    answer = True if meant or (heard.talk.stage == "filling" and sure_enough(text)) else plainly(text)
    if answer is None and (refuses(text) or (no and len(text) <= _SHORT and yes_no(text))):
        answer = False  # 不是这个
    if answer is not None:
        return decide(heard, answer)
    if no and tells_hardship(text) and heard.talk.stage == "filling":
        return Move(with_story(heard, cleared.miss(key), text), say("story_noted"))
    return None  # perhaps an answer to something else; what was read back is asked again


def names_another_cause(text: str) -> bool:
    """Is it said plainly enough to take the place of a cause that is read back?"""
    if len(text) <= _SHORT:
        return True
    best = next(iter(rank(text)), None)
    return best is not None and best.code != "other" and best.score >= _FIRM


def decide(heard: Heard, yes: bool) -> Move:
    """What was read back is right, or is not."""
    if not heard.proposal:
        return Move(heard.talk)
    key, value, _why = heard.proposal
    if yes and heard.talk.stage == "submitted":
        return amended(heard, heard.talk, {key: value}, heard.said.text if _tells_more(heard, key) else "")
    if yes:
        talk = told_early(heard, put(heard, heard.talk, key, value))
        return Move(_with_more(heard, talk, key) if _tells_more(heard, key) else talk)
    if heard.talk.stage == "submitted":
        return Move(heard.talk.drop(key), say("not_changed"))
    return Move(heard.talk.drop(key).miss(key), say("denied"))


def _elsewhere(heard: Heard, question: Question) -> str:
    """What to say when another district is named where a village was read back."""
    places, misheard = heard.scene.county.places, kind_of(question).misheard
    outside = named_outside(heard.said.text, places) and not places.village(heard.said.text)
    return misheard(heard.said.text, heard.asked(question)) if outside and misheard else ""


def _tells_more(heard: Heard, key: str) -> bool:
    """Do the words that decide tell something besides yes or no?"""
    text, spoken = heard.said.text, heard.asked(heard.form[key]).spoken
    if len(text) <= _A_FEW_WORDS or plainly(text) is not None or any(text in words for words in spoken.values()):
        return False
    return tells_something(heard) or _tells_the_cause(heard, key)


def _tells_the_cause(heard: Heard, key: str) -> bool:
    """欠饲料店五万还不上, to what is read back as the cause, agrees and goes on with the story."""
    text = heard.said.text
    return heard.form[key].codes == "risk" and len(text) > _SHORT and names_another_cause(text)


def _with_more(heard: Heard, talk: Talk, key: str) -> Talk:
    """老婆透析一年花了八万 to 家里有人生大病，对吗 says yes, and is the story as well."""
    text = heard.said.text
    talk, _noted = take_facts(replace(heard, talk=talk), but=key)
    if not (tells_hardship(text) or _tells_the_cause(heard, key)):
        return talk
    heard = replace(heard, talk=talk)
    return with_story(heard, talk, text) if len(text) > _SHORT else with_cause_told(heard, talk)


def on_consent(heard: Heard, question: Question) -> Move | None:
    """Words at the question of consent: a plain yes or no; the start of the story must wait for it."""
    said = kind_of(question).parse(heard.said.text, heard.asked(question))
    if said and said.value and heard.said.media and "同意" not in heard.said.text:
        return Move(heard.talk, say("consent_by_voice"))  # 好 may be the software's mishearing
    if said:
        return consent(heard, said.value or "no")
    if (agreed := _agrees(heard)) is not None:
        return agreed
    if heard.talk.refused:  # nothing is kept before they agree after all
        return Move(heard.talk, say("consent_first")) if tells_something(heard) else _what_consent_means(heard)
    taken, noted = take_facts(heard)
    if tells_hardship(heard.said.text):
        return Move(with_cause_told(heard, taken), say("consent_first"))
    if noted:
        return Move(taken, say("consent_first"))
    return _what_consent_means(heard)


def _agrees(heard: Heard) -> Move | None:
    """好好好 随便你, 同以; or 同意 and then more. What asks, doubts or postpones is no consent; nor is a recording."""
    text, version = heard.said.text, heard.scene.rules.consent
    if heard.said.media or is_question(text):
        return None
    if len(text) <= _LONGEST_DECISION and _AGREES.fullmatch(text) and _AGREED.search(text):
        return consent(heard, version)
    first = _AGREED_FIRST.match(text)
    if not first or _HOLDS_BACK.search(text, first.end()):
        return None
    move = consent(heard, version)
    rest = replace(heard, talk=move.talk, said=replace(heard.said, text=text[first.end() :]))
    taken, noted = take_facts(rest)
    if tells_hardship(rest.said.text):
        taken = with_cause_told(rest, taken)
    return replace(move, talk=taken, lead=noted_words("noted", noted))


def _what_consent_means(heard: Heard) -> Move | None:
    """同意了会怎样, 等我儿子回来再同意: told what it means; nothing is agreed to, nothing thrown away."""
    text = heard.said.text
    if not _ABOUT_CONSENT.search(text):
        return None
    rest = _ABOUT_CONSENT.sub("", text)  # 同意要钱吗
    if is_question(rest) and (known := known_answer(replace(heard, said=replace(heard.said, text=rest)))):
        return known
    return Move(heard.talk, say("consent_means", hotlines=heard.scene.hotlines))


def consent(heard: Heard, code: str) -> Move:
    """同意 goes on; 不同意 forgets everything said and points to the other ways (裁定 7)."""
    if code == "no":
        left = heard.talk.given_up()
        kept = replace(left, alarmed=heard.talk.alarmed, refused=left.stage == "idle")
        lead = say("refused", hotlines=heard.scene.hotlines)
        lead += "\n" + say("earlier_stays", receipt=left.receipt) if left.receipt else ""
        return Move(kept, lead, (Forget(),))
    if code != heard.scene.rules.consent:
        return Move(heard.talk)  # the button of a text that has been replaced: they read the new one first
    return Move(replace(heard.talk.ask_aside().put("consent", code), refused=False))


def on_read_back(heard: Heard) -> Move | None:
    """对 or 不对 to the whole report."""
    if heard.talk.stage != "filling" or heard.question or heard.proposal:
        return None
    if plainly(heard.said.text) or sends(heard.said.text):
        return submit(heard)
    answer = yes_no(heard.said.text)
    no = answer is not None and not answer.value and len(heard.said.text) <= _SHORT
    return Move(heard.talk.ask_aside("correct")) if no else None


def _agreed_and_sent(heard: Heard) -> Move:
    agreed = decide(heard, True)
    if heard.talk.stage == "submitted":
        return agreed
    after = replace(heard, talk=agreed.talk)
    if next_question(heard.form, agreed.talk) is None and not after.proposal:
        return submit(after)
    return replace(agreed, lead=say("noted_so_far") + _still_open(heard, agreed.talk))


def _agrees_to_it(text: str) -> bool:
    """没错，报上去 · 报上去吧; a mere 提交 may mean anything."""
    answer = yes_no(text)
    return plainly(text) is True or bool(answer and answer.value)


def _still_open(heard: Heard, talk: Talk) -> str:
    """How much is still to be asked before it can be sent; nothing before the consent."""
    if "consent" not in talk.answers:
        return ""
    done = (*talk.answers, *(key for key in talk.skipped if not heard.form[key].must))
    left = {question.key for question in heard.form.path(talk.answers) if question.kind != "town"} - {*done}
    return say("not_all_answered", count=len(left)) if left else say("one_more_look")


def sends(text: str) -> bool:
    """对 就这样 交上去: nothing but sending it."""
    sends = len(text) <= _LONGEST_DECISION and _SENDS.fullmatch(text) and _SENT.search(text)
    return bool(sends) and not is_question(text)


def submit(heard: Heard) -> Move:
    """Everything is answered and read back: make it a case. 没错，报上去 to one value is first the yes to it."""
    talk = heard.talk.ask_aside()
    if heard.proposal:
        return _agreed_and_sent(heard) if _agrees_to_it(heard.said.text) else Move(talk, say("this_first"))
    if talk.stage != "filling":
        under_way = heard.scene.case is not None and heard.scene.case.state in RUNNING
        return Move(talk, say("sent_already", receipt=talk.receipt) if under_way and talk.receipt else "")
    if next_question(heard.form, talk):
        return Move(talk, _still_open(heard, talk))
    # An answer that a later one made pointless (代报人 of one's own report) does not go into the case.
    pointless = {question.key for question in heard.form if not question.applies(talk.answers)}
    answers = {key: value for key, value in talk.answers.items() if key not in pointless}
    return Move(replace(talk, answers=answers), effects=(Submit(),), ask=False)
