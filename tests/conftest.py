"""What every test may ask for."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def real_data() -> Path:
    """The folder of the real register, boundaries and vectors; it is no part of the project."""
    where = os.environ.get("SEPAHAM_REAL_DATA")
    if not where:
        pytest.skip("SEPAHAM_REAL_DATA is not set: the real register is no part of the project")
    return Path(where).resolve()


@pytest.fixture(autouse=True)
def _every_test_may_sign_in_afresh(monkeypatch):
    """Tries to sign in are counted for each test by itself."""
    from sepaham.gateways.limits import Limit
    from sepaham.web import sign_in

    monkeypatch.setattr(sign_in, "TRIES", Limit(rate=1 / 30, burst=10))
    monkeypatch.setattr(sign_in, "TRIES_OF_ADDRESS", Limit(rate=1 / 3, burst=100))


@pytest.fixture(autouse=True)
def _the_log_is_emptied_after_transactional_tests(request: pytest.FixtureRequest):
    """Such tests flush every table; for that, and for nothing else, SQLite's guards are lifted."""
    mark = request.node.get_closest_marker("django_db")
    flushed = {"transactional_db", "live_server", "server_on"} & set(request.fixturenames)
    if not flushed and not (mark and mark.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = cursor.fetchall()
            for name, _ in guards:
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute("DELETE FROM entry")
            cursor.execute("DELETE FROM restricted_read")
            for _, sql in guards:
                cursor.execute(sql)


@pytest.fixture
def example_register(db):
    """The tiny example's register and profile in the tables."""
    from example import PROFILE, REGISTER
    from sepaham.domain.register import offices_of
    from sepaham.records import register as records

    records.replace_regions({code: (region.name, True) for code, region in REGISTER.regions.items()})
    stations: dict[str, list] = {}
    for station in REGISTER.stations:
        stations.setdefault(station.desa, []).append(station)
    records.replace_desa(stations.items())
    records.replace_offices(offices_of(REGISTER))
    records.set_profile(PROFILE)
    return REGISTER


@pytest.fixture
def example_log(example_register):
    """A log of the tiny example, opened with its base facts; simulated, so that tests choose the hour."""
    from django.conf import settings

    from example import AUTHORITY, OPENED, ORIGIN, PLAN, PROFILE
    from sepaham.actions.log import open_log
    from sepaham.gateways.keys import gateway_signer

    return open_log(
        origin=ORIGIN,
        register=example_register,
        profile=PROFILE,
        authority=AUTHORITY,
        plan=PLAN,
        gateway=gateway_signer(settings.INSTANCE, ORIGIN),
        at=OPENED,
        illustrative=True,
        simulated=True,
    )


@pytest.fixture
def gateway(example_log):
    """The gateway's own phone, numbered after what it said when the log opened."""
    from django.conf import settings
    from django.db import transaction

    from example import KABUPATEN, ORIGIN, Phone
    from sepaham.actions.livelog import live
    from sepaham.gateways.keys import gateway_signer

    phone = Phone(f"gateway:{KABUPATEN}", gateway_signer(settings.INSTANCE, ORIGIN))
    with transaction.atomic():
        phone.voice.seq, phone.voice.prev = live(example_log).book.devices.last(phone.signer.keyid)
    return phone


@pytest.fixture
def keep(example_log):
    """Hand envelopes to the action, as a door would: `keep(envelope, ..., at=hour)`."""
    from django.conf import settings

    from example import OPENED, ORIGIN
    from sepaham.actions.statements import record_statements
    from sepaham.gateways.keys import gateway_signer

    def hand_in(*envelopes, at=OPENED, sender="test"):
        raws = [e if isinstance(e, bytes) else e.to_bytes() for e in envelopes]
        return record_statements(
            log=example_log,
            raws=raws,
            received_at=at,
            gateway=gateway_signer(settings.INSTANCE, ORIGIN),
            sender=sender,
        )

    return hand_in


@pytest.fixture
def phones(gateway, keep):
    """Enrolled phones by office: the KPU line and the Bawaslu line of Plandaan and its Jipurapah."""
    from example import JIPURAPAH, KABUPATEN, OPENED, PLANDAAN, Phone

    chain = (
        (f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}", f"kpps:{JIPURAPAH}.001"),
        (f"bawaslu:{KABUPATEN}", f"panwascam:{PLANDAAN}", f"pkd:{JIPURAPAH}", f"ptps:{JIPURAPAH}.001"),
    )
    found = {}
    for offices in chain:
        above = gateway
        for office in offices:
            found[office] = Phone(office)
            keep(above.enrolment(found[office], office.partition(":")[2], OPENED))
            above = found[office]
    return found


@pytest.fixture
def sign_in(client):
    """Sign a browser in as an account with the hats of some offices."""
    from sepaham.records.people import Account, Hat

    def enter(*offices, name="officer"):
        account, _ = Account.objects.get_or_create(username=name)
        for office in offices:
            Hat.objects.get_or_create(account=account, office=office)
        client.force_login(account)
        return client

    return enter


@pytest.fixture(scope="session")
def static_files():
    """The pages' own files, gathered and compressed as the server does when it starts."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


@pytest.fixture
def server_on(transactional_db, static_files):
    """Start a real server on a real socket, on whatever log is open then; answers its address."""
    import threading

    import uvicorn

    from sepaham.actions.sequencer import stop_all
    from sepaham.site.asgi import application

    started = []

    def serve():
        config = uvicorn.Config(application, host="127.0.0.1", port=0, lifespan="off", log_level="error")
        served = uvicorn.Server(config)
        thread = threading.Thread(target=served.run, daemon=True)
        thread.start()
        started.append((served, thread))
        while not served.started:
            thread.join(0.01)
        return f"http://127.0.0.1:{served.servers[0].sockets[0].getsockname()[1]}"

    yield serve
    for served, thread in started:
        served.should_exit = True
        thread.join()
    stop_all()


@pytest.fixture
def server(server_on, example_log):
    """A real server on the example log; answers its address."""
    return server_on()
