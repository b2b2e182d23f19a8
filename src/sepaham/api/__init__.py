"""The JSON door: statements in, pictures out, described by OpenAPI."""

from sepaham.api.routes import api

__all__ = ["api"]
