"""The manifest: what runs made, kept in one file that says nothing of persons."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import unicodedata
from contextlib import closing
from pathlib import Path, PurePosixPath

import pytest

from formgen.run.manifest.artifacts import artifact
from formgen.run.manifest.home import MANIFEST
from formgen.run.manifest.manifest import Manifest
from formgen.run.manifest.tables import Tracked
from formgen.run.stores.store import FolderStore, open_store
from tests.run.manifests import CODES, FIRST, SECOND, made, reopened, run


def test_what_was_made_of_the_same_is_current_until_its_bytes_change(store: FolderStore) -> None:
    with reopened(store) as manifest:
        manifest.begin()
        first = made(store, FIRST, b"1")
        manifest.record([first])
        assert manifest.current(FIRST, "aa") == first
    with reopened(store) as manifest:
        manifest.begin()
        assert manifest.current(FIRST, "aa") == first
        assert manifest.current(FIRST, "ab") is None
        assert manifest.current(SECOND, "aa") is None
        file = store.root / FIRST
        os.utime(file, ns=(7, 7))  # copied: the bytes are the same
        found = manifest.current(FIRST, "aa")
        assert found is not None
        assert (found.modified, found.digest) == (7, first.digest)
        file.write_bytes(b"2")
        assert manifest.current(FIRST, "aa") is None
        file.write_bytes(b"11")
        assert manifest.current(FIRST, "aa") is None
        file.unlink()
        assert manifest.current(FIRST, "aa") is None


def test_what_must_be_made_anew_is_never_current(store: FolderStore) -> None:
    with reopened(store) as manifest:
        manifest.begin()
        manifest.record([made(store, FIRST, b"1", inputs="")])
        assert manifest.current(FIRST, "") is None


def test_a_file_made_again_counts_once(store: FolderStore) -> None:
    with reopened(store) as manifest:
        manifest.begin()
        manifest.record([made(store, FIRST, b"1"), made(store, FIRST, b"3", inputs="cc")])
        manifest.keep([made(store, FIRST, b"3", inputs="cc")])
        assert manifest.current(FIRST, "aa") is None
        manifest.complete("f", "{}")
        assert manifest.completed("f") == "{}"
    assert rows(store) == 1


def rows(store: FolderStore) -> int:
    with closing(sqlite3.connect(store.root / MANIFEST)) as connection:
        return int(connection.execute("SELECT count(*) FROM artifacts").fetchone()[0])


def test_a_file_is_known_though_it_is_gone_but_not_what_it_was_made_of(built: FolderStore) -> None:
    (built.root / FIRST).unlink()
    with reopened(built) as manifest:
        manifest.record([made(built, SECOND, b"2", inputs="")])
        assert manifest.knows(FIRST)
        assert not manifest.knows(SECOND), "it is made anew each time"
        assert not manifest.knows(PurePosixPath("公示.docx"))


def test_a_path_is_the_same_however_its_characters_are_composed(store: FolderStore) -> None:
    composed = PurePosixPath(unicodedata.normalize("NFC", "Zoë ệ.docx"))
    apart = PurePosixPath(unicodedata.normalize("NFD", "Zoë ệ.docx"))
    assert composed != apart
    with reopened(store) as manifest:
        manifest.begin()
        written = made(store, apart, b"1")
        manifest.record([made(store, composed, b"1")])
        manifest.record([written])
    assert rows(store) == 1


def test_a_completed_run_is_known_while_all_of_it_is_there(built: FolderStore) -> None:
    with reopened(built) as manifest:
        assert manifest.completed("same") == '{"made":2}'
        assert manifest.completed("other") is None
        (built.root / "说明.txt").write_text("a file of the user's")
        assert manifest.completed("same") == '{"made":2}'
    (built.root / SECOND).rename(built.root / "away")
    with reopened(built) as manifest:
        assert manifest.completed("same") is None
    (built.root / "away").rename(built.root / SECOND)
    with reopened(built) as manifest:
        assert manifest.completed("same") == '{"made":2}'
    os.utime(built.root / FIRST, ns=(7, 7))
    with reopened(built) as manifest:
        assert manifest.completed("same") is None


def test_a_run_that_broke_off_is_not_completed_whatever_it_made(built: FolderStore) -> None:
    with reopened(built) as manifest:
        manifest.begin()
        known = [manifest.current(path, "aa") for path in (FIRST, SECOND)]
        manifest.keep(one for one in known if one is not None)
    with reopened(built) as manifest:
        assert manifest.completed("same") is None


def test_earlier_files_are_told_until_made_kept_or_forgotten(built: FolderStore) -> None:
    third = PurePosixPath("公示/名单.pdf")
    with reopened(built) as manifest:
        manifest.begin()
        assert {path for path, _ in manifest.earlier()} == {FIRST, SECOND}
        manifest.record([made(built, third, b"3")])
        kept = manifest.current(FIRST, "aa")
        assert kept is not None
        manifest.keep([kept])
        assert list(manifest.earlier()) == [(SECOND, hashlib.sha256(b"2").hexdigest())]
        manifest.complete("f", "{}")
        assert manifest.completed("f") == "{}"
    with reopened(built) as manifest:
        assert manifest.completed("f") == "{}"
        manifest.begin()
        manifest.forget(SECOND)
        assert {path for path, _ in manifest.earlier()} == {FIRST, third}
        (built.root / FIRST).unlink()
        assert [path for path, _ in manifest.earlier()] == [third]


def test_codes_stay_and_a_later_meaning_replaces_an_earlier(store: FolderStore) -> None:
    with reopened(store) as manifest:
        assert manifest.tracking() == {}
        manifest.track(CODES)
    first = next(iter(CODES))
    with reopened(store) as manifest:
        manifest.begin()
        manifest.track({first: Tracked("申报表", "ff")})
        assert manifest.tracking() == CODES | {first: Tracked("申报表", "ff")}


def test_no_path_and_no_name_stands_in_the_folder_in_clear(built: FolderStore) -> None:
    content = (built.root / MANIFEST).read_bytes()
    for said in ("张三", "01_", "docx", hashlib.sha256(str(FIRST).encode()).hexdigest()):
        assert said.encode() not in content
    assert hashlib.sha256(str(FIRST).encode()).digest() not in content
    unsalted = hashlib.blake2b(str(FIRST).encode(), digest_size=16).digest()
    assert unsalted not in content


def test_every_manifest_has_a_salt_of_its_own(tmp_path: Path) -> None:
    salts = []
    for name in ("a", "b"):
        store = FolderStore(tmp_path / name, aside=True)
        with reopened(store) as manifest:
            salts.append(manifest.salt)
        with reopened(store) as manifest:
            assert manifest.salt == salts[-1]
    assert salts[0] != salts[1]
    assert {len(salt) for salt in salts} == {32}


KILLED = """
import os, signal, sys, time
from pathlib import Path, PurePosixPath
from formgen.run.manifest.artifacts import Artifact
from formgen.run.manifest.manifest import Manifest
from formgen.run.stores.store import FolderStore
manifest = Manifest.open(FolderStore(Path(sys.argv[1]), aside=True), "x")
manifest.begin()
def record(first):
    paths = [PurePosixPath(f"{number}") for number in range(first, first + 5000)]
    manifest.record([Artifact("d", path, "0" * 64, "aa") for path in paths])
