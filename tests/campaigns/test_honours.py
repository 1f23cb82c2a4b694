"""Certificates, plaques and the 表彰 公文 of three campaigns, made and read back."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from pypdf import PdfReader

from formgen.plan import Selection
from formgen.run.build import build
from formgen.run.build_result import BuildResult
from formgen.run.preparing import Wishes
from tests.campaigns.measuring import Sign, measured, text_of_line
from tests.campaigns.reading import docx_lines, squeeze, text_of
from tests.conftest import ROOT

HONOURS = {
    "xuzhou-2023": ("荣誉证书", "表彰决定"),
    "bozhou-2022": ("荣誉证书", "表彰决定", "奖牌"),
    "guizhou-2018": ("荣誉证书", "年度名单通报", "奖牌"),
}
"""Documents of each campaign: certificates, the 公文, plaques."""
SEAL = 45.0
"""Side of the square a seal needs, in millimetres."""
PAPER = (297.0, 210.0)
FRAME = 12.0
"""How far the printed frame reaches into the paper, in millimetres."""

XUZHOU = "中共徐州市委网络安全和信息化委员会办公室"
BOZHOU = ("亳州市委网信办", "亳州市文明办")
GUIZHOU = "贵州省“争做新时代贵州好网民”工程领导小组办公室"

CERTIFICATES = {
    "xuzhou-2023": {
        "01_梁书远": "002 梁书远同志 被评为2023年“徐州好网民”（网络正能量类）",
        "04_古丽娜尔·艾尔肯": "001 古丽娜尔·艾尔肯同志 “徐州好网民”（网络正能量类）",
        "02_魏喆宁": "004 魏喆宁同志 被评为2023年“徐州好网民”（公益慈善类）",
        "13_程若溪": "003 程若溪同志 被评为2023年“徐州好网民”（公益慈善类）",
        "06_孙𠮷安": "005 孙𠮷安同志 被评为2023年“徐州好网民”（网络精品创作类）",
        "14_秦野": "006 秦野同志 被评为2023年“徐州好网民”（网络精品创作类）",
        "03_韩堃": "007 韩堃同志 被评为2023年“徐州好网民”（网络安全治理类）",
        "07_周晚晴": "008 周晚晴同志 被评为2023年“徐州好网民”（网络素养教育类）",
    },
    "bozhou-2022": {
        "02_谯药通中药材信息网": "001 亳州谯药通电子商务有限公司 网站平台“谯药通中药材信息网” "
        "被评为2022年“亳州市文明网站平台”",
        "04_涡水先锋网": "002 涡阳县涡水先锋网络宣传服务中心 被评为2022年“亳州市文明网站平台”",
        "12_亳事快办服务网": "003 亳州市智慧药都数据服务中心 被评为2022年“亳州市文明网站平台”",
        "13_皖北云生活网": "004 亳州皖北云网络科技有限公司 被评为2022年“亳州市文明网站平台”",
        "01_药都谯声": "005 谯城区涡水文化传媒中心 微信账号“药都谯声” 被评为2022年“亳州市文明账号”",
        "03_芍花姐姐说本草": "006 抖音账号“芍花姐姐说本草” 被评为2022年“亳州市文明账号”",
        "05_老街里的涡阳": "007 快手账号“老街里的涡阳” 被评为2022年“亳州市文明账号”",
        "07_蒙城田间课堂": "008 今日头条账号“蒙城田间课堂” 被评为2022年“亳州市文明账号”",
        "09_利辛小板凳": "009 微信账号“利辛小板凳” 被评为2022年“亳州市文明账号”",
        "11_花戏楼里听戏": "010 B站账号“花戏楼里听戏” 被评为2022年“亳州市文明账号”",
        "14_五禽戏里的中国": "011 百度账号“五禽戏里的中国” 被评为2022年“亳州市文明账号”",
    },
    "guizhou-2018": {
        "03_吴𠮷": "001 吴𠮷同志 被评为2018年度典型人物",
        "01_龙䶮": "002 龙䶮同志 被评为2018年度典型人物",
        "02_古丽娜尔·阿不都热合曼": "003 古丽娜尔·阿不都热合曼同志 被评为2018年度典型人物",
        "05_四十分钟平息一条水库谣言": "004 冉喆等5名青年网络文明志愿者 "
        "“四十分钟平息一条水库谣言”事迹 被评为2018年度典型事迹",
        "04_十三小时网络接力寻人": "005 陈堃等6名网络文明志愿者 “十三小时网络接力寻人”事迹 "
        "被评为2018年度典型事迹",
        "06_Q&A青年网络文明志愿服务队": "006 Q&A青年网络文明志愿服务队 被评为2018年度优秀团队",
        "07_“山里有理”网络评论团队": "007 “山里有理”网络评论团队 被评为2018年度优秀团队",
        "08_网络视频《悬崖上的信号》": "008 黎远航、冯小满 网络视频《悬崖上的信号》 "
        "被评为2018年度网络文化精品",
        "09_H5作品《我家门前“通”了》": "009 “石榴籽网络工作坊” H5作品《我家门前“通”了》 "
        "被评为2018年度网络文化精品",
    },
}
"""Each campaign's certificates: file, number in the list, what has to stand on it.

