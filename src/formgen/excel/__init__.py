"""Workbook templates with tags → filled .xlsx workbooks."""

from formgen.excel.outline import outline
from formgen.excel.template import WorkbookTemplate

__all__ = ["WorkbookTemplate", "outline"]
