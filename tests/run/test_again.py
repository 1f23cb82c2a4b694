"""A second run tells and makes what a first would, and believes no file it cannot be sure of."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from formgen.campaign.kinds.pictures import open_picture
from formgen.plan import Selection
from formgen.problems import InputError, TemplateError
from formgen.run.build import build
from formgen.run.build_result import BuildResult
from formgen.run.crews.crew import Workers
from formgen.run.engines import PdfOptions
from formgen.run.ledger import Step
from formgen.run.making import Forms
from formgen.run.preparing import Wishes
from formgen.run.recipe import Recipe, maker_of
from formgen.templating import digest_of_content
from formgen.word.images import media_part
from tests.run.conftest import CASE, Formgen, edit

NAME = "reading-2025"
NAMES = ("苏禾苗", "陆𠮷堃", "阿尔娜")
ALONE = Workers(1)
WORD = Wishes(selection=Selection(formats=frozenset({"docx"})), workers=ALONE)


def digests(result: BuildResult) -> dict[str, str]:
    return {file.name: file.digest for file in result.artifacts}


def declare(campaign: Path, **said: object) -> None:
    """Let campaign.json say something else."""
    path = campaign / "campaign.json"
    definition = json.loads(path.read_text(encoding="utf-8")) | said
    path.write_text(json.dumps(definition, ensure_ascii=False), encoding="utf-8")


def declared(campaign: Path, name: str) -> list[dict[str, Any]]:
    text = (campaign / "campaign.json").read_text(encoding="utf-8")
    return list(json.loads(text)[name])


# What is published


def with_results(campaign: Path) -> Path:
    """Let the office choose who is published; returns its table of results."""
    result = {"名称": "评审结果", "类型": "单选", "选项": ["入选", "未入选"], "主办方填写": True}
    *papers, notice = declared(campaign, "文书")
    notice |= {"条件": {"评审结果": ["入选"]}}
    declare(campaign, 字段=[*declared(campaign, "字段"), result], 文书=[*papers, notice])
    table = campaign / "results.csv"
    table.write_text("姓名,评审结果\n" + "".join(f"{one},入选\n" for one in NAMES[:2]), "utf-8")
    return table


def told_of(screen: str) -> list[str]:
    """What is told of the data and of what was not made."""
    return [line.strip() for line in screen.splitlines() if " N10 " in line or "请勿使用" in line]


def test_a_notice_that_a_first_run_withholds_is_withheld_by_a_second(
    campaign: Path, formgen: Formgen
) -> None:
    asked = ("build", campaign, "--only", "公示", "--jobs", "1")
    results = with_results(campaign)
    assert formgen(*asked)[0] == 0
    with results.open("a", encoding="utf-8") as file:
        file.write("苏禾描,入选\n")
    fresh = formgen(*asked, "-o", "elsewhere")
    again = formgen(*asked)
    reasons = [line for line in told_of(fresh[1]) if " N10 " in line]
    assert reasons
    assert [line for line in told_of(again[1]) if " N10 " in line] == reasons
    assert fresh[0] == again[0] == 1
    assert any("请勿使用" in line for line in told_of(again[1])), again[1]
    assert "没有变化" not in again[1]
    assert not list(Path("elsewhere").rglob("公示.*"))


def with_side_table(campaign: Path) -> Path:
    """Give the campaign a table besides that of the entries; returns it."""
    fields = [{"名称": "期号", "类型": "整数"}, {"名称": "标题", "类型": "文本"}]
    side = {"名称": "简报", "文件": "简报.csv", "字段": fields}
    declare(campaign, 附表=[side])
    table = campaign / "简报.csv"
    table.write_text("期号,标题\n1,书香满青禾\n2,一米书架\n", encoding="utf-8")
    return table


def test_with_a_side_table_nothing_is_made_anew(campaign: Path, here: Path) -> None:
    with_side_table(campaign)
    first = build(campaign, here / "out", WORD)
    again = build(campaign, here / "out", WORD)
    assert first.kept == 0
    assert again.kept == len(first.artifacts) == 4
    assert digests(again) == digests(first)


def test_what_a_side_table_says_now_counts(campaign: Path, here: Path) -> None:
    table = with_side_table(campaign)
    build(campaign, here / "out", WORD)
    edit(table, "一米书架", "农家书屋")
    again = build(campaign, here / "out", WORD)
    assert again.kept == 3, "the public paper is searched anew for what must not be in it"


# Files that change while a run is at work


def with_another_word(content: bytes) -> bytes:
    """A template with a word more."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                assert b"</w:t>" in part
                part = part.replace(b"</w:t>", "（改）</w:t>".encode(), 1)
            target.writestr(name, part)
    return made.getvalue()


def test_a_template_saved_during_a_run_and_put_back_leaves_no_wrong_paper(
    campaign: Path, here: Path
) -> None:
    """It is saved when the forms are found to be there, and the notice is made after that."""
    template = campaign / "templates" / "公示.docx"
    before = template.read_bytes()

    def save(_step: Step) -> None:
        template.write_bytes(with_another_word(before))

    build(campaign, here / "out", WORD)
    (here / "out" / NAME / "公示/公示/公示.docx").unlink()
    first = build(campaign, here / "out", WORD, save)
    assert first.kept == 3
    assert template.read_bytes() != before
    template.write_bytes(before)
    again = build(campaign, here / "out", WORD)
    fresh = build(campaign, here / "fresh", WORD)
    assert digests(first) == digests(again) == digests(fresh)


