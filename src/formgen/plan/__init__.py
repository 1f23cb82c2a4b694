"""Campaign and entries → jobs."""

from formgen.plan.blank import (
    BLANK_FOLDER,
    blank_context,
    filled_by_units,
    naming_context,
    papers_of_units,
    plan_blank,
)
from formgen.plan.jobs import PUBLIC_FOLDER, plan, plan_jobs, plan_slips
from formgen.plan.slip import Job, Slip
from formgen.plan.wanted import ALL, Selection, list_formats, wanted_documents

__all__ = [
    "ALL",
    "BLANK_FOLDER",
    "PUBLIC_FOLDER",
    "Job",
    "Selection",
    "Slip",
    "blank_context",
    "filled_by_units",
    "list_formats",
    "naming_context",
    "papers_of_units",
    "plan",
    "plan_blank",
    "plan_jobs",
    "plan_slips",
    "wanted_documents",
]
