"""The API's table of contents."""

from ninja import NinjaAPI

from sepaham import __version__
from sepaham.api import inbox, problems, reading

api = NinjaAPI(
    title="Sepaham", version=__version__, docs_url=None, openapi_url="/openapi.json", urls_namespace="api"
)
problems.install(api)
api.add_router("", inbox.router)
api.add_router("", reading.router)
