"""Campaign and entries → jobs."""

from formgen.plan.jobs import (
    BLANK_FOLDER,
    Job,
    Selection,
    blank_context,
    naming_context,
    plan,
    plan_blank,
    wanted_documents,
)

__all__ = [
    "BLANK_FOLDER",
    "Job",
    "Selection",
    "blank_context",
    "naming_context",
    "plan",
    "plan_blank",
    "wanted_documents",
]