def recipe(template: Path, digest: str) -> Recipe:
    return Recipe(
        templates=(("推荐表", template.name, template, digest),),
        author="",
        pdf=None,
        watermark="",
        page_limits=(),
        forms=Forms(NAME, frozenset()),
        program="",
        typefaces="",
    )


def test_a_template_that_is_another_than_when_the_run_began_is_refused(campaign: Path) -> None:
    template = campaign / "templates" / "推荐表.docx"
    content = template.read_bytes()
    digest = digest_of_content(content)
    maker_of(recipe(template, digest))
    copy = template.with_name("另一份.docx")
    copy.write_bytes(with_another_word(content))
    with pytest.raises(TemplateError, match=r"“另一份\.docx”在生成时被改动") as refused:
        maker_of(recipe(copy, digest))
    assert "再运行一次" in refused.value.hint
    copy.write_bytes(content)
    maker_of(recipe(copy, digest))


def photo(path: Path, colour: str) -> None:
    Image.new("RGB", (30, 40), colour).save(path, "PNG")


def test_a_photo_changed_after_the_check_is_refused(here: Path) -> None:
    path = here / "苏禾苗.png"
    photo(path, "red")
    picture = open_picture(path, "", path.name)
    assert picture.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert media_part(picture)
    photo(path, "blue")
    with pytest.raises(InputError, match=r"“苏禾苗\.png”在检查以后被改动"):
        media_part(picture)
    photo(path, "red")
    assert media_part(picture)
    path.unlink()
    with pytest.raises(InputError, match="读不出来"):
        media_part(picture)


# What the manifest knows of persons

WORD_ART = (
    '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml">'
    '<v:shape style="width:90pt;height:20pt"><v:textpath string="{{ 姓名 }}"/></v:shape>'
    "</w:pict></w:r></w:p>"
)


def with_word_art(template: Path) -> None:
    """Write a name across the template in letters that formgen does not print."""
    with zipfile.ZipFile(template) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    text = parts["word/document.xml"].decode()
    end = text.rindex("<w:sectPr")
    parts["word/document.xml"] = (text[:end] + WORD_ART + text[end:]).encode()
    with zipfile.ZipFile(template, "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)


def test_the_manifest_holds_no_name_that_a_paper_quotes(campaign: Path, here: Path) -> None:
    with_word_art(campaign / "templates" / "推荐表.docx")
    selection = Selection(documents=frozenset({"推荐表"}), formats=frozenset({"pdf"}))
    wishes = replace(WORD, selection=selection, pdf=PdfOptions())
    first = build(campaign, here / "out", wishes)
    quoted = [str(problem) for problem in first.problems if problem.code == "P03"]
    assert sorted(name for name in NAMES if any(name in one for one in quoted)) == sorted(NAMES)
    folder = here / "out" / NAME / ".formgen"
    for file in (path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        assert not [name for name in NAMES if name.encode() in content], file.name
        assert not [name for name in NAMES if json.dumps(name)[1:-1].encode() in content]
    with closing(sqlite3.connect(folder / "manifest.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM artifacts").fetchone()[0] >= 3
    again = build(campaign, here / "out", wishes)
    assert [str(one) for one in again.problems] == [str(one) for one in first.problems]


# What is refused, is refused always

TOGETHER = {
    "both ways to share the work": ("--jobs", "2", "--cluster", "tcp://127.0.0.1:1"),
    "old files of a part": ("--prune", "--only", "推荐表"),
    "old files of a format": ("--prune", "--format", "docx"),
    "old files of a unit": ("--prune", "--unit", "东岭村村民委员会"),
    "old files of drafts": ("--prune", "--force"),
    "old files of empty forms": ("--prune", "--blank"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a campaign of which all that TOGETHER asks for is there."""
    folder = tmp_path_factory.mktemp("made")
    campaign = Path(shutil.copytree(CASE, folder / "campaign"))
    build(campaign, folder / "output", replace(WORD, selection=Selection()))
    return folder


@pytest.mark.parametrize("asked", TOGETHER.values(), ids=TOGETHER)
def test_what_cannot_be_had_together_is_refused_every_time(
    asked: tuple[str, ...], made: Path, formgen: Formgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made)
    before = {path: path.stat().st_mtime_ns for path in made.rglob("*")}
    fresh = formgen("build", "campaign", "-o", "fresh", *asked)
    again = formgen("build", "campaign", *asked)
    assert fresh[0] == again[0] == 2
    assert fresh[1] == again[1]
    assert asked[0] in again[1]
    assert {path: path.stat().st_mtime_ns for path in made.rglob("*")} == before


def test_old_files_of_everything_are_removed(made: Path, formgen: Formgen) -> None:
    copy = Path(shutil.copytree(made, made.parent / "copy"))
    assert formgen("build", copy / "campaign", "-o", copy / "output", "--prune")[0] == 0
