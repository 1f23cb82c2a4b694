"""Sets as tasks: small, picklable, and made alike in any process."""

from __future__ import annotations

import hashlib
import io
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from formgen.campaign import Campaign
from formgen.check import CampaignData, Checked
from formgen.layout.printing import Printed, Printer
from formgen.plan import Selection, plan
from formgen.plan.sets import plan_sets
from formgen.problems import EnvironmentLackError, TemplateError
from formgen.run.kept import packed
from formgen.run.making import Maker
from formgen.run.sets.press_sets import make_set
from formgen.run.sets.pressed import Pressed
from formgen.run.sets.set_tasks import SetTask, SetTasks
from formgen.templating import TemplateFolders, bundled_templates
from tests.campaign.test_load import MINIMAL
from tests.plan.test_jobs import ENTRIES, FIELDS, UNITS
from tests.word.making import cell, docx, row, table

COMMON = TemplateFolders((bundled_templates() / "通用",))
FORM = {
    "名称": "申报表",
    "模板": ["申报表.docx"],
    "范围": ["每份申报"],
    "份数": 2,
    "双面": True,
    "用印": [
        {"位置": "推荐单位意见", "印章": ["推荐单位", "县委宣传部"]},
        {"位置": "单位党组织意见", "印章": ["党组织"], "条件": {"类别": ["甲类"]}},
    ],
}
LIST = {
    "名称": "汇总表",
    "模板": ["汇总表.docx"],
    "范围": ["每个单位", "整个活动"],
    "用印": [{"位置": "推荐单位意见", "印章": ["推荐单位"]}],
}
CODES = {PurePosixPath("申报表/01_丁一.pdf"): "K7QF2M9XPA"}
FILES = ["打印册.pdf", "用印清单.pdf", "用印清单.xlsx"]
OTHER_PROCESS = """
import hashlib, pickle, sys
from formgen.layout.printing import Printer
from formgen.run.making import Maker
from formgen.run.sets.press_sets import make_set
task, papers = pickle.load(sys.stdin.buffer)
pressed = make_set(task, papers, Maker({}, "主办", Printer.open()))
print(*(hashlib.sha256(file.content).hexdigest() for file in pressed.files))
"""


def tasks(password: str = "", folders: TemplateFolders = COMMON) -> dict[str, SetTask]:
    """The tasks of three units' and everybody's sets, by name."""
    campaign = Campaign.model_validate(
        MINIMAL | {"单位字段": "推荐单位", "字段": FIELDS, "文书": [FORM, LIST]}
    )
    data = CampaignData(UNITS, Checked(ENTRIES, (), ()), {}, ())
    maker = SetTasks.of(campaign, data, folders, CODES, password)
    plans = plan_sets(campaign, data, Selection(), plan(campaign, data, Selection()))
    return {one.name: maker.task(one) for one in plans}


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker({}, "主办", Printer.open())


@pytest.fixture(scope="module")
def paper(maker: Maker) -> Printed:
    """A form with two places to be stamped."""
    assert maker.engine is not None
    places = ("推荐单位意见", "单位党组织意见")
    rows = [row(cell(place), cell("同意推荐。", "（盖章）")) for place in places]
    return maker.engine.print(docx(table(*rows, widths=(2000, 6000))))


def pressed_of(task: SetTask, paper: Printed, maker: Maker) -> Pressed:
    return make_set(task, [packed(paper)] * len(task.papers), maker)


def test_a_task_says_whose_seals_go_where() -> None:
    south = tasks()["南市"]
    said = [(one.document, one.subject, one.own, one.copies, one.note) for one in south.papers]
    assert said == [
        ("申报表", "丁一", True, 2, "K7QF2M9XPA"),
        ("申报表", "李四", True, 2, ""),
        ("汇总表", "南市", True, 1, ""),
    ]
    seals = [(seal.place, seal.stamps, seal.applies) for seal in south.papers[0].seals]
    assert seals == [
        ("推荐单位意见", ("南市", "县委宣传部"), True),
        ("单位党组织意见", ("党组织",), False),
    ]
    whole = tasks()["全部"]
    form, own = (next(p for p in whole.papers if p.subject == s) for s in ("王/三", whole.campaign))
    assert [seal.applies for seal in form.seals] == [True, True]
    assert (own.own, own.seals[0].stamps) == (False, ("推荐单位",)), "a field stands for no one"
    assert whole.fields == ("推荐单位",)


