"""The lists of what is to be stamped of the five campaigns, beside the pages of their sets."""

from __future__ import annotations

from tests.campaigns.conftest import Built
from tests.campaigns.sets import WHOLE, duplex, imposed, rows, set_folders, single_papers
from tests.press.reading import SealLine, page_texts, read_set, seal_lines, squeeze

XUZHOU_SELF_RECOMMENDED = ("秦野", "钱望舒")
BOZHOU_OF_COUNTIES = {
    "谯城区委网信办": ["药都谯声", "谯药通中药材信息网", "芍花姐姐说本草"],
    "涡阳县委网信办": ["涡水先锋网", "老街里的涡阳", "涡淮义工联"],
    "蒙城县委网信办": ["蒙城田间课堂", "漆园惠民网"],
    "利辛县委网信办": ["利辛小板凳", "西淝河畔"],
}
BOZHOU_OF_THE_CITY = {
    "亳州市花戏楼文化旅游服务中心": ["花戏楼里听戏"],
    "亳州市智慧药都数据服务中心": ["亳事快办服务网"],
    "亳州皖北云网络科技有限公司": ["皖北云生活网"],
    "亳州市黄淮流域非物质文化遗产与中医药养生文化数字化传播联合服务中心": ["五禽戏里的中国"],
}
SEALS = {
    "anhui-2024": 9 * 3 + 3 * 2,
    "bozhou-2022": 10 * 5 + 4 * 3 + 1,
    "guizhou-2018": 16 * 2,
    "hubei-2024": 14 * 2 + 1,
    "xuzhou-2023": 13 + 1,
}
"""On the whole set: each form's, and the organiser's own on the list where it has a place.

Anhui's nine forms from cities have two units that recommend together.
"""


def test_every_place_to_be_stamped_is_on_the_page_the_list_says(built: Built) -> None:
    for unit, folder in set_folders(built).items():
        bound, papers = read_set(folder), [*single_papers(built, unit)]
        starts = {(p.number, p.document): (p, page) for p, page in imposed(built, bound, papers)}
        lines, total = seal_lines(folder)
        for line in lines:
            paper, page = starts[line.number, line.document]
            assert line.subject == paper.subject
            assert line.page is not None, line
            assert page <= line.page < page + len(paper.pages), line
            assert squeeze(line.place) in bound.pages[line.page - 1], line
            assert line.count == len(line.stamps.split("、")) * line.copies
        pages = [line.page for line in lines if line.page is not None]
        assert pages == sorted(pages)
        sheets = len(bound.pages) // (2 if duplex(built) else 1)
        seals = sum(line.count for line in lines)
        assert total == f"共用印 {seals} 枚；本册共 {len(bound.pages)} 页，用纸 {sheets} 张。"
        assert squeeze(total) in "".join(page_texts(folder / "用印清单.pdf"))


def test_the_number_of_seals_is_what_an_office_counts(built: Built) -> None:
    lines, _ = seal_lines(built.root / WHOLE)
    assert sum(line.count for line in lines) == SEALS[built.campaign.id]


def stamps_by_name(lines: tuple[SealLine, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.number:
            found.setdefault(line.subject, []).append(line.stamps)
    return found


def test_who_recommends_himself_in_xuzhou_has_nothing_stamped(built: Built) -> None:
    if built.campaign.id != "xuzhou-2023":
        return
    everyone = {row["姓名"] for row in rows(built.folder)}
    stamped = stamps_by_name(seal_lines(built.root / WHOLE)[0])
    assert everyone - set(stamped) == set(XUZHOU_SELF_RECOMMENDED)
    assert set(map(tuple, stamped.values())) == {("本部门单位",)}


def test_bozhous_forms_are_stamped_by_one_two_and_two(built: Built) -> None:
    if built.campaign.id != "bozhou-2022":
        return
    owners = {row["网站平台或账号名称"]: row["主办单位"] for row in rows(built.folder)}
    stamped = stamps_by_name(seal_lines(built.root / WHOLE)[0])
    city = "亳州市委网信办、亳州市文明办"
    for unit, names in BOZHOU_OF_COUNTIES.items():
        for name in names:
            assert stamped.pop(name) == [owners[name], f"{unit}、县区文明办", city]
    for names in BOZHOU_OF_THE_CITY.values():
        for name in names:
            assert stamped.pop(name) == [owners[name], city]
    assert stamped == {}
