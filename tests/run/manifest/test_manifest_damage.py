"""A manifest that is damaged, later, locked or read-only: it is said, and no code is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath

import pytest

from formgen.problems import OutputError
from formgen.run.manifest.artifacts import Artifact
from formgen.run.manifest.home import MANIFEST
from formgen.run.manifest.manifest import Manifest
from formgen.run.manifest.tables import Tracked
from formgen.run.stores.store import FolderStore
from tests.run.manifests import CODES, FIRST, made, reopened
from tests.run.storage import files_in


@pytest.fixture
def tracked(built: FolderStore) -> FolderStore:
    with reopened(built) as manifest:
        manifest.track(CODES)
    return built


def page_of(file: Path, table: str) -> tuple[int, int]:
    """Where the first page of a table begins in a file, and the size of a page."""
    with closing(sqlite3.connect(file)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (page,) = connection.execute(query, (table,)).fetchone()
    return (page - 1) * size, size


def overwrite(file: Path, place: int, content: bytes) -> None:
    with file.open("r+b") as stream:
        stream.seek(place)
        stream.write(content)


def damages(file: Path) -> Iterator[tuple[str, bytes]]:
    """Kinds of damage, each as the bytes of the whole file."""
    whole = file.read_bytes()
    place, size = page_of(file, "artifacts")
    yield "page", whole[:place] + b"\xff" * size + whole[place + size :]
    yield "garbage", b"\x00\x01 no database" * 1000
    yield "cut", whole[: len(whole) // 2 + 100]
    yield "header", b"SQLite format 4" + whole[15:]


@pytest.mark.parametrize("number", range(4), ids=["page", "garbage", "cut", "header"])
def test_a_damaged_manifest_is_set_aside_and_said(tracked: FolderStore, number: int) -> None:
    file = tracked.root / MANIFEST
    name, content = list(damages(file))[number]
    file.write_bytes(content)
    with reopened(tracked) as manifest:
        (notice,) = manifest.notices
        assert "损坏，已改名为 manifest.damaged" in notice
        assert (file.parent / "manifest.damaged").read_bytes() == content
        codes = manifest.tracking()
        if name == "page":
            assert codes == CODES
            assert "50 个跟踪码都已取回" in notice
        else:
            assert codes.items() <= CODES.items()
            assert f"跟踪码取回了 {len(codes)} 个，可能不全" in notice
        manifest.begin()
        assert manifest.current(FIRST, "aa") is None
        assert list(manifest.earlier()) == []
        manifest.record([made(tracked, FIRST, b"1")])
    with reopened(tracked) as manifest:
        assert manifest.notices == ()
        assert manifest.current(FIRST, "aa") is not None
        assert manifest.tracking() == codes


def test_codes_around_a_damaged_page_are_read_from_both_ends(store: FolderStore) -> None:
    many = {f"AB{number:08}": Tracked("推荐表", f"{number:064x}") for number in range(5000)}
    with reopened(store) as manifest:
        manifest.track(many)
    file = store.root / MANIFEST
    _, size = page_of(file, "tracking")
    content = file.read_bytes()
    in_middle = content.index(f"{2500:064x}".encode()) // size * size
    overwrite(file, in_middle, b"\xff" * size)
    with reopened(store) as manifest:
        found = manifest.tracking()
        assert found.items() <= many.items()
        assert 4_900 < len(found) < 5_000
        assert f"取回了 {len(found)} 个，可能不全" in manifest.notices[0]


def test_two_damaged_manifests_are_both_kept(tracked: FolderStore) -> None:
    file = tracked.root / MANIFEST
    for number in (1, 2):
        file.write_bytes(b"damaged %d" % number * 100)
        reopened(tracked).close()
    assert (file.parent / "manifest.damaged").read_bytes() == b"damaged 1" * 100
    assert (file.parent / "manifest-2.damaged").read_bytes() == b"damaged 2" * 100


def test_damage_found_while_running_stops_the_run_and_the_next_goes_on(
    store: FolderStore,
) -> None:
    """Of a file too large to be checked whole when it is opened."""
    with reopened(store) as manifest:
        manifest.begin()
        manifest.track(CODES)
        note = "n" * 900
        paths = [PurePosixPath(f"{number}") for number in range(20_000)]
        manifest.record([Artifact("d", path, "0" * 64, "aa", 0, 0, note) for path in paths])
    file = store.root / MANIFEST
    place, size = page_of(file, "artifacts")
    assert file.stat().st_size > 16 * 2**20
    overwrite(file, place, b"\xff" * size)
    with pytest.raises(OutputError) as caught, reopened(store) as manifest:
        manifest.begin()
        for path in paths:
            manifest.current(path, "aa")
    assert "生成记录在运行中损坏" in caught.value.message
    assert "50 个跟踪码都已取回" in caught.value.hint
    assert "请再运行一次" in caught.value.hint
    with reopened(store) as manifest:
        manifest.begin()
        assert manifest.current(paths[0], "aa") is None
        assert manifest.tracking() == CODES


def test_a_manifest_of_a_later_formgen_is_left_alone(built: FolderStore) -> None:
    file = built.root / MANIFEST
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 2")
    before = file.read_bytes()
    with pytest.raises(OutputError, match="更新版本的 formgen") as caught:
        reopened(built)
    assert "升级" in caught.value.hint
    assert file.read_bytes() == before


def test_somebody_elses_database_is_set_aside(store: FolderStore) -> None:
    store.make_private(MANIFEST)
    with closing(sqlite3.connect(store.root / MANIFEST)) as connection:
        connection.execute("CREATE TABLE photos (name TEXT)")
    with reopened(store) as manifest:
        assert len(manifest.notices) == 1
    assert files_in(store.root) == [".formgen/manifest.damaged", ".formgen/manifest.sqlite"]


def test_a_file_that_another_process_keeps_is_said(
    built: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formgen.run.manifest.tables._PATIENCE", 0.1)
    with closing(sqlite3.connect(built.root / MANIFEST)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OutputError, match="正被另一次运行使用"), reopened(built) as manifest:
            manifest.begin()
        other.execute("ROLLBACK")
    with reopened(built) as manifest:
        assert manifest.completed("same") == '{"made":2}'


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_in_the_manifests_place_is_not_written_through(
    tmp_path: Path, store: FolderStore
) -> None:
    mine = tmp_path / "mine.sqlite"
    store.make_private(MANIFEST)
    (store.root / MANIFEST).symlink_to(mine)
    with pytest.raises(OutputError, match="是一个链接"):
        reopened(store)
    assert not mine.exists()


READ_ONLY = """
import sys
from pathlib import Path
from formgen.problems import OutputError
from formgen.run.manifest.manifest import Manifest
from formgen.run.stores.store import FolderStore
with Manifest.open(FolderStore(Path(sys.argv[1]), aside=True), "x") as manifest:
    print(manifest.completed("same"))
    try:
        manifest.begin()
    except OutputError as error:
        print(error.message)
