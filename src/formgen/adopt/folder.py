"""Forms, and what a campaign folder holds already → what is to be written there, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from formgen.adopt.again import Before, Reconciled, reconciled
from formgen.adopt.calling import form_name
from formgen.adopt.campaign_file import (
    About,
    Plan,
    proposed_campaign,
    written,
)
from formgen.adopt.known import Definition, KnownForm
from formgen.adopt.proposal import Proposal
from formgen.adopt.questions import open_questions
from formgen.adopt.record import Record, RecordedForm, digest
from formgen.adopt.renaming import Now, renamed
from formgen.adopt.tagging import tagged
from formgen.campaign.load import FILE_NAME, explain
from formgen.campaign.model import Campaign
from formgen.plan.paths import distinct, safe_name
from formgen.problems import CampaignError, TemplateError
from formgen.word import WordTemplate

_MOST_TAGS = 12
"""How many tags of a template that was edited are named."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A form of this run."""

    content: bytes
    proposal: Proposal
    title: str = ""
    """What stands above it in a notice, where it has no title of its own."""


@dataclass(frozen=True, slots=True)
class Existing:
    """What a campaign folder holds of earlier runs and of people's corrections."""

    record: Record | None = None
    campaign: Mapping[str, object] | None = None
    """campaign.json as it is."""
    templates: Mapping[str, bytes] = field(default_factory=dict)
    """Files in the folder's templates, by name."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of one form."""

    name: str
    template: str
    proposal: Proposal
    fields: tuple[Definition | None, ...]
    """As campaign.json has them now, in the proposal's order; None for those deleted by hand."""
    content: bytes | None
    """The template to write; None where the one there stays."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything to be written, and what there is to say."""

    campaign: str
    """The text of campaign.json."""
    forms: tuple[Adopted, ...]
    record: Record
    kept: tuple[str, ...]
    """Corrections that were kept, and what a template edited by hand lacks; a sentence each."""
    questions: tuple[str, ...]
    needs_units: bool
    """Whether units.csv has to be there."""


def put_together(
    understood: Sequence[Understood], file: str, about: About, existing: Existing
) -> Outcome:
    """Decide what a campaign folder is to hold.

    Args:
        understood: the forms of the file, in its order.
        file: the file's name.
        about: what is known beside the forms.
        existing: what the folder holds.

    Raises:
        CampaignError: campaign.json would not be valid, because of what was changed by hand.
    """
    recorded = existing.record.forms if existing.record and existing.campaign else ()
    names = _names(understood, file, recorded)
    own = [KnownForm.of(name, one.proposal) for name, one in zip(names, understood, strict=True)]
    own = [_titled(form, one) for form, one in zip(own, understood, strict=True)]
    forms = _all_forms(own, recorded)
    before = existing.record.before if existing.record else None
    notice = about.notice or (existing.record.notice if existing.record else "")
    plan = proposed_campaign(forms, replace(about, notice=notice))
    merged = reconciled(before, existing.campaign, plan)
    text = _valid(merged, about.folder)
    adopted = [
        _adopted(one, form, merged, existing) for one, form in zip(understood, own, strict=True)
    ]
    digests = {one.form.name: one.template_digest for one in recorded}
    for one in adopted:
        if one.content is not None:
            digests[one.name] = digest(one.content)
    files = {one.form.name: one.file for one in recorded} | dict.fromkeys(names, file)
    return Outcome(
        text,
        tuple(adopted),
        Record(
            Before(plan, _settled(plan, merged)),
            tuple(
                RecordedForm(form, files[form.name], digests.get(form.name, "")) for form in forms
            ),
            notice,
        ),
        (*merged.kept, *_kept_templates(adopted, understood, merged, existing)),
        (*plan.questions, *open_questions(forms, merged.data)),
        bool(merged.data.get("单位字段")),
    )


def _titled(form: KnownForm, understood: Understood) -> KnownForm:
    """The form with the title that stands above it, where it has none itself."""
    if form.title or not understood.title:
        return form
    return replace(form, title=understood.title)


