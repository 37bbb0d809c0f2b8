"""The form as a JSON Schema, for other systems: made from the declaration, so it cannot fall behind it."""

from typing import Any

from fastapi import APIRouter

from dialogs.asked import Asked
from dialogs.declaration import load_form
from dialogs.form import Form, Question, Section
from dialogs.kinds import kind_of
from intake_api.errors import NotFound
from intake_api.routes.who import TheOffice
from knowledge.policy import County

router = APIRouter(prefix="/api/v1/forms", tags=["forms"])


@router.get("/{key}")
def form(key: str, office: TheOffice, county: str = "") -> dict[str, Any]:
    """附件1 as a schema; a repeating section is an array."""
    declared = load_form()
    if key != declared.key:
        raise NotFound("没有这张表")
    return schema(declared, office.county(county))


def schema(declared: Form, county: County) -> dict[str, Any]:
    """The whole form. Sections are kept apart: their keys may repeat those of questions."""
    properties = {section.key: _section(declared, county, section) for section in declared.sections}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:baopin:form:{declared.key}:{declared.version}",
        "title": declared.title,
        "type": "object",
        "properties": properties,
    }


def _section(declared: Form, county: County, section: Section) -> dict[str, Any]:
    fields = {question.key: _question(declared, county, question) for question in section.questions}
    always = [question.key for question in section.questions if question.must and not question.when]
    one: dict[str, Any] = {"type": "object", "properties": fields, **({"required": always} if always else {})}
    return {"title": section.title, **({"type": "array", "items": one} if section.repeat else one)}


def _question(declared: Form, county: County, question: Question) -> dict[str, Any]:
    described = kind_of(question).schema(Asked(declared, question, county, {}))
    more = {"unit": question.unit, "labels": dict(declared.labels(question)), "ask": question.ask}
    if question.when:
        more["when"] = {key: list(wanted) for key, wanted in question.when.items()}
    if question.parts:
        described = described | {"readOnly": True}
        more["sumOf"] = list(question.parts)
    return {"title": question.label, **described, **{f"x-{key}": value for key, value in more.items() if value}}
