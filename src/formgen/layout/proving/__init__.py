"""Laid-out pages → whether they are fit to be printed, stamped and signed."""

from formgen.layout.proving.faults import Fault, layout_faults
from formgen.layout.proving.stamps import StampPlace, stamp_places
from formgen.layout.proving.words import page_of

__all__ = ["Fault", "StampPlace", "layout_faults", "page_of", "stamp_places"]
