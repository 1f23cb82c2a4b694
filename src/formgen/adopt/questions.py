"""A campaign.json that adopt is to write → what in it is still for people to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from formgen.adopt.campaign_file import UNTOLD
from formgen.adopt.known import KnownForm
from formgen.adopt.proposal import FormSort
from formgen.problems import inner_quotes


def open_questions(forms: Sequence[KnownForm], data: Mapping[str, object]) -> Iterator[str]:
    """What no form tells and nobody has written into campaign.json yet.

    Args:
        forms: all of the campaign.
        data: campaign.json as it is to be written.
    """
    notice = data.get("通知")
    if isinstance(notice, Mapping) and notice.get("发文机关") == [UNTOLD]:
        yield (
            "表上没有发文机关和通知标题，请在 campaign.json 的“通知”里照通知写上；"
            f"活动名称现在是“{inner_quotes(str(data.get('名称', '')))}”，不对也请改"
        )
    yield from _of_several(forms, data)
    printed = {str(one["名称"]) for form in forms for _, one in form.fields}
    unit = data.get("单位字段")
    senders = [form.name for form in forms if form.names_unit]
    if unit and senders and unit not in printed:
        yield (
            f"《{senders[0]}》由各单位填报，所以加了字段“{unit}”；如果全部申报只列一张，"
            f"请在 campaign.json 里删去字段“{unit}”和“单位字段”，并把这种文书的“范围”改成 "
            '["整个活动"]'
        )


def _of_several(forms: Sequence[KnownForm], data: Mapping[str, object]) -> Iterator[str]:
    """What to do with several forms for single entries, unless that is done."""
    documents = data.get("文书")
    told = documents if isinstance(documents, list) else []
    names = {str(one.get("名称")) for one in told if not one.get("条件")}
    several = [one for one in forms if one.sort is FormSort.ENTRY and one.name in names]
    if len(several) > 1:
        yield (
            "有几种申报表，现在每份申报每种都做；如果各填各的（如个人、集体），"
            "请加一个单选字段，并在“文书”里写“条件”，在只属于一种表的字段里写“适用”；"
            "如果其中一种是旧版，请在“文书”里删去它"
        )
