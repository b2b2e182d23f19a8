import pytest
from django.test import Client

from sepaham.actions.register import import_register
from sepaham.api import reading
from sepaham.exchange.register import read_register
from sepaham.gateways.library import profile
from sepaham.records.people import Account, Hat

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ROWS = "kode,no_tps,dpt\n35.17.15.2001,1,500\n35.17.15.2001,2,41\n35.17.15.2004,1,600\n35.17.16.2001,1,300\n"


@pytest.fixture(autouse=True)
def _register():
    draft = read_register(data=ROWS.encode(), name="daftar.csv", voters_max=600, official={})
    import_register(draft=draft, profile=profile("pilkada-2024"))


def signed_in(office):
    account = Account.objects.create_user(username="seorang", password="rahasia-sekali")
    Hat.objects.create(account=account, office=office)
    client = Client()
    client.force_login(account)
    return client


def ask(client, **query):
    return client.get("/api/v1/needs", query)


def line(told, rule, election=""):
    return next(x["quantity"] for x in told["lines"] if (x["rule"], x["election"]) == (rule, election))


def test_needs_are_for_those_who_signed_in():
    assert ask(Client()).status_code == 401


def test_a_region_answers_with_its_sum_and_the_rows_that_fit():
    told = ask(signed_in("bawaslu:35.17")).json()
    assert [row["region"] for row in told["regions"]] == ["35.17.15", "35.17.16", "35.17"]
    assert (told["profile"], told["region"], told["tps"], told["voters"]) == (
        "pilkada-2024",
        "35.17",
        4,
        1441,
    )
    assert line(told["total"], "ballot", "pilbup") == 513 + 43 + 615 + 308
    assert told["total"]["items"]["box"] == 8


def test_a_kecamatans_sum_leaves_out_what_the_kabupaten_keeps_back():
    client = signed_in("kpu:35.17")
    rules = {x["rule"] for x in ask(client, region="35.17.15").json()["total"]["lines"]}
    assert "revote" not in rules
    assert "revote" in {x["rule"] for x in ask(client).json()["total"]["lines"]}


@pytest.mark.parametrize(
    ("query", "regions"),
    [
        ({"by": "tps", "region": "35.17.15.2001"}, ["35.17.15.2001.001", "35.17.15.2001.002"]),
        ({"region": "35.17.15"}, ["35.17.15.2001", "35.17.15.2004"]),
        ({"by": "total"}, []),
        ({"region": "35.17.15.2001.002"}, ["35.17.15.2001.002"]),
    ],
)
def test_rows_come_by_the_level_asked_for(query, regions):
    told = ask(signed_in("kpu:35.17"), **query).json()
    assert [row["region"] for row in told["regions"]] == regions
    assert told["total"]["region"] == query.get("region", "35.17")


@pytest.mark.parametrize("region", ["35.17.16", "35", "35.18", "35.17.1"])
def test_a_region_outside_ones_offices_is_as_if_it_were_not_there(region):
    answered = ask(signed_in("ppk:35.17.15"), region=region)
    assert answered.status_code == (400 if region == "35.17.1" else 404)


def test_a_region_without_polling_stations_is_not_there():
    assert ask(signed_in("kpu:35.17"), region="35.17.99").status_code == 404


def test_too_many_rows_are_refused_with_the_finer_region_to_ask_for(monkeypatch):
    monkeypatch.setattr(reading, "MOST_NEEDS", 2)
    client = signed_in("kpu:35.17")
    answered = ask(client, by="tps")
    assert (answered.status_code, answered.json()["code"]) == (400, "needs.rows")
    assert "one kecamatan at a time, such as region=35.17.15," in answered.json()["detail"]
    assert ask(client, by="tps", region="35.17.15.2001").status_code == 200


def test_rows_wider_than_the_region_and_unknown_levels_are_refused():
    client = signed_in("kpu:35.17")
    assert ask(client, by="kabupaten", region="35.17.15").json()["code"] == "needs.level"
    assert ask(client, by="rt").json()["code"] == "request.invalid"
