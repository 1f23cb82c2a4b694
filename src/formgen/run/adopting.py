"""A blank official form → a campaign folder with its campaign.json and templates."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from formgen.adopt.annexes import Forms, forms_in
from formgen.adopt.campaign_file import About
from formgen.adopt.folder import Adopted, Existing, Outcome, Understood, put_together
from formgen.adopt.record import RECORD_FILE, Record, RecordError, read_record, record_text
from formgen.adopt.refusing import refuse_filled, refuse_template
from formgen.adopt.understanding import understand
from formgen.campaign import load_campaign
from formgen.campaign.load import FILE_NAME
from formgen.campaign.units import UNIT_FIELDS, UNITS_FILE
from formgen.collect.sources.converting import to_docx
from formgen.collect.sources.sorting import is_archive
from formgen.lint import Finding, lint_campaign
from formgen.ooxml import PackageError
from formgen.ooxml.package import ZIP_DAMAGE
from formgen.problems import InputError, OutputError, os_reason, regular_bytes
from formgen.run.stores.store import FolderStore

_LARGEST = 64 * 2**20
"""Bytes of the largest file that is taken for a form."""
_TEMPLATES = "templates"
_BLANK_WANTED = "请换成没有填写的空白表（Word 文件，.docx）；没有 Word 版的，请向发文单位要"
_UNLOCK = "请在 Word 或 WPS 里打开，去掉密码，另存一份"
_UNPACK = "请先解压，再写里面那张表的文件名"
_NO_BLANKS = (
    "如果这是通知，表可能在另外的附件里，请换成那个附件；如果这是填好的表，请换成没有填写的空白表"
)


@dataclass(frozen=True, slots=True)
class AdoptResult:
    """What was made of a form."""

    folder: Path
    campaign: str
    """The campaign's name."""
    forms: tuple[Adopted, ...]
    kept: tuple[str, ...]
    """What was changed by hand and stays so."""
    questions: tuple[str, ...]
    """About the campaign as a whole."""
    findings: tuple[Finding, ...]
    """What formgen lint says of the result."""
    left_out: tuple[str, ...]
    """Tables of the file that ask for nothing, so that no template was made of them."""
    new_units: bool
    """Whether an empty units.csv was written, to be filled in."""


def adopt(form: Path, folder: Path) -> AdoptResult:
    """Propose a campaign for a blank form, or go on with one that was proposed before.

    Corrections made since in campaign.json and in the templates are kept.

    Args:
        form: the blank form, or the notice it is annexed to: .docx, or .doc and .wps where
            LibreOffice is installed.
        folder: the campaign folder; made where there is none.

    Raises:
        InputError: the file cannot be read, is filled in or has no blanks.
        CampaignError: campaign.json there cannot be read, or would not be valid.
        OutputError: the folder holds a campaign that adopt did not make, or cannot be written.
    """
    existing = _existing(folder)
    forms = _read(form)
    understood, blankless = _understood(form.name, forms)
    about = About(folder.resolve().name, datetime.date.today().year, forms.notice)
    outcome = put_together(understood, form.name, about, existing)
    new_units = _write(folder, outcome)
    name = json.loads(outcome.campaign)["名称"]
    findings = tuple(lint_campaign(folder))
    return AdoptResult(
        folder=folder,
        campaign=name,
        forms=outcome.forms,
        kept=outcome.kept,
        questions=outcome.questions,
        findings=findings,
        left_out=(*forms.others, *blankless),
        new_units=new_units,
    )


def _read(form: Path) -> Forms:
    """The forms of a file.

    Raises:
        InputError: it cannot be read, or is no Word file.
    """
    try:
        if form.stat().st_size > _LARGEST:
            raise InputError(
                f"“{form.name}”超过 {_LARGEST // 2**20} MB，不像一张表", hint=_BLANK_WANTED
            )
        content = regular_bytes(form)
    except OSError as error:
        hint = "请写空白表的文件名，如 formgen adopt 申报表.docx -o 新活动"
        raise InputError(f"“{form}”无法读取：{os_reason(error)}", hint=hint) from None
    try:
        return forms_in(_as_docx(content, form.name))
    except PackageError as error:
        raise InputError(f"“{form.name}”{error.reason}", hint=_BLANK_WANTED) from None


