"""Hostile templates through the real command: exit code 4, the place, nothing fetched or left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.campaigns import (
    FORM,
    UNIT,
    campaign,
    csv_of,
    rows_of,
    write_campaign,
)
from tests.hostile.running import Room
from tests.hostile.templates.filling import template
from tests.hostile.templates.packages import PACKAGES

SECRET = "外面的秘密"
TAGS = (
    "{{ 照片.path.parent.joinpath('../secret.txt').read_text() }}",
    "{% for a in range(10000) %}{% for b in range(10000) if false %}{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
    "{% include '../secret.txt' %}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ 10**10**9 }}",
)
NAMES = ("../secret.docx", "/etc/passwd.docx", "..\\secret.docx", "~.docx")
FILES = ("picture from the network", "INCLUDETEXT", "entity", "bomb", "macros", "too deep")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A campaign of one entry, and a secret beside it."""
    made = Room.at(tmp_path)
    (made.root / "secret.txt").write_text(SECRET, encoding="utf-8")
    (made.root / "secret.docx").write_bytes(template("docx", SECRET))
    return made


def _build(room: Room, name: str, kind: str, content: bytes) -> list[str | Path]:
    """The command line for a campaign in the room whose template of a kind has this content."""
    document = {"docx": "申报表.docx", "xlsx": "汇总表.xlsx", "html": "公示.html"}[kind]
    wanted = [{"名称": "文书", "模板": [document], "范围": ["整个活动"]}]
    folder = write_campaign(room.root / name, campaign(wanted))
    (folder / "templates" / document).write_bytes(content)
    (folder / "applicants.csv").write_bytes(csv_of(rows_of([{"名称": "甲", "推荐单位": UNIT}])))
    return ["build", folder, "-o", room.out]


def test_hostile_templates_are_refused_by_the_command(room: Room) -> None:
    contents = [
        (kind, template(kind, text)) for kind in ("docx", "xlsx", "html") for text in TAGS
    ] + [(PACKAGES[name][0], PACKAGES[name][1]()) for name in FILES]
    lines = [_build(room, f"c{number}", *content) for number, content in enumerate(contents)]
    answers = room.each(*lines)
    assert {answer.code for answer in answers} == {4}
    for answer in answers:
        assert "模板“" in answer.screen
        assert SECRET not in answer.screen
    assert not room.files()


def test_a_templates_name_leads_nowhere_else(room: Room) -> None:
    lines: list[list[str | Path]] = []
    for number, name in enumerate(NAMES):
        folder = write_campaign(room.root / f"n{number}", campaign([{**FORM, "模板": [name]}]))
        lines.append(["build", folder, "-o", room.out])
    for answer in room.each(*lines):
        assert answer.code in (3, 4), answer.screen
        assert SECRET not in answer.screen
    assert not room.files()
