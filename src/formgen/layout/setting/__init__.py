"""The page model → pages: lines, tables, page breaks."""

from formgen.layout.setting.pages import set_pages

__all__ = ["set_pages"]
