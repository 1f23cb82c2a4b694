"""A campaign folder → what the peer's script makes of it, ready as JSON; and whether both agree.

Contexts are formgen's, as plain texts, numbers and lists: what a user's script would have after
it read the tables, and at no cost to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.texts import texts
from formgen.campaign import load_campaign
from formgen.campaign.values import Picture
from formgen.check import check_data
from formgen.plan import Selection, plan
from formgen.templating import TemplateFolders

DOCUMENTS = ("申报表", "推荐汇总表", "预备人选公示")
FORMATS = ("docx", "pdf", "xlsx")
_UNUSED = ("活动", "单位表", "申报", "附表", "名单", "工作照片")
"""Of a context: said once for all, or not in these templates."""
_UNLISTED = ("事迹", "推荐意见", "照片", "工作照片")
"""Of an entry in a list."""


def write_peer_batch(folder: Path, path: Path) -> list[Path]:
    """Write what the peer fills its papers from; returns the files it is to make."""
    campaign = load_campaign(folder)
    selection = Selection(frozenset(DOCUMENTS), frozenset(FORMATS))
    folders = TemplateFolders.of(folder, campaign.id)
    papers, made = [], []
    about: object = {}
    for job in plan(campaign, check_data(campaign, folder), selection):
        if job.names is not None:  # a list that the user's script does without
            continue
        made.append(Path(job.path))
        if job.format == "pdf":  # printed from the Word file
            continue
        about = job.context["活动"]
        template = str(folders.find(job.template))
        context = _used(plain(job.context))
        papers.append({"template": template, "path": str(job.path), "context": context})
    batch = {"活动": plain(about), "papers": papers}
    path.write_text(json.dumps(batch, ensure_ascii=False), encoding="utf-8")
    return made


def _used(context: Mapping[str, Any]) -> dict[str, Any]:
    """What the templates use of a context."""
    used = {key: value for key, value in context.items() if key not in _UNUSED}
    if "行" in used:
        used["行"] = [_listed(entry) for entry in used["行"]]
    return used


def _listed(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in _UNLISTED}


def plain(value: object) -> Any:
    """A value of a context as JSON has it."""
    if isinstance(value, Picture):
        return {"path": str(value.path), "width": value.width, "height": value.height}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value if isinstance(value, str | int | float | None) else str(value)


def differences(ours: Path, theirs: Path, files: list[Path]) -> Iterator[str]:
    """What files do not say the same in both folders."""
    for file in files:
        one, other = (texts(folder / file) for folder in (ours, theirs))
        if one != other:
            yield f"{file}: {one - other} against {other - one}"
