"""A form's fields → hypothesis strategies for entries that are valid and as awkward as can be."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds import KINDS, Raw, Setting
from formgen.campaign.kinds.base import fold
from formgen.campaign.values import Picture, Value
from formgen.check.conditions import meets
from formgen.check.values import blank_values
from tests.check.generating import identity_number
from tests.collect.forms import FormCase, empty_paragraphs

Values = Mapping[str, Value]

_NAMES = (
    "张伟", "李娜", "欧阳晚晴", "𠮷田书远", "䶮喆", "阿依古丽·买买提", "司马翀", "堃",
    "王昇、李祎", "Anna", "迪丽热巴·迪力木拉提", "赵镕",
)  # fmt: skip
_CALM = (
    "网络文明", "融媒体中心", "2023年", "（试行）", "“清朗”行动", "《泉屏答》", "H5", "5G", "、",
    "，", "第1名", "㛃", "𠮷村", "祎", "12.5%", "负责人", "网站", "讲好身边的故事", "志愿服务",
    "共36场", "云谷路66号", "2024年1月14日", "主任", " ", "A&B",
)  # fmt: skip
"""What sensible people write."""
_AWKWARD = (
    "(一)", "：", "年月日", "姓名", "性别：男", "单位及职务", "联系电话", "□", "☑", "√已完成",
    "不超过200字", "\u3000", "盖章", "签字：", "一、", "1.", "·", "A&B<c>", "推荐单位意见", "＿",
    "——", "|", "其他（", "）", "是", "无", "{{ 姓名 }}", "照片", "组织推荐", "图1",
)  # fmt: skip
"""What a reader of forms could take for the form's own wording."""
_STARTS = (
    "",
    "",
    "",
    "一、",
    "（一）",
    "1.",
    "（1）",
    "☑ ",
    "第一，",
    "姓名：",
    "二、主要",
    "图2 ",
)
_MAIL = ("liang.sy@example.com", "a-b_c@mail.example.com", "office@example.com", "x1@example.com")
_LINKS = ("https://www.example.com/a?b=1&c=年", "example.com", "http://example.com/新闻/1.html")
_ACCOUNTS = ("yaodu_0558", "gh_1a2b3c4d5e6f", "www.example.com", "药都发布", "xuzhou-net")
_RECORDS = ("皖ICP备12345678号", "皖ICP备12345678号-1", "苏ICP备2023001234号-12A")
_PHONES = (
    "19900001037", "0551-5550123", "19900001037、0551-5550123", "0551-5550123转8012",
    "0551—5550188", "5550123",
)  # fmt: skip
_MOST_PICTURES = 4

Draw = Callable[[st.SearchStrategy[Any]], Any]


@cache
def entries(form: FormCase, calm: bool = False) -> st.SearchStrategy[dict[str, Value]]:
    """Entries of a form: all its fields that apply, valid; some left blank that may be.

    Args:
        form: the form.
        calm: only what sensible people write; else also labels, marks and brackets of the form.
    """
    fields = [f for f in form.campaign.fields if not f.office]
    plans = [(f, _Values(form, f, calm).strategy()) for f in fields if _matters(form, f)]
    blank = blank_values(form.campaign.fields)

    @st.composite
    def build(draw: Draw) -> dict[str, Value]:
        values = dict(blank)
        for field, strategy in plans:
            if not meets(values, field.applies_to):
                continue
            if field.required or draw(_SOMETIMES):
                values[field.name] = draw(strategy)
        return values

    return build()


def many(
    form: FormCase, count: int, *, calm: bool = False, start: int = 0
) -> list[dict[str, Value]]:
    """So many entries, always the same ones."""
    found: list[dict[str, Value]] = []

    @seed(start)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(entries(form, calm))
    def gather(values: dict[str, Value]) -> None:
        found.append(values)

    gather()
    return found


_SOMETIMES = st.sampled_from((True, True, True, False))


def _matters(form: FormCase, field: FieldDefinition) -> bool:
    """Whether the form asks for a field, or papers and other fields hang on it."""
    names = {form.campaign.name_field, form.campaign.unit_field}
    return field in form.asked or field.name in names or field.kind == "单选"


