"""Every command with the network closed: nothing is asked for, and everything is made.

Twice: with an audit hook that ends any Python that asks for it, and, where the machine has them, in
an empty network namespace, in which LibreOffice too finds none.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.check.generating import picture
from tests.conftest import ROOT
from tests.hostile.campaigns import FORM as CAMPAIGN_FORM
from tests.hostile.campaigns import LIST, NOTICE, campaign, json_of, write_campaign
from tests.hostile.running import Room, assert_sound
from tests.word import making


def has_namespaces() -> bool:
    program = shutil.which("unshare") or "false"
    command = [program, "--map-root-user", "--net", "true"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def small(room: Room) -> list[Path]:
    """Two small campaigns, one with a web page and a picture, one with sets of two papers."""
    folder = write_campaign(room.campaign, campaign([CAMPAIGN_FORM, LIST, NOTICE]))
    (folder / "a.jpg").write_bytes(picture("JPEG", {}))
    entries = [{"名称": "甲", "说明": "https://example.com/x.png", "照片": "a.jpg"}, {"名称": "乙"}]
    (folder / "applicants.json").write_bytes(json_of(entries))
    return [folder, shutil.copytree(ROOT / "tests/cases/reading-2025", room.root / "reading-2025")]


def whole(room: Room) -> list[Path]:
    """Two of the real campaigns."""
    names = ("xuzhou-2023", "guizhou-2018")
    return [shutil.copytree(ROOT / "data" / name, room.root / "data" / name) for name in names]


def check_everything(room: Room, folders: Sequence[Path], no_network: bool) -> None:
    form = making.table(making.row("姓名", "", "性别", ""), making.row("事迹", "", "电话", ""))
    (room.root / "blank.docx").write_bytes(making.docx("优秀志愿者申报表", form))
    builds = [["build", folder, "-o", "out", "--jobs", "2"] for folder in folders]
    lines: Sequence[Sequence[str | Path]] = [
        ["check", folders[0]],
        ["lint", folders[0]],
        ["sheet", folders[0], "-o", "out/sheet.xlsx"],
        ["collect", folders[1], f"out/{folders[1].name}", "-o", "out/read.csv"],
        ["adopt", "blank.docx", "-o", "out/adopted"],
        ["pdf", "blank.docx", "-o", "out/blank.pdf"],
        ["pdf", "blank.docx", "-o", "out/office.pdf", "--pdf-engine", "libreoffice"],
        ["doctor"],
    ]
    answers = room.each(*builds, *lines, no_network=no_network)
    for line, answer in zip((*builds, *lines), answers, strict=True):
        assert answer.code in (0, 1), (line, answer.screen)
    assert [answer.code for answer in answers[:2]] == [0, 0], [one.screen for one in answers[:2]]
    made = room.files()
    endings = {Path(name).suffix for name in made}
    assert endings >= {".docx", ".pdf", ".xlsx", ".html", ".csv", ".json"}
    assert any(name.startswith("打印/") and name.endswith(".pdf") for name in made)
    for name in ("read.csv", "blank.pdf", "office.pdf", "sheet.xlsx", "adopted/campaign.json"):
        assert (room.out / name).stat().st_size > 100


def test_nothing_asks_for_the_network(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    check_everything(room, small(room), no_network=False)


@pytest.mark.slow
@pytest.mark.parametrize("campaigns", [small, whole])
@pytest.mark.skipif(not has_namespaces(), reason="the machine has no network namespaces")
def test_everything_is_made_without_a_network(
    tmp_path: Path, campaigns: Callable[[Room], list[Path]]
) -> None:
    room = Room.at(tmp_path)
    check_everything(room, campaigns(room), no_network=True)


@pytest.mark.parametrize(
    "asking",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.com', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "import socket; socket.socket().bind(('127.0.0.1', 0))",
        "open('../outside.txt', 'w')",
        "import os; os.mkdir('../outside')",
        "import pathlib; pathlib.Path('/tmp/formgen-outside').touch()",
        "import os; os.rename('x', '../x')",
        "import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', "
        "'import socket; socket.socket().connect((chr(49), 9))']).returncode)",
    ],
)
def test_the_closed_room_is_closed(tmp_path: Path, asking: str) -> None:
    room = Room.at(tmp_path / "room")
    ran = room.python(asking)
    assert ran.code == 97, ran.screen
    with pytest.raises(AssertionError):
        assert_sound(ran)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["room"]
