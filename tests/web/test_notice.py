"""The page of a 公示: what it says and how it is built, read without a browser."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from lxml import etree

from formgen.campaign.values import Day
from formgen.web import HtmlTemplate
from tests.web.notices import CAMPAIGNS, TEMPLATE, context, names_listed, page


def tree(html: str) -> etree._Element:
    return etree.fromstring(html, etree.HTMLParser())


def rendered(changed: dict[str, Any]) -> etree._Element:
    template = HtmlTemplate.compile(TEMPLATE.read_bytes(), TEMPLATE.name)
    return tree(template.render(changed).decode())


def xuzhou() -> dict[str, Any]:
    return copy.deepcopy(context("xuzhou-2023"))


def texts(root: etree._Element, tag: str) -> list[str]:
    return ["".join(map(str, one.itertext())).strip() for one in root.iter(tag)]


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_the_page_says_what_a_notice_says_and_in_its_order(campaign: str) -> None:
    notice = context(campaign)["活动"]["公示"]
    said = [
        context(campaign)["文书"]["标题"],
        notice["导语"],
        f"公示时间：{notice['起讫']}，共{notice['期限']}。",
        notice["反馈说明"],
        *(phone for one in context(campaign)["活动"]["联系"] for phone in one["电话"]),
        *notice["落款单位"],
        str(notice["成文日期"]),
        *names_listed(campaign),
    ]
    body = tree(page(campaign)).find("body")
    assert body is not None
    text = "".join(map(str, body.itertext()))
    at = 0
    for words in said:
        at = text.index(words, at) + 1
    assert names_listed(campaign)


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_every_value_of_the_list_stands_under_its_heading(campaign: str) -> None:
    tables = list(tree(page(campaign)).iter("table"))
    groups = context(campaign)["名单"]["组"]
    assert len(tables) == len(groups)
    for table, group in zip(tables, groups, strict=True):
        rows = [[str(cell.text or "") for cell in row] for row in table.iter("tr")]
        assert rows[0] == ["序号", *group["列"]]
        assert rows[1:] == [[str(n), *row] for n, row in enumerate(group["行"], start=1)]


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_groups_are_counted_and_found_from_the_contents(campaign: str) -> None:
    names = context(campaign)["名单"]
    numerals = "一二三四五六七"
    heads = [
        f"{numerals[n]}、{group['名称']}（{len(group['行'])}{group['量词']}）"
        for n, group in enumerate(names["组"])
    ]
    root = tree(page(campaign))
    assert texts(root, "h2") == heads
    assert len(texts(root, "h1")) == 1
    links = {one.get("href"): "".join(map(str, one.itertext())) for one in root.iter("a")}
    targets = {f"#{one.get('id')}": "".join(map(str, one.itertext())) for one in root.iter("h2")}
    assert [text for text in links.values() if text in heads] == (heads if len(heads) > 3 else [])
    assert all(links[address] == text for address, text in targets.items() if address in links)


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("文明网站平台、文明账号公示", ["文明网站平台、", "文明账号公示"]),
        ("2018年“好网民”工程公示", ["2018年“好网民”工程公示", "“好网民”"]),
        ("“甲”“乙”公示", ["“甲”“乙”公示", "“甲”", "“乙”"]),
        ("只开了“引号的公示", ["只开了“引号的公示"]),
    ],
)
def test_a_title_is_not_broken_inside_its_parts(title: str, parts: list[str]) -> None:
    changed = xuzhou()
    changed["文书"]["标题"] = title
    root = rendered(changed)
    assert texts(root, "h1") == [title]
    assert texts(root, "span") == parts


def test_a_list_without_groups_has_one_heading_and_no_contents() -> None:
    changed = xuzhou()
    rows = [row for group in changed["名单"]["组"] for row in group["行"]]
    group = {"名称": "", "数量": len(rows), "量词": "人"}
    group |= {"列": ["姓名", "单位及职务"], "行": rows}
    changed["名单"] |= {"分组": "", "组": [group]}
    root = rendered(changed)
    assert texts(root, "h2") == [f"公示名单（共{len(rows)}人）"]
    assert not list(root.iter("nav"))


@pytest.mark.parametrize(("count", "contents"), [(3, 0), (4, 1)])
def test_contents_are_given_for_more_than_three_groups(count: int, contents: int) -> None:
    changed = xuzhou()
    changed["名单"]["组"] = changed["名单"]["组"][:count]
    assert len(list(rendered(changed).iter("nav"))) == contents


def test_a_group_without_a_name_is_called_others() -> None:
    changed = xuzhou()
    changed["名单"]["组"][1]["名称"] = ""
    assert texts(rendered(changed), "h2")[1] == "二、其他（2人）"


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_no_name_stands_in_what_search_engines_show(campaign: str) -> None:
    head = tree(page(campaign)).find("head")
    assert head is not None
    shown = etree.tostring(head, encoding="unicode")
    assert context(campaign)["文书"]["标题"] in shown
    assert context(campaign)["活动"]["公示"]["起讫"] in shown
    assert not [name for name in names_listed(campaign) if name in shown]


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_nothing_is_run_or_fetched(campaign: str) -> None:
    root = tree(page(campaign))
    tags = {one.tag for one in root.iter(etree.Element)}
    assert not tags & {"script", "iframe", "object", "embed", "img", "form", "base"}
    addresses = [one.get("href") or one.get("src") for one in root.iter(etree.Element)]
    schemes = ("#", "tel:", "mailto:", "data:")
    assert all(address.startswith(schemes) for address in addresses if address)
    policy = next(one.get("content") or "" for one in root.iter("meta") if one.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")


def test_contacts_are_links_where_they_can_be() -> None:
    changed = xuzhou()
    changed["活动"]["联系"] = [
        {"单位": "", "联系人": [], "电话": ["0551—55550123", "见通知"], "邮箱": [], "地址": ""},
        {"单位": "", "联系人": [], "电话": [], "邮箱": ["a@example.com", "无"], "地址": "某路1号"},
    ]
    first, second = rendered(changed).iter("address")
    assert [one.get("href") for one in first.iter("a")] == ["tel:055155550123"]
    assert texts(first, "p") == ["联系电话：0551—55550123、见通知"]
    assert [one.get("href") for one in second.iter("a")] == ["mailto:a@example.com"]
    assert texts(second, "p") == ["电子邮箱：a@example.com、无", "通信地址：某路1号"]


def test_dates_are_marked_as_such() -> None:
    dates = [(one.get("datetime"), one.text) for one in tree(page("xuzhou-2023")).iter("time")]
    assert dates == [
        ("2024-01-22", "2024年1月22日（星期一）"),
        ("2024-01-26", "1月26日（星期五）"),
        ("2024-01-22", "2024年1月22日"),
    ]


def test_a_period_of_one_day_is_one_date() -> None:
    changed = xuzhou()
    changed["活动"]["公示"] |= {
        "起讫": "2024年1月22日（星期一）",
        "末日": Day(2024, 1, 22),
        "期限": "1个工作日",
    }
    root = rendered(changed)
    assert [one.get("datetime") for one in root.iter("time")] == ["2024-01-22", "2024-01-22"]
    assert "公示时间：2024年1月22日（星期一），共1个工作日。" in texts(root, "p")


def test_a_notice_without_words_on_feedback_has_no_empty_paragraph() -> None:
    changed = xuzhou()
    changed["活动"]["公示"]["反馈说明"] = ""
    assert "" not in texts(rendered(changed), "p")


def test_a_lead_of_two_paragraphs_is_two_paragraphs() -> None:
    changed = xuzhou()
    changed["活动"]["公示"]["导语"] = "第一段。\n第二段。"
    assert texts(rendered(changed), "p")[:2] == ["第一段。", "第二段。"]


def test_an_empty_value_is_no_row_heading_and_keeps_its_place() -> None:
    changed = xuzhou()
    changed["名单"]["组"][0]["行"] = [["", "某单位"], ["张三", ""]]
    table = next(rendered(changed).iter("table"))
    cells = [[(one.tag, one.text or "") for one in row] for row in table.iter("tr")]
    assert cells[1:] == [
        [("td", "1"), ("td", ""), ("td", "某单位")],
        [("td", "2"), ("th", "张三"), ("td", "")],
    ]


def test_values_of_the_list_are_text() -> None:
    changed = xuzhou()
    changed["名单"]["组"][0]["行"] = [["<b>张三</b>", '“A&B”公司" onclick="x']]
    root = rendered(changed)
    assert not list(root.iter("b"))
    row = list(next(root.iter("tbody")).iter("td", "th"))
    assert [one.text for one in row] == ["1", "<b>张三</b>", '“A&B”公司" onclick="x']