def _names(
    understood: Sequence[Understood], file: str, recorded: Sequence[RecordedForm]
) -> list[str]:
    """The documents' names: those they had before, else after their titles."""
    titles = [one.proposal.title or one.title for one in understood]
    free = list(recorded)
    names: list[str] = []
    of_file = [one for one in recorded if one.file == file]
    for title in titles:
        same = [one for one in free if one.form.title == title and title]
        if not same and len(titles) == len(of_file) == 1:
            same = [one for one in free if one.file == file]
        if same:
            free.remove(same[0])
        names.append(same[0].form.name if same else "")
    taken = [one.form.name for one in free] + [name for name in names if name]
    stem = file.rsplit(".", 1)[0]
    fresh = [safe_name(form_name(title) or stem) for title in titles]
    wanted = [name or new for name, new in zip(names, fresh, strict=True)]
    made = distinct([*taken, *(one for name, one in zip(names, wanted, strict=True) if not name)])
    rest = iter(made[len(taken) :])
    return [name or next(rest) for name in names]


def _all_forms(own: Sequence[KnownForm], recorded: Sequence[RecordedForm]) -> list[KnownForm]:
    """All forms of the campaign: those of earlier runs in their order, then new ones."""
    of_run = {form.name: form for form in own}
    before = [of_run.pop(one.form.name, one.form) for one in recorded]
    return [*before, *of_run.values()]


def _valid(merged: Reconciled, folder: str) -> str:
    """The text of campaign.json, once it is sure that it can be read again."""
    text = written(merged.data)
    try:
        Campaign.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise CampaignError(
            explain(error, f"{folder}/{FILE_NAME}"),
            hint="这是把这张表和您改过的内容放在一起以后的样子，还没有写入；请先改好 campaign.json",
        ) from None
    return text


def _settled(plan: Plan, merged: Reconciled) -> dict[tuple[str, str], str]:
    settled = {}
    for identity in plan.ids:
        now = merged.now.get(identity)
        settled[identity] = str(now["名称"]) if now is not None else ""
    return settled


def _adopted(
    understood: Understood, form: KnownForm, merged: Reconciled, existing: Existing
) -> Adopted:
    """A form with its template as it is to be, if that is to be written at all."""
    definitions = tuple(merged.now[form.name, key] for key, _ in form.fields)
    content = _template(understood, form, definitions)
    there = existing.templates.get(form.template)
    recorded = existing.record.forms if existing.record else ()
    known = next((one.template_digest for one in recorded if one.form.name == form.name), "")
    stays = there is not None and digest(there) not in (known, digest(content))
    wanted = not stays and _is_used(form.template, merged)
    return Adopted(
        form.name, form.template, understood.proposal, definitions, content if wanted else None
    )


def _template(
    understood: Understood, form: KnownForm, definitions: Sequence[Definition | None]
) -> bytes:
    now = {
        str(proposed["名称"]): Now.of(proposed, definition)
        for (_, proposed), definition in zip(form.fields, definitions, strict=True)
    }
    return tagged(understood.content, renamed(understood.proposal, now))


def _is_used(template: str, merged: Reconciled) -> bool:
    documents = merged.data.get("文书")
    used: list[object] = []
    for one in documents if isinstance(documents, list) else ():
        used += one.get("模板", ())
    return template in used


def _kept_templates(
    adopted: Sequence[Adopted],
    understood: Sequence[Understood],
    merged: Reconciled,
    existing: Existing,
) -> Iterator[str]:
    """What is to be said of templates that stay as people edited them."""
    for one, source in zip(adopted, understood, strict=True):
        there = existing.templates.get(one.template)
        if one.content is not None or there is None:
            continue
        if not _is_used(one.template, merged):
            continue
        now = {
            str(field.definition["名称"]): Now.of(field.definition, definition)
            for field, definition in zip(one.proposal.fields, one.fields, strict=True)
        }
        new = tagged(source.content, renamed(one.proposal, now))
        said = "；".join(_differences(there, new)) or "标记没有差别"
        yield (
            f"模板“{one.template}”是您改过的，没有覆盖：{said}；想要新做的，"
            "请先把它移出 templates，再做一次"
        )


def _differences(there: bytes, new: bytes) -> Iterator[str]:
    """The tags that a template lacks, and those it has beside what would be written."""
    try:
        own, wanted = (Counter(_tags(content)) for content in (there, new))
    except TemplateError:
        yield "它现在读不出来，请用 formgen lint 查看"
        return
    for what, tags in (("新做的有而它没有的标记", wanted - own), ("它多出的标记", own - wanted)):
        if tags:
            named = list(dict.fromkeys(tags.elements()))
            more = "等" if len(named) > _MOST_TAGS else ""
            yield f"{what}：{'、'.join(named[:_MOST_TAGS])}{more}"


def _tags(content: bytes) -> list[str]:
    return [tag.text for tag in WordTemplate.compile(content, "").tags]
