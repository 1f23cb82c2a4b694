"""Generated batches: sound, the same every time, no two files alike; the peer makes the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.batches import write_batch
from benchmarks.peer import DocxtplPeer, PhotoFile, make_workbook
from benchmarks.peer_batch import differences, write_peer_batch

from formgen.campaign import load_campaign
from formgen.check import check_data
from formgen.plan import Selection, plan
from formgen.templating import TemplateFolders, compiled

COUNT = 7


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_batch(tmp_path_factory.mktemp("batch") / "many", COUNT)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_the_check_finds_nothing_wrong_with_a_batch(batch: Path) -> None:
    data = check_data(load_campaign(batch), batch)
    assert data.problems == ()
    assert len(data.applicants.entries) == COUNT


def test_a_batch_is_the_same_every_time_and_no_two_files_are(batch: Path, tmp_path: Path) -> None:
    again = contents(write_batch(tmp_path / "again", COUNT))
    assert again == contents(batch)
    assert len(again) == 3 + 3 * COUNT
    assert len(set(again.values())) == len(again)


def test_batches_of_other_numbers_have_nothing_in_common(batch: Path, tmp_path: Path) -> None:
    other = contents(write_batch(tmp_path / "other", COUNT, first=COUNT))
    own = contents(batch)
    assert set(own) & set(other) == {"campaign.json", "units.csv", "applicants.csv"}
    assert set(own.values()) & set(other.values()) == {own["campaign.json"]}


def made_by_the_peer(batch: Path, out: Path) -> list[Path]:
    """What the peer makes without LibreOffice."""
    files = write_peer_batch(batch, out / "batch.json")
    told = json.loads((out / "batch.json").read_text(encoding="utf-8"))
    for paper in told["papers"]:
        template, path = Path(paper["template"]), out / paper["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        context = paper["context"] | {"活动": told["活动"]}
        if "照片" in context:
            context["照片"] = PhotoFile(**context["照片"])
        if path.suffix == ".xlsx":
            make_workbook(template, context, path)
        else:
            DocxtplPeer(template).make(context, path)
    return [file for file in files if file.suffix != ".pdf"]


def make_ours(batch: Path, out: Path, files: list[Path]) -> None:
    campaign = load_campaign(batch)
    folders = TemplateFolders.of(batch, campaign.id)
    for job in plan(campaign, check_data(campaign, batch), Selection()):
        if Path(job.path) in files:
            path = out / job.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(compiled(folders.find(job.template)).render(job.context))


def test_the_peer_makes_papers_of_the_same_texts(batch: Path, tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    theirs.mkdir()
    files = made_by_the_peer(batch, theirs)
    make_ours(batch, ours, files)
    assert {file.suffix for file in files} == {".docx", ".xlsx"}
    assert len(files) == COUNT + 3 * 2 + 1
    assert list(differences(ours, theirs, files)) == []


def test_a_difference_is_told(batch: Path, tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    theirs.mkdir()
    files = made_by_the_peer(batch, theirs)
    make_ours(batch, ours, files)
    for ending in (".docx", ".xlsx"):
        one, other = [file for file in files if file.suffix == ending][:2]
        (ours / one).write_bytes((ours / other).read_bytes())
        (told,) = differences(ours, theirs, [one, other])
        assert told.startswith(str(one))
