"""All doors."""

from django.urls import include, path

from sepaham.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("sepaham.web.urls")),
]
handler404 = "sepaham.web.views.not_found"
handler403 = "sepaham.web.views.forbidden"
handler500 = "sepaham.web.views.broken"
