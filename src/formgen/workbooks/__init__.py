"""Workbooks made for people: the sheet units fill in, lists of problems, marked copies."""