def test_a_task_is_small_and_has_no_values_of_entries() -> None:
    task = tasks("密码 1")["全部"]
    sent = pickle.dumps(task)
    assert pickle.loads(sent) == task
    assert len(sent) < 4000
    assert "秘密" not in sent.decode(errors="replace")
    assert repr(task) == repr(tasks("密码 2")["全部"]), "no password in any digest or message"


def test_a_template_that_is_not_there_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="找不到模板“用印清单"):
        tasks(folders=TemplateFolders((tmp_path,)))


def test_another_process_makes_the_same_set(maker: Maker, paper: Printed) -> None:
    task = tasks()["南市"]
    papers = [packed(paper)] * 3
    ended = subprocess.run(
        [sys.executable, "-c", OTHER_PROCESS],
        input=pickle.dumps((task, papers)),
        capture_output=True,
        check=True,
    )
    here = make_set(task, papers, maker)
    digests = [hashlib.sha256(file.content).hexdigest() for file in here.files]
    assert ended.stdout.decode().split() == digests
    assert here.made is not None
    # Two forms twice with two seals each, and the list with its own and one nobody declared.
    assert (here.made.pages, here.made.sheets, here.made.seals) == (12, 6, 10)


def test_the_list_of_seals_has_what_the_task_says(maker: Maker, paper: Printed) -> None:
    pressed = pressed_of(tasks()["全部"], paper, maker)
    sheet: Any = openpyxl.load_workbook(io.BytesIO(pressed.files[2].content)).active
    rows = [[str(value) for value in line] for line in sheet.iter_rows(values_only=True)]
    stamps = {row[4] for row in rows if "推荐单位意见" in row}
    assert stamps == {"南市、县委宣传部", "北/市、县委宣传部", "推荐单位、县委宣传部", "推荐单位"}
    assert sum("单位党组织意见" in row for row in rows) == 2 + 1, "two of 甲类, one undeclared"


def test_a_paper_that_is_missing_keeps_the_set_back(maker: Maker, paper: Printed) -> None:
    task = tasks()["南市"]
    data = packed(paper)
    pressed = make_set(task, [data, b"", b""], maker)
    assert (pressed.made, pressed.files) == (None, ())
    (problem,) = pressed.problems
    details = {"name": "南市", "count": 2, "first": "12_李四.pdf"}
    assert (problem.code, problem.details) == ("P11", details)
    assert [path.name for path in pressed.withheld] == [
        "打印册.pdf",
        "用印清单.pdf",
        "用印清单.xlsx",
    ]
    with pytest.raises(ValueError, match="zip"):
        make_set(task, [data], maker)


def test_papers_laid_out_here_need_the_engine_that_has_their_typefaces(
    maker: Maker, paper: Printed
) -> None:
    with pytest.raises(EnvironmentLackError, match="没有排版时用的字体"):
        pressed_of(tasks()["南市"], paper, replace(maker, engine=None))


def test_with_a_password_the_pdfs_are_sealed_and_the_workbook_left_away(
    maker: Maker, paper: Printed
) -> None:
    plain = pressed_of(tasks()["南市"], paper, maker)
    locked = pressed_of(tasks("开 Sesame")["南市"], paper, maker)
    assert [file.path.name for file in plain.files] == [
        "打印册.pdf",
        "用印清单.pdf",
        "用印清单.xlsx",
    ]
    assert (plain.unsealed, locked.unsealed) == ((), (plain.files[2].path,))
    assert locked.made == plain.made
    assert [file.path for file in locked.files] == [file.path for file in plain.files[:2]]
    for sealed, unsealed in zip(locked.files, plain.files, strict=False):
        reader = PdfReader(io.BytesIO(sealed.content))
        assert not reader.decrypt("sesame")
        assert reader.decrypt("开 Sesame")
        expected = [page.extract_text() for page in PdfReader(io.BytesIO(unsealed.content)).pages]
        assert [page.extract_text() for page in reader.pages] == expected
