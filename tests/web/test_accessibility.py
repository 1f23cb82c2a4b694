"""The page of a 公示 in a real browser: readable by everyone, at every width, and on paper."""

from __future__ import annotations

import copy
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, sync_playwright
from pypdf import PdfReader

from formgen.web import HtmlTemplate, with_watermark
from tests.web.notices import CAMPAIGNS, TEMPLATE, context, names_listed, page

WIDTHS = (360, 768, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--no-first-run", "--no-default-browser-check"),
]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    """One tab of one browser for all tests."""
    program = shutil.which("chromium")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing, and CI may not skip what needs it")
        pytest.skip("Chromium is not installed (make setup-test installs it)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser.new_context(locale="zh-CN").new_page()
        browser.close()


@pytest.fixture
def tab(browser_page: Page) -> Page:
    browser_page.set_viewport_size({"width": 1280, "height": 900})
    return browser_page


def violations(tab: Page) -> list[str]:
    """What axe-core complains of: rule and element."""
    tab.evaluate(AXE)
    found: dict[str, Any] = tab.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    assert found["passes"]
    return [
        f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]
    ]


def saved(html: str, folder: Path) -> str:
    """The address of a page saved in a folder."""
    path = folder / "公示.html"
    path.write_text(html, encoding="utf-8")
    return path.as_uri()


def long_list(count: int) -> str:
    """A page with four groups of long rows, each of which begins and ends with its number."""
    changed = copy.deepcopy(context("hubei-2024"))
    groups = [
        {
            "名称": f"第{group}组",
            "量词": "人",
            "数量": count,
            "列": ["案例名称", "申报单位"],
            "行": [
                [f"始{group}{n:03}始{'案例名称很长' * 8}终{group}{n:03}终", "申报单位" * 9]
                for n in range(count)
            ],
        }
        for group in range(1, 5)
    ]
    changed["名单"] |= {"总数": 4 * count, "组": groups}
    template = HtmlTemplate.compile(TEMPLATE.read_bytes(), TEMPLATE.name)
    return template.render(changed).decode()


RADICALS = str.maketrans(
    "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻳戶",
    "母民西见角贝车长门青韦页风飞食马骨鬼鱼鸟黄齐齿龙龟户",
)
"""Radicals, which Chromium writes in a PDF's text where a glyph serves them and a character."""


def plain(text: str) -> str:
    """A text without spaces, in ordinary characters."""
    return "".join(unicodedata.normalize("NFKC", text).translate(RADICALS).split())


def printed(tab: Page, folder: Path) -> list[str]:
    """The text of each page on paper, as `plain` has it."""
    path = folder / "公示.pdf"
    tab.pdf(path=path, prefer_css_page_size=True)
    reader = PdfReader(path)
    for one in reader.pages:
        assert (round(one.mediabox.width), round(one.mediabox.height)) == (595, 842)
    return [plain(one.extract_text()) for one in reader.pages]


