from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import docx
import pytest
from jinja2 import nodes

from formgen.campaign import Document, Scope
from formgen.campaign.values import Attachment, Picture, Value
from formgen.check import Entry
from formgen.plan import plan_blank, wanted_documents
from formgen.plan.selection import select
from formgen.plan.wanted import Selection
from formgen.templating import TemplateFolders, compiled
from tests.campaigns.conftest import Built
from tests.campaigns.reading import extras_of, pdf_pictures, squeeze, text_of
from tests.conftest import ROOT

LABELS = Path(__file__).parent / "labels"
MADE_FROM = {".docx": {".docx", ".pdf"}, ".xlsx": {".xlsx"}, ".html": {".html"}}
LISTS = {".xlsx", ".csv", ".json"}
"""What the list of a public document is published as, beside it."""
"""What a template of each kind becomes: a Word file is printed as well."""


def test_the_sample_data_has_no_problem(built: Built) -> None:
    assert [str(problem) for problem in built.result.problems] == []
    assert built.result.left_out == ()


def test_the_sample_is_large_enough(built: Built) -> None:
    assert len(built.data.applicants.entries) >= 12
    assert len({entry.unit for entry in built.data.applicants.entries if entry.unit}) >= 4


def test_every_document_is_made_in_every_format(built: Built) -> None:
    made = {(a.document, a.path.suffix) for a in built.result.artifacts}
    wanted = {
        (document.name, suffix)
        for document in built.campaign.documents
        for suffix in suffixes_of(document)
    }
    sets = {("打印册", ".pdf"), ("用印清单", ".pdf"), ("用印清单", ".xlsx")}
    bundle = {("网站发布包", suffix) for suffix in (".zip", ".json", "")}
    assert made == wanted | sets | bundle


def test_every_word_file_is_printed_beside_it(built: Built) -> None:
    for result in (built.result, built.blank):
        made = {artifact.path for artifact in result.artifacts if artifact.path.parts[0] != "打印"}
        word = {path for path in made if path.suffix == ".docx"}
        assert {path.with_suffix(".pdf") for path in word} == {
            path for path in made if path.suffix == ".pdf"
        }
        assert word


def test_every_entry_has_its_own_paper(built: Built) -> None:
    for document in built.campaign.documents:
        if Scope.ENTRY in document.scopes:
            chosen = select(
                document, built.data.applicants.entries, built.campaign, built.data.units
            )
            for suffix in (".docx", ".pdf"):
                files = list((built.root / document.name).glob(f"*{suffix}"))
                assert len(files) == len(chosen) > 0


def test_no_tag_and_no_error_is_left_in_any_file(built: Built) -> None:
    for path in built.papers():
        text = text_of(path)
        for left in ("{{", "}}", "{%", "%}", "Undefined", "None"):
            nested_styles = path.suffix == ".html" and left == "}}"
            assert nested_styles or left not in text, path


def printed(value: object) -> Iterator[str]:
    """Every piece of text of a value that a form has to show."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from printed(item)
    elif isinstance(value, tuple):
        for part in value:
            yield from printed(part)
    elif isinstance(value, Picture | Attachment):
        yield value.caption
    else:
        yield from str(value).split("\n")


def fields_shown(built: Built, document: Document, *, each: bool) -> set[str]:
    """The fields that every template of a document prints, of one entry or of each row."""
    folders = TemplateFolders.of(built.folder, built.campaign.id)
    named = {field.name for field in built.campaign.fields_of(document.table)}
    for template in document.templates:
        trees = compiled(folders.find(template)).trees()
        if each:
            names = {name.name for tree in trees for name in tree.find_all(nodes.Name)}
        else:
            names = {get.attr for tree in trees for get in _asked_of_rows(tree)}
        named &= names
    return named


def _asked_of_rows(tree: nodes.Template) -> Iterator[nodes.Getattr]:
    """What a template asks of the variables that run over entries."""
    rows = {
        loop.target.name
        for loop in tree.find_all(nodes.For)
        if isinstance(loop.target, nodes.Name) and _over_entries(loop)
    }
    for get in tree.find_all(nodes.Getattr):
        if isinstance(get.node, nodes.Name) and get.node.name in rows:
            yield get


def _over_entries(loop: nodes.For) -> bool:
    named = {name.name for name in loop.iter.find_all(nodes.Name)}
    named |= {loop.iter.name} if isinstance(loop.iter, nodes.Name) else set()
    named |= {get.attr for get in loop.iter.find_all(nodes.Getattr)}
    named |= {loop.iter.attr} if isinstance(loop.iter, nodes.Getattr) else set()
    return bool(named & {"申报", "行"})


def suffixes_of(document: Document) -> set[str]:
    """The endings of a document's files."""
    made = set().union(*(MADE_FROM[Path(template).suffix] for template in document.templates))
    return made | LISTS if document.public else made


BOXED = ("单选", "多选", "单选可填")


def missing(
    built: Built, document: Document, entries: list[Entry], text: str, *, each: bool = False
) -> list[str]:
    """What of the entries' values is not in a file's text."""
    fields = {field.name: field for field in built.campaign.fields_of(document.table)}
    shown = [n for n in fields_shown(built, document, each=each) if fields[n].kind not in BOXED]
    pieces = [piece for e in entries for name in shown for piece in printed(e.values[name])]
    return [piece for piece in pieces if squeeze(piece) not in text]