Numbers follow the categories, and within them, in xuzhou the strokes of the names (古5 梁11,
程12 魏17, 孙6 秦10), in guizhou the units of units.csv, in bozhou the applicants' table.
"""
PREFIXES = {
    "xuzhou-2023": "徐好网民〔2024〕第",
    "bozhou-2022": "亳网文明〔2022〕第",
    "guizhou-2018": "黔好网民〔2018〕第",
}
SIGNED = {
    "xuzhou-2023": ((XUZHOU,), "2024年1月29日"),
    "bozhou-2022": (BOZHOU, "2022年6月22日"),
    "guizhou-2018": ((GUIZHOU,), "2018年11月20日"),
}
"""Issuers from left to right, and the day under the last."""

PLAQUES = {
    "bozhou-2022": {
        "02_谯药通中药材信息网": "亳州市文明网站平台",
        "04_涡水先锋网": "亳州市文明网站平台",
        "12_亳事快办服务网": "亳州市文明网站平台",
        "13_皖北云生活网": "亳州市文明网站平台",
        "01_药都谯声": "亳州市文明账号",
        "03_芍花姐姐说本草": "亳州市文明账号",
        "05_老街里的涡阳": "亳州市文明账号",
        "07_蒙城田间课堂": "亳州市文明账号",
        "09_利辛小板凳": "亳州市文明账号",
        "11_花戏楼里听戏": "亳州市文明账号",
        "14_五禽戏里的中国": "亳州市文明账号",
    },
    "guizhou-2018": {
        "11_红枫湖社区家长学校网络素养教育基地": "网络素养教育示范基地",
        "12_大学生网络素养教育基地": "网络素养教育示范基地",
        "13_“梵净清风”绿色网络文化工作室": "绿色网络文化工作室",
        "14_“工友书房”职工绿色网络文化工作室": "绿色网络文化工作室",
        "15_乌蒙县委网信办": "好网民工程组织奖",
        "16_清水江县妇女联合会": "好网民工程组织奖",
    },
}

LISTS = {
    "xuzhou-2023": {
        "网络正能量类（2人）": ["古丽娜尔·艾尔肯", "梁书远"],
        "公益慈善类（2人）": ["程若溪", "魏喆宁"],
        "网络精品创作类（2人）": ["孙𠮷安", "秦野"],
        "网络安全治理类（1人）": ["韩堃"],
        "网络素养教育类（1人）": ["周晚晴"],
    },
    "bozhou-2022": {
        "亳州市文明网站平台（4个）": [
            "谯药通中药材信息网",
            "涡水先锋网",
            "亳事快办服务网",
            "皖北云生活网",
        ],
        "亳州市文明账号（7个）": [
            "药都谯声（微信）",
            "芍花姐姐说本草（抖音）",
            "老街里的涡阳（快手）",
            "蒙城田间课堂（今日头条）",
            "利辛小板凳（微信）",
            "花戏楼里听戏（B站）",
            "五禽戏里的中国（百度）",
        ],
    },
    "guizhou-2018": {
        "典型人物（3人）": ["吴𠮷", "龙䶮", "古丽娜尔·阿不都热合曼"],
        "典型事迹（2个）": ["四十分钟平息一条水库谣言", "十三小时网络接力寻人"],
        "优秀团队（2个）": ["Q&A青年网络文明志愿服务队", "“山里有理”网络评论团队"],
        "网络文化精品（2件）": ["网络视频《悬崖上的信号》", "H5作品《我家门前“通”了》"],
        "网络素养教育示范基地（2个）": [
            "红枫湖社区家长学校网络素养教育基地",
            "大学生网络素养教育基地",
        ],
        "绿色网络文化工作室（2个）": [
            "“工友书房”职工绿色网络文化工作室",
            "“梵净清风”绿色网络文化工作室",
        ],
        "好网民工程组织奖（2个）": ["清水江县妇女联合会", "乌蒙县委网信办"],
    },
}
NOT_HONOURED = {
    "xuzhou-2023": ["陆䶮", "许慕白", "沈知夏", "江牧川", "顾岚", "巴图·苏和", "钱望舒"],
    "bozhou-2022": ["涡淮义工联", "漆园惠民网", "西淝河畔"],
    "guizhou-2018": ["表情包《阿妹绣网》"],
}
CAMPAIGNS = sorted(LISTS)

Make = Callable[[str], BuildResult]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """The honours of a campaign's sample data, made once."""
    output = tmp_path_factory.mktemp("honours")

    @cache
    def made(campaign: str) -> BuildResult:
        return honours(ROOT / "data" / campaign, output)

    return made


