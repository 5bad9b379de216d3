"""Executable models of the systems this site explains.

Every lab is pure Python on the standard library alone, so the same bytes run in three
places: under the tests, under Sphinx when it draws a page's figures, and in the reader's
browser. One package a system; what two of them need lives in :mod:`labs.kernel`.
"""
