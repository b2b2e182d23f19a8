"""The start-up check: a route that does not declare its access stops the server."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver


def undeclared(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """Yield the routes whose view, or one of whose API operations, declares no access."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from undeclared(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and not _declared(pattern.callback):
            yield route


def _declared(view: Any) -> bool:
    operations = getattr(getattr(view, "__self__", None), "operations", None)
    if operations is None:
        operations = getattr(view, "sepaham_operations", None)
    if operations is not None:
        return all(hasattr(operation.view_func, "access") for operation in operations)
    return hasattr(view, "access") or hasattr(getattr(view, "view_class", None), "access")


@register()
def every_route_declares_its_access(**_: Any) -> list[CheckMessage]:
    """Refuse to start with a door that has no lock."""
    return [
        Error(
            f"The route {route!r} declares no access.",
            hint="Decorate its view with @access(...).",
            id="sepaham.E001",
        )
        for route in undeclared(get_resolver().url_patterns)
    ]
