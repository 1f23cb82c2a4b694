"""A template that is a link out of its folder is not read; a linked folder is its user's choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from formgen.problems import TemplateError
from formgen.templating import TemplateFolders


def test_a_link_to_a_file_elsewhere_is_refused(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "templates", tmp_path / "别处.docx"
    folder.mkdir()
    elsewhere.write_bytes(b"x")
    (folder / "推荐表.docx").symlink_to(elsewhere)
    with pytest.raises(TemplateError, match="是一个链接"):
        TemplateFolders((folder,)).find("推荐表.docx")


@pytest.mark.parametrize("name", ["../别处.docx", "../../etc/passwd"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "别处.docx").write_bytes(b"x")
    with pytest.raises(TemplateError):
        TemplateFolders((folder,)).find(name)


def test_a_folder_that_is_a_link_and_a_link_within_it_are_followed(tmp_path: Path) -> None:
    shared, folder = tmp_path / "shared", tmp_path / "templates"
    shared.mkdir()
    (shared / "推荐表.docx").write_bytes(b"x")
    (shared / "又一份.docx").symlink_to(shared / "推荐表.docx")
    folder.symlink_to(shared)
    found = TemplateFolders((folder,))
    assert found.find("推荐表.docx") == folder / "推荐表.docx"
    assert found.find("又一份.docx").is_file()
