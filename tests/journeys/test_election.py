"""A whole small election through the doors, with everyone, with KPU by spreadsheet, and without KPU."""

from collections import Counter

import pytest
from django.conf import settings

from example import AUTHORITY, ORIGIN, PROFILE
from sepaham.actions.checkpoint import sign_head
from sepaham.actions.livelog import last_of
from sepaham.actions.log import open_log
from sepaham.actions.rebuild import rebuild
from sepaham.actions.register import adopt_register
from sepaham.client import Client, ClientError
from sepaham.domain.plan import origin_of
from sepaham.domain.planning import plan_plainly
from sepaham.domain.register import PollingStation, Region, Register
from sepaham.gateways.keys import gateway_signer, log_signer
from sepaham.records import queries
from sepaham.records.log import Statement
from sepaham.simulator.deliver import OverHttp
from sepaham.simulator.run import judge, simulate
from sepaham.simulator.scene import Membership

pytestmark = [pytest.mark.database, pytest.mark.journey]


def small_kabupaten() -> Register:
    names = {"35": "Jawa Timur", "35.17": "Kabupaten Jombang"}
    stations = []
    for k in (1, 2, 3):
        names[f"35.17.{k:02d}"] = f"Kecamatan {k}"
        for d in (1, 2, 3):
            desa = f"35.17.{k:02d}.{2000 + d}"
            names[desa] = f"Desa {k}-{d}"
            stations += [PollingStation(desa, n, 480 + n) for n in range(1, 6)]
    return Register({code: Region(code, name) for code, name in names.items()}, tuple(stations))


@pytest.fixture
def stage(server_on, transactional_db):
    """Open a log of the small kabupaten and serve it: `stage(membership)`."""

    def prepare(membership):
        register = small_kabupaten()
        origin = origin_of(kabupaten="35.17", day=PROFILE.day)
        plan = plan_plainly(origin=origin, register=register, profile=PROFILE, secret=b"journey")
        base = {"register": register, "profile": PROFILE, "plan": plan, "authority": AUTHORITY}
        run = simulate(**base, seed=7, membership=membership)
        adopt_register(register=register, profile=PROFILE)
        gateway = gateway_signer(settings.INSTANCE, ORIGIN)
        log = open_log(**base, origin=origin, gateway=gateway, at=run.opens_at, simulated=True)
        return run, log, server_on()

    return prepare


@pytest.mark.parametrize("membership", list(Membership))
def test_every_unit_comes_home_or_is_explained_and_a_rebuild_agrees(stage, membership, client, sign_in):
    run, log, address = stage(membership)
    gateway = gateway_signer(settings.INSTANCE, ORIGIN)
    pen = run.pen(gateway=gateway, last=last_of(log, gateway.keyid))
    with Client(address) as sender:
        OverHttp(sender).deliver(list(pen.sign(run.stream)))
    sign_head(log=log, signer=log_signer(settings.INSTANCE, ORIGIN), at=run.ends_at)

    fold = queries.fold(log)
    judged = judge(run=run, pen=pen, findings=fold.findings, states=fold.states)
    assert (judged.unexplained, judged.false_alarms, judged.missed) == ((), (), ())
    assert sum(judged.injected.values()) > 10
    assert rebuild(log=log).equal

    declared = queries.head(region="35.17", at=run.ends_at).declared_by
    expected = {
        Membership.ALL: "direct",
        Membership.SPREADSHEET: "spreadsheet",
        Membership.WITHOUT_KPU: "paper",
    }
    assert max(declared, key=declared.get) == expected[membership]

    desk = sign_in("bawaslu:35.17")
    odd = {unit for finding in fold.findings for unit in finding.units if finding.rule != "late"}
    for code in sorted(odd)[:40]:
        assert desk.get(f"/unit/{code}").status_code == 200, code
        assert desk.get(f"/api/v1/units/{code}").status_code == 200, code
    for path in ("/", "/?region=35.17.02", "/check?state=all", "/tps/35.17.02.2001.003"):
        assert desk.get(path).status_code == 200, path


def test_the_same_days_sent_twice_are_one_election(stage):
    run, log, address = stage(Membership.ALL)
    gateway = gateway_signer(settings.INSTANCE, ORIGIN)
    signed = list(run.pen(gateway=gateway, last=last_of(log, gateway.keyid)).sign(run.stream))
    with Client(address) as sender:
        OverHttp(sender).deliver(signed)
        before = queries.fold(log), Statement.objects.count()
        OverHttp(sender).deliver(signed)
    after = queries.fold(log), Statement.objects.count()
    assert before[1] == after[1]
    assert Counter(before[0].states) == Counter(after[0].states)
    assert rebuild(log=log).equal


def test_the_client_raises_what_the_server_says(stage):
    _, _, address = stage(Membership.ALL)
    with Client(address) as sender, pytest.raises(ClientError) as refused:
        sender.get_picture()
    assert refused.value.code == "auth.required"
