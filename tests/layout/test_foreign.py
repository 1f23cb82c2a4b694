"""Documents other programs made: in their own manner of writing, printed with all their text."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from scripts import foreign_documents

from formgen.layout.printing import Printed, Printer
from formgen.ooxml import PackageError
from tests.layout.painting.making import poppler

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" '
    'mc:Ignorable="w14 w15 wp14"'
)
A4 = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" '
    'w:left="1800" w:header="851" w:footer="992" w:gutter="0"/>'
)


@pytest.fixture(scope="module")
def printer() -> Printer:
    return Printer.open()


def package(body: str, **parts: str) -> bytes:
    """A Word file from the main part's body and other parts' whole XML without namespaces."""
    document = f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
    files = {"document": document} | {
        name: text.replace(">", f" {_NAMES}>", 1) if text.startswith("<w:") else text
        for name, text in parts.items()
    }
    links = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name.rstrip("0123456789")}" '
        f'Target="{name}.xml"/>'
        for name in parts
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{name}+xml"/>'
        for name in parts
    )
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    whole = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{root}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{links}</Relationships>",
        **{f"word/{name}.xml": text for name, text in files.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in whole.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
    return buffer.getvalue()


def text_of(printed: Printed, folder: Path) -> str:
    """What poppler reads, in the order it is painted, without blanks."""
    assert not printed.missing
    return "".join(poppler("pdftotext", printed.content, folder, "-raw").split())


def test_word_control_boxes_theme_fonts_and_revision_ids(printer: Printer, tmp_path: Path) -> None:
    """A form as Word 2016 saves it: runs torn by revision ids and spell checks, w:sdt, w14."""
    body = f"""
<w:p w:rsidR="00A1" w:rsidRDefault="00A2" w14:paraId="1A2B3C4D" w14:textId="77777777"><w:pPr>
  <w:jc w:val="center"/><w:rPr><w:rFonts w:asciiTheme="minorEastAsia"/></w:rPr></w:pPr>
  <w:bookmarkStart w:id="0" w:name="_GoBack"/><w:r w:rsidRPr="00B1"><w:t>推</w:t></w:r>
  <w:proofErr w:type="spellStart"/><w:r w:rsidR="00B2"><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>
  <w:lastRenderedPageBreak/><w:t>荐表</w:t></w:r><w:proofErr w:type="spellEnd"/>
  <w:bookmarkEnd w:id="0"/></w:p>
<w:sdt><w:sdtPr><w:id w:val="-99"/><w:placeholder><w:docPart w:val="A"/></w:placeholder>
  <w15:color w:val="FF0000"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>块级控件</w:t></w:r></w:p>
  </w:sdtContent></w:sdt>
<w:p><w:r><w:t xml:space="preserve">是否同意 </w:t></w:r><w:sdt><w:sdtPr><w14:checkbox>
  <w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>
  <w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>
  </w:rPr><w:t>☒</w:t></w:r></w:sdtContent></w:sdt></w:p>
<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid>
  <w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid><w:tr w:rsidR="00C1"><w:tc><w:p/>
  </w:tc><w:sdt><w:sdtContent><w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr><w:p><w:r>
  <w:t>格级控件</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>
<w:p><w:ins w:id="1" w:author="甲"><w:r><w:t>插入的</w:t></w:r></w:ins>
  <w:del w:id="2" w:author="甲"><w:r><w:delText>删去的</w:delText></w:r></w:del></w:p>
<w:sectPr w:rsidR="00A1">{A4}<w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>"""
    settings = (
        '<w:settings><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )
    printed = printer.print(package(body, settings=settings))
    text = text_of(printed, tmp_path)
    assert printed.page_count == 1
    for expected in ("推荐表", "块级控件", "是否同意☒", "格级控件", "插入的"):
        assert expected in text
    assert "删去的" not in text


def test_word_text_box_is_printed_once(printer: Printer, tmp_path: Path) -> None:
    """mc:AlternateContent holds the same text twice, for new and for old programs."""
    inner = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
    body = f"""
<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0"
  distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"
  layoutInCell="1" allowOverlap="1" wp14:anchorId="1"><wp:simplePos x="0" y="0"/>
  <wp:positionH relativeFrom="column"><wp:posOffset>900000</wp:posOffset></wp:positionH>
  <wp:positionV relativeFrom="paragraph"><wp:posOffset>900000</wp:posOffset></wp:positionV>
  <wp:extent cx="1800000" cy="720000"/><wp:wrapNone/><wp:docPr id="1" name="文本框"/>
  <wp:cNvGraphicFramePr/><a:graphic><a:graphicData
  uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
  <wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>
  <wps:txbx>{inner.format("新文本框")}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
  <wp14:sizeRelH relativeFrom="page"><wp14:pctWidth>0</wp14:pctWidth></wp14:sizeRelH></wp:anchor>
  </w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="position:absolute;width:140pt;
  height:56pt"><v:textbox>{inner.format("旧文本框")}</v:textbox></v:shape></w:pict></mc:Fallback>
  </mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p><w:sectPr>{A4}</w:sectPr>"""
    printed = printer.print(package(body))
    text = text_of(printed, tmp_path)
    assert text.count("新文本框") == 1
    assert "旧文本框" not in text
    assert "正文" in text


def test_word_2003_text_box_in_vml(printer: Printer, tmp_path: Path) -> None:
    body = f"""