@pytest.mark.parametrize("campaign", CAMPAIGNS)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_bars_anybody(tab: Page, campaign: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.set_content(page(campaign))
    assert violations(tab) == []


def test_what_bars_somebody_would_be_found(tab: Page) -> None:
    spoilt = page("xuzhou-2023").replace(' lang="zh-CN"', "").replace("#0a3d8f", "#9ab")
    tab.set_content(re.sub(r"</?(main|h1)>", "", spoilt))
    rules = {one.partition(":")[0] for one in violations(tab)}
    assert rules == {"html-has-lang", "landmark-one-main", "color-contrast", "page-has-heading-one"}


@pytest.mark.parametrize("campaign", CAMPAIGNS)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_name_is_seen_without_scrolling_sideways(
    tab: Page, campaign: str, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.set_content(page(campaign))
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    seen = tab.evaluate(
        """width => [...document.querySelectorAll('tbody th')].filter(one => {
            const box = one.getBoundingClientRect();
            return one.checkVisibility({opacityProperty: true, visibilityProperty: true})
                && box.height > 0 && box.left >= 0 && box.right <= width;
        }).map(one => one.innerText)""",
        width,
    )
    assert seen == names_listed(campaign)


@pytest.mark.parametrize("width", WIDTHS)
def test_words_without_a_break_do_not_widen_the_page(tab: Page, width: int) -> None:
    changed = copy.deepcopy(context("guizhou-2018"))
    changed["名单"]["组"][1]["行"][0] = ["example." * 30 + "com"] * len(
        changed["名单"]["组"][1]["列"]
    )
    template = HtmlTemplate.compile(TEMPLATE.read_bytes(), TEMPLATE.name)
    tab.set_viewport_size({"width": width, "height": 900})
    tab.set_content(template.render(changed).decode())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_a_screen_reader_finds_tables_at_every_width(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.set_content(page("guizhou-2018"))
    names = context("guizhou-2018")["名单"]
    session = tab.context.new_cdp_session(tab)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    roles = [node["role"]["value"] for node in nodes if not node["ignored"]]
    assert roles.count("table") == len(names["组"])
    assert roles.count("row") == names["总数"] + len(names["组"])
    assert roles.count("rowheader") == names["总数"]
    assert roles.count("columnheader") == sum(1 + len(group["列"]) for group in names["组"])
    assert {"banner", "main", "contentinfo", "navigation"} <= set(roles)


def test_the_first_tab_stop_leads_to_the_list(tab: Page, tmp_path: Path) -> None:
    tab.goto(saved(page("xuzhou-2023"), tmp_path))
    tab.keyboard.press("Tab")
    link = tab.locator("a:focus")
    assert link.inner_text() == "跳到公示名单"
    box = link.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "list"


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_a_page_asks_for_nothing(tab: Page, tmp_path: Path, campaign: str) -> None:
    address = saved(page(campaign), tmp_path)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    tab.on("request", note)
    tab.goto(address, wait_until="networkidle")
    tab.remove_listener("request", note)
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert tab.evaluate("document.scripts.length") == 0


def test_a_page_runs_nothing_even_where_a_script_got_in(tab: Page, tmp_path: Path) -> None:
    script = "<script>document.title = 'x'</script></body>"
    tab.goto(saved(page("xuzhou-2023").replace("</body>", script), tmp_path))
    assert tab.title() == context("xuzhou-2023")["文书"]["标题"]


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_every_name_and_page_number_is_on_paper(tab: Page, tmp_path: Path, campaign: str) -> None:
    tab.set_content(page(campaign))
    sheets = printed(tab, tmp_path)
    assert len(sheets) > 1
    assert [n for n, text in enumerate(sheets, start=1) if f"—{n}—" not in text] == []
    whole = "".join(re.sub(r"—\d+—", "", text) for text in sheets)
    assert [name for name in names_listed(campaign) if plain(name) not in whole] == []
    assert "跳到公示名单" not in whole


@pytest.mark.parametrize("count", [11, 15])
def test_no_row_is_cut_and_no_head_stands_alone(tab: Page, tmp_path: Path, count: int) -> None:
    tab.set_content(long_list(count))
    sheets = printed(tab, tmp_path)
    begun = [set(re.findall(r"始(\d+)始", text)) for text in sheets]
    ended = [set(re.findall(r"终(\d+)终", text)) for text in sheets]
    assert begun == ended
    assert sum(map(len, begun)) == 4 * count
    assert len([rows for rows in begun if rows]) > 4
    for text, rows in zip(sheets, begun, strict=True):
        groups = {row[0] for row in rows}
        assert text.count("序号案例名称申报单位") == len(groups)
        heads = set(re.findall(r"[一二三四]、第(\d)组", text))
        assert {f"{group}000" for group in heads} == {row for row in rows if row.endswith("000")}


def test_a_watermark_is_on_every_page_and_bars_nobody(tab: Page, tmp_path: Path) -> None:
    marked = with_watermark(TEMPLATE.read_bytes(), "草稿")
    html = HtmlTemplate.compile(marked, "公示.html").render(context("hubei-2024")).decode()
    tab.set_content(html)
    assert violations(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 1280
    sheets = printed(tab, tmp_path)
    assert all("草稿" in text for text in sheets)
