"""What reading comes across and cannot print → the list of it, repeats counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from formgen.layout.model import NotShown


@dataclass(slots=True)
class Notices:
    """Collects while a document is read."""

    _places: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Construct and effect to every place, in the order met."""

    def add(self, construct: str, place: str, effect: str = "没有印出") -> None:
        """Note a construct that is not printed as Word prints it."""
        self._places.setdefault((construct, effect), []).append(place)

    def all(self) -> tuple[NotShown, ...]:
        """One notice for each construct and effect, with its first place and how many there are."""
        return tuple(
            NotShown(construct, _counted(places), effect)
            for (construct, effect), places in self._places.items()
        )


def _counted(places: list[str]) -> str:
    return places[0] if len(places) == 1 else f"{places[0]}等{len(places)}处"