<w:p><w:r><w:pict><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"
  path="m,l,21600r21600,l21600,xe"/><v:shape id="_x0000_s1026" type="#_x0000_t202"
  style="position:absolute;margin-left:200pt;margin-top:50pt;width:120pt;height:40pt;z-index:1">
  <v:textbox><w:txbxContent><w:p><w:r><w:t>粘贴照片处</w:t></w:r></w:p></w:txbxContent></v:textbox>
  </v:shape></w:pict></w:r><w:r><w:t>旁边的正文</w:t></w:r></w:p><w:sectPr>{A4}</w:sectPr>"""
    text = text_of(printer.print(package(body)), tmp_path)
    assert text.count("粘贴照片处") == 1
    assert "旁边的正文" in text


def test_wps_form_with_loose_measures(printer: Printer, tmp_path: Path) -> None:
    """WPS leaves out style names, writes widths as fractions, and adds parts of its own."""
    body = f"""
<w:p><w:pPr><w:pStyle w:val="2"/><w:keepNext w:val="0"/><w:pageBreakBefore w:val="0"/>
  <w:widowControl w:val="0"/><w:kinsoku/><w:wordWrap/><w:overflowPunct/><w:topLinePunct w:val="0"/>
  <w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>
  <w:textAlignment w:val="auto"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"
  w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:cs="仿宋_GB2312"/>
  <w:sz w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>
  <w:t>各有关单位：请于</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="default"/></w:rPr>
  <w:t>2024</w:t></w:r><w:r><w:t>年5月28日前报送。</w:t></w:r></w:p>
<w:tbl><w:tblPr><w:tblStyle w:val="3"/><w:tblpPr w:leftFromText="180" w:rightFromText="180"
  w:vertAnchor="text" w:horzAnchor="page" w:tblpX="1500" w:tblpY="600"/><w:tblOverlap
  w:val="never"/><w:tblW w:w="5000.5" w:type="pct"/><w:jc w:val="center"/><w:tblLayout
  w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="2268.5"/><w:gridCol w:w="2268.5"/>
  </w:tblGrid><w:tr><w:tblPrEx><w:tblCellMar><w:top w:w="0" w:type="dxa"/></w:tblCellMar>
  </w:tblPrEx><w:trPr><w:trHeight w:val="567" w:hRule="atLeast"/><w:jc w:val="center"/></w:trPr>
  <w:tc><w:tcPr><w:tcW w:w="2268" w:type="dxa"/><w:noWrap w:val="0"/><w:vAlign w:val="center"/>
  </w:tcPr><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>测试人甲</w:t></w:r></w:p>
  </w:tc></w:tr></w:tbl>
<w:p><w:r><w:t>文末</w:t></w:r></w:p>
<w:sectPr><w:footerReference r:id="footer1" w:type="default"/>{A4}<w:cols w:space="0" w:num="1"/>
  <w:rtlGutter w:val="0"/><w:docGrid w:type="lines" w:linePitch="312" w:charSpace="0"/></w:sectPr>
<wpsCustomData:none/>"""
    footer = """<w:ftr><w:p><w:r><w:t xml:space="preserve">第 </w:t></w:r>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE  \\* \
MERGEFORMAT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t>
</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> 页</w:t></w:r>
</w:p></w:ftr>"""
    printed = printer.print(package(body, footer1=footer))
    text = text_of(printed, tmp_path)
    assert printed.page_count == 1
    for expected in ("各有关单位：请于2024年5月28日前报送。", "姓名", "测试人甲", "文末", "第1页"):
        assert expected in text


def test_libreoffice_spelled_out_properties(printer: Printer, tmp_path: Path) -> None:
    """LibreOffice says everything, empty elements included, and breaks pages by w:br."""
    empty = (
        '<w:p><w:pPr><w:pStyle w:val="Normal"/><w:bidi w:val="0"/><w:rPr></w:rPr></w:pPr>{}</w:p>'
    )
    one = "<w:r><w:rPr></w:rPr><w:t>第一页</w:t></w:r>"
    two = (
        '<w:r><w:rPr></w:rPr><w:br w:type="page"/></w:r><w:r><w:rPr></w:rPr><w:t>第二页</w:t></w:r>'
    )
    tab = "<w:r><w:rPr></w:rPr><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"
    section = (
        f'<w:sectPr><w:type w:val="nextPage"/>{A4}<w:formProt w:val="false"/><w:textDirection \
w:val="lrTb"/><w:docGrid w:type="default" w:linePitch="100" w:charSpace="0"/></w:sectPr>'
    )
    styles = (
        '<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" '
        'w:eastAsia="NSimSun" w:cs="Arial"/><w:kern w:val="2"/><w:sz w:val="24"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault><w:pPr></w:pPr></w:pPrDefault></w:docDefaults><w:style "
        'w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        "<w:widowControl/></w:pPr></w:style></w:styles>"
    )
    body = "".join(empty.format(piece) for piece in (one, two, tab)) + section
    printed = printer.print(package(body, styles=styles))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(printed.content)).pages]
    assert len(pages) == printed.page_count == 2
    assert "第一页" in pages[0]
    assert "第二页" in pages[1]
    assert "甲" in pages[1]


def test_google_docs_without_settings(printer: Printer, tmp_path: Path) -> None:
    """Google Docs: a background, w:rtl on every run, fixed lists, empty table styles."""
    item = """<w:p w:rsidR="00000000" w:rsidDel="00000000" w:rsidP="00000000"
