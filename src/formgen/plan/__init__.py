"""Campaign and entries → jobs."""

from formgen.plan.jobs import (
    ALL,
    BLANK_FOLDER,
    PUBLIC_FOLDER,
    Job,
    Selection,
    blank_context,
    filled_by_units,
    list_formats,
    naming_context,
    plan,
    plan_blank,
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
    "plan",
    "plan_blank",
    "wanted_documents",
]
