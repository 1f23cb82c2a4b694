"""Word and Excel files a stranger may send as templates → whether they are refused, and why."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from tests.excel.workbooks import saved, sheet_of
from tests.word.making import docx, paragraph

Parts = dict[str, bytes]
Change = Callable[[Parts], Mapping[str, bytes]]
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = "word/_rels/document.xml.rels"
_BODY = "word/document.xml"
_OUTSIDE = "引用了外面的文件"
_FIELD = "里有域"


def parts_of(content: bytes) -> Parts:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


WORD, EXCEL = docx("{{ 名 }}"), saved(sheet_of(["{{ 名 }}"]))


def _changed(whole: bytes, name: str, old: bytes, new: bytes) -> bytes:
    parts = parts_of(whole)
    assert old in parts[name]
    return packed({**parts, name: parts[name].replace(old, new, 1)})


def _linked(kind: str, target: str, mode: str = "External") -> bytes:
    link = f'<Relationship Id="x" Type="{_TYPE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return _changed(WORD, _LINKS, b"</Relationships>", f"{link}</Relationships>".encode())


def _excel_linked(kind: str, target: str) -> bytes:
    link = f'<Relationship Id="x" Type="{_TYPE}/{kind}" Target="{target}" TargetMode="External"/>'
    name = "xl/_rels/workbook.xml.rels"
    return _changed(EXCEL, name, b"</Relationships>", f"{link}</Relationships>".encode())


def _field(code: str) -> bytes:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    half = len(code) // 2
    words = "".join(
        f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>'
        for piece in (code[:half], code[half:])
    )
    return docx(paragraph(begin, words, end), "{{ 名 }}")


def _document_type(whole: bytes, name: str, subset: str) -> bytes:
    parts = parts_of(whole)
    head, end, rest = parts[name].decode().rpartition("?>")
    return packed({**parts, name: f"{head}{end}<!DOCTYPE x [{subset}]>{rest}".encode()})


def _attached() -> bytes:
    parts = parts_of(WORD)
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    settings = (
        f'<w:settings xmlns:w="{main}" xmlns:r="{_TYPE}"><w:attachedTemplate r:id="t"/>'
        '<w:zoom w:percent="100"/></w:settings>'
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="t" Type="{_TYPE}/attachedTemplate" TargetMode="External" '
        'Target="http://127.0.0.1:9/evil.dotm"/></Relationships>'
    )
    parts["word/settings.xml"] = settings.encode()
    parts["word/_rels/settings.xml.rels"] = links.encode()
    return packed(parts)


def _nested(depth: int) -> bytes:
    inner = "<w:sdt><w:sdtContent>" * depth + "<w:p/>" + "</w:sdtContent></w:sdt>" * depth
    return docx(inner)


def _encrypted(whole: bytes) -> bytes:
    at = whole.index(b"PK\x01\x02") + 8
    return whole[:at] + bytes([whole[at] | 1]) + whole[at + 1 :]


PACKAGES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "picture from the network": (
        "docx", lambda: _linked("image", "http://127.0.0.1:9/a.png"), _OUTSIDE),
    "picture of a file": ("docx", lambda: _linked("image", "file:///etc/passwd"), _OUTSIDE),
    "picture of a share": ("docx", lambda: _linked("image", r"\\127.0.0.1\a\b.png"), _OUTSIDE),
    "object from the network": (
        "docx", lambda: _linked("oleObject", "http://127.0.0.1:9/a"), _OUTSIDE),
    "frame": ("docx", lambda: _linked("frame", "http://127.0.0.1:9/a"), _OUTSIDE),
    "document in a document": ("docx", lambda: _linked("subDocument", "file:///a.docx"), _OUTSIDE),
    "template of a letter": ("docx", lambda: _linked("mailMergeSource", "file:///a"), _OUTSIDE),
    "imported page": ("docx", lambda: _linked("aFChunk", "a.html", "Internal"), "altChunk"),
    "link in text": ("docx", lambda: _linked("hyperlink", "http://127.0.0.1:9/"), ""),
    "template it was made from": ("docx", _attached, ""),
    "INCLUDEPICTURE": ("docx", lambda: _field(" INCLUDEPICTURE http://127.0.0.1:9/ "), _FIELD),
    "INCLUDETEXT": ("docx", lambda: _field("INCLUDETEXT file:///etc/passwd"), _FIELD),
    "includetext": ("docx", lambda: _field(" includetext /etc/passwd"), _FIELD),
    "DDEAUTO": ("docx", lambda: _field(r"DDEAUTO c:\\windows\\system32\\cmd.exe"), _FIELD),
    "DDE": ("docx", lambda: _field("DDE excel a"), _FIELD),
    "LINK": ("docx", lambda: _field("LINK Excel.Sheet.12 a"), _FIELD),
    "DATABASE": ("docx", lambda: _field("DATABASE a"), _FIELD),
    "page number": ("docx", lambda: _field(" PAGE "), ""),
    "HYPERLINK": ("docx", lambda: _field(" HYPERLINK http://127.0.0.1:9/ "), ""),
    "simple field": ("docx", lambda: docx(
        '<w:p><w:fldSimple w:instr=" INCLUDETEXT /etc/passwd "/></w:p>'), _FIELD),
    "old picture": ("docx", lambda: docx(
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
        '<v:imagedata src="http://127.0.0.1:9/a.png"/></v:shape></w:pict></w:r></w:p>'), _OUTSIDE),
    "macros": ("docx", lambda: packed(
        {**parts_of(WORD), "word/vbaProject.bin": b"x"}), "带宏"),
    "macros by type": ("docx", lambda: _changed(
        WORD, "[Content_Types].xml",
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"vnd.ms-word.document.macroEnabled.main+xml"), "带宏"),
    "entity": ("docx", lambda: _document_type(
        WORD, _BODY, '<!ENTITY a SYSTEM "file:///etc/passwd">'), "DOCTYPE"),
    "entities in entities": ("docx", lambda: _document_type(WORD, _BODY, "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))), "DOCTYPE"),
    "document type in the types": ("docx", lambda: _document_type(
        WORD, "[Content_Types].xml", ""), "DOCTYPE"),
    "document type in the links": ("docx", lambda: _document_type(
        WORD, "_rels/.rels", ""), "DOCTYPE"),
    "broken XML": ("docx", lambda: _changed(WORD, _BODY, b"</w:body>", b""), "XML 已损坏"),
    "no body": ("docx", lambda: packed(
        {name: part for name, part in parts_of(WORD).items() if name != _BODY}), "压缩包"),
    "zip of nothing": ("docx", lambda: packed({}), "压缩包"),
    "deep": ("docx", lambda: _nested(100), ""),
    "too deep": ("docx", lambda: _nested(5000), "XML 已损坏"),
    "bomb": ("docx", lambda: packed(
        {**parts_of(WORD), "word/media/a.png": bytes(200 * 2**20)}), "异常紧密"),
    "too much": ("docx", lambda: packed(
        {**parts_of(WORD), "word/media/a.png": bytes(257 * 2**20)}), "过大"),
    "too many": ("docx", lambda: packed(
        {**parts_of(WORD), **{f"word/media/{n}": b"" for n in range(20_001)}}), "过大"),
    "cut off": ("docx", lambda: WORD[: len(WORD) // 2], "损坏"),
    "encrypted": ("docx", lambda: _encrypted(packed(parts_of(WORD))), "密码"),
    "bzip2": ("docx", lambda: packed(parts_of(WORD), zipfile.ZIP_BZIP2), "损坏"),
    "empty": ("docx", lambda: b"", "空文件"),
    "web page": ("docx", lambda: b"<html></html>", "网页"),
    "PDF": ("docx", lambda: b"%PDF-1.7", "PDF"),
    "old Word": ("docx", lambda: b"\xd0\xcf\x11\xe0" + bytes(512), "旧版"),
    "workbook": ("docx", lambda: EXCEL, ""),
    "cell outside a table": ("docx", lambda: docx(
        "<w:tc><w:p><w:r><w:t>{{ 没有 }}</w:t></w:r></w:p></w:tc>"), "没有“没有”"),
    "wide row": ("docx", lambda: docx(
        "<w:tbl><w:tr>" + "<w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>" * 5000
        + "</w:tr></w:tbl>"), ""),
    "part with a path": ("docx", lambda: packed({**parts_of(WORD), "../../evil": b"x"}), ""),
    "link out": ("docx", lambda: _linked("header", "../../../etc/passwd", "Internal"), ""),
    "tag in an attribute": ("docx", lambda: docx(
        f'<w:p><w:bookmarkStart w:id="0" w:name="{"{{ " * 50000}"/></w:p>'), "没有写完"),
    "workbook linked": ("xlsx", lambda: _excel_linked("externalLinkPath", "file:///a"), _OUTSIDE),
    "workbook with a picture": (
        "xlsx", lambda: _excel_linked("image", "http://127.0.0.1:9/"), _OUTSIDE),
    "workbook with outside data": ("xlsx", lambda: packed(
        {**parts_of(EXCEL), "xl/externalLinks/externalLink1.xml": b"<a/>"}), "外面的"),
    "workbook with a connection": ("xlsx", lambda: packed(
        {**parts_of(EXCEL), "xl/connections.xml": b"<a/>"}), "外面的"),
    "workbook with macros": ("xlsx", lambda: packed(
        {**parts_of(EXCEL), "xl/vbaProject.bin": b"x"}), "带宏"),
    "workbook with an entity": ("xlsx", lambda: _document_type(
        EXCEL, "xl/worksheets/sheet1.xml", ""), "DOCTYPE"),
    "workbook in Word": ("xlsx", lambda: WORD, "不是 .xlsx"),
    "workbook cut off": ("xlsx", lambda: EXCEL[:1000], "损坏"),
    "page not in UTF-8": ("html", lambda: b"\xff\xfe<p>", "UTF-8"),
    "page with a script": ("html", lambda: b'<meta charset="utf-8"><script>1</script>', "<script>"),
    "page with a picture": (
        "html", lambda: b'<meta charset="utf-8"><img src="http://127.0.0.1:9/">', "外面的文件"),
    "page with a handler": ("html", lambda: b'<meta charset="utf-8"><p onclick="a">', "onclick"),
    "page with a frame": ("html", lambda: b'<meta charset="utf-8"><iframe>', "<iframe>"),
}  # fmt: skip
"""Name → kind, its bytes, and words of the refusal; empty where it can be filled."""