@dataclass(frozen=True, slots=True)
class _Values:
    """Strategies for the values of one field."""

    form: FormCase
    field: FieldDefinition
    calm: bool

    def strategy(self) -> st.SearchStrategy[Value]:
        """Values of the field, through its kind's parse."""
        field, form = self.field, self.form
        if field.kind in ("照片", "图片"):
            return self._pictures()
        wanted = form.document.where.get(field.name)
        raws: st.SearchStrategy[Raw] = st.sampled_from(wanted) if wanted else self.raws()
        setting = Setting(field, form.folder, KINDS, form.options.get(field.name, {}))
        kind = KINDS[field.kind]
        return raws.map(lambda raw: kind.parse(raw, setting)).filter(bool)

    def raws(self) -> st.SearchStrategy[Raw]:
        """Texts, or what a JSON file may hold, for the field."""
        field = self.field
        match field.kind:
            case "单选" | "推荐单位":
                options = self.form.options[field.name]
                return st.sampled_from(sorted(set(options.values())))
            case "单选可填":
                return self._open_choices()
            case "长文本":
                return self._paragraphs().map("\n".join)
            case "分部长文":
                part = st.one_of(st.just(""), *[self._paragraphs().map("\n".join)] * 5)
                return st.fixed_dictionaries(dict.fromkeys(field.parts, part))
            case "明细":
                return self._rows()
            case "文本" | "地址":
                line = self._texts().filter(_not_printed(self.form, field))
                if self.calm:
                    return line
                return st.one_of(*[line] * 7, st.builds("{}\n{}".format, line, line))
        return _codes(field.kind)

    def _rows(self) -> st.SearchStrategy[Raw]:
        field = self.field
        own = {c.name: replace(self, field=c).raws() for c in field.columns}
        cells = {name: st.one_of(st.just(""), *[raws] * 4) for name, raws in own.items()}
        rows = st.fixed_dictionaries(cells).filter(lambda row: any(row.values()))
        return st.lists(rows, min_size=1, max_size=field.max_items or 6)

    def _open_choices(self) -> st.SearchStrategy[Raw]:
        """An option, some with a text of one's own behind it."""
        options = sorted(set(self.form.options[self.field.name].values()))
        text = self._texts().filter(lambda text: text not in ("是", "无"))  # these could be ticks
        own = st.fixed_dictionaries(
            {"选项": st.sampled_from(self.field.open_options), "文字": text}
        )
        return st.one_of(st.sampled_from(options), own)

    def _texts(self, most: int = 4) -> st.SearchStrategy[str]:
        """Texts of one line that begin and end with something to be seen."""
        pieces = _CALM if self.calm else _CALM + _AWKWARD
        found = st.builds(partial(_composed, pieces), st.integers(1, most), _SEEDS)
        return found.filter(_says_something)

    def _paragraphs(self) -> st.SearchStrategy[list[str]]:
        """Paragraphs of a long text, none of them a line that the form itself prints."""
        starts = ("",) if self.calm else _STARTS
        line = st.builds("{}{}".format, st.sampled_from(starts), self._texts(6))
        line = line.map(str.strip).filter(_not_printed(self.form, self.field))
        return st.lists(line, min_size=1, max_size=4)

    def _pictures(self) -> st.SearchStrategy[Value]:
        field = self.field
        if field.kind == "照片":
            return st.sampled_from(_files(self.form.folder, "photos"))
        files = _files(self.form.folder, "pictures")
        most = min(field.max_items or _MOST_PICTURES, _MOST_PICTURES)
        shown = st.lists(
            st.sampled_from(files),
            min_size=max(field.min_items or 0, 1),
            max_size=most,
            unique=True,
        )
        said = self._texts().filter(_not_printed(self.form, field))
        said = said.filter(lambda text: not text.startswith("："))  # it would follow 图1
        captions = st.one_of(st.just(""), *[said] * 3)
        return st.builds(_captioned, shown, st.lists(captions, min_size=most, max_size=most))


_SEEDS = st.integers(0, 2**20 - 1)


def _composed(pieces: Sequence[str], count: int, chosen: int) -> str:
    """So many pieces, without spaces at the ends, and never two in a row.

    One draw chooses all of them, which is several times as fast as to draw each.
    """
    text = "".join(random.Random(chosen).choices(pieces, k=count))
    return re.sub(r"\s\s+", " ", text).strip()


_EDGES = re.compile(r"[＿—]|.*[＿—]\Z")


def _says_something(text: str) -> bool:
    """Whether a text is more than marks, and not a blank that was drawn with lines."""
    return any(c.isalpha() for c in text) and not _EDGES.match(text) and text.strip("√☑□xX") != ""


def _codes(kind: str) -> st.SearchStrategy[Raw]:
    """Texts that are checked, by kind."""
    months = st.builds("{}.{:02}".format, st.integers(1950, 2020), st.integers(1, 12))
    month = st.integers(1, 12)
    born = st.builds("{}{:02}{:02}".format, st.integers(1950, 2005), month, st.integers(1, 28))
    strategies: dict[str, st.SearchStrategy[Raw]] = {
        "姓名": st.sampled_from(_NAMES),
        "身份证号": st.builds(identity_number, born, st.integers(100, 999).map(str)),
        "电话": st.sampled_from(_PHONES),
        "邮箱": st.sampled_from(_MAIL),
        "邮政编码": st.integers(100_000, 999_999).map(str),
        "网址": st.sampled_from(_LINKS),
        "网址或账号": st.sampled_from(_ACCOUNTS),
        "网站备案号": st.sampled_from(_RECORDS),
        "年月": months,
        "整数": st.integers(1, 99_999).map(str),
    }
    return strategies[kind]


_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?")


def _not_printed(form: FormCase, field: FieldDefinition) -> Callable[[str], bool]:
    """Whether nobody, not even a person, would take a line for one that the form prints."""
    printed = {fold(text) for _, text in empty_paragraphs(form.name)}
    printed -= {fold(one.printed) for one in form.campaign.fields}
    printed |= {fold(part) for part in field.parts} | {fold(field.hint)}

    def fine(text: str) -> bool:
        bare = fold(text)
        return bare not in printed and _NUMBERED.sub("", bare) not in printed

    return fine


@cache
def _files(folder: Path, names: str) -> tuple[Picture, ...]:
    """The smallest pictures of a campaign."""
    files = sorted((folder / names).glob("*.jpg"), key=lambda path: (path.stat().st_size, path))
    setting = Setting(_ANY_PHOTO, folder, KINDS)
    parsed = (KINDS["照片"].parse(f"{names}/{path.name}", setting) for path in files[:6])
    return tuple(picture for picture in parsed if isinstance(picture, Picture))


_ANY_PHOTO = FieldDefinition.model_validate({"名称": "照片", "类型": "照片"})


def _captioned(pictures: list[Picture], captions: list[str]) -> tuple[Picture, ...]:
    return tuple(replace(p, caption=c) for p, c in zip(pictures, captions, strict=False))
