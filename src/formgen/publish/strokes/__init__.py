"""姓氏笔画 order: how lists of names are sorted in notices, 于 万 习 马."""

from formgen.publish.strokes.order import StrokeOrder

__all__ = ["StrokeOrder"]