record(0)
time.sleep(0.6)
record(5000)
record(10000)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_run_loses_no_more_than_half_a_second(store: FolderStore) -> None:
    ran = subprocess.run([sys.executable, "-c", KILLED, str(store.root)], check=False)
    assert ran.returncode == -signal.SIGKILL
    with reopened(store) as manifest:
        assert manifest.notices == ()
        manifest.begin()
        manifest.record([made(store, FIRST, b"1")])
    assert rows(store) == 10_001


def earlier_formgen(store: FolderStore, body: object, name: str = "manifest.json") -> Path:
    """What a formgen before this wrote."""
    file = store.root / ".formgen" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    return file


def test_the_manifest_of_an_earlier_formgen_is_taken_over_and_removed(store: FolderStore) -> None:
    for path, content in {FIRST: b"1", SECOND: b"2"}.items():
        store.write(path, content)
    one, two = (hashlib.sha256(content).hexdigest() for content in (b"1", b"2"))
    tracking = {"AB12345678": {"document": "推荐表", "entry": "0f"}}
    artifacts = {str(FIRST): one, str(SECOND): two, "公示.docx": one, "坏": "no digest", "数": 7}
    file = earlier_formgen(store, {"campaign": "x", "artifacts": artifacts, "tracking": tracking})
    assert Manifest.exists(store)
    with reopened(store) as manifest:
        assert not file.exists()
        assert manifest.tracking() == {"AB12345678": Tracked("推荐表", "0f")}
        manifest.begin()
        assert manifest.current(FIRST, "") is None
        assert dict(manifest.earlier()) == {FIRST: one, SECOND: two}
        manifest.record([made(store, FIRST, b"1")])
        assert dict(manifest.earlier()) == {SECOND: two}
    earlier_formgen(store, {"artifacts": {str(FIRST): two}})  # what is newer stays
    with reopened(store) as manifest:
        assert manifest.current(FIRST, "aa") is not None


