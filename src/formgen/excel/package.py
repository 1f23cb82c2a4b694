"""A workbook template's bytes → its parts, and how parts are added to it and taken from it."""

from __future__ import annotations

from lxml import etree

from formgen.ooxml import (
    Package,
    PackageError,
    parse_part,
    read_package,
    refuse_outside,
    relationships_name,
    without_thumbnail,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"
SAVE_AS_XLSX = "请在 Excel 或 WPS 里打开它，另存为 .xlsx"
_WORKBOOK_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def read_workbook_package(content: bytes) -> Package:
    """The package of a plain .xlsx workbook; its parts are a new dict.

    Raises:
        PackageError: no .xlsx file, encrypted, with macros or pivot tables, damaged or
            too large.
    """
    parts = dict(without_thumbnail(read_package(content)).parts)
    types = parts[CONTENT_TYPES]
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in parts):
        raise PackageError("带宏的工作簿（.xlsm）不能作模板", "请另存为 .xlsx")
    if _WORKBOOK_TYPE not in types:
        raise PackageError("不是 .xlsx 工作簿", SAVE_AS_XLSX)
    if any(name.startswith("xl/pivot") for name in parts):
        raise PackageError("数据透视表填写后会失效", "请删去，或把它复制成普通表格")
    if any(
        name.startswith(("xl/externalLinks/", "xl/connections", "xl/queryTables/"))
        for name in parts
    ):
        raise PackageError("引用了外面的文件或数据，打开时会去读取", "请在“数据”里断开链接后再保存")
    refuse_outside(Package(parts))
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            parse_part(part)  # so that no later step meets broken XML
    return Package(parts)


def serialize(root: etree._Element) -> bytes:
    """A part's bytes, with the declaration Office writes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def drop(element: etree._Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def with_part(package: Package, name: str, content: bytes, content_type: str, kind: str) -> Package:
    """The package with one more part, to which the workbook relates."""
    workbook = package.main_part()
    types = package.tree(CONTENT_TYPES)
    override = etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override")
    override.set("PartName", f"/{name}")
    override.set("ContentType", content_type)
    links = package.tree(relationships_name(workbook))
    link = etree.SubElement(links, f"{{{_PACKAGE}/relationships}}Relationship")
    link.set("Id", f"formgen{len(links)}")
    link.set("Type", f"{RELATIONS}/{kind}")
    link.set("Target", f"/{name}")
    changed = {
        CONTENT_TYPES: serialize(types),
        relationships_name(workbook): serialize(links),
        name: content,
    }
    return Package({**package.parts, **changed})


def without_part(package: Package, name: str) -> Package:
    """The package without a part that the workbook relates to, and any mention of it."""
    workbook = package.main_part()
    types = package.tree(CONTENT_TYPES)
    for item in [item for item in types if item.get("PartName") == f"/{name}"]:
        types.remove(item)
    links = package.tree(relationships_name(workbook))
    ids = {link.id for link in package.relationships(workbook) if link.target == name}
    for element in [element for element in links if element.get("Id") in ids]:
        links.remove(element)
    changed = {CONTENT_TYPES: serialize(types), relationships_name(workbook): serialize(links)}
    kept = {**package.parts, **changed}
    del kept[name]
    return Package(kept)
