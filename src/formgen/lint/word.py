"""A .docx file → its passages, and what tracked changes and comments do to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from formgen.lint.finding import Fault
from formgen.lint.passage import Mark, Passage, Spot, Wrapper
from formgen.ooxml import Package, PackageError, read_package
from formgen.problems import Severity
from formgen.word.names import BODY, CELL, ROW, RUN, TABLE, TEXT, W
from formgen.word.outline.inline import FALLBACK
from formgen.word.outline.stylesheet import Stylesheet
from formgen.word.parts import text_part_names
from formgen.word.places import paragraphs_of

_TEXT_BOX = f"{W}txbxContent"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}document"
_WRAPPERS = {
    f"{W}hyperlink": "超链接", f"{W}ins": "修订", f"{W}moveTo": "修订", f"{W}moveFrom": "修订",
    f"{W}sdt": "内容控件", f"{W}fldSimple": "域", f"{W}smartTag": "智能标记",
    f"{W}customXml": "自定义标记", f"{W}dir": "文字方向", f"{W}bdo": "文字方向",
}  # fmt: skip
_MARKS = {
    f"{W}commentRangeStart": ("批注", False), f"{W}commentRangeEnd": ("批注", False),
    f"{W}commentReference": ("批注", False), f"{W}del": ("修订", False),
    f"{W}bookmarkStart": ("书签", False), f"{W}bookmarkEnd": ("书签", False),
    f"{W}fldChar": ("域", True), f"{W}instrText": ("域", True),
    f"{W}footnoteReference": ("脚注", True), f"{W}endnoteReference": ("尾注", True),
    f"{W}sym": ("符号", True), f"{W}object": ("对象", True), f"{W}drawing": ("图片", True),
    f"{W}pict": ("图片", True),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent": ("图片", True),
}  # fmt: skip
_REVISIONS = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")


@dataclass(frozen=True, slots=True)
class WordText:
    """What a Word template says."""

    passages: tuple[Passage, ...]
    faults: tuple[Fault, ...]


def read_word(content: bytes) -> WordText:
    """The passages of every part that may hold tags, in reading order.

    Raises:
        PackageError: no Word file.
    """
    package = read_package(content)
    roots = _roots(package)
    styles = _styles(package)
    passages: list[Passage] = []
    for story, (name, root) in enumerate(roots.items()):
        passages.extend(_Story(story, name, root, styles).passages(len(passages)))
    faults = [*_deleted_tags(roots), *_leftovers(roots)]
    return WordText(tuple(passages), tuple(faults))


def _roots(package: Package) -> dict[str, etree._Element]:
    names = text_part_names(package)
    roots = {name: package.tree(name) for name in names}
    main = roots[names[0]]
    if main.tag == _STRICT:
        raise PackageError("是“Strict Open XML”格式", "请在 Word 里另存为普通的“Word 文档(*.docx)”")
    if main.find(BODY) is None:
        raise PackageError("不是 Word 文件", "请在 Word 或 WPS 里打开它，另存为 .docx")
    return roots


def _styles(package: Package) -> Stylesheet:
    part = package.related(package.main_part(), "styles")
    return Stylesheet(package.tree(part) if part else etree.Element("none"))


@dataclass
class _Story:
    """Reads one part."""

    number: int
    name: str
    root: etree._Element
    styles: Stylesheet
    _numbers: dict[etree._Element, int] = field(default_factory=dict)

    def passages(self, first: int) -> Iterator[Passage]:
        places = [
            (paragraph, place)
            for paragraph, place in paragraphs_of(self.root, self.name)
            if next(paragraph.iterancestors(FALLBACK), None) is None
        ]
        if not places:
            yield from self._bare_texts(first)
        for number, (paragraph, place) in enumerate(places, start=first):
            line = _Line()
            line.read(paragraph)
            yield Passage(
                number,
                line.text,
                place,
                self._spot(paragraph),
                tuple(line.marks),
                tuple(line.wrappers),
                exact_lines=self.styles.has_exact_lines(paragraph),
            )

    def _bare_texts(self, first: int) -> Iterator[Passage]:
        """The texts of a part without paragraphs: the document's properties."""
        texts = [element for element in self.root.iter(etree.Element) if element.text]
        for number, element in enumerate(texts, start=first):
            yield Passage(number, element.text or "", "文档属性", self._spot(element))

    def _spot(self, element: etree._Element) -> Spot:
        around = list(element.iterancestors())
        container = next((item for item in around if item.tag in (CELL, _TEXT_BOX)), self.root)
        found = {
            tag: tuple(self._number(item) for item in reversed(around) if item.tag == tag)
            for tag in (TABLE, ROW, CELL)
        }
        return Spot(self.number, self._number(container), found[TABLE], found[ROW], found[CELL])

    def _number(self, element: etree._Element) -> int:
        """A number of the element's own; keeping the element keeps its identity."""
        return self._numbers.setdefault(element, len(self._numbers))


@dataclass
class _Line:
    """The text of one paragraph as docxtpl joins it, with all that stands in between.

    Line breaks and tabs are left out: inside a tag they vanish, elsewhere nobody asks.
    """

    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    wrappers: list[Wrapper] = field(default_factory=list)
    _hidden: set[str] = field(default_factory=set)
    """Bookmarks that Word sets for itself, such as _GoBack; nobody sees or misses them."""

    def read(self, parent: etree._Element) -> None:
        """Take everything inside an element."""
        for element in parent:
            if element.tag == TEXT:
                self.text += element.text or ""
            elif element.tag in _MARKS:
                self._mark(element)
            elif element.tag in _WRAPPERS:
                start = len(self.text)
                self.read(element)
                self.wrappers.append(Wrapper(start, len(self.text), _WRAPPERS[str(element.tag)]))
            elif element.tag in (RUN, f"{W}sdtContent"):
                self.read(element)

    def _mark(self, element: etree._Element) -> None:
        word, spoils = _MARKS[str(element.tag)]
        if word == "书签" and self._is_hidden(element):
            return
        if any(True for _ in element.iter(_TEXT_BOX)):
            word = "文本框"
        self.marks.append(Mark(len(self.text), word, spoils))

    def _is_hidden(self, bookmark: etree._Element) -> bool:
        identity = bookmark.get(f"{W}id") or ""
        if (bookmark.get(f"{W}name") or "").startswith("_"):
            self._hidden.add(identity)
        return identity in self._hidden


def _deleted_tags(roots: dict[str, etree._Element]) -> Iterator[Fault]:
    """Tags in text that is struck out: docxtpl fills them, and the value stays in the file."""
    for name, root in roots.items():
        for paragraph, place in paragraphs_of(root, name):
            deleted = "".join(element.text or "" for element in paragraph.iter(f"{W}delText"))
            if "{{" in deleted or "{%" in deleted:
                yield Fault(
                    -1,
                    place,
                    f"修订删除的文字“{deleted.strip()[:40]}”里有标记，它仍会被填写",
                    "请在“审阅”里接受全部修订，再用作模板",
                )


def _leftovers(roots: dict[str, etree._Element]) -> Iterator[Fault]:
    """Revisions and comments that every document made from the template would show."""
    kinds = (
        ("修订", _REVISIONS, "请在“审阅”里接受或拒绝全部修订"),
        ("批注", (f"{W}commentReference",), "请在“审阅”里删除全部批注"),
    )
    for word, tags, hint in kinds:
        count = sum(1 for root in roots.values() for _ in root.iter(*tags))
        if count:
            yield Fault(
                -1, "", f"模板里还有 {count} 处{word}，会出现在每一份文书里", hint, Severity.WARNING
            )
