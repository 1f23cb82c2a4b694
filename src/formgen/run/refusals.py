"""What the command line asks for and cannot have → UsageError."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from formgen.campaign import Campaign
from formgen.campaign.document import OUTPUTS
from formgen.campaign.units import UNITS_FILE, Unit
from formgen.plan import Selection, list_formats, wanted_documents
from formgen.problems import UsageError


def refuse_impossible(
    campaign: Campaign, selection: Selection, folder: Path, output: str | Path
) -> None:
    """Refuse documents, formats and places that a build cannot have.

    Raises:
        UsageError: there is no such document or format, or the output is in the input.
    """
    beside = "://" in str(output)
    if not beside and Path(output, campaign.id).resolve().is_relative_to(folder.resolve()):
        raise UsageError("输出文件夹不能在活动文件夹里面", hint="请用 -o 换一个位置，如 -o output")
    _refuse_unknown(campaign, selection)


def refuse_with_blank(*, chosen: bool, tracking: bool) -> None:
    """Refuse what empty forms, which are nobody's yet, cannot have.

    Raises:
        UsageError: a list of names or tracking codes are asked for.
    """
    if chosen or tracking:
        option = "--list" if chosen else "--tracking"
        raise UsageError(f"空白表还不是谁的，不能用 {option}", hint=f"请去掉 --blank 或 {option}")


def refuse_untracked(engine: str, *, tracking: bool) -> None:
    """Refuse tracking codes where another program lays the pages out: none would be printed.

    Raises:
        UsageError: they are asked for.
    """
    if tracking and engine == "libreoffice":
        raise UsageError(
            "LibreOffice 不能印跟踪码", hint="请去掉 --pdf-engine libreoffice 或 --tracking"
        )


def refuse_nobody(units: Iterable[str], sent: Iterable[str], chosen: str) -> None:
    """Refuse units that have sent nothing of what is on the chosen list.

    Args:
        units: those asked for; none means all.
        sent: the unit of each entry on the list.
        chosen: the list's file name.

    Raises:
        UsageError: no entry is of any of the units.
    """
    wanted = set(units)
    if wanted and wanted.isdisjoint(sent):
        raise UsageError(
            f"{chosen} 里没有“{'、'.join(sorted(wanted))}”的申报",
            hint="请去掉 --unit，或换一份名单",
        )


def _refuse_unknown(campaign: Campaign, selection: Selection) -> None:
    names = [document.name for document in campaign.documents]
    if unknown := sorted(selection.documents - set(names)):
        raise UsageError(
            f"活动“{campaign.id}”没有文书“{'、'.join(unknown)}”", hint=f"可选：{'；'.join(names)}"
        )
    templates = {name.rpartition(".")[2] for d in campaign.documents for name in d.templates}
    formats = {output for ending in templates for output in OUTPUTS[ending]}
    formats |= {name for d in campaign.documents for name in list_formats(d)}
    if unknown := sorted(selection.formats - formats):
        raise UsageError(
            f"活动“{campaign.id}”没有这种格式：{'、'.join(unknown)}",
            hint=f"可选：{'；'.join(sorted(formats))}",
        )
    if not wanted_documents(campaign, selection):
        raise UsageError("所选的文书没有这种格式", hint="请去掉 --format，或换一种格式")


def refuse_unknown_units(units: Sequence[Unit], wanted: Iterable[str]) -> None:
    """Refuse units that are not on the list.

    Raises:
        UsageError: there is no such unit; the message lists those there are.
    """
    names = [unit.name for unit in units]
    if unknown := sorted(set(wanted) - set(names)):
        hint = f"可选：{'；'.join(names)}" if names else f"{UNITS_FILE} 里还没有单位，请去掉 --unit"
        raise UsageError(f"{UNITS_FILE} 里没有单位“{'、'.join(unknown)}”", hint=hint)
