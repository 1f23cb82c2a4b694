"""Which values of the five campaigns are private, and that their public papers hold none."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from formgen.campaign import Campaign, load_campaign
from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds.identity import check_character
from formgen.campaign.units import Unit
from formgen.check import CampaignData, check_data
from formgen.check.draft import Draft
from formgen.check.values import TableRules, parse_table
from formgen.plan import Selection
from formgen.plan.selection import select
from formgen.publish.leaks import Guard, Secret
from formgen.publish.secrets import private_values, public_contacts, public_values
from formgen.run.build import build
from formgen.run.preparing import Wishes
from formgen.tables import read_table
from tests.conftest import ROOT

IDS = ["anhui-2024", "bozhou-2022", "guizhou-2018", "hubei-2024", "xuzhou-2023"]
CAMPAIGNS = {name: load_campaign(ROOT / "data" / name) for name in IDS}
PUBLIC = {name: tuple(public_values(campaign, [])) for name, campaign in CAMPAIGNS.items()}
DATA = {name: check_data(campaign, ROOT / "data" / name) for name, campaign in CAMPAIGNS.items()}
PRIVATE = [
    (name, field)
    for name, campaign in CAMPAIGNS.items()
    for field in campaign.fields
    if not field.public
]
CHOICES = ("单选", "多选", "推荐单位")
IDENTITY = "99010119710423001" + check_character("99010119710423001")
UNIQUE = {
    "姓名": "诸葛穆青",
    "身份证号": IDENTITY,
    "电话": "19900009876",
    "邮箱": "zhuge.mq@example.com",
    "地址": "某市某区独树一帜路909号",
    "邮政编码": "990987",
    "网址": "https://video.example.com/@zhuge",
    "网址或账号": "zhugemuqing",
    "网站备案号": "皖ICP备99098765号-3",
    "年月": "1971.04",
    "日期": "1971-04-23",
    "整数": "990987",
    "小数": "987.654",
    "文本": "独树一帜的写法",
    "长文本": "第一段话很短。第二段话里说的是别处没有的一件事，谁也没有写过。",
    "单选可填": "其他（独树一帜）",
    "附件": "scans/zhuge-09.jpg | 独树一帜的扫描件",
    "图片": "pictures/zhuge-09.jpg | 独树一帜的图片说明",
    "照片": "photos/zhuge-09.jpg",
}
"""A value of each kind that no campaign knows."""


def planted(field: FieldDefinition) -> tuple[str, tuple[str, ...]]:
    """What is typed into the field's cell, and which parts of it must not be published."""
    if field.kind == "分部长文":
        texts = [f"在{part}里写了别处没有的第{n}件事。" for n, part in enumerate(field.parts)]
        lines = zip(field.parts, texts, strict=True)
        return "\n".join(f"{part}\n{text}" for part, text in lines), tuple(texts)
    if field.kind == "明细":
        values = [UNIQUE[column.kind] for column in field.columns]
        return "｜".join(values), tuple(values)
    value = UNIQUE[field.kind]
    if field.kind == "单选可填":
        return f"{field.open_options[0]}（独树一帜）", ("独树一帜",)
    if field.kind == "长文本":
        return value, (value, value.split("。")[1])
    if "|" in value:
        return value, tuple(part.strip() for part in value.split("|"))
    return value, (value,)


def draft_of(campaign: Campaign, folder: Path, values: dict[str, str]) -> Draft:
    """The draft of a table of one row, which need not be right."""
    out = io.StringIO()
    csv.writer(out).writerows([values.keys(), values.values()])
    (folder / "applicants.csv").write_text(out.getvalue(), encoding="utf-8")
    options = {field.name: campaign.options_of(field) for field in campaign.fields}
    rules = TableRules(campaign.fields, options, folder, campaign.name_field, "")
    table = read_table(folder, "applicants.csv", campaign.fields)
    (draft,) = parse_table(table, rules).drafts
    return draft


def told_of(campaign: Campaign, draft: Draft, text: str) -> set[str]:
    """What is told of a notice with that text, by a guard to whom campaign.json is public."""
    guard = Guard.of(private_values(campaign, [draft], []), PUBLIC[campaign.id])
    return {leak.what for leak in guard.leaks("公示.txt", f"其中：{text}，".encode())}


@pytest.mark.parametrize(("name", "field"), [(n, f) for n, f in PRIVATE if f.kind not in CHOICES])
def test_every_private_field_is_found(name: str, field: FieldDefinition, tmp_path: Path) -> None:
    campaign = CAMPAIGNS[name]
    typed, parts = planted(field)
    draft = draft_of(campaign, tmp_path, {campaign.name_field: "张三", field.name: typed})
    what = f"applicants.csv 第2行“张三”的{field.name}"
    for part in parts:
        assert what in told_of(campaign, draft, part), part


