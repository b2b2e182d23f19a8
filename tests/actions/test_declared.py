from datetime import UTC, datetime

import pytest

from sepaham.actions.declared import DeclaredError, enter_declared, expected_acts, row_nonce
from sepaham.actions.log import open_log
from sepaham.actions.rebuild import rebuild
from sepaham.crypto.keys import Ed25519Signer
from sepaham.domain.loads import Stage
from sepaham.domain.plan import origin_of
from sepaham.domain.planning import plan_plainly
from sepaham.domain.register import PollingStation, Region, Register
from sepaham.domain.statement import Source
from sepaham.domain.units import unit_code
from sepaham.exchange.declared_template import template_csv
from sepaham.gateways.library import authority, profile
from sepaham.records.custody import Finding
from sepaham.records.custody import Unit as UnitRow
from sepaham.records.log import Blob, Statement

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PILKADA = profile("pilkada-2024")
GATEWAY = Ed25519Signer.from_seed(bytes(range(32)))
DESA = "35.17.15.2004"
TPS = f"{DESA}.001"
BOX = unit_code(station=TPS, mark="K1")
AT = datetime(2024, 11, 24, 12, tzinfo=UTC)
HEAD = "ruas;wilayah;tindakan;waktu;kurang\n"
GIVEN = "kpu-ppk;35.17.15;serah;2024-11-23 09:30;\n"
GOT = "kpu-ppk;35.17.15;terima;2024-11-23 12:30;\n"


@pytest.fixture
def log():
    names = {"35": "Jawa Timur", "35.17": "Jombang", "35.17.15": "Plandaan", DESA: "Satu"}
    register = Register(
        {code: Region(code, name) for code, name in names.items()},
        tuple(PollingStation(DESA, number, 500) for number in (1, 2)),
    )
    origin = origin_of(kabupaten="35.17", day=PILKADA.day)
    return open_log(
        origin=origin,
        register=register,
        profile=PILKADA,
        authority=authority(),
        plan=plan_plainly(origin=origin, register=register, profile=PILKADA, secret=b"x"),
        gateway=GATEWAY,
        at=datetime(2024, 11, 18, tzinfo=UTC),
    )


def bring(log, rows, *, at=AT, office="", head=HEAD):
    data = (head + rows).encode()
    return enter_declared(log=log, data=data, name="kpu.csv", gateway=GATEWAY, at=at, office=office)


def told(log):
    return list(Statement.objects.filter(log=log, kind__startswith="handover.").order_by("index"))


def figures(done):
    return done.outcome, done.entered, done.corrected, done.unchanged, done.earlier


def test_a_spreadsheets_acts_move_the_goods_in_its_offices_name(log):
    assert figures(bring(log, GIVEN + GOT)) == ("entered", 2, 0, 0, 0)
    assert [(s.office, s.actor) for s in told(log)] == [
        ("gateway:35.17", "kpu:35.17"),
        ("gateway:35.17", "ppk:35.17.15"),
    ]
    box = UnitRow.objects.get(log=log, code=BOX)
    assert (box.holder, box.stage, box.source) == ("ppk:35.17.15", Stage.KPU_PPK, Source.SPREADSHEET)
    rules = set(Finding.objects.filter(log=log).values_list("rule", flat=True))
    assert not rules & {"no_authority", "device_fork", "device_gap", "unknown_unit", "wrong_clock"}
    assert rebuild(log=log).equal


def test_the_same_file_twice_enters_nothing_twice_and_says_how_much_it_entered(log):
    bring(log, GIVEN + GOT)
    assert figures(bring(log, GIVEN + GOT)) == ("known", 0, 0, 0, 2)
    assert len(told(log)) == 2


def test_a_file_that_grew_enters_only_what_is_new(log):
    bring(log, GIVEN)
    assert figures(bring(log, GIVEN + GOT)) == ("entered", 1, 0, 1, 0)
    assert len(told(log)) == 2


def test_a_row_that_changed_corrects_what_it_said_before(log):
    bring(log, GIVEN + GOT)
    changed = GOT.replace(";\n", f";{BOX}\n")
    assert figures(bring(log, GIVEN + changed)) == ("entered", 1, 1, 1, 0)
    assert UnitRow.objects.get(log=log, code=BOX).holder == "kpu:35.17"
    assert figures(bring(log, GIVEN + GOT.replace("12:30", "12:40"))) == ("entered", 1, 1, 1, 0)
    assert UnitRow.objects.get(log=log, code=BOX).holder == "ppk:35.17.15"
    assert not Finding.objects.filter(log=log, rule="no_authority").exists()
    assert rebuild(log=log).equal


def test_one_bad_row_enters_nothing_and_keeps_no_file(log):
    before = Blob.objects.count()
    done = bring(log, GIVEN + GOT.replace("terima", "kirim"))
    assert (done.outcome, [p.code for p in done.sheet.errors]) == ("refused", ["act.unknown"])
    assert (told(log), Blob.objects.count()) == ([], before)
    assert bring(log, GIVEN.replace("2024-11-23", "2024-12-23")).outcome == "refused"


def test_an_empty_template_enters_nothing_and_may_come_again(log):
    expected = expected_acts(log=log, at=AT)
    for _ in range(2):
        done = enter_declared(
            log=log,
            data=template_csv(expected, language="id"),
            name="templat.csv",
            gateway=GATEWAY,
            at=AT,
        )
        assert (done.outcome, done.sheet.left > 0) == ("unfilled", True)


def test_packing_and_use_enter_for_kpu_and_kpps(log):
    rows = f";{TPS};kemas;2024-11-20 08:00;\n;{TPS};pakai;2024-11-27 14:00;\n"
    at = datetime(2024, 11, 28, tzinfo=UTC)
    assert bring(log, rows, at=at).entered == 2
    bag = UnitRow.objects.get(log=log, code=unit_code(station=TPS, mark="T1"))
    assert (bag.used, UnitRow.objects.get(log=log, code=BOX).packed) == (True, True)


def test_an_office_that_holds_nothing_has_no_spreadsheet(log):
    for office in ("bawaslu:35.17", "ppk:35.18.01", "hat", "gateway:35.17"):
        with pytest.raises(DeclaredError, match="holds no goods"):
            bring(log, GIVEN, office=office)
    assert bring(log, GOT, office="ppk:35.17.15").entered == 1


def test_the_nonce_of_a_row_hangs_on_the_file_and_the_row():
    gateway = Ed25519Signer.from_seed(b"g" * 32)
    nonces = {
        row_nonce(gateway=gateway, sha256=sha, row=row) for sha in ("a" * 64, "b" * 64) for row in (1, 2, 12)
    }
    assert len(nonces) == 6
    assert {len(nonce) for nonce in nonces} == {22}
