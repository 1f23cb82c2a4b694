"""Titles of forms and notices → what a campaign and its documents are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FORM_WORD = re.compile(
    r".*(?:活动|评选|征集|大赛|比赛|竞赛|推选|工程|工作(?![室站坊者组员]))(.{2,20}[表书册])$"
)
_ENDING = re.compile(
    r"(?:个人|单位|项目)?(?:申报|推荐|登记|报名|申请|汇总|审批|汇报|信息|统计)*[表书册]$"
)
_NOTICE = re.compile(r"(?:关于)?(?:组织|开展|举办|做好|印发)*(.+?)(?:工作)?的?通知$")
_SHORT_TITLE, _LEAST_NAME = 20, 4


def safe_id(folder: str, year: int) -> str:
    """A folder's name as 编号: small letters, digits, hyphens; huodong-<year> of a Chinese one."""
    plain = re.sub(r"[^a-z0-9]+", "-", folder.lower()).strip("-")
    return plain if re.search("[a-z]", plain) else f"huodong-{plain or year}"


def campaign_name(titles: Sequence[str], notice: str, folder: str) -> str:
    """The campaign's name: of the notice's title, of a form's title before its last words.

    Args:
        titles: of the forms.
        notice: title of the notice they were annexed to; empty where there is none.
        folder: name of the campaign folder, for want of a title.
    """
    if found := _NOTICE.search(notice):
        return _without_marks(found[1])
    for title in titles:
        rest = _ENDING.sub("", "".join(title.split()))
        if len(rest) >= _LEAST_NAME:
            return rest
    return titles[0] if titles else folder or "活动"


def _without_marks(name: str) -> str:
    return re.sub(r"^《(.+)》$", r"\1", name)


def form_name(title: str) -> str:
    """What a document is called after its form's title: the whole of a short one, else its end."""
    plain = re.sub(r"\s+", "", title)
    if len(plain) <= _SHORT_TITLE:
        return plain
    found = _FORM_WORD.fullmatch(plain)
    return found[1] if found else plain
