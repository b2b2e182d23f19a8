import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from sepaham.actions.log import open_log
from sepaham.actions.register import import_register
from sepaham.cli import declare as door
from sepaham.cli import main
from sepaham.domain.plan import origin_of
from sepaham.domain.planning import plan_plainly
from sepaham.exchange.register import read_register
from sepaham.gateways.home import Instance
from sepaham.gateways.keys import gateway_signer
from sepaham.gateways.library import authority, profile
from sepaham.records import register as records
from sepaham.records.log import Checkpoint, Statement
from sepaham.records.queries import now

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PILKADA = profile("pilkada-2024")
REGISTER = b"kode,no_tps,dpt\n35.17.15.2001,1,500\n35.17.15.2001,2,41\n"


@pytest.fixture(autouse=True)
def log(monkeypatch, tmp_path):
    instance = Instance(tmp_path / "instance")
    instance.path.mkdir()
    monkeypatch.setattr(door, "with_instance", lambda _home: instance)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    draft = read_register(data=REGISTER, name="daftar.csv", voters_max=600, official={})
    import_register(draft=draft, profile=PILKADA)
    register, origin = records.load_register(), origin_of(kabupaten="35.17", day=PILKADA.day)
    return open_log(
        origin=origin,
        register=register,
        profile=PILKADA,
        authority=authority(),
        plan=plan_plainly(origin=origin, register=register, profile=PILKADA, secret=b"x"),
        gateway=gateway_signer(instance, origin),
        at=now(),
    )


def run(*arguments):
    return CliRunner().invoke(main, ["declare", *map(str, arguments)])


def yesterday():
    return f"{now() - timedelta(days=1):%Y-%m-%d %H:%M}"


def sheet(tmp_path, *rows):
    file = tmp_path / "kpu.csv"
    file.write_text("leg,region,act,time,missing\n" + "".join(f"{row}\n" for row in rows))
    return file


def test_acts_are_entered_and_the_head_signed(tmp_path, log):
    file = sheet(tmp_path, f"kpu-ppk,35.17.15,give,{yesterday()},")
    done = run(file, "--json")
    value = json.loads(done.stdout)
    assert (done.exit_code, value["outcome"], value["entered"], value["errors"]) == (0, "entered", 1, 0)
    assert Statement.objects.filter(log=log, kind="handover.give", actor="kpu:35.17").count() == 1
    assert Checkpoint.objects.get(log=log).size == Statement.objects.filter(log=log).count()
    again = run(file)
    assert "this very file is known already; it entered 1 acts" in again.stdout
    assert again.exit_code == 0


def test_mistakes_are_said_with_row_and_column_and_leave_exit_code_1(tmp_path):
    file = sheet(tmp_path, "kpu-ppk,35.17.15,send,tomorrow,")
    done = run(file)
    assert done.exit_code == 1
    assert "row 2, act: send is no act we know. Write give, receive, pack or use" in done.stderr
    assert "row 2, time: tomorrow is no hour" in done.stderr
    assert "2 errors" in done.stdout
    listed = json.loads(run(file, "--json").stdout)["error_list"]
    assert [(each["row"], each["column"], each["value"]) for each in listed] == [
        (2, "act", "send"), (2, "time", "tomorrow"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["templat.csv", "templat.xlsx"])
def test_a_template_is_written_once_and_can_be_brought_back(tmp_path, name):
    file = tmp_path / name
    done = run(file, "--template", "--office", "ppk:35.17.15", "--json")
    assert json.loads(done.stdout).items() >= {"office": "ppk:35.17.15", "rows": 16}.items()
    again = run(file, "--template")
    assert (again.exit_code, "already" in again.stderr) == (2, True)
    brought = json.loads(run(file, "--office", "ppk:35.17.15", "--json").stdout)
    assert (brought["outcome"], brought["unfilled"], brought["errors"]) == ("unfilled", 16, 0)


def test_a_file_that_is_not_there_and_an_office_without_goods_are_refused(tmp_path):
    assert run(tmp_path / "none.csv").exit_code == 2
    done = run(sheet(tmp_path), "--office", "bawaslu:35.17")
    assert (done.exit_code, "holds no goods" in done.stderr) == (2, True)
