"""Field definitions and small workbooks for tests, the workbooks as raw XML where needed."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from formgen.campaign import FieldDefinition
from formgen.problems import Problem
from formgen.tables import Table

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def text_field(name: str, label: str = "", *, required: bool = False) -> FieldDefinition:
    """A field of kind 文本."""
    return FieldDefinition(name=name, kind="文本", label=label, required=required)


PERSON = (
    text_field("姓名", required=True),
    text_field("身份证号"),
    FieldDefinition(name="出生年月", kind="年月"),
    text_field("单位", label="工作单位（公章）"),
)
"""The fields most tests use."""


def texts(table: Table) -> list[dict[str, object]]:
    """The raw values of every record by field name."""
    return [{name: cell.raw for name, cell in record.cells.items()} for record in table.records]


def codes(table: Table) -> list[str]:
    """The codes of a table's problems, in their order."""
    return [problem.code for problem in table.problems]


def only_problem(table: Table) -> Problem:
    """The one problem of a table, whose sentences can be formed."""
    (problem,) = table.problems
    assert str(problem)
    return problem


def new_sheet(*rows: Sequence[object]) -> tuple[Workbook, Worksheet]:
    """A workbook with one sheet of these rows."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    return book, sheet


def raw_workbook(
    path: Path,
    rows: str,
    *,
    after: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    properties: str = "",
    namespace: str = _MAIN,
) -> Path:
    """A workbook of one sheet written as XML.

    Args:
        path: where to write it.
        rows: inner XML of sheetData.
        after: XML between sheetData and the sheet's end.
        parts: further parts, or other content for the usual ones.
        properties: attributes of workbookPr.
        namespace: of SpreadsheetML.
    """
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types xmlns='x'/>",
        "_rels/.rels": _relationships(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{_DOCUMENT}">'
        f'<workbookPr {properties}/><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": _relationships(
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "sharedStrings", "sharedStrings.xml"),
            ("r3", "styles", "styles.xml"),
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{namespace}"/>',
        "xl/styles.xml": f'<styleSheet xmlns="{namespace}"><cellXfs><xf numFmtId="0"/></cellXfs>'
        "</styleSheet>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{namespace}">'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>",
    }
    content.update(parts or {})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def inline(reference: str, text: str) -> str:
    """A cell that holds its text itself."""
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _relationships(*items: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{i}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
        for i, kind, target in items
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'
