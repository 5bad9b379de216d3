"""Lightning: a WebAssembly engine that holds its tenants to a budget.

Little about Lightning is public, so this package says nothing of how it is made: it is an engine
of the published standard, WebAssembly 1.0, in plain Python. Modules are named after the chapters
of the specification: text and binary format, validation, numerics, instances, an interpreter.
What is added is what the page is about: fuel, a second tier that compiles, a cache, and tenants
on one processor. Names, prices and limits that are not the standard's are said where they stand.
"""
