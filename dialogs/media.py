"""Photos and recordings: kept with the conversation once somebody agreed; a transcript counts as words."""

from dataclasses import replace

from dialogs.effects import Attach, Effect, Supplement
from dialogs.hearing import Heard, Move
from dialogs.mending.after_report import thanked
from dialogs.messages import FORM_LINK, Media
from dialogs.noting import with_story
from dialogs.position import next_question
from dialogs.words import say
from knowledge.text import clean


def with_media(heard: Heard) -> tuple[Heard, Move]:
    """What was heard, with the transcripts as its words, and what follows from the media themselves."""
    media, talk = heard.said.media, heard.talk
    if not media:
        return heard, Move(talk)
    if not heard.scene.rules.photos and any(m.kind == "image" for m in media):
        return heard, Move(talk, say("media_refused"), link=FORM_LINK)
    # What the platform wrote down is a draft, but it is what the person said.
    text = heard.said.text or clean(" ".join(m.text for m in media if m.text))
    heard = replace(heard, said=replace(heard.said, text=text))
    if not _may_keep(heard):
        return heard, Move(talk, "" if text else _not_yet(heard))
    talk = replace(talk, media=talk.stage != "submitted")
    question = next_question(heard.form, talk)
    if talk.stage == "filling" and question and question.kind == "story" and not text:
        talk = with_story(heard, talk, _seen(media))
    heard = replace(heard, talk=talk)
    # A recording whose words were understood needs no receipt of its own.
    lead = "" if media[0].kind == "voice" and text else say(f"media_{media[0].kind}")
    effects: tuple[Effect, ...] = (Attach(media),)
    if talk.stage == "submitted" and talk.receipt and not text and (thanks := thanked(heard)):
        lead, effects = thanks, (*effects, Supplement(_seen(media)))  # a photo may well be what was asked for
    return heard, Move(talk, lead, effects)


def _may_keep(heard: Heard) -> bool:
    """Nothing is kept before somebody agreed to it (裁定 7); in danger everything helps to find them."""
    talk = heard.talk
    return talk.stage == "submitted" or "consent" in talk.answers or bool(talk.alarmed)


def _not_yet(heard: Heard) -> str:
    return say("consent_first" if heard.talk.stage == "filling" else "media_later")


def _seen(media: tuple[Media, ...]) -> str:
    return "（" + "、".join(dict.fromkeys(map(_thing, media))) + "）"


def _thing(media: Media) -> str:
    return {"image": "见照片", "voice": "见语音"}.get(media.kind, "见附件")
