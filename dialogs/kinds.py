"""Answer types: how an answer is understood, shown, offered and described. One row a kind in ``KINDS``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dialogs import places
from dialogs.asked import Asked
from dialogs.messages import Choice
from dialogs.plainly import plainly, refuses
from dialogs.words import button, say, table
from knowledge.answers.yes_no import yes_no
from knowledge.choices.choosing import choose
from knowledge.dates.day import day
from knowledge.heads.counts import count
from knowledge.land.areas import area_m2, area_mu
from knowledge.money.amounts import money
from knowledge.parsed import Parsed
from knowledge.people.id_numbers import id_number, looks_like_id
from knowledge.people.masking import mask_id
from knowledge.people.names import could_be_name, name
from knowledge.people.phones import looks_like_phone, phone
from knowledge.people.relations import relation
from knowledge.risks.ranking import rank, told
from knowledge.work_year.months import months

if TYPE_CHECKING:
    from dialogs.form import Question

Result = Parsed[Any] | None
LONGEST_STORY = 4000
NO_PHONE = "none"
KNOWN_PHONE = "@known"  # the number that the channel knows, in a button
_CALLED = re.compile("^(?:大家|人家|别人|你|就)?(?:都)?[叫喊](?:我|他|她)(?:做)?|^我?姓.{1,2}[，,]?(?:名字?)?叫")
_SURNAME_ONLY = re.compile("我?姓.{1,2}")
_MAY_BE_NAME = re.compile("(?!姓)[^\\W\\d_a-zA-Z我你您他她它的了吗呢吧啊呀不没是在这那什么怎哪谁]{2,4}")
_HAS_NONE = re.compile("(?:没有?|没得|冇|无)(?:电话|手机|座机)")
_NONE = re.compile("(?:我|家里|都|也)*(?:没有|没得|没|冇)[啊呀的了呢。]*")
_FEW_WORDS = 6
_LIKELY = 3  # causes that are offered as buttons
_LIKELY_ENOUGH = 0.25  # for the first of them; else all nine are asked again


@dataclass(frozen=True, slots=True)
class Kind:
    """``parse`` reads a text (None: that is no answer), ``show`` says a value, ``choices`` offers buttons,
    ``misheard`` says what to send instead, ``schema`` describes the stored value. ``numeric`` kinds take a bare
    number as the answer, so that buttons get no numbers there; ``private`` values are sealed and masked."""

    parse: Callable[[str, Asked], Result]
    show: Callable[[Any, Asked], str]
    schema: Callable[[Asked], dict[str, Any]]
    widget: str = "text"
    choices: Callable[[Asked], tuple[Choice, ...]] = lambda _asked: ()
    misheard: Callable[[str, Asked], str] | None = None
    numeric: bool = False
    private: bool = False


def choice_value(asked: Asked, code: str) -> str:
    """The value of a button that answers this question."""
    return f"{asked.question.key}={code}"


def _plain(value: Any, _asked: Asked) -> str:
    return str(value)


def _string(_asked: Asked) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": 2000}


def _number(low: float, high: float, kind: str = "number") -> Callable[[Asked], dict[str, Any]]:
    return lambda _asked: {"type": kind, "minimum": low, "maximum": high}


def _text(text: str, _asked: Asked) -> Result:
    return Parsed(text, text) if text else None


def _story(text: str, _asked: Asked) -> Result:
    told = len(text) >= 2 and plainly(text) is None and not refuses(text)
    return Parsed(text, text) if told else None


def _consent(text: str, asked: Asked) -> Result:
    answer = plainly(text)
    return None if answer is None else Parsed(asked.consent_version if answer else "", text)


def _name(text: str, asked: Asked) -> Result:
    text = _CALLED.sub("", text)
    if _SURNAME_ONLY.fullmatch(text):
        return None
    found = name(text, asked.words)
    if found:
        return found
    # An unusual name is still a name: take what looks like one and read it back.
    bare = text.strip("。.，, ")
    unusual = _MAY_BE_NAME.fullmatch(bare) and could_be_name(bare)
    return Parsed(bare, text, confirm=True) if unusual else None


def _phone(text: str, asked: Asked) -> Result:
    found = phone(text, asked.county.policy.area_code, asked.words)
    if found:
        return found  # 没电话，打我儿子的139… is a number all the same
    if _HAS_NONE.search(text) or _NONE.fullmatch(text):
        return Parsed(NO_PHONE, text)
    if asked.known_phone and plainly(text):
        return Parsed(asked.known_phone, text)
    return None


def _show_phone(value: Any, _asked: Asked) -> str:
    return button("no_phone") if value == NO_PHONE else str(value)


def _misheard_phone(text: str, _asked: Asked) -> str:
    return say("misheard.phone_digits" if looks_like_phone(text) else "misheard.phone")


def _phone_choices(asked: Asked) -> tuple[Choice, ...]:
    known = Choice(choice_value(asked, KNOWN_PHONE), button("known_phone") + asked.known_phone)
    none = Choice(choice_value(asked, NO_PHONE), button("no_phone"))
    return (known, none) if asked.known_phone else (none,)


def _misheard_id(text: str, _asked: Asked) -> str:
    return say("misheard.id_digits" if looks_like_id(text) else "misheard.id_number")


def _choice(text: str, asked: Asked) -> Result:
    for labels in (asked.labels, asked.spoken):
        picked = choose(text, list(labels.values()))
        if picked is not None:
            return Parsed(list(labels)[picked], text)
    by_words = _BY_WORDS.get(asked.question.codes, _by_option_words)
    return by_words(text, asked)


def _by_option_words(text: str, asked: Asked) -> Result:
    options = table("options").get(asked.question.codes, {})
    meant = [code for code, words in options.items() if any(word in text for word in words)]
    return Parsed(meant[0], text) if len(meant) == 1 else None


def _relation(text: str, asked: Asked) -> Result:
    found = relation(text, asked.words)
    code = next((code for code, label in asked.labels.items() if found and label == found.value), None)
    return Parsed(code, text, confirm=found.confirm) if found and code else None


def _guess_risk(text: str, asked: Asked) -> Result:
    # The cause is never decided for the farmer: a guess is read back, and abroad it is chosen by button (裁定 10).
    if asked.by_button or refuses(text):
        return None
    ranked = rank(text)
    likely = [guess.code for guess in ranked if guess.code in asked.labels]
    if len(text) <= _FEW_WORDS and (named := _by_option_words(text, asked)):
        likely = [named.value, *(code for code in likely if code != named.value)]
    elif not told(ranked) or ranked[0].score < _LIKELY_ENOUGH:
        return None
    return Parsed(likely[0], text, confirm=True, others=tuple(likely[1:_LIKELY])) if likely else None


def _choices(text: str, asked: Asked) -> Result:
    codes = [code for code, label in asked.labels.items() if label in text or code == text]
    return Parsed(codes, text) if codes else None


def _show_choice(value: Any, asked: Asked) -> str:
    return str(asked.labels.get(value, value))


def _show_choices(value: Any, asked: Asked) -> str:
    return "、".join(str(asked.labels.get(code, code)) for code in value)


def _choice_buttons(asked: Asked) -> tuple[Choice, ...]:
    return tuple(Choice(choice_value(asked, code), label) for code, label in asked.spoken.items())


def _yes_no_buttons(asked: Asked) -> tuple[Choice, ...]:
    return Choice(choice_value(asked, "yes"), "是"), Choice(choice_value(asked, "no"), "不是")


def _consent_buttons(asked: Asked) -> tuple[Choice, ...]:
    return (
        Choice(choice_value(asked, asked.consent_version), button("agree")),
        Choice(choice_value(asked, "no"), button("disagree")),
    )


def _amount(value: Any, asked: Asked) -> str:
    number = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return f"{number} {asked.question.unit}".strip()


def _date(text: str, asked: Asked) -> Result:
    try:  # as a date field of a page sends it
        return Parsed(date.fromisoformat(text).isoformat(), text)
    except ValueError:
        return day(text, asked.today, asked.words) if asked.today else None


def _sum(_text: str, _asked: Asked) -> Result:
    return None  # computed from its parts, never entered


def _limited(
    parse: Callable[[str, str], Parsed[Any] | None], low: float, high: float
) -> Callable[[str, Asked], Result]:
    def read(text: str, asked: Asked) -> Result:
        found = parse(text, asked.words)
        return found if found and low <= found.value <= high else None

    return read


def _one_of(asked: Asked) -> dict[str, Any]:
    return {"type": "string", "enum": list(asked.labels)}


_BY_WORDS: Mapping[str, Callable[[str, Asked], Result]] = {"relation": _relation, "risk": _guess_risk}
_DATE = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}  # as exact as it was said
_DIVISION = {"type": "string", "pattern": "^[0-9]{12}$"}
_ID = {"type": "string", "pattern": "^[0-9]{17}[0-9X]([1-7][1-4](B[0-9])?)?$"}
_MEMBERS, _YUAN, _AREA = (1, 30), (0, 10_000_000), (0, 100_000)

KINDS: Mapping[str, Kind] = {
    "area_m2": Kind(_limited(area_m2, *_AREA), _amount, _number(*_AREA), "decimal", numeric=True),
    "area_mu": Kind(_limited(area_mu, *_AREA), _amount, _number(*_AREA), "decimal", numeric=True),
    "choice": Kind(_choice, _show_choice, _one_of, "choice", _choice_buttons),
    "choices": Kind(
        _choices,
        _show_choices,
        lambda asked: {"type": "array", "items": _one_of(asked)},
        "choices",
        _choice_buttons,
    ),
    "consent": Kind(_consent, lambda _value, _asked: "同意", _string, "choice", _consent_buttons),
    "count": Kind(_limited(count, *_MEMBERS), _amount, _number(*_MEMBERS, "integer"), "number", numeric=True),
    "date": Kind(_date, _plain, lambda _asked: dict(_DATE), "date", numeric=True),
    "id_number": Kind(
        lambda text, asked: id_number(text, asked.words),
        lambda value, _asked: mask_id(value),
        lambda _asked: dict(_ID),
        misheard=_misheard_id,
        numeric=True,
        private=True,
    ),
    "money": Kind(_limited(money, *_YUAN), _amount, _number(*_YUAN), "decimal", numeric=True),
    "months": Kind(_limited(months, 0, 12), _amount, _number(0, 12, "integer"), "number", numeric=True),
    "name": Kind(_name, _plain, _string),
    "opinion": Kind(_text, _plain, _string, "textarea"),
    "phone": Kind(_phone, _show_phone, _string, "tel", choices=_phone_choices, misheard=_misheard_phone, numeric=True),
    "story": Kind(_story, _plain, lambda _asked: {**_string(_asked), "maxLength": LONGEST_STORY}, "textarea"),
    "sum": Kind(_sum, _amount, _number(*_YUAN), "computed", numeric=True),
    "text": Kind(_text, _plain, _string),
    "town": Kind(
        places.parse_town,
        places.show,
        lambda _asked: dict(_DIVISION),
        "choice",
        places.town_choices,
        places.misheard,
    ),
    "village": Kind(
        places.parse_village,
        places.show,
        lambda _asked: dict(_DIVISION),
        "village",
        places.village_choices,
        places.misheard,
    ),
    "yes_no": Kind(
        lambda text, asked: yes_no(text, asked.words),
        lambda value, _asked: "是" if value else "否",
        lambda _asked: {"type": "boolean"},
        "choice",
        _yes_no_buttons,
    ),
}


def kind_of(question: "Question") -> Kind:
    """The kind of a question."""
    return KINDS[question.kind]
