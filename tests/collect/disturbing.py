"""A filled form → the same form as people and programs change it, by name and seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

from formgen.campaign.values import Value
from tests.collect import (
    disturbing_pictures,
    disturbing_programs,
    disturbing_tables,
    disturbing_text,
    disturbing_ticks,
    disturbing_wording,
)
from tests.collect.disturbance import Disturbance, Disturbed, Effect, opened, packed
from tests.collect.forms import FormCase

DISTURBANCES: Mapping[str, Disturbance] = (
    disturbing_ticks.DISTURBANCES
    | disturbing_tables.DISTURBANCES
    | disturbing_wording.DISTURBANCES
    | disturbing_text.DISTURBANCES
    | disturbing_pictures.DISTURBANCES
    | disturbing_programs.DISTURBANCES
)
"""Every disturbance by name, in the order they are applied where there are several."""


def disturbed(
    form: FormCase,
    values: Mapping[str, Value],
    content: bytes,
    names: Iterable[str],
    seed: str,
) -> Disturbed:
    """A filled form after some disturbances.

    Args:
        form: which form it is.
        values: what it was filled with.
        content: the filled form.
        names: keys of `DISTURBANCES`; they are applied in its order.
        seed: decides on what chance decides.
    """
    opened_form = opened(form, values, content)
    chance = random.Random(seed)
    wanted = frozenset(names)
    applied: dict[str, Effect] = {}
    for name, change in DISTURBANCES.items():
        if name in wanted and (effect := change(opened_form, chance)) is not None:
            applied[name] = effect
    if not applied:
        return Disturbed(content, ())
    to_say = frozenset[str]().union(*(effect.to_say for effect in applied.values()))
    codes = frozenset[str]().union(*(effect.codes for effect in applied.values()))
    return Disturbed(packed(opened_form), tuple(applied), Effect(to_say, codes))