def honours(folder: Path, output: Path) -> BuildResult:
    return build(folder, output, Wishes(Selection(documents=frozenset(HONOURS[folder.name]))))


def files(result: BuildResult, document: str, suffix: str) -> dict[str, Path]:
    """The files of a document by their names without ending."""
    paths = [a.path for a in result.artifacts if a.document == document]
    return {path.stem: result.root / path for path in paths if path.suffix == suffix}


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_the_honoured_and_no_others_get_a_certificate(make: Make, campaign: str) -> None:
    for suffix in (".docx", ".pdf"):
        made = files(make(campaign), "荣誉证书", suffix)
        assert set(made) == set(CERTIFICATES[campaign])
    assert make(campaign).problems == ()


@pytest.mark.parametrize("campaign", CAMPAIGNS)
@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_certificate_says_who_is_honoured_with_what_and_by_whom(
    make: Make, campaign: str, suffix: str
) -> None:
    issuers, day = SIGNED[campaign]
    for name, path in files(make(campaign), "荣誉证书", suffix).items():
        number, *words = CERTIFICATES[campaign][name].split(" ")
        text = text_of(path)
        start = squeeze(f"编号：{PREFIXES[campaign]}{number}号荣誉证书")
        end = squeeze(f"特发此证，以资鼓励。{''.join(issuers)}{day}")
        assert text.startswith(start) and text.endswith(end), path
        for word in map(squeeze, words):
            assert word in text, path


@pytest.mark.parametrize("campaign", sorted(PLAQUES))
def test_a_plaque_says_who_is_honoured_with_what_by_whom_and_when(
    make: Make, campaign: str
) -> None:
    for suffix in (".docx", ".pdf"):
        made = files(make(campaign), "奖牌", suffix)
        assert set(made) == set(PLAQUES[campaign])
        for name, path in made.items():
            issuers, day = SIGNED[campaign]
            month = day[: day.index("月") + 1]
            text = text_of(path)
            start = squeeze(name.partition("_")[2] + PLAQUES[campaign][name])
            assert text.startswith(start), path
            assert text.endswith(squeeze("".join(issuers) + month)), path


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_certificates_and_plaques_are_one_page_of_a4_across(make: Make, campaign: str) -> None:
    for document in {"荣誉证书", "奖牌"}.intersection(HONOURS[campaign]):
        for path in files(make(campaign), document, ".pdf").values():
            (page,) = PdfReader(path).pages
            size = (page.mediabox.width * 25.4 / 72, page.mediabox.height * 25.4 / 72)
            assert size == pytest.approx(PAPER, abs=0.1), path


@dataclass(frozen=True)
class Square:
    """Where a seal is put: its middle, in millimetres."""

    x: float
    y: float

    def meets(self, sign: Sign) -> bool:
        half = SEAL / 2
        return (
            sign.left < self.x + half
            and self.x - half < sign.right
            and sign.top < self.y + half
            and self.y - half < sign.bottom
        )

    def overlaps(self, other: Square) -> bool:
        return abs(self.x - other.x) < SEAL and abs(self.y - other.y) < SEAL


