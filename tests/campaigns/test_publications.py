"""The 公示 of the five campaigns: who stands on it, in which order, until when, in six formats."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.campaigns.conftest import Built
from tests.campaigns.reading import squeeze, text_of

FORMATS = (".docx", ".pdf", ".html", ".xlsx", ".csv", ".json")
NOTICES = {
    "anhui-2024": "优秀案例公示",
    "bozhou-2022": "文明网站平台、文明账号公示",
    "guizhou-2018": "年度名单公示",
    "hubei-2024": "优秀典型案例公示",
    "xuzhou-2023": "预备人选公示",
}
HONOURS = {
    "bozhou-2022": "表彰决定",
    "guizhou-2018": "年度名单通报",
    "xuzhou-2023": "表彰决定",
}
NAMES = {
    # By unit as in units.csv, then by the unit's own preference.
    "anhui-2024": {
        "网络空间思想引领": [
            "“泉边夜话”：让党的创新理论飞入寻常百姓家",
            "“<微>言大义”：用互动产品讲活党的创新理论",
        ],
        "网络空间文化培育": ["“云上花鼓灯”：让老舞蹈在网上被看见、被学会、被再创作"],
        "网络空间道德建设": ["一码亮诚信：江渡“诚信商户码”的网上道德实践"],
        "网络空间行为规范": [
            "直播间里的“红绿灯”：以灯牌、护照、课堂推动主播行业自律",
            "平台自律“承诺&评议”（P&R）机制：让主体责任成为可核对的清单",
        ],
        "网络空间生态治理": [
            "“清颍e家园”短视频生态治理：从事后处置到事前引导",
            "“江小核”联动辟谣：把疫苗打在谣言前面",
        ],
        "网络空间文明创建": ["“邻网驿站”让网络文明走进家门口——颍湄区社区网络文明驿站建设"],
    },
    # As they came in.
    "bozhou-2022": {
        "网站平台": ["谯药通中药材信息网", "涡水先锋网", "亳事快办服务网", "皖北云生活网"],
        "账号": [
            "药都谯声",
            "芍花姐姐说本草",
            "老街里的涡阳",
            "蒙城田间课堂",
            "利辛小板凳",
            "花戏楼里听戏",
            "五禽戏里的中国",
        ],
    },
    # By unit as in units.csv: 省总工会, 团省委, 省妇联, 遵义, 毕节, 铜仁, 黔东南, then schools.
    "guizhou-2018": {
        "典型人物": ["吴𠮷", "龙䶮", "古丽娜尔·阿不都热合曼"],
        "典型事迹": ["四十分钟平息一条水库谣言", "十三小时网络接力寻人"],
        "优秀团队": ["Q&A青年网络文明志愿服务队", "“山里有理”网络评论团队"],
        "网络文化精品": ["网络视频《悬崖上的信号》", "H5作品《我家门前“通”了》"],
        "网络素养教育示范基地": ["红枫湖社区家长学校网络素养教育基地", "大学生网络素养教育基地"],
        "绿色网络文化工作室": [
            "“工友书房”职工绿色网络文化工作室",
            "“梵净清风”绿色网络文化工作室",
        ],
        "好网民工程组织奖": ["清水江县妇女联合会", "乌蒙县委网信办"],
    },
    "hubei-2024": {
        "理论政策宣传类": [
            "“理论微光站”百米听讲计划",
            "“板凳新语”方言理论短视频",
            "“政策翻译官”图解与智能问答产品",
        ],
        "网络文化创意精品类": [
            "“峡江船歌”数字采风与再创作项目",
            "“西兰卡普·像素课”非遗数字工坊",
        ],
        "网络空间道德建设类": [
            "“橘乡诚信直播间”公约行动",
            "“云上孝心”空巢老人视频家书行动",
            "“码上辨真”农资网络诚信公益行动",
        ],
        "网络空间行为规范类": [
            "“家庭网络公约”进万家行动",
            "“网络小先生”乡村学校数字素养课",
            "“Debug谣言”：R&D式校园网络辟谣实验课",
        ],
        "网络空间文明创建类": ["“回音日”——网上群众路线双向文明互动机制"],
    },
    # By strokes: 古 5, 梁 11; 程 12, 魏 17; 孙 6, 秦 10.
    "xuzhou-2023": {
        "网络正能量类": ["古丽娜尔·艾尔肯", "梁书远"],
        "公益慈善类": ["程若溪", "魏喆宁"],
        "网络精品创作类": ["孙𠮷安", "秦野"],
        "网络安全治理类": ["韩堃"],
        "网络素养教育类": ["周晚晴"],
    },
}
NOT_LISTED = {
    "anhui-2024": ["指尖善行", "e路同行", "皖字书房"],
    "bozhou-2022": ["涡淮义工联", "漆园惠民网", "西淝河畔"],
    "guizhou-2018": ["阿妹绣网"],
    "hubei-2024": ["指尖楼栋", "林海夜听"],
    "xuzhou-2023": ["陆䶮", "许慕白", "沈知夏", "江牧川", "顾岚", "巴图", "钱望舒"],
}
PERIODS = {
    "anhui-2024": ("2024年4月8日", "4月12日"),
    "bozhou-2022": ("2022年6月14日", "6月20日"),
    "guizhou-2018": ("2018年11月12日", "11月16日"),
    "hubei-2024": ("2024年10月14日", "10月18日"),
    "xuzhou-2023": ("2024年1月22日", "1月26日"),
}
"""Five working days each: all are from Monday to Friday, bozhou's from Tuesday over a weekend."""


