"""The sheet of the visit as fields of a page, out of the one declaration: Annex 1 and what else the visit asks."""

from dataclasses import dataclass

from dialogs.declaration import load_form
from dialogs.form import Form, Question, Section
from dialogs.kinds import kind_of

# What the conversation asks at the door of the form. The sheet has each of it elsewhere, and more exactly: the head's
# number and the count of people in the list of members, the income in section 四. The place is moved by 转派 only.
DOORSTEP = frozenset({"apply", "more"})
_ELSEWHERE = frozenset({"town", "village", "consent", "opinion"})  # kinds; the opinions have their own places
FEW = 4  # as many options lie open, more are folded into a list


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``default`` is the option to start from; ``parts`` are what a sum adds up."""

    key: str
    label: str
    ask: str
    widget: str  # radio, select, checkboxes, decimal, number, date, textarea, tel, text, sum
    options: tuple[tuple[str, str], ...]
    unit: str
    hint: str
    default: str
    same_as: str
    is_yes_no: bool
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One section of the sheet."""

    key: str
    title: str
    repeat: bool
    item: str
    fields: tuple[Field, ...]
    first: tuple[tuple[str, str], ...]


def parts() -> tuple[SheetPart, ...]:
    """The sections that a visit fills, in the order of the paper."""
    form = load_form()
    found = (_part(form, section) for section in form.sections if section.key not in DOORSTEP)
    return tuple(each for each in found if each.fields)


def _part(form: Form, section: Section) -> SheetPart:
    fields = tuple(_field(form, each) for each in section.questions if each.kind not in _ELSEWHERE)
    return SheetPart(section.key, section.title, section.repeat, section.item, fields, tuple(section.first.items()))


def _field(form: Form, question: Question) -> Field:
    codes = form.codes["yes_no"] if question.kind == "yes_no" else form.labels(question)
    is_default = question.prefill.startswith("=")
    return Field(
        key=question.key,
        label=question.label,
        ask=question.visit or question.label,
        widget=_widget(question, len(codes)),
        options=tuple(codes.items()),
        unit=question.unit,
        hint=question.hint,
        default=question.prefill[1:] if is_default else "",
        same_as="" if is_default else question.prefill,
        is_yes_no=question.kind == "yes_no",
        parts=question.parts,
    )


def _widget(question: Question, options: int) -> str:
    widget = kind_of(question).widget
    if widget == "choice":
        return "radio" if options <= FEW else "select"
    return {"choices": "checkboxes", "computed": "sum"}.get(widget, widget)
