"""`build --tracking`: the codes on paper, in the set and in the manifest are the same."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl

from formgen.plan import Selection
from formgen.run.build import build
from formgen.run.manifest.home import MANIFEST
from formgen.run.manifest.manifest import Manifest
from formgen.run.manifest.tables import Tracked
from formgen.run.preparing import Wishes
from formgen.run.stores.store import FolderStore
from tests.conftest import ROOT
from tests.press.reading import codes_of, page_texts
from tests.run.conftest import Formgen, edit

OUT = Path("out/reading-2025")
CODE = "[23456789A-HJ-NP-Z]{10}"


def tracked(root: Path = OUT) -> dict[str, Tracked]:
    with Manifest.open(FolderStore(root), root.name) as manifest:
        return manifest.tracking()


def codes_on_forms() -> dict[str, str]:
    """The code of each form, by its file, as a scanner reads it from every page."""
    found = {}
    for path in sorted((OUT / "推荐表").glob("*.pdf")):
        pages = codes_of(path)
        (code,) = {text.partition("-")[0] for page in pages for text in page}
        assert pages == [[f"{code}-{number}"] for number in range(1, len(pages) + 1)]
        found[path.stem] = code
    return found


def test_the_codes_on_paper_are_those_of_the_manifest(campaign: Path, formgen: Formgen) -> None:
    assert formgen("build", campaign, "-o", "out", "--tracking")[0] == 0
    on_paper = codes_on_forms()
    codes = tracked()
    assert len(on_paper) == 3
    assert sorted(on_paper.values()) == sorted(codes)
    assert all(re.fullmatch(CODE, code) for code in codes)
    assert {one.document for one in codes.values()} == {"推荐表"}
    assert len({one.entry for one in codes.values()}) == 3
    text = page_texts(OUT / "推荐表/01_苏禾苗.pdf")[0]
    assert f"{on_paper['01_苏禾苗']}-1" in text, "printed beside it, for people"


def test_a_set_has_the_codes_of_its_papers_and_none_on_the_index(
    campaign: Path, formgen: Formgen
) -> None:
    formgen("build", campaign, "-o", "out", "--tracking")
    expected = [[f"{code}-1"] for code in codes_on_forms().values()]
    assert codes_of(OUT / "打印/全部/打印册.pdf") == [[], *expected]
    assert codes_of(OUT / "打印/按单位/西河村村民委员会/打印册.pdf") == [[], expected[-1]]
    for path in (OUT / "打印/全部/用印清单.pdf", OUT / "公示/公示/公示.pdf"):
        assert not any(codes_of(path))


def test_the_list_of_seals_says_whose_code_it_is(campaign: Path, formgen: Formgen) -> None:
    formgen("build", campaign, "-o", "out", "--tracking")
    (sheet,) = openpyxl.load_workbook(OUT / "打印/全部/用印清单.xlsx").worksheets
    noted = {row[1]: row[8] for row in sheet.iter_rows(max_col=9, values_only=True) if row[8]}
    expected = {file.partition("_")[2]: code for file, code in codes_on_forms().items()}
    assert noted == {"名称": "备注"} | expected


def test_a_form_keeps_its_code(campaign: Path, formgen: Formgen) -> None:
    formgen("build", campaign, "-o", "out", "--tracking")
    before, known = codes_on_forms(), tracked()
    assert formgen("build", campaign, "-o", "out", "--tracking")[0] == 0
    assert codes_on_forms() == before
    edit(campaign / "applicants.csv", "苏禾苗,少儿组", "苏禾苗,成人组")
    formgen("build", campaign, "-o", "out", "--tracking", "--unit", "东岭村村民委员会")
    assert codes_on_forms() == before
    assert tracked() == known


def test_codes_are_remembered_by_a_run_that_prints_none(campaign: Path, formgen: Formgen) -> None:
    """The stamped papers come back after it."""
    formgen("build", campaign, "-o", "out", "--tracking")
    before = tracked()
    formgen("build", campaign, "-o", "out")
    assert not any(codes_of(OUT / "推荐表/01_苏禾苗.pdf"))
    assert tracked() == before


def test_a_name_more_or_other_rows_leave_the_others_their_codes(
    campaign: Path, formgen: Formgen
) -> None:
    formgen("build", campaign, "-o", "out", "--tracking")
    before = {one.entry: code for code, one in tracked().items()}
    head = "姓名,组别,联系电话,推荐单位,获奖情况,读书故事\n"
    first = "米朵,成人组,19900001009,南塬村村民委员会,,她也读书。\n"
    edit(campaign / "applicants.csv", head, head + first)
    formgen("build", campaign, "-o", "out", "--tracking")
    after = {one.entry: code for code, one in tracked().items()}
    assert len(after) == 4
    assert {entry: after[entry] for entry in before} == before


def test_without_the_wish_there_are_no_codes(campaign: Path, formgen: Formgen) -> None:
    formgen("build", campaign, "-o", "out")
    assert not any(codes_of(OUT / "推荐表/01_苏禾苗.pdf"))
    assert not tracked()


def test_the_manifest_says_of_a_code_nothing_about_the_person(
    campaign: Path, formgen: Formgen
) -> None:
    formgen("build", campaign, "-o", "out", "--tracking")
    content = (OUT / MANIFEST).read_bytes()
    for private in ("苏禾苗", "陆𠮷堃", "阿尔娜", "1990000", "东岭村", "西河村"):
        assert private.encode() not in content
        assert private.encode("utf-16-le") not in content


def test_certificates_and_notices_carry_none(tmp_path: Path) -> None:
    wanted = Selection(
        documents=frozenset({"申报表", "荣誉证书", "表彰决定"}), formats=frozenset({"pdf"})
    )
    result = build(ROOT / "data/xuzhou-2023", tmp_path, Wishes(wanted, tracking=True))
    codes = tracked(result.root)
    assert {one.document for one in codes.values()} == {"申报表"}
    assert len(codes) == 15
    for path in ("荣誉证书/01_梁书远.pdf", "公示/表彰决定/表彰决定.pdf"):
        assert not any(codes_of(result.root / path))
    assert not any(codes_of(result.root / "打印/荣誉证书/打印册.pdf"))
    everyone = (ROOT / "data/xuzhou-2023/applicants.csv").read_text(encoding="utf-8-sig")
    assert "梁书远" in everyone
    assert "梁书远".encode() not in (result.root / MANIFEST).read_bytes()
