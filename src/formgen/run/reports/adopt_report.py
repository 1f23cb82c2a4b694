"""What was made of a blank form → the outline its office reads on screen, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from formgen.adopt.folder import Adopted
from formgen.adopt.proposal import FormSort
from formgen.problems import Severity
from formgen.run.adopting import AdoptResult

_LIMITS = (
    ("最少字数", "不少于{}字"),
    ("最多字数", "不超过{}字"),
    ("约字数", "{}字左右"),
    ("最少数量", "至少{}{}"),
    ("最多数量", "最多{}{}"),
)
_COUNTED = {"图片": "张", "附件": "个"}
"""What is counted of a kind; of the others 项."""
_SHOWN_OPTIONS = 8


def report_adopted(result: AdoptResult, console: Console) -> None:
    """Print form by form what was understood, then what is open and what to do next."""
    _line(console, result.campaign, style="bold")
    for form in result.forms:
        _report_form(form, console)
    _list(console, "这些表里没有要填的空格，没有做模板：", result.left_out)
    _list(console, "您改过的地方：", result.kept)
    questions = [
        *(question for form in result.forms for question in _questions(form)),
        *result.questions,
    ]
    numbered = [f"{number}. {one}" for number, one in enumerate(dict.fromkeys(questions), start=1)]
    _list(console, "请您看一看：", numbered)
    _report_next(result, console)


def _report_form(form: Adopted, console: Console) -> None:
    title = form.proposal.title or form.name
    whom = "一份申报一张" if form.proposal.sort is FormSort.ENTRY else "各份申报列成名单"
    _line(console, "")
    _line(console, f"《{title}》（{whom}）→ templates/{form.template}", style="bold")
    for number, (proposed, now) in enumerate(
        zip(form.proposal.fields, form.fields, strict=True), start=1
    ):
        if now is None:
            told = f"“{proposed.definition['名称']}”您已删去，留空"
        else:
            told = f"{now['名称']}：{_kind(now)}"
        _line(console, f"  {number}. {told}　〔{proposed.where}〕")
        for column in _columns(now or {}):
            _line(console, f"       列 {column['名称']}：{_kind(column)}")
    _list(console, "  照原样留空，由人手写或盖章：", form.proposal.left_alone, indent="    ")


def _kind(field: Mapping[str, object]) -> str:
    """A field's kind, limits and choices in a few words."""
    told = [str(field.get("类型", ""))]
    options = field.get("选项")
    if isinstance(options, list | tuple) and options:
        more = "等" if len(options) > _SHOWN_OPTIONS else ""
        told.append("、".join(map(str, options[:_SHOWN_OPTIONS])) + more)
    if field.get("选项来自"):
        told.append(f"选项用{field['选项来自']}")
    parts = field.get("分部")
    if isinstance(parts, list | tuple) and parts:
        told.append("、".join(map(str, parts)))
    told += [
        wording.format(field[key], _COUNTED.get(told[0], "项"))
        for key, wording in _LIMITS
        if field.get(key) is not None
    ]
    size = field.get("照片尺寸")
    if isinstance(size, Mapping):
        told.append(f"{size.get('宽')}×{size.get('高')} 毫米")
    told += ["必填"] if field.get("必填") else []
    return "，".join(told)


def _columns(field: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    columns = field.get("列")
    return columns if isinstance(columns, list | tuple) else ()


def _questions(form: Adopted) -> Iterator[str]:
    for proposed, now in zip(form.proposal.fields, form.fields, strict=True):
        if now is not None:
            yield from proposed.questions
    yield from form.proposal.questions


def _report_next(result: AdoptResult, console: Console) -> None:
    """Say what is wrong with the result, and which commands come next."""
    faults = [one for one in result.findings if one.severity is Severity.ERROR]
    folder = str(result.folder)
    _line(console, "")
    if result.new_units:
        _line(
            console,
            f"请先在 {folder}/units.csv 里写上各推荐单位的名称，一行一个；"
            "填报时只认名单里的单位，现在只有表头。",
        )
    if faults:
        _line(console, f"模板还有 {len(faults)} 处要改，用 formgen lint {folder} 查看。", "yellow")
    _line(
        console, f"做好了：{folder}。请打开 templates 里的 Word 文件和 campaign.json 核对，然后："
    )
    steps = (
        (f"formgen lint {folder}", "检查模板"),
        (f"formgen build {folder} --blank", "看空白表"),
        (f"formgen sheet {folder} -o {folder}/填报表.xlsx", "做给单位填的填报表"),
        (f"formgen check {folder}", "检查填好的数据"),
        (f"formgen build {folder}", "生成全部文书"),
    )
    for command, what in steps:
        _line(console, f"  {command}    {what}")
    _line(console, "改过 campaign.json 或模板以后，可以再做一次 formgen adopt，您改的都会留着。")


def _list(console: Console, heading: str, lines: Sequence[str], indent: str = "  ") -> None:
    if not lines:
        return
    _line(console, heading)
    for line in lines:
        _line(console, f"{indent}{line}")


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style), soft_wrap=True, highlight=False)
