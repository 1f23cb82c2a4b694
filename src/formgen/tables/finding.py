"""A campaign folder → the names of its applicants' tables."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formgen.problems import InputError, os_reason
from formgen.tables.other_kinds import ARCHIVES, DOCUMENTS, OTHER_KINDS, SPREADSHEETS
from formgen.tables.read import READERS

APPLICANTS = "applicants"
"""The stem of the one table an office keeps itself."""
ENTRY_SHEET = "填报表"
"""How the names of the tables units send begin, and the folder that may hold them."""

_SKIPPED_STARTS = ("~$", ".~", ".", "__MACOSX")
"""Lock files of Excel and WPS, hidden files, what macOS puts into archives."""
_OTHER_NAMES = ("申报", "报名", "填报", "汇总", "推荐表", "名单", "applicant")
"""How tables of applicants are called where nobody has read what name is wanted."""
_COPY_MARK = re.compile(
    r"(?:\s*+[（(]\d++[）)]|\s*+-\s*+(?:副本|copy)|_?副本|\s++)++$", re.IGNORECASE
)
"""What browsers and Windows add to the name of a second copy; gives no space back, since a
name of thirty spaces could be divided among the parts in a billion ways."""
MARKED_COPY = "（已标注）"
"""How the name of a marked copy ends that went back to its unit."""
COLLECT_REPORT = "（收表情况）.xlsx"
"""How the name of the report on returned forms ends, which stands beside their table."""
_OWN_LISTS = frozenset({"问题清单", "待填清单"})
"""What went back beside it, and may come again."""
_ALIKE = 0.75
_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that was probably meant as a table, and is not read."""

    file: str
    """Relative to the campaign folder."""
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Found:
    """The applicants' tables of a campaign folder."""

    tables: tuple[str, ...]
    """Relative to the folder, in the order of their names."""
    unread: tuple[Unread, ...] = ()


def find_tables(folder: Path) -> Found:
    """The applicants' tables of a campaign folder.

    They are the one table called applicants, or else every table in the folder whose
    name begins with 填报表 and every one in its subfolder 填报表.

    Raises:
        InputError: there is none, or both kinds; two called applicants.
    """
    names = _file_names(folder)
    own = [name for name in names if _stem(name) == APPLICANTS and _suffix(name) in READERS]
    inside = list(_files_below(folder / ENTRY_SHEET, ENTRY_SHEET))
    sent = [*(name for name in names if name.startswith(ENTRY_SHEET)), *inside]
    sent = [name for name in sent if _stem(name) not in _OWN_LISTS]
    tables = [name for name in sent if _suffix(name) in READERS]
    others = [name for name in sent if _suffix(name) in (*SPREADSHEETS, *ARCHIVES)]
    documents = [name for name in inside if _suffix(name) in DOCUMENTS]
    if own and (tables or others):
        raise _two_kinds(own[0], [*tables, *others])
    if not own and not tables and (others or documents):
        raise _not_read([*others, *documents])
    if own or not tables:
        return Found((find_table(folder),))
    others += filter(_is_called_a_table, documents)
    unread = [*_marked_copies(tables), *map(_of_another_kind, others)]
    left = set(tables) - {one.file for one in unread}
    return Found(tuple(sorted(left)), tuple(sorted(unread, key=lambda one: one.file)))


def _is_called_a_table(name: str) -> bool:
    """Whether a document was handed in as a table, not as a text or scan beside one."""
    return any(word in _stem(name) for word in _OTHER_NAMES)


def _of_another_kind(name: str) -> Unread:
    what, hint = OTHER_KINDS[_suffix(name)]
    return Unread(name, f"{what}不能作数据表", hint)


def _marked_copies(tables: Sequence[str]) -> Iterator[Unread]:
    """Marked copies that stand beside their originals: to read both would double all entries."""
    stems = {str(PurePosixPath(name).with_suffix("")): name for name in tables}
    for stem, name in stems.items():
        original = stems.get(stem.removesuffix(MARKED_COPY))
        if original is not None and original != name:
            reason = f"这是 {PurePosixPath(original).name} 的标注副本"
            yield Unread(name, reason, "请只留一份：留下改好的，把另一份移走")


