"""What a run of adopt proposed ↔ the file in the campaign folder that the next run reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from formgen.adopt.again import Before
from formgen.adopt.campaign_file import FieldId, Plan
from formgen.adopt.known import KnownForm
from formgen.adopt.proposal import FormSort

RECORD_FILE = ".formgen-adopt.json"
_VERSION = 1
_ABOUT = "formgen adopt 记下的上次的结果，用来认出您改过的地方，请勿改动"


class RecordError(Exception):
    """The file is no record of this program."""


@dataclass(frozen=True, slots=True)
class RecordedForm:
    """A form of an earlier run."""

    form: KnownForm
    file: str
    """Name of the file it was read from."""
    template_digest: str
    """SHA-256 of the template as it was written, hexadecimal; empty for none."""


@dataclass(frozen=True, slots=True)
class Record:
    """An earlier run."""

    before: Before
    forms: tuple[RecordedForm, ...]
    notice: str = ""
    """Title of the notice that forms were annexed to; empty where there was none."""


def digest(content: bytes) -> str:
    """What tells whether a template is still as it was written."""
    return hashlib.sha256(content).hexdigest()


def record_text(record: Record) -> str:
    """The file's text."""
    before = record.before
    data = {
        "说明": _ABOUT,
        "版本": _VERSION,
        "通知": record.notice,
        "活动": before.plan.data,
        "字段": [list(identity) for identity in before.plan.ids],
        "现名": [[*identity, name] for identity, name in before.settled.items()],
        "表": [_form_data(one) for one in record.forms],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _form_data(recorded: RecordedForm) -> dict[str, object]:
    form = recorded.form
    return {
        "名称": form.name,
        "文件": recorded.file,
        "模板": form.template,
        "模板摘要": recorded.template_digest,
        "标题": form.title,
        "范围": form.sort.value,
        "最少行数": form.blank_rows,
        "分组": form.group,
        "用印": [dict(seal) for seal in form.seals],
        "另有": dict(form.texts),
        "填报单位": form.names_unit,
        "字段": [[key, dict(definition)] for key, definition in form.fields],
    }


def read_record(text: str) -> Record:
    """The record of a file's text.

    Raises:
        RecordError: it is none, or was damaged.
    """
    try:
        data = json.loads(text)
        if data["版本"] != _VERSION:
            raise RecordError
        ids = tuple(_identity(one) for one in data["字段"])
        settled = {_identity(one[:2]): str(one[2]) for one in data["现名"]}
        plan = Plan(_mapping(data["活动"]), ids, {})
        forms = tuple(_form(one) for one in data["表"])
        return Record(Before(plan, settled), forms, str(data["通知"]))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        raise RecordError from None


def _identity(value: object) -> FieldId:
    if not isinstance(value, list):
        raise TypeError
    form, key = value
    return str(form), str(key)


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError
    return dict(value)


def _form(data: Mapping[str, object]) -> RecordedForm:
    fields = data["字段"]
    seals = data["用印"]
    rows = data["最少行数"]
    if not isinstance(fields, list) or not isinstance(seals, list) or not isinstance(rows, int):
        raise TypeError
    form = KnownForm(
        str(data["名称"]),
        str(data["模板"]),
        str(data["标题"]),
        FormSort(data["范围"]),
        tuple((str(key), _mapping(definition)) for key, definition in fields),
        rows,
        str(data["分组"]),
        tuple(_mapping(seal) for seal in seals),
        _mapping(data["另有"]),
        data.get("填报单位") is True,
    )
    return RecordedForm(form, str(data["文件"]), str(data["模板摘要"]))
