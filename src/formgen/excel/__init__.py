"""Workbook templates with tags to filled .xlsx workbooks."""

from formgen.excel.template import Tag, WorkbookTemplate

__all__ = ["Tag", "WorkbookTemplate"]
