"""
Election days as streams of statements, for demos, drills and tests.

`example` makes a register, `days` lets the days happen, `faults` and `twins` disturb them, `membership` and
`post` decide who signs when and when it comes in; `signing` and `deliver` bring it to a fold or a server;
`score` compares what the rules found with what was injected. Chance comes from one seed.
"""
