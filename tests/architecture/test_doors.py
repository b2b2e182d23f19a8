"""No door without a lock."""

from django.core.checks import run_checks
from django.http import HttpResponse
from django.urls import get_resolver, path
from ninja import NinjaAPI

from sepaham.api import api
from sepaham.records.access import Access, access
from sepaham.site.checks import undeclared, undeclared_operations


def test_every_route_declares_its_access():
    assert list(undeclared(get_resolver().url_patterns)) == []
    assert list(undeclared_operations(api)) == []
    assert run_checks() == []


def test_the_check_sees_every_operation_the_api_describes(client):
    described = {
        (method.upper(), path)
        for path, methods in client.get("/api/v1/openapi.json").json()["paths"].items()
        for method in methods
    }
    seen = {
        (method, f"/api/v1{path}")
        for _, router in api._routers
        for path, views in router.path_operations.items()
        for operation in views.operations
        for method in operation.methods
    }
    assert described <= seen


def test_a_route_that_declares_none_is_found():
    open_door = path("open", lambda request: HttpResponse())
    locked = path("locked", access(Access.SIGNED_IN)(lambda request: HttpResponse()))
    assert list(undeclared([open_door, locked])) == ["open"]


def test_an_operation_that_declares_none_is_found():
    leaky = NinjaAPI(urls_namespace="leaky")
    leaky.get("/leak")(lambda request: None)
    assert list(undeclared_operations(leaky)) == ["GET /leak"]