def test_every_paper_holds_every_value_of_its_entry(built: Built) -> None:
    for document in built.campaign.documents:
        if Scope.ENTRY not in document.scopes:
            continue
        entries = select(document, built.data.applicants.entries, built.campaign, built.data.units)
        for entry in entries:
            for suffix in (".docx", ".pdf"):
                (path,) = (built.root / document.name).glob(f"{entry.number:02}_*{suffix}")
                assert missing(built, document, [entry], text_of(path), each=True) == [], path


def test_every_list_holds_every_entry(built: Built) -> None:
    for document in built.campaign.documents:
        if Scope.CAMPAIGN not in document.scopes or document.table:
            continue
        entries = select(document, built.data.applicants.entries, built.campaign, built.data.units)
        for suffix in suffixes_of(document):
            path = built.listed_file(document, suffix)
            assert missing(built, document, entries, text_of(path)) == [], path


def test_every_unit_list_holds_its_own_entries_and_no_others(built: Built) -> None:
    for document in built.campaign.documents:
        if Scope.UNIT not in document.scopes:
            continue
        entries = select(document, built.data.applicants.entries, built.campaign, built.data.units)
        for suffix in suffixes_of(document):
            for unit in {entry.unit for entry in entries if entry.unit}:
                path = built.root / document.name / f"{unit}{suffix}"
                text = text_of(path)
                own = [entry for entry in entries if entry.unit == unit]
                assert missing(built, document, own, text) == [], path
                for other in entries:
                    assert other.unit == unit or squeeze(other.name) not in text, path


def test_pictures_are_in_the_papers_that_show_them(built: Built) -> None:
    for document in built.campaign.documents:
        if Scope.ENTRY not in document.scopes:
            continue
        fields = {f.name: f.kind for f in built.campaign.fields}
        shown = [
            n for n in fields_shown(built, document, each=True) if fields[n] in ("照片", "图片")
        ]
        for entry in built.data.applicants.entries:
            for path in (built.root / document.name).glob(f"{entry.number:02}_*.docx"):
                values = [entry.values[name] for name in shown]
                wanted = {p.digest for p in _pictures(values)}
                with zipfile.ZipFile(path) as archive:
                    media = [n for n in archive.namelist() if n.startswith("word/media/")]
                    filled = {archive.read(name) for name in media}
                assert len(media) >= len(wanted)
                assert len(docx.Document(str(path)).inline_shapes) >= len(wanted)
                assert set(pdf_pictures(path.with_suffix(".pdf"))) >= filled, path


def _pictures(values: list[Value]) -> Iterator[Picture]:
    for value in values:
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Picture):
                yield item


def test_a_public_document_holds_no_private_value(built: Built) -> None:
    private = [field.name for field in built.campaign.fields if not field.public]
    public_text = squeeze(
        "".join(
            str(value)
            for entry in built.data.applicants.entries
            for name, value in entry.values.items()
            if name not in private
        )
    )
    notice = squeeze(built.campaign.model_dump_json(by_alias=True))
    for document in built.campaign.documents:
        if not document.public:
            continue
        paths = list((built.root / "公示" / document.name).iterdir())
        assert {path.suffix for path in paths} == suffixes_of(document) | {".zip", ""}
        for path in (path for path in paths if path.suffix in suffixes_of(document)):
            text = text_of(path) + extras_of(path)
            for entry in built.data.applicants.entries:
                for name in private:
                    for piece in map(squeeze, printed(entry.values[name])):
                        known = piece in public_text or piece in notice
                        assert len(piece) < 4 or known or piece not in text, (path, name)


def label_files() -> list[Path]:
    return sorted(LABELS.glob("*/*.txt"))


def test_labels_are_kept_for_every_form(built: Built) -> None:
    assert list((LABELS / built.campaign.id).glob("*.txt")), built.campaign.id


def test_every_label_hint_and_note_stands_in_its_form_in_order(built: Built) -> None:
    for path in (LABELS / built.campaign.id).glob("*.txt"):
        labels = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        for suffix in (".docx", ".pdf"):
            text = text_of(form_of(built, path.stem, suffix))
            position = 0
            for label in (squeeze(line) for line in labels if not line.startswith("#")):
                found = text.find(label, position)
                assert found >= 0, f"{path.stem}{suffix}: {label} (after position {position})"
                position = found + len(label)


def form_of(built: Built, document: str, suffix: str) -> Path:
    """A document empty, or the only one, or the first: nobody fills certificates in by hand."""
    blank = built.blank_file(document, suffix)
    only = built.root / f"{document}{suffix}"
    first = sorted((built.root / document).glob(f"*{suffix}"))[:1]
    return next(path for path in (blank, only, *first) if path.exists())


def test_an_empty_form_has_all_its_boxes_empty(built: Built) -> None:
    documents = wanted_documents(built.campaign, Selection())
    assert len(plan_blank(built.campaign, Selection())) == len(built.blank.artifacts) > 0
    for artifact in built.blank.artifacts:
        text = text_of(built.root / artifact.path)
        assert "☑" not in text
        assert "√" not in text.replace("打“√”", "")
    assert documents


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates").glob("*-[0-9]*/*")), ids=lambda p: p.stem
)
def test_every_bundled_template_belongs_to_a_document(path: Path) -> None:
    campaign = (ROOT / "data" / path.parent.name / "campaign.json").read_text(encoding="utf-8")
    assert f'"{path.name}"' in campaign
