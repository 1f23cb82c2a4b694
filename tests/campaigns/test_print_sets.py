"""The print sets of the five campaigns, read back beside the single papers they are bound of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.campaigns.conftest import Built
from tests.campaigns.sets import (
    WHOLE,
    campaign_file,
    duplex,
    imposed,
    rows,
    set_folders,
    single_papers,
)
from tests.press.reading import Landing, read_set, seal_lines, squeeze

CERTIFICATES = Path("打印/荣誉证书")
HUBEI_ORDER = [
    "“理论微光站”百米听讲计划",
    "“板凳新语”方言理论短视频",
    "“政策翻译官”图解与智能问答产品",
    "“峡江船歌”数字采风与再创作项目",
    "“西兰卡普·像素课”非遗数字工坊",
    "“林海夜听”自然声音慢直播",
    "“橘乡诚信直播间”公约行动",
    "“云上孝心”空巢老人视频家书行动",
    "“码上辨真”农资网络诚信公益行动",
    "“家庭网络公约”进万家行动",
    "“网络小先生”乡村学校数字素养课",
    "“Debug谣言”：R&D式校园网络辟谣实验课",
    "“指尖楼栋”——业主群文明共建工程",
    "“回音日”——网上群众路线双向文明互动机制",
]


def test_there_is_a_set_of_everything_and_one_of_each_unit_that_sent_something(
    built: Built,
) -> None:
    units = {row["推荐单位"] for row in rows(built.folder)} - {""}
    assert set(set_folders(built)) == {"", *units}
    told = {one.name: one for one in built.result.sets}
    names = [document["名称"] for document in campaign_file(built)["文书"]]
    assert set(told) - set(names) == {"全部", *units}
    for name, one in told.items():
        bound = read_set(built.root / one.path.parent)
        lines, _ = seal_lines(built.root / one.path.parent)
        assert one.pages == len(bound.pages), name
        assert one.sheets == len(bound.pages) // (2 if one.duplex else 1), name
        assert one.seals == sum(line.count for line in lines), name


def test_every_paper_is_there_once_with_its_own_text_in_the_summarys_order(built: Built) -> None:
    for unit, folder in set_folders(built).items():
        bound, papers = read_set(folder), [*single_papers(built, unit)]
        body = [text for text in bound.pages[bound.index()[0] :] if text]
        assert body == [text for paper in papers for text in paper.pages], folder
        for paper in papers:
            assert squeeze(paper.subject) in "".join(paper.pages) or not paper.number, paper


def test_hubeis_forms_stand_category_by_category_as_its_summary_does(built: Built) -> None:
    if built.campaign.id == "hubei-2024":
        tops = [mark.title for mark in read_set(built.root / WHOLE).landings if not mark.level]
        assert [title.partition(" ")[2] for title in tops[1:-1]] == HUBEI_ORDER


def test_bookmarks_land_on_the_first_page_of_the_paper_they_name(built: Built) -> None:
    for unit, folder in set_folders(built).items():
        bound, papers = read_set(folder), [*single_papers(built, unit)]
        expected, before = [Landing(0, "目录", 1)], ""
        for paper, page in imposed(built, bound, papers):
            assert bound.pages[page - 1] == paper.pages[0]
            if not paper.number:
                expected.append(Landing(0, f"{paper.document}\u3000{paper.subject}", page))
                continue
            if paper.number != before:
                expected.append(Landing(0, f"{paper.number} {paper.subject}", page))
            expected.append(Landing(1, paper.document, page))
            before = paper.number
        assert list(bound.landings) == expected


def test_the_index_says_where_each_paper_is(built: Built) -> None:
    for unit, folder in set_folders(built).items():
        bound, papers = read_set(folder), [*single_papers(built, unit)]
        _, head, said = bound.index()
        rows_of_index = [
            squeeze(f"{paper.number}{paper.subject}{paper.document}{page}{len(paper.pages)}1")
            for paper, page in imposed(built, bound, papers)
        ]
        assert said == "".join(rows_of_index), folder
        sheets = len(bound.pages) // (2 if duplex(built) else 1)
        for word in (unit or "全部", built.campaign.name, f"共{len(bound.pages)}页{sheets}张"):
            assert squeeze(word) in head


def test_a_viewer_calls_pages_as_the_index_does(built: Built) -> None:
    for folder in set_folders(built).values():
        bound = read_set(folder)
        expected = [str(number) for number in range(1, len(bound.pages) + 1)]
        for page in range(bound.index()[0]):
            expected[page] = f"目录{page + 1}"
        for page, text in enumerate(bound.pages):
            expected[page] = expected[page] if text else "空白"
        assert list(bound.labels) == expected


def test_only_bozhou_is_printed_on_both_sides_and_every_form_begins_on_a_front(
    built: Built,
) -> None:
    for unit, folder in set_folders(built).items():
        bound = read_set(folder)
        if not duplex(built):
            assert (bound.duplex, "" in bound.pages) == ("/Simplex", False)
            continue
        assert bound.duplex == "/DuplexFlipLongEdge"
        assert len(bound.pages) % 2 == 0
        papers = [*single_papers(built, unit)]
        assert all(mark.page % 2 == 1 for mark in bound.landings)
        blank = [page for page, text in enumerate(bound.pages, start=1) if not text]
        forms = [(paper, page) for paper, page in imposed(built, bound, papers) if paper.number]
        ends = [page + len(paper.pages) for paper, page in forms]
        (summary,) = (paper for paper in papers if not paper.number)
        own_backs = range(len(bound.pages) - 2 * len(summary.pages) + 2, len(bound.pages) + 1, 2)
        assert blank == [2, *(end for end in ends if end % 2 == 0), *own_backs]


def test_a_typeface_is_in_a_set_once_however_many_papers_use_it(built: Built) -> None:
    """The index is printed by itself, and may bring its own piece of each."""
    for folder in set_folders(built).values():
        bound = read_set(folder)
        assert 0 < bound.font_files <= 2 * len(bound.typefaces)
    if (built.root / CERTIFICATES).exists():
        bound = read_set(built.root / CERTIFICATES)
        assert bound.font_files == len(bound.typefaces)


def test_certificates_are_bound_in_the_lists_order_numbered_from_one_without_an_index(
    built: Built,
) -> None:
    folder = built.root / CERTIFICATES
    if not any(document.own_set for document in built.campaign.documents):
        assert not folder.exists()
        return
    bound = read_set(folder)
    honoured = [*honoured_in_order(built)]
    assert [mark.title for mark in bound.landings if not mark.level] == [
        f"{number} {name}" for number, name in enumerate(honoured, start=1)
    ]
    assert list(bound.labels) == [str(page) for page in range(1, len(honoured) + 1)]
    for number, text in enumerate(bound.pages, start=1):
        numbered = re.match(r"编号:\D+\[?\d{4}\]?\D*第(\d+)号", text)
        assert numbered is not None, text
        assert numbered[1] == f"{number:03}"
        assert "目录" not in text
    lines, _ = seal_lines(folder)
    assert [line.page for line in lines] == sorted(
        [*range(1, len(honoured) + 1)] * (2 if duplex(built) else 1)
    )


def honoured_in_order(built: Built) -> Iterator[str]:
    """The names of the published list that get a certificate."""
    definition = campaign_file(built)
    (listed,) = (one["名称"] for one in definition["文书"] if one.get("发布") == "表彰")
    where = next(one["条件"] for one in definition["文书"] if one["名称"] == "荣誉证书")
    by_name = {row[definition["命名字段"]]: row for row in rows(built.folder)}
    published = json.loads((built.root / "公示" / listed / f"{listed}.json").read_text("utf-8"))
    for name in (row[definition["命名字段"]] for group in published["组"] for row in group["名单"]):
        if all(by_name[name][key] in where[key] for key in where if key != "评审结果"):
            yield name


def test_nothing_is_wrong_with_the_printed_pages(built: Built) -> None:
    assert [problem for problem in built.result.problems if problem.code.startswith("P")] == []
