"""FolderStore: whole files, private folders, nothing outside, nothing left behind."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path, PurePosixPath

import pytest

from formgen.problems import OutputError, UsageError
from formgen.run.stores.store import FolderStore, Written, open_store
from tests.run.storage import files_in

NAME = PurePosixPath("申报表", "01_张三.docx")
POSIX = pytest.mark.skipif(os.name == "nt", reason="modes, links and signals of POSIX")


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(params=[False, True], ids=["beside", "aside"])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> FolderStore:
    return FolderStore(tmp_path / "out", aside=request.param)


def test_a_file_is_written_with_its_folders(store: FolderStore) -> None:
    written = store.write(NAME, b"x" * 70_000)
    assert (store.root / NAME).read_bytes() == b"x" * 70_000
    assert written == store.state(NAME)
    assert written == Written(70_000, (store.root / NAME).stat().st_mtime_ns)
    assert [path.name for path in (store.root / NAME.parent).iterdir()] == ["01_张三.docx"]


def test_a_new_version_replaces_the_old_one(store: FolderStore) -> None:
    store.write(NAME, b"old and longer")
    assert store.write(NAME, b"new").size == 3
    assert store.read(NAME) == b"new"


def test_a_write_that_fails_leaves_nothing_half_done(store: FolderStore) -> None:
    (store.root / NAME).mkdir(parents=True)  # a folder stands where the file should go
    with pytest.raises(OutputError) as caught:
        store.write(NAME, b"x")
    assert caught.value.exit_code == 6
    assert "01_张三.docx" in caught.value.message
    assert not any(name.endswith(".part") for name in files_in(store.root))


def test_a_file_in_the_folders_way_is_named(store: FolderStore) -> None:
    store.root.mkdir()
    (store.root / "申报表").write_bytes(b"")
    with pytest.raises(OutputError, match="写不进去"):
        store.write(NAME, b"x")
    assert store.state(NAME) is None
    assert not store.remove(NAME, sha(b"x"))


def test_an_interrupted_write_leaves_nothing_behind(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    store.write(NAME, b"before")
    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.write(NAME, b"x")
    assert store.read(NAME) == b"before"
    assert not any(name.endswith(".part") for name in files_in(store.root))


@POSIX
def test_folders_it_makes_are_private_and_others_stay(tmp_path: Path, store: FolderStore) -> None:
    before = os.umask(0)
    try:
        tmp_path.chmod(0o755)
        store.write(NAME, b"x")
    finally:
        os.umask(before)
    made = [store.root, *(path for path in store.root.rglob("*") if path.is_dir())]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o700}
    assert tmp_path.stat().st_mode & 0o777 == 0o755


@POSIX
@pytest.mark.parametrize("link", ["申报表", ".formgen", ".formgen/parts"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, link: str) -> None:
    store = FolderStore(tmp_path / "out", aside=True)
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "parts").mkdir(parents=True)
    (elsewhere / "mine.part").write_bytes(b"mine")
    (elsewhere / NAME.name).write_bytes(b"mine")
    (store.root / link).parent.mkdir(parents=True)
    (store.root / link).symlink_to(elsewhere)
    with pytest.raises(OutputError, match="指向输出文件夹外面"):
        store.write(NAME, b"x")
    if link == "申报表":
        with pytest.raises(OutputError, match="指向输出文件夹外面"):
            store.remove(NAME, sha(b"mine"))
        assert list(store.files()) == []
    else:
        with pytest.raises(OutputError, match="指向输出文件夹外面"):
            store.sweep()
    assert files_in(elsewhere) == [NAME.name, "mine.part", "parts"]
    assert (elsewhere / NAME.name).read_bytes() == b"mine"


@POSIX
def test_a_link_in_the_files_place_is_replaced_and_one_within_is_followed(
    tmp_path: Path, store: FolderStore
) -> None:
    mine = tmp_path / "mine.docx"
    mine.write_bytes(b"mine")
    (store.root / "申报表").mkdir(parents=True)
    (store.root / NAME).symlink_to(mine)
    assert store.state(NAME) is None
    store.write(NAME, b"x")
    assert mine.read_bytes() == b"mine"
    assert (store.root / NAME).is_file()
    assert not (store.root / NAME).is_symlink()
    (store.root / "别名").symlink_to("申报表")
    store.write(PurePosixPath("别名", "02.docx"), b"y")
    assert (store.root / "申报表/02.docx").read_bytes() == b"y"


@POSIX
def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to("disk")
    FolderStore(tmp_path / "out", aside=True).write(NAME, b"x")
    assert (tmp_path / "disk" / NAME).read_bytes() == b"x"


@pytest.mark.parametrize("path", ["../x.docx", "申报表/../../x.docx", "/x.docx"])
def test_a_path_out_of_the_folder_is_refused(store: FolderStore, path: str) -> None:
    name = PurePosixPath(path)
    for act in (
        lambda: store.write(name, b"x"),
        lambda: store.read(name),
        lambda: store.state(name),
        lambda: store.remove(name, sha(b"")),
        lambda: store.inner(path),
    ):
        with pytest.raises(UsageError, match="不在输出文件夹里"):
            act()


def test_only_what_was_written_is_removed_and_empty_folders_with_it(store: FolderStore) -> None:
    deep, beside = PurePosixPath("打印/按单位/甲/册.pdf"), PurePosixPath("打印/全部.pdf")
    store.write(deep, b"x")
    store.write(beside, b"y")
    assert not store.remove(deep, sha(b"other"))
    assert store.read(deep) == b"x"
    assert store.remove(deep, sha(b"x"))
    assert not store.remove(deep, sha(b"x"))
    assert sorted(path.name for path in (store.root / "打印").iterdir()) == ["全部.pdf"]
    assert store.remove(beside, sha(b"y"))
    assert store.root.is_dir()
    assert not (store.root / "打印").exists()


def test_all_files_are_told_but_formgens_own(store: FolderStore) -> None:
    assert list(store.files()) == []
    sizes = {"a.docx": 1, "申报表/b.docx": 2, "打印/按单位/c.pdf": 3, "申报表/.formgen/d": 4}
    for name, size in sizes.items():
        store.write(PurePosixPath(name), b"x" * size)
    store.write(PurePosixPath(".formgen/manifest.sqlite"), b"")
    (store.root / "空").mkdir()
    found = dict(store.files())
    assert {str(path): written.size for path, written in found.items()} == sizes
    assert all(written == store.state(path) for path, written in found.items())
    assert sorted(store.names()) == sorted(found)


def test_reading_what_is_not_there_says_so(store: FolderStore) -> None:
    with pytest.raises(OutputError, match="读不了：找不到"):
        store.read(NAME)


def test_an_address_opens_the_same_store_in_a_process_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("out").inner("xuzhou-2023")
    store.write(NAME, b"x")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    again = open_store(store.address)
    assert again.read(NAME) == b"x"
    assert again.address == store.address
    assert (tmp_path / "out/xuzhou-2023" / NAME).is_file()
    assert FolderStore(Path("out")).address == str(tmp_path / "elsewhere/out")
    assert again.place(NAME) == str(tmp_path / "out/xuzhou-2023" / NAME)


ENDLESS = """
import sys
from pathlib import Path, PurePosixPath
from formgen.run.stores.store import FolderStore
store = FolderStore(Path(sys.argv[1]), aside=True)
number = 0
print("on", flush=True)
while True:
    number += 1
    store.write(PurePosixPath("申报表", f"{number % 7}.docx"), bytes([65 + number % 7]) * 3_000_000)