def folder_of(built: Built, document: str) -> Path:
    return built.root / "公示" / document


def notice(built: Built, suffix: str) -> Path:
    name = NOTICES[built.campaign.id]
    return folder_of(built, name) / f"{name}{suffix}"


def public(built: Built) -> list[str]:
    honours = HONOURS.get(built.campaign.id)
    return [NOTICES[built.campaign.id], *([honours] if honours else [])]


def said(path: Path) -> str:
    """What a reader sees, squeezed."""
    if path.suffix != ".html":
        return text_of(path)
    body = path.read_text(encoding="utf-8").partition("</style>")[2]
    return squeeze(html.unescape(re.sub(r"<[^>]*>", "", body)))


def test_a_notice_comes_in_six_formats_with_what_the_web_office_needs(built: Built) -> None:
    names = {path.name for path in folder_of(built, NOTICES[built.campaign.id]).iterdir()}
    added = {"SHA256SUMS", "目录.json", "网站发布包.zip"}
    assert names == {notice(built, suffix).name for suffix in FORMATS} | added
    folders = {path.name for path in (built.root / "公示").iterdir()}
    assert folders == set(public(built))


def test_the_lists_for_machines_have_the_chosen_in_their_order(built: Built) -> None:
    expected = NAMES[built.campaign.id]
    numbered = [
        [group, str(number), name]
        for group, names in expected.items()
        for number, name in enumerate(names, start=1)
    ]
    with notice(built, ".csv").open(encoding="utf-8-sig", newline="") as stream:
        heading, *rows = csv.reader(stream)
    assert [row[:3] for row in rows] == numbered
    assert heading[1] == "序号"
    listed = json.loads(notice(built, ".json").read_text(encoding="utf-8"))
    field = listed["列"][0]["字段"]
    assert {one["名称"]: [row[field] for row in one["名单"]] for one in listed["组"]} == expected
    assert [one["数量"] for one in listed["组"]] == [len(names) for names in expected.values()]
    assert listed["总数"] == len(numbered)
    (sheet,) = openpyxl.load_workbook(notice(built, ".xlsx")).worksheets
    cells = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [row[:2] for row in cells if row[0].isdigit()] == [row[1:] for row in numbered]


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html"])
def test_the_notice_for_people_has_the_same_names_in_the_same_order(
    built: Built, suffix: str
) -> None:
    text = said(notice(built, suffix))
    names = [name for group in NAMES[built.campaign.id].values() for name in group]
    places = [text.index(squeeze(name)) for name in names]
    assert places == sorted(places)
    assert not [name for name in NOT_LISTED[built.campaign.id] if name in text]


def test_the_period_is_five_working_days(built: Built) -> None:
    first, last = PERIODS[built.campaign.id]
    month, _, day = last.partition("月")
    period = re.compile(rf"{first}至({month}月)?{day},共5个工作日")
    for suffix in (".docx", ".pdf", ".html"):
        text = re.sub(r"\(星期[一二三四五]\)", "", said(notice(built, suffix)))
        assert period.search(text), suffix
    for suffix in (".xlsx", ".json"):
        assert f"{first}至{day}(5个工作日)" in text_of(notice(built, suffix))


def test_the_archive_and_the_check_sums_are_of_the_files_beside_them(
    built: Built, tmp_path: Path
) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("no sha256sum here")
    for document in public(built):
        folder = folder_of(built, document)
        check = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
        subprocess.run(check, cwd=folder, check=True, timeout=20)
        beside = {
            path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".zip"
        }
        unpacked = tmp_path / document
        with zipfile.ZipFile(folder / "网站发布包.zip") as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == beside
            archive.extractall(unpacked)
        subprocess.run(check, cwd=unpacked, check=True, timeout=20)
        assert (beside["SHA256SUMS"].count(b"\n")) == len(beside) - 1
        index = json.loads(beside["目录.json"])
        assert {one["名称"]: (one["字节数"], one["SHA-256"]) for one in index["文件"]} == {
            name: (len(content), hashlib.sha256(content).hexdigest())
            for name, content in beside.items()
            if name not in ("目录.json", "SHA256SUMS")
        }
        total = sum(map(len, NAMES[built.campaign.id].values()))
        assert [one["总数"] for one in index["名单"]] == [total]
