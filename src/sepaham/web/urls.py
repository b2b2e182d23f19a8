"""The desk's addresses: each room of pages brings its own."""

from django.urls import include, path

from sepaham.web import views
from sepaham.web.sign_in import sign_in

ROOMS = (
    "home",
    "acts",
    "answers",
    "notices",
    "goods",
    "packing",
    "seals",
    "devices",
    "signing",
    "register",
    "opening",
    "people",
    "people_import",
    "offices",
    "waiting",
    "photos",
    "tables",
    "activity",
    "entry",
    "search",
    "authority",
    "needs",
    "stores",
    "tracking",
    "trips",
    "live",
    "escort_proposal",
    "escorts",
    "fleet_import",
    "fleet",
    "plan",
    "plan_pages",
    "moving",
    "closures",
    "handovers",
    "papers",
    "movement_papers",
    "copies",
    "letterhead",
    "guides",
    "second_factor",
    "sessions",
    "audit",
    "tiles",
    "matching",
    "verify",
    "field",
)
"""The modules whose pages stand beside those of `views`."""

urlpatterns = [
    path("picture", views.picture, name="picture"),
    path("map.json", views.map_data, name="map"),
    path("check", views.check, name="check"),
    path("tps/<str:key>", views.station, name="station"),
    path("unit/<name:code>", views.unit, name="unit"),
    path("sign-in", sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("language", views.language, name="language"),
    *(path("", include(f"sepaham.web.{room}")) for room in ROOMS),
]
