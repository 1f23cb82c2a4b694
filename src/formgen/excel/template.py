"""A workbook template → filled workbooks: compiled once, rendered many times."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from formgen.excel.companions import move_chart, move_companion
from formgen.excel.compiler import (
    ENVIRONMENT,
    CompiledSheet,
    CompiledWorkbook,
    compile_workbook,
)
from formgen.excel.failure import failure, overfull
from formgen.excel.fill import FilledSheet, fill
from formgen.excel.furniture import MAX_LENGTH, furniture_text
from formgen.excel.heights import HIGHEST, TooHighError
from formgen.excel.layout import Heights, Merges, merged
from formgen.excel.package import MAIN, serialize
from formgen.excel.reference import Mover
from formgen.excel.regions import Skeleton
from formgen.excel.rowmap import RowMap
from formgen.excel.rows import RowWriter
from formgen.excel.sheet import Sheet
from formgen.excel.strings import StringPool
from formgen.excel.workbook import PROPERTIES, renamed_properties, sheet_titles
from formgen.ooxml import deflate, write_zip
from formgen.ooxml.area import Area
from formgen.problems import TemplateError
from formgen.tags import RecordShape, unknown_names

_ROWS = b"<!--rows-->"


@dataclass(frozen=True, slots=True)
class WorkbookTemplate:
    """A compiled workbook template; immutable, so it can serve any number of documents.

    Ordinary cells hold {{ … }} and inline {% if … %}. A row with {%tr for … %}, {%tr if … %},
    {%tr else %} or their ends governs the rows up to its end and vanishes. A cell with
    {% vm %} is merged over the rows of the innermost loop, its first text staying.
    """

    _workbook: CompiledWorkbook

    @classmethod
    def compile(cls, content: bytes, shown: str) -> WorkbookTemplate:
        """Read a template; `shown` is its name in messages.

        Raises:
            TemplateError: no plain .xlsx file, or a tag is wrong; the message names its
                sheet and cell.
        """
        return cls(compile_workbook(content, shown))

    def trees(self) -> list[nodes.Template]:
        """The syntax trees of the tags, for static checks."""
        return [ENVIRONMENT.parse(self._workbook.program.source)]

    def check_names(self, shape: RecordShape) -> None:
        """Hold every tag against what the context defines.

        Raises:
            TemplateError: a tag names what no field defines; every one with its cell.
        """
        program, shown = self._workbook.program, self._workbook.shown
        faults = []
        for unknown in (fault for tree in self.trees() for fault in unknown_names(tree, shape)):
            near = f"，是否想写“{unknown.near}”" if unknown.near else ""
            reason = f"没有“{unknown.name}”这个字段{near}"
            faults.append(failure(shown, program.place_at(unknown.line), reason).message)
        if faults:
            raise TemplateError("\n".join(dict.fromkeys(faults)))

    def render(self, context: Mapping[str, object]) -> bytes:
        """The workbook filled with `context`; the same context gives the same bytes.

        Raises:
            TemplateError: a name is undefined, a tag does not fit its value, or a text
                fits no cell or no page; the message names the cell.
            ValueError: a value holds a control character.
        """
        workbook = self._workbook
        filled = fill(workbook.program, workbook.template, context, workbook.shown)
        changed = _Filling(workbook, filled).parts()
        return write_zip(
            deflate(name, changed[name]) if name in changed else packed
            for name, packed in workbook.packed.items()
        )


class _Filling:
    """One workbook being written."""

    def __init__(self, workbook: CompiledWorkbook, filled: list[FilledSheet]) -> None:
        self._workbook = workbook
        self._filled = list(zip(workbook.sheets, filled, strict=True))
        self._pool: StringPool = workbook.pool.fork()
        self._mover = Mover(self._maps(), self._titles())

    def parts(self) -> dict[str, bytes]:
        """Name to bytes of every part that differs from the template's."""
        parts: dict[str, bytes] = {}
        for compiled, filled in self._filled:
            if not compiled.is_plain:
                parts[compiled.sheet.part] = self._sheet(compiled, filled)
            parts.update(self._companions(compiled))
        parts[self._workbook.book.part] = self._workbook.book.filled(self._mover)
        parts[self._workbook.strings_part] = self._pool.xml()
        parts.update(self._dependents())
        return parts

    def _maps(self) -> dict[str, RowMap]:
        return {
            compiled.sheet.title: RowMap(
                compiled.program.region, [row.origin for row in filled.rows]
            )
            for compiled, filled in self._filled
        }

    def _titles(self) -> dict[str, str]:
        own = [compiled.sheet.title for compiled, _ in self._filled]
        wanted = [filled.texts[compiled.program.title] for compiled, filled in self._filled]
        return dict(zip(own, sheet_titles(wanted), strict=True))

    def _sheet(self, compiled: CompiledSheet, filled: FilledSheet) -> bytes:
        sheet, program = compiled.sheet, compiled.program
        rows = self._mover.maps[sheet.title]
        merges = merged(sheet, program, self._workbook.program.slots, rows)
        writer = RowWriter(
            sheet=sheet,
            cells=program.cells,
            variants=self._workbook.variants,
            mover=self._mover,
            pool=self._pool,
            heights=self._heights(compiled, filled, merges),
            covered=merges.covered,
        )
        skeleton = Skeleton(copy.deepcopy(sheet.skeleton), sheet.title, self._mover)
        skeleton.move()
        skeleton.merge(merges.areas)
        skeleton.furnish(self._furniture(compiled, filled))
        if filled.rows and program.cells:
            last = program.region.first + len(filled.rows) - 1
            columns = [column for _, column in program.cells]
            skeleton.quiet(Area(program.region.first, min(columns), last, max(columns)))
        data = f"<sheetData{_namespace(sheet)}>{writer.write(filled.rows)}</sheetData>"
        return serialize(skeleton.root).replace(_ROWS, data.encode(), 1)

    def _heights(
        self, compiled: CompiledSheet, filled: FilledSheet, merges: Merges
    ) -> dict[int, float]:
        heights = Heights(compiled.sheet, compiled.program, compiled.boxes)
        try:
            return heights.of(filled.rows, merges)
        except TooHighError as error:
            place = self._workbook.program.slots[error.slot].place
            reason = f"填入的文字太长，行高到上限 {HIGHEST} 磅也放不下，打印时会被截断"
            hint = "请在模板里把这一列加宽或把字号改小"
            raise overfull(self._workbook.shown, place, reason, hint) from error

    def _furniture(self, compiled: CompiledSheet, filled: FilledSheet) -> dict[str, str]:
        texts = {}
        for name, slot in compiled.program.furniture.items():
            texts[name] = furniture_text(filled.texts[slot])
            if len(texts[name]) > MAX_LENGTH:
                place = self._workbook.program.slots[slot].place
                reason = f"填入后有 {len(texts[name])} 个字符，最多 {MAX_LENGTH} 个"
                raise overfull(self._workbook.shown, place, reason, "请缩短，或写到单元格里")
        return texts

    def _companions(self, compiled: CompiledSheet) -> Iterator[tuple[str, bytes]]:
        rows = self._mover.maps[compiled.sheet.title]
        if rows.is_still:
            return
        for link in compiled.companions:
            yield link.target, move_companion(link, self._workbook.parts[link.target], rows)

    def _dependents(self) -> Iterator[tuple[str, bytes]]:
        """Parts that name sheets or read from their cells."""
        for name, content in self._workbook.parts.items():
            if name == PROPERTIES:
                yield name, renamed_properties(content, self._mover.titles)
            elif name.startswith("xl/charts/") and b"f>" in content:
                yield name, move_chart(content, self._mover)


def _namespace(sheet: Sheet) -> str:
    """What lets the rows do without a prefix where the rest of the sheet has one."""
    return "" if sheet.skeleton.nsmap.get(None) == MAIN else f' xmlns="{MAIN}"'
