"""What campaign.json says of seals, and the places found on the paper → what is to be stamped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from formgen.campaign import Document
from formgen.check import Entry
from formgen.layout.pages import Pages
from formgen.layout.proving import StampPlace, page_of, stamp_places
from formgen.plan.selection import meets
from formgen.press.seals import SealPlace

_BETWEEN = "、"
"""Stands between units that act as one: 清颍市委网信办、清颍市文明办."""


@dataclass(frozen=True, slots=True)
class AskedSeal:
    """What campaign.json says of one place of a paper, for whom the paper is of."""

    place: str
    """As campaign.json has it."""
    stamps: tuple[str, ...]
    """Whose seals, from left to right."""
    applies: bool
    """Whether it is to be stamped on this paper."""


@dataclass(frozen=True, slots=True)
class ToStamp:
    """The places of a paper that are to be stamped."""

    places: tuple[SealPlace, ...]
    missing: tuple[str, ...] = ()
    """Places campaign.json names that are not on the paper."""


def asked_seals(
    document: Document, entry: Entry | None, names: Mapping[str, str]
) -> tuple[AskedSeal, ...]:
    """The seals of one paper, in the order of campaign.json.

    Args:
        document: its seals say whose stamp goes where.
        entry: whose form it is; None for a list.
        names: what a field that a seal names stands for.
    """
    return tuple(
        AskedSeal(
            seal.place,
            tuple(stamp for name in seal.stamps for stamp in _stamps(name, names)),
            not seal.where or (entry is not None and meets(entry, seal.where)),
        )
        for seal in document.seals
    )


def places_to_stamp(seals: Sequence[AskedSeal], pages: Pages | None) -> ToStamp:
    """The places of one paper, in its reading order.

    Args:
        seals: what campaign.json says; a place none of them names is listed under its own
            caption, so that no stamp is forgotten.
        pages: laid out; None where another program did that and nothing is known of them.
    """
    places: list[tuple[int, SealPlace]] = []
    missing: list[str] = []
    found = stamp_places(pages) if pages is not None else ()
    rest = dict(enumerate(found))
    for seal in seals:
        spots = [number for number in rest if _is_at(seal, rest[number])]
        spots = [n for n in spots if _exactly(seal, rest[n])] or spots
        page = rest[spots[0]].page if spots else _page_of_words(pages, seal)
        for number in spots:
            del rest[number]
        if not seal.applies:
            continue
        if pages is not None and page is None:
            missing.append(seal.place)
        order = spots[0] if spots else len(found)
        places.append((order, SealPlace(page, seal.place, seal.stamps)))
    places += [(number, _undeclared(spot)) for number, spot in rest.items()]
    places.sort(key=lambda one: one[0])
    return ToStamp(tuple(place for _, place in places), tuple(missing))


def _stamps(name: str, names: Mapping[str, str]) -> list[str]:
    """Whose seals a name stands for; units that recommend together each set their own."""
    return [one for one in names[name].split(_BETWEEN) if one] if name in names else [name]


def _page_of_words(pages: Pages | None, seal: AskedSeal) -> int | None:
    """The page with the words that a seal covers, where they ask for none: an issuer's name."""
    return page_of(pages, seal.place) if pages is not None else None


def _undeclared(spot: StampPlace) -> SealPlace:
    called = spot.label or spot.caption
    return SealPlace(spot.page, called, (called,))


def _is_at(seal: AskedSeal, spot: StampPlace) -> bool:
    return any(_plain(seal.place) in text for text in _texts(spot))


def _exactly(seal: AskedSeal, spot: StampPlace) -> bool:
    return _plain(seal.place) in _texts(spot)


def _texts(spot: StampPlace) -> Iterable[str]:
    return [text for text in (spot.label, spot.caption) if text]


def _plain(text: str) -> str:
    """A text without spaces, as places are compared: 推荐单位　意见 is 推荐单位意见."""
    return "".join(text.split())