def test_a_damaged_manifest_of_an_earlier_formgen_is_kept_and_said(store: FolderStore) -> None:
    for text in ('{"artifacts": {', "[]", "[" * 100_000):
        earlier_formgen(store, {}).write_text(text)
        with reopened(store) as manifest:
            (notice,) = manifest.notices
        assert "manifest.json.damaged" in notice
        assert (store.root / ".formgen/manifest.json.damaged").read_text() == text
        assert not (store.root / ".formgen/manifest.json").exists()


def test_lists_of_problems_are_apart_from_what_a_build_made(built: FolderStore) -> None:
    folder = PurePosixPath("检查结果")
    one, two = folder / "问题清单.xlsx", folder / "按单位/甲/问题清单.xlsx"
    digests = {one: hashlib.sha256(b"p").hexdigest(), two: hashlib.sha256(b"q").hexdigest()}
    with reopened(built) as manifest:
        assert list(manifest.lists("检查结果")) == []
        for path, digest in digests.items():
            manifest.note_list(path, digest)
        assert list(manifest.lists("检查结果")) == [], "not written yet"
    built.write(one, b"p")
    built.write(two, b"changed by somebody")
    with reopened(built) as manifest:
        assert dict(manifest.lists("检查结果")) == digests
        assert manifest.completed("same") == '{"made":2}'
        manifest.begin()
        assert {path for path, _ in manifest.earlier()} == {FIRST, SECOND}


def test_lists_of_an_earlier_formgen_are_taken_over(store: FolderStore) -> None:
    one = PurePosixPath("检查结果/问题清单.xlsx")
    store.write(one, b"p")
    digest = hashlib.sha256(b"p").hexdigest()
    file = earlier_formgen(store, {"campaign": "x", "artifacts": {str(one): digest}}, "lists.json")
    with reopened(store) as manifest:
        assert list(manifest.lists("检查结果")) == [(one, digest)]
        assert list(manifest.earlier()) == []
    assert not file.exists()


def test_where_nothing_is_known_nothing_is_made_to_see_that(store: FolderStore) -> None:
    assert not Manifest.exists(store)
    assert not store.root.exists()


def test_what_broke_a_run_off_is_told_and_what_was_made_is_kept(store: FolderStore) -> None:
    with pytest.raises(KeyboardInterrupt), reopened(store) as manifest:
        manifest.begin()
        manifest.record([made(store, FIRST, b"1")])
        raise KeyboardInterrupt
    with reopened(store) as manifest:
        assert manifest.current(FIRST, "aa") is not None


def test_in_object_storage_the_file_is_a_copy_that_is_sent_back(tmp_path: Path) -> None:
    store = open_store(f"memory://{tmp_path.name}/out").inner("x")
    run(store, {FIRST: b"1", SECOND: b"2"})
    with reopened(store) as manifest:
        assert manifest.completed("same") == '{"made":2}'
        manifest.begin()
        manifest.track(CODES)
        kept = manifest.current(FIRST, "aa")
        assert kept is not None
        manifest.keep([kept])
        assert [path for path, _ in manifest.earlier()] == [SECOND]
    store.write(MANIFEST, b"damaged" * 100)
    with reopened(store) as manifest:
        assert "manifest.damaged" in manifest.notices[0]
        assert manifest.tracking() == {}
    assert store.read(MANIFEST.with_name("manifest.damaged")) == b"damaged" * 100
    with reopened(store) as manifest:
        assert manifest.notices == ()


def test_the_record_of_bytes(store: FolderStore) -> None:
    one = artifact("申报表", FIRST, b"abc")
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (one.digest, one.size, one.inputs) == (known, 3, "")
