"""Campaign and entries → jobs."""

from formgen.plan.jobs import Job, Selection, blank_context, plan, plan_blank, wanted_documents

__all__ = ["Job", "Selection", "blank_context", "plan", "plan_blank", "wanted_documents"]
