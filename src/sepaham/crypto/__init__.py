"""The curves behind the ledger's Protocols: Ed25519 by libsodium, ES256 by `cryptography`."""
