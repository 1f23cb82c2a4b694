"""Campaign and entries → jobs."""

from formgen.plan.blank import (
    BLANK_FOLDER,
    blank_context,
    filled_by_units,
    naming_context,
    papers_of_units,
    plan_blank,
)
from formgen.plan.jobs import (
    ALL,
    PUBLIC_FOLDER,
    Job,
    Selection,
    list_formats,
    plan,
    wanted_documents,
)

__all__ = [
    "ALL",
    "BLANK_FOLDER",
    "PUBLIC_FOLDER",
    "Job",
    "Selection",
    "blank_context",
    "filled_by_units",
    "list_formats",
    "naming_context",
    "papers_of_units",
    "plan",
    "plan_blank",
    "wanted_documents",
]
