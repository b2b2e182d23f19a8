"""The start-up check: a route that does not declare its access stops the server."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver
from ninja import NinjaAPI


def undeclared(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """Yield the pages' routes whose view declares no access; the API's own are asked one by one below."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and pattern.namespace != "api":
            yield from undeclared(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and not hasattr(pattern.callback, "access"):
            yield route


def undeclared_operations(api: NinjaAPI) -> Iterator[str]:
    """Yield the API's operations that declare no access."""
    for prefix, router in api._routers:  # noqa: SLF001  the framework lists them nowhere else
        for path, views in router.path_operations.items():
            for operation in views.operations:
                if not hasattr(operation.view_func, "access"):
                    yield f"{'/'.join(sorted(operation.methods))} {prefix}{path}"


@register()
def every_route_declares_its_access(**_: Any) -> list[CheckMessage]:
    """Refuse to start with a door that has no lock."""
    from sepaham.api import api  # noqa: PLC0415  routes exist once apps are ready

    open_doors = [*undeclared(get_resolver().url_patterns), *undeclared_operations(api)]
    hint = "Decorate its view with @access(...) or @declares(...)."
    return [
        Error(f"The route {route!r} declares no access.", hint=hint, id="sepaham.E001")
        for route in open_doors
    ]
