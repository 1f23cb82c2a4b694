"""Workbook templates with tags to filled .xlsx workbooks."""

from formgen.excel.outline import outline
from formgen.excel.template import Tag, WorkbookTemplate

__all__ = ["Tag", "WorkbookTemplate", "outline"]
