"""Sets that cannot be made, and papers that are bound though they are published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from formgen.layout import libreoffice
from tests.press.reading import seal_lines
from tests.run.conftest import Formgen

OUT = Path("out/reading-2025")
LACKING = "\U0010fffd"
"""A private character: no typeface has it."""


def change(campaign: Path, **said: object) -> None:
    """Let campaign.json say something else."""
    path = campaign / "campaign.json"
    definition = json.loads(path.read_text(encoding="utf-8")) | said
    path.write_text(json.dumps(definition, ensure_ascii=False), encoding="utf-8")


def documents(campaign: Path) -> list[dict[str, object]]:
    text = (campaign / "campaign.json").read_text(encoding="utf-8")
    return list(json.loads(text)["文书"])


def test_an_index_that_cannot_be_printed_is_told_and_its_set_not_made(
    campaign: Path, formgen: Formgen
) -> None:
    change(campaign, 名称=f"农家书屋{LACKING}")
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 1
    assert "P02 打印/全部/打印目录.docx" in told
    assert len(list((OUT / "推荐表").glob("*.pdf"))) == 3, "the forms do not have the name"
    assert not (OUT / "打印").exists()


def test_a_seal_that_cannot_be_printed_leaves_no_empty_list(
    campaign: Path, formgen: Formgen
) -> None:
    form, *others = documents(campaign)
    seals = [{"位置": "推荐单位意见", "印章": [f"文化站{LACKING}"]}]
    change(campaign, 文书=[form | {"用印": seals}, *others])
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 1
    assert "P02 打印/全部/用印清单.docx" in told
    assert not list(OUT.glob("打印/**/用印清单.*"))


def test_a_published_paper_can_be_bound(campaign: Path, formgen: Formgen) -> None:
    changed = [
        one | {"编入打印册": True} if one.get("公开") else one for one in documents(campaign)
    ]
    assert changed != documents(campaign)
    change(campaign, 文书=changed)
    code, told = formgen("build", campaign, "-o", "out")
    assert (code, "P11" in told) == (0, False)
    published = next(one for one in changed if one.get("公开"))
    bound = PdfReader(OUT / "打印/全部/打印册.pdf")
    titles = [str(mark.title) for mark in bound.outline if not isinstance(mark, list)]
    assert any(title.startswith(str(published["名称"])) for title in titles)


def test_codes_that_would_not_be_printed_are_refused(campaign: Path, formgen: Formgen) -> None:
    asked = ("build", campaign, "-o", "out", "--tracking", "--pdf-engine", "libreoffice")
    code, told = formgen(*asked)
    assert code == 2
    assert "LibreOffice 不能印跟踪码" in told
    assert not OUT.exists()


def test_seals_on_pages_that_libreoffice_lays_out_are_told_not_to_be_all(
    campaign: Path, formgen: Formgen
) -> None:
    if libreoffice.find_program() is None:
        pytest.skip("LibreOffice is not installed (make setup-test installs it)")
    form, *others = documents(campaign)
    seals = [{"位置": "推荐单位意见", "印章": ["推荐单位"]}]
    change(campaign, 文书=[form | {"用印": seals}, *others])
    code, told = formgen("build", campaign, "-o", "out", "--pdf-engine", "libreoffice")
    assert code == 0
    assert told.count("只列出了 campaign.json 写明的用印") == 1, "once, however many sets there are"
    assert seal_lines((OUT / "打印/全部").resolve())[1].startswith("共用印 3 枚；")