def found(lines: list[list[Sign]], words: str) -> list[Sign]:
    """The signs of some words, in the lowest line that holds them."""
    for line in reversed(lines):
        at = text_of_line(line).find(words)
        if at >= 0:
            return line[at : at + len(words)]
    raise AssertionError(words)


def middle(signs: list[Sign]) -> float:
    return (signs[0].left + signs[-1].right) / 2


def places(path: Path, issuers: tuple[str, ...], day: str) -> Iterator[tuple[Square, list[Sign]]]:
    """Where each seal goes, and what it must not cover.

    A seal is centred on its issuer's name; the last one also covers the date below it
    (GB/T 9704-2012, 7.3.5.1).
    """
    (page,) = measured(path)
    lines = page.lines()
    date = found(lines, day)
    for issuer in issuers:
        name = found(lines, issuer)
        covered = [*name, *date] if issuer == issuers[-1] else name
        low, high = min(s.top for s in covered), max(s.bottom for s in covered)
        others = [sign for sign in page.signs if sign not in covered]
        yield Square(middle(name), (low + high) / 2), others


def holds_its_seals(path: Path, issuers: tuple[str, ...], day: str) -> None:
    """Fail unless every seal has its square, within the frame and apart from the others."""
    squares = []
    for square, others in places(path, issuers, day):
        squares.append(square)
        covered = "".join(sign.text for sign in others if square.meets(sign))
        assert covered == "", (path, covered)
        room = FRAME + SEAL / 2
        assert room <= square.x <= PAPER[0] - room and room <= square.y <= PAPER[1] - room, path
    assert len(squares) == len(issuers)
    assert not any(one.overlaps(other) for one, other in combinations(squares, 2)), path


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_every_issuers_seal_has_its_place_over_name_and_date(make: Make, campaign: str) -> None:
    for path in files(make(campaign), "荣誉证书", ".pdf").values():
        holds_its_seals(path, *SIGNED[campaign])


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_the_date_stands_centred_under_the_last_issuer(make: Make, campaign: str) -> None:
    issuers, day = SIGNED[campaign]
    for path in files(make(campaign), "荣誉证书", ".pdf").values():
        (page,) = measured(path)
        name, date = (found(page.lines(), words) for words in (issuers[-1], day))
        assert middle(name) == pytest.approx(middle(date), abs=2.0)  # of their ink
        assert 0 < date[0].top - name[0].bottom < 10


def changed(campaign: str, folder: Path, change: Callable[[list[dict[str, str]]], None]) -> Path:
    """A copy of a campaign's data in which the applicants' rows and results are changed alike."""
    copy = Path(shutil.copytree(ROOT / "data" / campaign, folder / campaign))
    for file in ("applicants.csv", "results.csv"):
        with (copy / file).open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        change(rows)
        with (copy / file).open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return copy


def test_long_names_leave_the_certificate_whole(tmp_path: Path) -> None:
    account, host = "网上文明" * 7 + "之声", "亳州市" + "文化传播" * 7 + "服务中心"
    assert (len(account), len(host)) == (30, 35)

    def change(rows: list[dict[str, str]]) -> None:
        rows[6]["网站平台或账号名称"] = account
        if "主办单位" in rows[6]:
            rows[6]["主办单位"] = host

    result = honours(changed("bozhou-2022", tmp_path, change), tmp_path / "out")
    assert result.problems == ()
    path = files(result, "荣誉证书", ".pdf")[f"07_{account}"]
    assert squeeze(f"{host}：你单位主办的今日头条账号“{account}”") in text_of(path)
    holds_its_seals(path, *SIGNED["bozhou-2022"])
    assert len(PdfReader(files(result, "奖牌", ".pdf")[f"07_{account}"]).pages) == 1


