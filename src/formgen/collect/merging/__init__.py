"""Returned forms, one by one → rows of the table of applicants, with all that contradicts."""

from formgen.collect.merging.forms import Setup, merge
from formgen.collect.merging.known import NOBODY, Known
from formgen.collect.merging.merged import Merged, MergedRow, MergedValue
from formgen.collect.merging.senders import sender_of

__all__ = ["NOBODY", "Known", "Merged", "MergedRow", "MergedValue", "Setup", "merge", "sender_of"]
