"""
What papers say, before anything prints them.

A `Paper` is a head and a row of `blocks`; `as_data` turns it into plain values for a Typst template and
`docx` into a DOCX file, so that both say the same. Nothing here knows a disk, a table or a clock.
"""