def test_a_number_that_is_filled_in_wins(tmp_path: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row["证书编号"] = "徐好网民〔2024〕特01号" if row["姓名"] == "魏喆宁" else ""

    result = honours(changed("xuzhou-2023", tmp_path, change), tmp_path / "out")
    made = files(result, "荣誉证书", ".pdf")
    assert squeeze("编号：徐好网民〔2024〕特01号荣誉证书") in text_of(made["02_魏喆宁"])
    assert squeeze("编号：徐好网民〔2024〕第003号荣誉证书") in text_of(made["13_程若溪"])


def sections(path: Path) -> dict[str, list[str]]:
    """The 附件 of a 公文: every heading of a category, and the lines under it."""
    found: dict[str, list[str]] = {}
    lines = [line.strip() for line in docx_lines(path)]
    for line in lines[lines.index("附件") + 1 :]:
        if heading := re.fullmatch(r"[一二三四五六七八九十]、(.+（\d+.）)", line):
            found[heading[1]] = []
        elif found and line:
            found[list(found)[-1]].append(line)
    return found


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_the_decision_lists_the_honoured_by_category_with_their_number(
    make: Make, campaign: str
) -> None:
    document = HONOURS[campaign][1]
    (path,) = files(make(campaign), document, ".docx").values()
    listed = sections(path)
    assert list(listed) == list(LISTS[campaign])
    every = [name for names in LISTS[campaign].values() for name in names]
    for heading, names in LISTS[campaign].items():
        starts = [line.replace("\u3000", "") for line in listed[heading]]
        own = [next(n for n in every if s.startswith(n)) for s in starts if s.startswith((*every,))]
        assert own == names
        assert f"（{len(names)}" in heading
    for suffix in (".docx", ".pdf"):
        text = text_of(next(iter(files(make(campaign), document, suffix).values())))
        for name in NOT_HONOURED[campaign]:
            assert squeeze(name) not in text


@pytest.mark.parametrize(
    ("campaign", "words"),
    [
        ("xuzhou-2023", "决定对8名2023年“徐州好网民”予以表彰（名单见附件）。"),
        ("bozhou-2022", "决定命名“亳州市文明网站平台”4个、“亳州市文明账号”7个（名单见附件）"),
        ("guizhou-2018", "典型人物3人、典型事迹2个、优秀团队2个、网络文化精品2件、"),
    ],
)
def test_the_decision_says_how_many_and_is_signed(make: Make, campaign: str, words: str) -> None:
    document = HONOURS[campaign][1]
    issuers, day = SIGNED[campaign]
    for suffix in (".docx", ".pdf"):
        text = text_of(next(iter(files(make(campaign), document, suffix).values())))
        assert squeeze(words) in text
        assert squeeze("".join(issuers) + day + "附件") in text


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_the_decisions_seals_cover_nothing_but_name_and_date(make: Make, campaign: str) -> None:
    document = HONOURS[campaign][1]
    issuers, day = SIGNED[campaign]
    pages = measured(next(iter(files(make(campaign), document, ".pdf").values())))
    page = next(page for page in pages if any(day in text_of_line(line) for line in page.lines()))
    lines = page.lines()
    squares = []
    for issuer in issuers:
        name, date = found(lines, issuer), found(lines, day)
        covered = [*name, *date] if issuer == issuers[-1] else name
        low, high = min(s.top for s in covered), max(s.bottom for s in covered)
        squares.append(Square(middle(name), (low + high) / 2))
        assert not [s.text for s in page.signs if s not in covered and squares[-1].meets(s)]
    assert not any(one.overlaps(other) for one, other in combinations(squares, 2))


@pytest.mark.parametrize(
    ("number", "printed"),
    [("", "〔2024〕　号"), ("徐委网信发〔2024〕3号", "徐委网信发〔2024〕3号")],
)
def test_the_number_of_the_decision_is_left_to_be_filled_in(
    tmp_path: Path, number: str, printed: str
) -> None:
    folder = Path(shutil.copytree(ROOT / "data" / "xuzhou-2023", tmp_path / "xuzhou-2023"))
    path = folder / "campaign.json"
    text = path.read_text(encoding="utf-8")
    start = '  "表彰": {\n'
    assert text.count(start) == 1
    path.write_text(text.replace(start, f'{start}    "文号": "{number}",\n'), encoding="utf-8")
    wanted = Selection(frozenset({"表彰决定"}), frozenset({"docx"}))
    (file,) = files(build(folder, tmp_path / "out", Wishes(wanted)), "表彰决定", ".docx").values()
    assert printed in list(docx_lines(file))