def find_table(folder: Path, stem: str = APPLICANTS) -> str:
    """Name of the one table of that name in the campaign folder, whatever its format.

    Raises:
        InputError: there is none, or more than one.
    """
    names = _file_names(folder)
    named = [name for name in names if _stem(name) == stem]
    tables = [name for name in named if _suffix(name) in READERS]
    if len(tables) == 1:
        return tables[0]
    if tables:
        raise InputError(
            f"活动文件夹里有 {'、'.join(tables)}，不知道用哪个",
            hint="请只留一个，把其余的移出文件夹或改名",
        )
    if others := [name for name in named if _suffix(name) in OTHER_KINDS]:
        raise _not_read(others[:1])
    raise _nothing(stem, _near_misses(names, stem))


def _two_kinds(own: str, sent: Sequence[str]) -> InputError:
    many = f" 等 {len(sent)} 份" if len(sent) > 1 else ""
    return InputError(
        f"活动文件夹里既有 {own}，又有填报表 {sent[0]}{many}，不知道用哪个",
        hint=f"请只留一种，把 {own} 或填报表移出活动文件夹",
    )


def _not_read(names: Sequence[str]) -> InputError:
    """The error for tables in formats that are not read."""
    shown = [f"{name} 是{OTHER_KINDS[_suffix(name)][0]}" for name in names[:_MOST_SHOWN]]
    more = f"等 {len(names)} 个文件" if len(names) > _MOST_SHOWN else ""
    hints = dict.fromkeys(OTHER_KINDS[_suffix(name)][1] for name in names)
    return InputError(f"{'，'.join(shown)}{more}，不能作数据表", hint="；".join(hints))


def _nothing(stem: str, near: Sequence[str]) -> InputError:
    endings = "、".join(stem + suffix for suffix in READERS)
    hint = f"请放入 {endings} 中的一个"
    if stem == APPLICANTS:
        hint += f"，或把单位交来的填报表放进“{ENTRY_SHEET}”文件夹"
    if near:
        shown = "”“".join(near[:_MOST_SHOWN])
        suffix = _right_suffix(near[0])
        hint = f"是不是想用“{shown}”？请把它改名（或另存）为 {stem}{suffix}。不是的话，{hint}"
    return InputError(f"活动文件夹里没有 {stem} 数据表", hint=hint)


def _near_misses(names: Sequence[str], stem: str) -> list[str]:
    """Names that were probably meant: of tables, and of tables with a second ending."""
    known = {"units", "campaign"} - {stem}
    found = []
    for name in names:
        bare = _COPY_MARK.sub("", _stem(name)).strip().casefold()
        inner = PurePosixPath(bare)
        if _suffix(name) in (*DOCUMENTS, *READERS) and inner.suffix in READERS:
            bare = _COPY_MARK.sub("", inner.stem)  # applicants.csv.txt
        elif _suffix(name) not in READERS and _suffix(name) not in SPREADSHEETS:
            continue
        called = stem == APPLICANTS and any(word in bare for word in _OTHER_NAMES)
        if bare not in known and (called or _alike(bare, stem)):
            found.append(name)
    return found


def _alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _right_suffix(name: str) -> str:
    """The ending a near miss is to be given: its inner one for applicants.csv.txt."""
    suffixes = [suffix.lower() for suffix in PurePosixPath(name).suffixes]
    return next((suffix for suffix in reversed(suffixes) if suffix in READERS), ".xlsx")


def _file_names(folder: Path) -> list[str]:
    """Names of the files of a folder that a person put there.

    Raises:
        InputError: the folder cannot be read.
    """
    try:
        return sorted(p.name for p in folder.iterdir() if p.is_file() and not _is_skipped(p.name))
    except OSError as error:
        raise InputError(f"文件夹“{folder}”无法打开：{os_reason(error)}") from None


def _files_below(folder: Path, name: str) -> Iterator[str]:
    """Files of a folder and those below it, relative to the folder that holds it."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(inner for inner in folders if not _is_skipped(inner))
        below = PurePosixPath(name, *Path(parent).relative_to(folder).parts)
        yield from (str(below / file) for file in sorted(files) if not _is_skipped(file))


def _is_skipped(name: str) -> bool:
    return name.startswith(_SKIPPED_STARTS) or name.endswith(COLLECT_REPORT)


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