def _as_docx(content: bytes, name: str) -> bytes:
    """The file as .docx; what to do is said to the office that has it, not to a sender."""
    try:
        return to_docx(content, name)
    except InputError as error:
        if _is_archive(content):
            raise InputError(f"“{name}”是压缩文件，不是一张表", hint=_UNPACK) from None
        hint = _BLANK_WANTED if "单位" in error.hint or not error.hint else error.hint
        hint = _UNLOCK if "密码" in error.hint else hint
        raise InputError(error.message, hint=hint) from None


def _is_archive(content: bytes) -> bool:
    """Whether the bytes are a zip file with files in it, no document."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return is_archive(archive)
    except ZIP_DAMAGE:
        return False


def _understood(name: str, forms: Forms) -> tuple[list[Understood], list[str]]:
    """The forms with what they ask for, and the titles of those that ask for nothing.

    Raises:
        InputError: none asks for anything, or one is filled in or a template already.
    """
    found = []
    blankless = []
    for annex in forms.annexes:
        refuse_template(annex.content, name)
        refuse_filled(annex.content, name)
        proposal = understand(annex.content)
        if proposal.fields:
            found.append(Understood(annex.content, proposal, annex.title))
        else:
            blankless.append(annex.title or proposal.title or name)
    if not found:
        raise InputError(f"“{name}”里没有找到要填的空格", hint=_NO_BLANKS)
    return found, blankless


def _existing(folder: Path) -> Existing:
    """What the folder holds.

    Raises:
        OutputError: a campaign that adopt did not make, or no folder.
        CampaignError: campaign.json is no JSON.
    """
    record = _record(folder / RECORD_FILE)
    path = folder / FILE_NAME
    if record is None and path.exists():
        raise OutputError(
            f"“{folder}”里已经有 {FILE_NAME}，不是 formgen adopt 做的，没有改动",
            hint="请用 -o 换一个空文件夹；做好以后，可以把字段和文书抄进原来的 campaign.json",
        )
    try:
        names = [one for one in (folder / _TEMPLATES).glob("*.docx") if one.is_file()]
        templates = {one.name: one.read_bytes() for one in names}
    except OSError as error:
        raise OutputError(f"“{folder}”里的模板无法读取：{os_reason(error)}") from None
    return Existing(record, _campaign(folder) if path.exists() else None, templates)


def _record(path: Path) -> Record | None:
    try:
        text = regular_bytes(path).decode()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else "已损坏"
        raise OutputError(f"“{path}”无法读取：{reason}", hint=_NEW_FOLDER) from None
    try:
        return read_record(text)
    except RecordError:
        raise OutputError(
            f"“{path}”已损坏，认不出您改过哪些地方，所以没有改动", hint=_NEW_FOLDER
        ) from None


_NEW_FOLDER = "请用 -o 换一个空文件夹再做一次，然后把您改过的地方抄过去"


def _campaign(folder: Path) -> Mapping[str, object]:
    """campaign.json as people left it, valid or not.

    Raises:
        CampaignError: it is no JSON.
    """
    try:
        data = json.loads(regular_bytes(folder / FILE_NAME).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not _told_apart(data):
        load_campaign(folder)  # says where it is wrong
        raise OutputError(f"“{folder / FILE_NAME}”读不出来，没有改动", hint=_NEW_FOLDER)
    return data


def _told_apart(data: Mapping[str, object]) -> bool:
    """Whether fields and documents are lists of objects, so that they can be compared."""
    lists = [data.get("字段", []), data.get("文书", [])]
    return all(
        isinstance(one, list) and all(isinstance(item, dict) for item in one) for one in lists
    )


def _write(folder: Path, outcome: Outcome) -> bool:
    """Write templates, units.csv, campaign.json and the record, in this order.

    Returns:
        Whether units.csv was written.
    """
    store = FolderStore(folder)
    for one in outcome.forms:
        if one.content is not None:
            store.write(PurePosixPath(_TEMPLATES, one.template), one.content)
    units = PurePosixPath(UNITS_FILE)
    new_units = outcome.needs_units and store.state(units) is None
    if new_units:
        header = ",".join(column.name for column in UNIT_FIELDS) + "\r\n"
        store.write(units, header.encode("utf-8-sig"))
    store.write(PurePosixPath(FILE_NAME), outcome.campaign.encode())
    store.write(PurePosixPath(RECORD_FILE), record_text(outcome.record).encode())
    return new_units