try:
    Manifest.open(FolderStore(Path(sys.argv[1], "new"), aside=True), "x")
except OutputError as error:
    print(error.message)
"""


def test_a_read_only_folder_is_read_and_writing_is_refused(built: FolderStore) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("no read-only disk can be made here")
    mount = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 99; '
    mount += 'exec "$2" -c "$3" "$1"'
    for kind in ("-m", "-rm"):
        command = ["unshare", kind, "sh", "-c", mount, "sh", str(built.root)]
        ran = subprocess.run(
            [*command, sys.executable, READ_ONLY], capture_output=True, text=True, check=False
        )
        if ran.returncode not in (1, 99) or "Traceback" in ran.stderr:
            break
    else:
        pytest.skip("no read-only disk can be made here")
    assert ran.returncode == 0, ran.stderr
    summary, begun, opened = ran.stdout.splitlines()
    assert summary == '{"made":2}'
    assert begun.endswith("写不进去：没有权限，或磁盘是只读的")
    assert opened.endswith("写不进去：磁盘是只读的")


def test_a_reader_without_the_lock_changes_nothing_and_waits_for_nobody(
    built: FolderStore, tmp_path: Path
) -> None:
    file = built.root / MANIFEST
    before = file.read_bytes()
    assert Manifest.peek(built, "same") == '{"made":2}'
    assert Manifest.peek(built, "other") is None
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert Manifest.peek(built, "same") is None
    assert file.read_bytes() == before
    file.write_bytes(b"damaged" * 100)
    assert Manifest.peek(built, "same") is None
    assert files_in(file.parent) == ["manifest.sqlite", "parts"]
    nowhere = FolderStore(tmp_path / "nowhere", aside=True)
    assert Manifest.peek(nowhere, "same") is None
    assert not nowhere.root.exists()
