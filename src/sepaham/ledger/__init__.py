"""
A log of signed statements that anyone can check: envelopes, commitments, Merkle trees, signed notes.

Pure: values in, values out. No disk, network, clock, chance or curve arithmetic; keys come in through
the two Protocols of `sepaham.ledger.signing`. Nothing here knows what the statements are about.
"""
