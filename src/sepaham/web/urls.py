"""The desk's addresses."""

from django.urls import path

from sepaham.web import views
from sepaham.web.sign_in import sign_in

urlpatterns = [
    path("", views.picture, name="picture"),
    path("map.json", views.map_data, name="map"),
    path("check", views.check, name="check"),
    path("check/<slug:key>", views.finding, name="finding"),
    path("tps/<str:key>", views.station, name="station"),
    path("unit/<str:code>", views.unit, name="unit"),
    path("find", views.find, name="find"),
    path("sign-in", sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("language", views.language, name="language"),
]
