"""What a second build makes anew after a change, and nothing else."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.yard import CAMPAIGN, Yard, anew, copy_of_program, edit, rows, states, tree

ENTRIES = 6
"""Two in each unit; entry n is in unit n modulo 3."""
_UNITS = ("东岭村村民委员会", "西河村村民委员会", "南塬村村民委员会")


@pytest.fixture
def yard(tmp_path: Path) -> Yard:
    """A campaign that has been built."""
    made = Yard.at(tmp_path, entries=ENTRIES)
    assert made.build(tmp_path / "out").code == 0
    return made


def rebuilt(yard: Yard, *options: str) -> tuple[set[str], str]:
    """What the next build writes, by path in the campaign's output, and its words."""
    out = yard.root / "out"
    before = states(out)
    ended = yard.build(out, *options)
    assert ended.code == 0, ended.screen
    after = states(out)
    made = anew(before, after)
    whole, kept = ended.reported
    assert whole - kept == len(made), ended.screen
    fresh = yard.root / "fresh"
    assert yard.build(fresh, *options, "--jobs", "1").code == 0
    expected = tree(fresh)
    assert {name: digest for name, digest in tree(out).items() if name in expected} == expected
    shutil.rmtree(fresh)
    return {name.removeprefix(f"{CAMPAIGN}/") for name in made}, ended.words


def like(files: set[str], pattern: str) -> set[str]:
    """The files whose names are like that."""
    return {name for name in files if re.fullmatch(pattern, name)}


def everything(yard: Yard) -> set[str]:
    return {name.removeprefix(f"{CAMPAIGN}/") for name in tree(yard.root / "out")}


@pytest.mark.slow
def test_nothing_changed(yard: Yard) -> None:
    assert rebuilt(yard)[0] == set()


def test_a_changed_entry(yard: Yard) -> None:
    edit(yard.campaign / "applicants.csv", "第1位", "头一位")
    made, _ = rebuilt(yard)
    assert like(made, r"推荐表/.*") == {"推荐表/01_温甲甲.docx", "推荐表/01_温甲甲.pdf"}
    assert like(made, r"打印/.*") == {
        *(f"打印/全部/{name}" for name in ("打印册.pdf", "用印清单.pdf", "用印清单.xlsx")),
        *(
            f"打印/按单位/{_UNITS[0]}/{name}"
            for name in ("打印册.pdf", "用印清单.pdf", "用印清单.xlsx")
        ),
    }
    lists = like(made, r"汇总表(/.*)?\.xlsx")
    assert lists <= {"汇总表.xlsx", f"汇总表/{_UNITS[0]}.xlsx"}
    rest = made - like(made, r"推荐表/.*|打印/.*|汇总表.*")
    assert rest in (set(), like(everything(yard), "公示/.*")), rest


@pytest.mark.slow
def test_a_removed_entry_leaves_its_files_until_told_to_prune(yard: Yard) -> None:
    file = yard.campaign / "applicants.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]), encoding="utf-8")  # the last: no number changes
    out = yard.root / "out" / CAMPAIGN
    gone = {"推荐表/06_温甲己.docx", "推荐表/06_温甲己.pdf"}
    made, words = rebuilt(yard)
    assert gone <= everything(yard)
    assert like(made, r"推荐表/.*") <= {
        "推荐表/03_温甲丙.docx",
        "推荐表/03_温甲丙.pdf",
    }  # its unit's
    assert all(Path(name).name in words for name in gone), words
    (out / "推荐表/06_温甲己.docx").write_bytes(b"changed by hand")
    before = everything(yard)
    _, words = rebuilt(yard, "--prune")
    assert before - everything(yard) == {"推荐表/06_温甲己.pdf"}
    assert (out / "推荐表/06_温甲己.docx").read_bytes() == b"changed by hand"
    assert "06_温甲己.docx" in words
    assert rows(yard.root / "out") == len(everything(yard))


@pytest.mark.slow
def test_a_changed_template(yard: Yard) -> None:
    _with_word_changed(yard.campaign / "templates/推荐表.docx", "推荐", "举荐")
    made, _ = rebuilt(yard)
    assert like(made, r"推荐表/.*") == like(everything(yard), r"推荐表/.*")
    assert like(made, r"打印/.*") == like(everything(yard), r"打印/.*")
    assert made == like(made, r"(推荐表|打印)/.*")


def _with_word_changed(template: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    assert old in body
    parts["word/document.xml"] = body.replace(old, new, 1).encode()
    with zipfile.ZipFile(template, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.slow
def test_another_folder_of_typefaces(yard: Yard) -> None:
    """A typeface that nothing uses may show nowhere; it is not known before."""
    fonts = yard.root / "fonts"
    fonts.mkdir()
    bundled = Path(__file__).parents[2] / "src/formgen/fonts/bundled"
    source = min(
        (path for path in bundled.iterdir() if path.suffix in (".otf", ".ttf")),
        key=lambda path: path.stat().st_size,
    )
    shutil.copy(source, fonts)
    made, _ = rebuilt(yard, "--fonts", str(fonts))
    printed = like(everything(yard), r".*\.pdf")
    assert like(made, r".*\.pdf") == printed
    assert not like(made, r"推荐表/.*\.docx|汇总表.*")
    assert rebuilt(yard, "--fonts", str(fonts))[0] == set()


@pytest.mark.slow
def test_another_program(tmp_path: Path) -> None:
    program = copy_of_program(tmp_path / "program")
    yard = Yard.at(tmp_path / "yard", program, entries=3)
    assert yard.build(yard.root / "out").code == 0
    assert rebuilt(yard)[0] == set()
    file = program / "formgen/run/notes.py"
    file.write_text(file.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    assert rebuilt(yard)[0] == everything(yard)


@pytest.mark.slow
@pytest.mark.parametrize(
    "harm",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(file.read_bytes()[:-1] + b"x"),
    ],
    ids=["removed", "shortened", "changed"],
)
def test_a_file_that_was_harmed(yard: Yard, harm: Callable[[Path], object]) -> None:
    harm(yard.root / "out" / CAMPAIGN / "推荐表/02_温甲乙.docx")
    assert rebuilt(yard)[0] == {"推荐表/02_温甲乙.docx"}
