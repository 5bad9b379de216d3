"""Pyodide, cut down to what the labs import and compiled ahead of time."""