w:rsidRDefault="00000000" w:rsidRPr="00000000" w14:paraId="0000000{0}"><w:pPr><w:numPr>
<w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="720" w:hanging="360"/>
<w:rPr><w:u w:val="none"/></w:rPr></w:pPr><w:r w:rsidDel="00000000"><w:rPr>
<w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">条目{0}</w:t></w:r></w:p>"""
    numbering = (
        '<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/><w:rPr>'
        '<w:u w:val="none"/></w:rPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId '
        'w:val="1"/></w:num></w:numbering>'
    )
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Table1"/><w:tblW w:w="9025.0" w:type="dxa"/><w:jc '
        'w:val="left"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0600"/></w:tblPr><w:tblGrid>'
        '<w:gridCol w:w="4512.5"/><w:gridCol w:w="4512.5"/><w:tblGridChange w:id="0"><w:tblGrid>'
        '<w:gridCol w:w="4512.5"/></w:tblGrid></w:tblGridChange></w:tblGrid><w:tr><w:trPr>'
        '<w:cantSplit w:val="0"/><w:tblHeader w:val="0"/></w:trPr><w:tc><w:tcPr><w:tcMar><w:top '
        'w:w="100.0" w:type="dxa"/></w:tcMar></w:tcPr><w:p><w:r><w:rPr><w:rtl w:val="0"/></w:rPr>'
        "<w:t>表内文字</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    )
    body = item.format(1) + item.format(2) + table + f"<w:p/><w:sectPr>{A4}</w:sectPr>"
    printed = printer.print(package(body, numbering=numbering))
    text = text_of(printed, tmp_path)
    assert printed.page_count == 1
    for expected in ("一、条目1", "二、条目2", "表内文字"):
        assert expected in text


def test_strict_open_xml(printer: Printer, tmp_path: Path) -> None:
    """Word's "Strict Open XML" uses other namespaces, and measures with units."""
    source = package(
        "<w:p><w:pPr><w:ind w:left='2cm'/></w:pPr><w:r><w:t>严格格式</w:t></w:r></w:p>"
        '<w:sectPr><w:pgSz w:w="595.3pt" w:h="841.9pt"/><w:pgMar w:top="72pt" w:right="90pt" '
        'w:bottom="72pt" w:left="90pt"/></w:sectPr>'
    )
    strict = (
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
        (
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for before, after in strict:
                content = content.replace(before, after)
            new.writestr(name, content)
    printed = printer.print(buffer.getvalue())
    page = PdfReader(io.BytesIO(printed.content)).pages[0]
    assert "严格格式" in text_of(printed, tmp_path)
    assert float(page.mediabox.width) == pytest.approx(595.3, abs=0.5)


def test_what_cannot_be_printed_is_said(printer: Printer, tmp_path: Path) -> None:
    """A chart has no stand-in: the text around it is printed, and the loss is reported."""
    chart = """<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1800000" cy="900000"/><wp:docPr id="1"
name="图表"/><a:graphic><a:graphicData
uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></wp:inline></w:drawing>
</w:r></w:p>"""
    body = f"<w:p><w:r><w:t>图前</w:t></w:r></w:p>{chart}<w:p><w:r><w:t>图后</w:t></w:r></w:p>"
    printed = printer.print(package(f"{body}<w:sectPr>{A4}</w:sectPr>"))
    text = text_of(printed, tmp_path)
    assert "图前" in text
    assert "图后" in text
    assert [said.construct for said in printed.not_shown] == ["图表"]


@pytest.fixture(scope="session")
def foreign_files(request: pytest.FixtureRequest) -> list[Path]:
    """Public documents, fetched once and kept in pytest's cache."""
    assert request.config.cache is not None
    folder = request.config.cache.mkdir("foreign-documents")
    try:
        return foreign_documents.fetch(folder)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"the package index cannot be reached: {error}")


@pytest.mark.slow
def test_public_documents_are_printed_or_refused(
    foreign_files: list[Path], printer: Printer
) -> None:
    assert len(foreign_files) == sum(source.documents for source in foreign_documents.SOURCES)
    printed = 0
    for file in foreign_files:
        try:
            result = printer.print(file.read_bytes())
        except PackageError:
            continue
        printed += 1
        if not result.missing:
            assert len(PdfReader(io.BytesIO(result.content)).pages) == result.page_count, file.name
    assert printed > len(foreign_files) * 0.9
