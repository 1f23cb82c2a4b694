"""Templates checked before they are used: their tags, their places, their fields."""

from formgen.lint.check import lint_campaign, lint_documents
from formgen.lint.finding import Finding
from formgen.lint.report import report_findings

__all__ = ["Finding", "lint_campaign", "lint_documents", "report_findings"]
