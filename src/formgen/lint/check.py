"""A campaign folder → everything wrong with its templates, all at once."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath

from jinja2 import TemplateSyntaxError

from formgen.campaign import Campaign, Document, load_campaign
from formgen.check.rules.binding import bind_rules
from formgen.excel.compiler import ENVIRONMENT as EXCEL
from formgen.lint.blocks import Blocks, check_blocks
from formgen.lint.cells import emptied_cells
from formgen.lint.fields import unused_fields
from formgen.lint.finding import Fault, Finding
from formgen.lint.names import Vocabulary
from formgen.lint.page import PagePlacement, read_page
from formgen.lint.passage import Passage, Tag
from formgen.lint.scan import scan_all
from formgen.lint.sheet_placement import SheetPlacement
from formgen.lint.syntax import ParsedTag, check_tag
from formgen.lint.trial import try_template
from formgen.lint.word import read_word
from formgen.lint.word_placement import WordPlacement, spoiled
from formgen.lint.workbook import read_workbook
from formgen.ooxml import PackageError
from formgen.problems import Severity, TemplateError, os_reason
from formgen.tags import TagEnvironment, names_used
from formgen.templating import COMPILERS, TemplateFolders
from formgen.web.environment import ENVIRONMENT as WEB
from formgen.word.template import ENVIRONMENT as WORD


def lint_campaign(folder: Path) -> list[Finding]:
    """Check every template of a campaign against its fields and against itself.

    Findings come template by template in the order of campaign.json, within one in
    reading order; those about campaign.json itself come last.

    Raises:
        CampaignError: campaign.json is missing or says what it may not.
    """
    campaign = load_campaign(folder)
    bind_rules(campaign)
    folders = TemplateFolders.of(folder, campaign.id)
    findings, used = _lint(campaign, campaign.documents, folders)
    if used is not None:  # otherwise a field may be used where nobody could look
        findings += unused_fields(campaign, used)
    return list(dict.fromkeys(findings))


def lint_documents(
    campaign: Campaign, documents: Iterable[Document], folders: TemplateFolders
) -> list[Finding]:
    """Check the templates of some documents, as `build` does before it makes them."""
    return list(dict.fromkeys(_lint(campaign, documents, folders)[0]))


def _lint(
    campaign: Campaign, documents: Iterable[Document], folders: TemplateFolders
) -> tuple[list[Finding], frozenset[str] | None]:
    """The findings, and every name the templates use; None where one could not be read."""
    findings: list[Finding] = []
    used: set[str] = set()
    readable = True
    for document in documents:
        vocabulary = Vocabulary.of(campaign, document)
        for name in document.templates:
            reading = _read(name, folders)
            findings += [fault.of(name) for fault in reading.faults]
            readable = readable and reading.content is not None
            if reading.content is not None:
                checked = _check(reading, vocabulary)
                findings += [fault.of(name) for fault in checked.faults]
                used |= checked.names
    return findings, frozenset(used) if readable else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A template's text, or why there is none."""

    name: str
    content: bytes | None
    passages: tuple[Passage, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def suffix(self) -> str:
        return PurePath(self.name).suffix.lower()


_ENVIRONMENTS = {".docx": WORD, ".xlsx": EXCEL, ".html": WEB}
_PLACEMENTS: dict[str, type[WordPlacement | SheetPlacement | PagePlacement]] = {
    ".docx": WordPlacement,
    ".xlsx": SheetPlacement,
    ".html": PagePlacement,
}


@dataclass(frozen=True, slots=True)
class _Checked:
    faults: list[Fault]
    names: frozenset[str]
    """Every name the template mentions."""


def _read(name: str, folders: TemplateFolders) -> _Reading:
    try:
        content = folders.find(name).read_bytes()
    except TemplateError as error:
        hint = _similar_file(name, folders) or error.hint
        return _Reading(name, None, (), (Fault(-1, "", "找不到这个模板", hint),))
    except OSError as error:
        return _Reading(
            name, None, (), (Fault(-1, "", f"无法读取：{os_reason(error)}", "请检查这个文件"),)
        )
    try:
        if name.lower().endswith(".docx"):
            text = read_word(content)
            return _Reading(name, content, text.passages, text.faults)
        if name.lower().endswith(".html"):
            return _Reading(name, content, read_page(content))
        return _Reading(name, content, read_workbook(content))
    except PackageError as error:
        return _Reading(name, None, (), (Fault(-1, "", error.reason, error.hint),))
    except TemplateError as error:
        return _Reading(name, None, (), (Fault(-1, "", error.message, error.hint),))


def _similar_file(name: str, folders: TemplateFolders) -> str:
    """What to do where a file of nearly that name is there; empty where none is."""
    found = [
        path
        for folder in folders.folders
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if not path.name.startswith((".", "~$"))
    ]
    for other in found:
        if other.stem == PurePath(name).stem and other.suffix.lower() not in COMPILERS:
            return f"有一个“{other.name}”，请在 Word、Excel 或 WPS 里另存为“{name}”"
    suffix = PurePath(name).suffix
    stems = [other.stem for other in found if other.suffix == suffix]
    near = difflib.get_close_matches(PurePath(name).stem, stems, n=1, cutoff=0.6)
    return f"有一个“{near[0]}{suffix}”，请改成同样的名字" if near else ""


def _check(reading: _Reading, vocabulary: Vocabulary) -> _Checked:
    environment = _ENVIRONMENTS[reading.suffix]
    scans = list(scan_all(list(reading.passages)))
    faults = [fault for result in scans for fault in result.faults]
    parsed: list[ParsedTag] = []
    for tag in (tag for result in scans for tag in result.tags):
        one, found = _check_tag(tag, vocabulary, environment)
        parsed.append(one)
        faults += found
    stories = [check_blocks(tags) for tags in _by_story(parsed).values()]
    faults += _placed(reading, parsed, stories)
    for blocks in stories:
        faults += [*blocks.faults, *vocabulary.name_faults(blocks, environment)]
    if reading.suffix == ".docx" and not any(blocks.faults for blocks in stories):
        certain = partial(vocabulary.always_turns, environment=environment)
        faults += emptied_cells(reading.passages, [one.tag for one in parsed], certain)
    errors = [*faults, *reading.faults]
    if not any(fault.severity is Severity.ERROR for fault in errors):
        faults += _tried(reading, vocabulary.campaign, vocabulary.document)
    return _Checked(sorted(faults, key=lambda fault: fault.at), _names(stories, environment))


def _check_tag(
    tag: Tag, vocabulary: Vocabulary, environment: TagEnvironment
) -> tuple[ParsedTag, list[Fault]]:
    """A tag by itself; of one that is torn or holds a label, nothing else need be said."""
    fatal = spoiled(tag) or vocabulary.label_fault(tag)
    if fatal is not None:
        return ParsedTag(tag, None), [fatal]
    parsed, faults = check_tag(tag, environment)
    found = (*vocabulary.option_faults(parsed), *vocabulary.picture_faults(parsed))
    return parsed, [*faults, *found]


def _by_story(tags: Iterable[ParsedTag]) -> dict[int, list[ParsedTag]]:
    """The tags of each part or sheet, in reading order."""
    stories: dict[int, list[ParsedTag]] = defaultdict(list)
    for parsed in tags:
        stories[parsed.tag.passage.spot.story].append(parsed)
    return stories


def _placed(
    reading: _Reading, parsed: Iterable[ParsedTag], stories: Iterable[Blocks]
) -> list[Fault]:
    """Faults of where tags stand."""
    placement = _PLACEMENTS[reading.suffix](reading.passages)
    alone = [fault for tag in parsed for fault in placement.tag_faults(tag)]
    pairs = [pair for blocks in stories for pair in blocks.pairs]
    return alone + [fault for pair in pairs for fault in placement.pair_faults(pair)]


def _tried(reading: _Reading, campaign: Campaign, document: Document) -> list[Fault]:
    content = reading.content or b""
    return try_template(content, reading.name, campaign, document)


def _names(stories: Iterable[Blocks], environment: TagEnvironment) -> frozenset[str]:
    names: frozenset[str] = frozenset()
    for blocks in stories:
        try:
            names |= names_used(environment.parse(blocks.source))
        except TemplateSyntaxError:  # an exotic block in disorder, reported already
            names |= frozenset(word for tag in blocks.tags for word in tag.body.split())
    return names