@pytest.mark.parametrize(("name", "field"), [(n, f) for n, f in PRIVATE if f.kind in CHOICES])
def test_a_choice_is_no_secret_but_another_word_is(
    name: str, field: FieldDefinition, tmp_path: Path
) -> None:
    campaign = CAMPAIGNS[name]
    for option in campaign.options_of(field).values():
        draft = draft_of(campaign, tmp_path, {campaign.name_field: "张三", field.name: option})
        assert told_of(campaign, draft, option) == set()
        break
    wrong = {campaign.name_field: "张三", field.name: "独树一帜的选项"}
    draft = draft_of(campaign, tmp_path, wrong)
    assert told_of(campaign, draft, "独树一帜的选项") == {
        f"applicants.csv 第2行“张三”的{field.name}"
    }


def test_the_parsed_rows_of_a_table_in_a_form(tmp_path: Path) -> None:
    campaign = CAMPAIGNS["guizhou-2018"]
    cells = {campaign.name_field: "某队", "骨干成员": "诸葛穆青｜某站站长｜策划"}
    values = [s.value for s in private_values(campaign, [draft_of(campaign, tmp_path, cells)], [])]
    assert "诸葛穆青" in values
    assert "某站站长" in values


def test_cells_with_mistakes_count_as_typed(tmp_path: Path) -> None:
    campaign = CAMPAIGNS["xuzhou-2023"]
    cells = {"姓名": "张三", "身份证号": IDENTITY[:17], "联系电话": "1990000987"}
    draft = draft_of(campaign, tmp_path, cells)
    assert draft.faulty >= {"身份证号", "联系电话"}
    assert told_of(campaign, draft, IDENTITY[:17]) == {"applicants.csv 第2行“张三”的身份证号"}
    assert told_of(campaign, draft, "1990000987") == {"applicants.csv 第2行“张三”的联系电话"}


def test_units_and_side_tables() -> None:
    campaign = CAMPAIGNS["guizhou-2018"]
    unit = Unit("某委网信办", "", None, "诸葛穆青", "0851-5550909", "与某委宣传部共同推荐")
    data = DATA[campaign.id]
    secrets = set(private_values(campaign, [], [unit], data.side_tables))
    assert Secret("诸葛穆青", "units.csv“某委网信办”的联系人") in secrets
    assert Secret("0851-5550909", "units.csv“某委网信办”的联系电话", personal=True) in secrets
    assert Secret("与某委宣传部共同推荐", "units.csv“某委网信办”的说明") in secrets
    titles = {str(entry.values["标题"]) for entry in data.side_tables["简报稿件"]}
    assert titles <= {secret.value for secret in secrets}


def test_no_secret_tells_its_value() -> None:
    for name in IDS:
        data = DATA[name]
        for secret in private_values(CAMPAIGNS[name], data.drafts, data.units, data.side_tables):
            assert secret.value not in secret.what


@pytest.mark.parametrize("name", IDS)
def test_records_left_out_are_private_too(name: str) -> None:
    data = DATA[name]
    whats = [secret.what for secret in private_values(CAMPAIGNS[name], data.drafts, [])]
    for draft in data.drafts:
        assert any(draft.called(Draft(draft.entry, draft.record, "")) in what for what in whats)


# The papers as they are made


@dataclass(frozen=True)
class Published:
    """A campaign's public papers."""

    campaign: Campaign
    data: CampaignData
    guard: Guard
    files: tuple[Path, ...]


@pytest.fixture(scope="module", params=IDS)
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Published:
    folder = ROOT / "data" / request.param
    campaign = CAMPAIGNS[request.param]
    data = DATA[campaign.id]
    public = [document for document in campaign.documents if document.public]
    listed = [
        entry
        for document in public
        for entry in select(document, data.applicants.entries, campaign, data.units)
    ]
    secrets = private_values(campaign, data.drafts, data.units, data.side_tables)
    contacts = public_contacts(campaign, listed)
    guard = Guard.of(secrets, contacts, public_values(campaign, listed))
    selection = Selection(documents=frozenset(document.name for document in public))
    result = build(folder, tmp_path_factory.mktemp("output"), Wishes(selection))
    files = tuple(result.root / artifact.path for artifact in result.artifacts)
    return Published(campaign, data, guard, files)


def test_public_papers_hold_nothing_private(published: Published) -> None:
    assert {file.suffix for file in published.files} >= {".docx", ".pdf"}
    for file in published.files:
        assert published.guard.leaks(file.name, file.read_bytes()) == (), file.name


def own_contacts(published: Published) -> Iterator[str]:
    for contact in published.campaign.contacts:
        yield from [*contact.phones, *contact.emails, *contact.people, contact.address]


def test_the_organisers_contacts_pass(published: Published) -> None:
    text = "\n".join(own_contacts(published))
    assert published.guard.leaks("公示.txt", text.encode()) == ()


def test_a_private_telephone_does_not_pass(published: Published) -> None:
    phone = next(unit.phone for unit in published.data.units if unit.phone)
    (leak,) = published.guard.leaks("公示.txt", f"联系电话：{phone}".encode())
    assert leak.where == "第1行"
    assert leak.what.endswith("”的联系电话")
