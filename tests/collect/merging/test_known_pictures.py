"""A picture that a table names already keeps its name, and is not saved a second time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from formgen.campaign.kinds.pictures import open_picture, upright
from formgen.collect.collected import CollectedForm
from formgen.collect.merging import Known
from formgen.collect.saving import KnownPictures, Saved, Shelf, with_saved_pictures
from formgen.run.stores.store import FolderStore
from tests.check.generating import picture
from tests.collect.merging.made import LIN, UNITS, WEI, campaign, form, table, with_pictures

SIZE = {"宽": 60, "高": 80}
ONE, TWO, THREE = (picture("JPEG", SIZE, seed) for seed in ("one", "two", "three"))
HEADER = "姓名,照片,图片\n"


def put(folder: Path, name: str, content: bytes) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def known(folder: Path, text: str, name: str = "a.csv") -> KnownPictures:
    """The pictures of a table with that text."""
    return KnownPictures(campaign(), [_of(folder, text, name)])


def _of(folder: Path, text: str, name: str) -> Known:
    return Known.of(campaign(), folder, [table(folder, text, name)], UNITS)


def saved(
    folder: Path, one: CollectedForm, names: KnownPictures, beside: Path | None = None
) -> Saved:
    return with_saved_pictures(
        one, campaign(), Shelf(folder, FolderStore(folder).write, beside), names
    )


@pytest.fixture
def lin() -> CollectedForm:
    one = with_pictures(form("林.docx", LIN), "照片", (ONE, ""))
    return with_pictures(one, "图片", (TWO, "现场"), (THREE, "合影"))


def test_known_pictures_keep_their_names_item_by_item(tmp_path: Path, lin: CollectedForm) -> None:
    put(tmp_path, "photos/01.jpg", ONE)
    put(tmp_path, "p/三.jpg", THREE)
    names = known(tmp_path, HEADER + "林书远,photos/01.jpg,p/三.jpg|去年的合影\n")
    result = saved(tmp_path, lin, names)
    assert (result.count, result.known) == (1, 2)
    assert result.form.values["照片"].raw == "photos/01.jpg"
    assert result.form.values["图片"].raw == [
        {"文件": "收表图片/林书远_图片_1.jpg", "说明": "现场"},
        {"文件": "p/三.jpg", "说明": "合影"},
    ]
    assert [path.name for path in (tmp_path / "收表图片").iterdir()] == ["林书远_图片_1.jpg"]


@pytest.mark.parametrize("said", ["魏喆宁,photos/01.jpg,", "林书远,photos/02.jpg,", "林书远,,"])
def test_another_entrys_another_or_no_picture_is_not_taken_for_it(
    tmp_path: Path, lin: CollectedForm, said: str
) -> None:
    put(tmp_path, "photos/01.jpg", ONE)
    put(tmp_path, "photos/02.jpg", ONE[:-1] + b"\0")
    result = saved(tmp_path, lin, known(tmp_path, HEADER + said + "\n"))
    assert (result.count, result.known) == (3, 0)
    assert result.form.values["照片"].raw == "收表图片/林书远_照片.jpg"


def test_a_form_whose_name_was_changed_is_known_by_its_mark(tmp_path: Path) -> None:
    put(tmp_path, "photos/01.jpg", ONE)
    own = _of(tmp_path, HEADER + "林书远,photos/01.jpg,\n", "a.csv")
    [identifier] = own.by_identifier
    for mark, name in ((identifier, "photos/01.jpg"), ("other", "收表图片/林书元_照片.jpg")):
        one = form("林.docx", {"姓名": "林书元"}, identifier=mark)
        result = saved(
            tmp_path, with_pictures(one, "照片", (ONE, "")), KnownPictures(campaign(), [own])
        )
        assert result.form.values["照片"].raw == name


def test_a_photo_stored_turned_is_known_as_it_stands_in_forms(tmp_path: Path) -> None:
    turned = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.open(io.BytesIO(ONE)).save(turned, "JPEG", exif=exif)
    put(tmp_path, "photos/01.jpg", turned.getvalue())
    picture = open_picture(tmp_path / "photos/01.jpg", "", "")
    shown = upright(turned.getvalue(), picture)
    assert shown != turned.getvalue()
    one = with_pictures(form("林.docx", LIN), "照片", (shown, ""))
    names = known(tmp_path, HEADER + "林书远,photos/01.jpg,\n")
    assert saved(tmp_path, one, names).form.values["照片"].raw == "photos/01.jpg"


def test_a_units_own_folder_is_part_of_the_name(tmp_path: Path, lin: CollectedForm) -> None:
    put(tmp_path, "填报表/甲/照片/1.jpg", ONE)
    put(tmp_path, "照片/1.jpg", TWO)
    (tmp_path / "填报表/甲").mkdir(parents=True, exist_ok=True)
    names = known(tmp_path, HEADER + "林书远,照片/1.jpg,\n", "填报表/甲/a.csv")
    assert saved(tmp_path, lin, names).form.values["照片"].raw == "填报表/甲/照片/1.jpg"


def test_a_name_that_means_another_file_beside_the_table_is_not_used(
    tmp_path: Path, lin: CollectedForm
) -> None:
    put(tmp_path, "photos/01.jpg", ONE)
    put(tmp_path, "填报表/photos/01.jpg", TWO)
    names = known(tmp_path, HEADER + "林书远,photos/01.jpg,\n")
    result = saved(tmp_path, lin, names, tmp_path / "填报表")
    assert result.form.values["照片"].raw == "收表图片/林书远_照片.jpg"
    assert saved(tmp_path, lin, names).form.values["照片"].raw == "photos/01.jpg"


@pytest.mark.parametrize("cell", ["没有.jpg", "../01.jpg", "a.csv"])
def test_what_the_table_names_in_vain_is_no_obstacle(
    tmp_path: Path, lin: CollectedForm, cell: str
) -> None:
    names = known(tmp_path, HEADER + f"林书远,{cell},{cell}\n魏喆宁,,\n")
    assert saved(tmp_path, lin, names).count == 3
    assert saved(tmp_path, with_pictures(form("魏", WEI), "照片", (ONE, "")), names).count == 1