"""


@POSIX
def test_a_killed_process_leaves_whole_files_and_the_rest_is_swept(tmp_path: Path) -> None:
    """Until one has been killed in the middle of a file."""
    store = FolderStore(tmp_path / "out", aside=True)
    parts = store.root / ".formgen/parts"
    for number in range(40):
        writer = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(store.root)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"on\n"
        time.sleep(0.02 + 0.007 * number)
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        for path, written in store.files():
            assert written.size == 3_000_000
            assert set((store.root / path).read_bytes()) == {65 + int(path.stem)}
        if list(parts.glob("*.part")):
            break
    else:
        pytest.fail("none was killed in the middle of a file")
    store.sweep()
    assert list(parts.iterdir()) == []
    assert files_in(store.root / "申报表")


def test_sweeping_where_nothing_was_made_makes_nothing(store: FolderStore) -> None:
    store.sweep()
    assert not store.root.exists()


FULL = """
import sys
from pathlib import Path, PurePosixPath
from formgen.problems import OutputError
from formgen.run.stores.store import FolderStore
from formgen.run.manifest.artifacts import Artifact
from formgen.run.manifest.manifest import Manifest
store = FolderStore(Path(sys.argv[1]), aside=True)
with Manifest.open(store, "x") as manifest:
    manifest.begin()
    store.write(PurePosixPath("a/1"), b"x" * 200_000)
    try:
        store.write(PurePosixPath("a/1"), b"y" * 900_000)
    except OutputError as error:
        print(error.message)
    assert store.read(PurePosixPath("a/1")) == b"x" * 200_000
    assert list((store.root / ".formgen/parts").iterdir()) == []
    try:
        for number in range(20_000):
            path = PurePosixPath(f"a/{number}")
            manifest.record([Artifact("d", path, "0" * 64, notes="n" * 500)])
    except OutputError as error:
        print(error.message)
with Manifest.open(store, "x") as manifest:
    manifest.begin()
    manifest.complete("f", "{}")
    assert manifest.completed("f") == "{}"
"""


def test_on_a_full_disk_the_old_file_stays_and_it_is_said(tmp_path: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("no small disk can be made here")
    small = tmp_path / "small"
    small.mkdir()
    mount = 'mount -t tmpfs -o size=800k none "$1" || exit 99; exec "$2" -c "$3" "$1/out"'
    for kind in ("-m", "-rm"):
        ran = subprocess.run(
            ["unshare", kind, "sh", "-c", mount, "sh", str(small), sys.executable, FULL],
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode not in (1, 99) or "Traceback" in ran.stderr:
            break
    else:
        pytest.skip("no small disk can be made here")
    assert ran.returncode == 0, ran.stderr
    first, second = ran.stdout.splitlines()
    assert first.endswith("写不进去：磁盘满了")
    assert second.startswith("生成记录“")
    assert "磁盘满了" in second
