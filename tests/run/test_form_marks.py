"""Forms that come back say what they were made of; papers that stay or are published do not."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from formgen.ooxml import read_package
from tests.run.conftest import Formgen, edit

CASE_ID = "reading-2025"


def marks(path: Path) -> dict[str, str]:
    """A Word file's custom properties."""
    content = read_package(path.read_bytes()).parts.get("docProps/custom.xml")
    if content is None:
        return {}
    return {
        str(one.get("name")): "".join(map(str, one.itertext())) for one in etree.fromstring(content)
    }


def made(folder: Path) -> Mapping[str, dict[str, str]]:
    """The custom properties of every Word file below a folder."""
    files = sorted((folder / CASE_ID).rglob("*.docx"))
    return {path.relative_to(folder / CASE_ID).as_posix(): marks(path) for path in files}


def template_digest(campaign: Path) -> str:
    content = (campaign / "templates" / "推荐表.docx").read_bytes()
    return hashlib.sha256(content).hexdigest()[:12]


def test_each_form_says_its_entry_and_public_papers_say_nothing(
    formgen: Formgen, campaign: Path, tmp_path: Path
) -> None:
    assert formgen("build", campaign, "-o", tmp_path / "o", "--format", "docx")[0] == 0
    files = made(tmp_path / "o")
    forms = {name: said for name, said in files.items() if name.startswith("推荐表/")}
    assert len(forms) == 3
    for said in forms.values():
        assert said["formgen.活动"] == CASE_ID
        assert said["formgen.文书"] == "推荐表"
        assert said["formgen.模板"] == template_digest(campaign)
        assert re.fullmatch(rf"{CASE_ID}-[0-9a-f]{{12}}", said["formgen.申报"])
    assert len({said["formgen.申报"] for said in forms.values()}) == 3
    others = {name: said for name, said in files.items() if name not in forms}
    assert any("公示" in name for name in others)
    assert not any(others.values())


def test_an_empty_form_says_all_but_the_entry(
    formgen: Formgen, campaign: Path, tmp_path: Path
) -> None:
    assert formgen("build", campaign, "-o", tmp_path / "o", "--format", "docx", "--blank")[0] == 0
    said = {"活动": CASE_ID, "文书": "推荐表", "模板": template_digest(campaign)}
    assert made(tmp_path / "o") == {
        "空白表/推荐表.docx": {f"formgen.{key}": value for key, value in said.items()}
    }


@pytest.mark.parametrize(("option", "top"), [("--force", "草稿"), ("--prefill", "预填")])
def test_drafts_and_prefilled_forms_say_the_same_as_finished_ones(
    formgen: Formgen, campaign: Path, tmp_path: Path, option: str, top: str
) -> None:
    formgen("build", campaign, "-o", tmp_path / "o", "--format", "docx")
    finished = made(tmp_path / "o")["推荐表/01_苏禾苗.docx"]
    formgen("build", campaign, "-o", tmp_path / "o", "--format", "docx", option)
    again = {name: said for name, said in made(tmp_path / "o").items() if name.startswith(top)}
    assert [said for name, said in again.items() if "01_苏禾苗" in name] == [finished]


def test_certificates_and_lists_say_nothing(
    formgen: Formgen, campaign: Path, tmp_path: Path
) -> None:
    data = json.loads((campaign / "campaign.json").read_text(encoding="utf-8"))
    data["文书"][0]["单独成册"] = True
    (campaign / "campaign.json").write_text(json.dumps(data), encoding="utf-8")
    assert formgen("build", campaign, "-o", tmp_path / "o", "--format", "docx")[0] == 0
    files = made(tmp_path / "o")
    assert "推荐表/01_苏禾苗.docx" in files
    assert not any(files.values())


def test_another_template_is_another_version(
    formgen: Formgen, campaign: Path, tmp_path: Path
) -> None:
    template = campaign / "templates" / "推荐表.docx"
    formgen("build", campaign, "-o", tmp_path / "o", "--format", "docx")
    first = made(tmp_path / "o")["推荐表/01_苏禾苗.docx"]
    edit(campaign / "campaign.json", "推荐表.docx", "新表.docx")
    # Bytes behind the end of a zip file change the file and nothing of its content.
    comment = template.read_bytes()[:-2] + b"\x01\x00x"
    (campaign / "templates" / "新表.docx").write_bytes(comment)
    formgen("build", campaign, "-o", tmp_path / "o", "--format", "docx")
    second = made(tmp_path / "o")["推荐表/01_苏禾苗.docx"]
    assert first.pop("formgen.模板") != second.pop("formgen.模板")
    assert first == second
