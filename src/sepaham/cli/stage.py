"""The demo's stage: a server of its own, its accounts, and a run played to it over HTTP."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from sepaham.domain.catalogue import Profile
from sepaham.domain.plan import Plan, origin_of
from sepaham.domain.planning import plan_plainly
from sepaham.domain.register import Region, Register, office_id
from sepaham.errors import SepahamError
from sepaham.gateways.home import Instance
from sepaham.simulator.run import Run

if TYPE_CHECKING:
    from sepaham.records.log import Log

_AT_KABUPATEN = (
    "kpu", "bawaslu", "polres", "kodim", "pemkab", "kesbangpol", "bpbd", "dinsos", "dishub", "satpolpp",
)  # fmt: skip
"""Whose heads at the kabupaten may sign in to the demo."""
PATIENCE = 30.0
"""Seconds the server may take to answer first, or to sign the last head."""


class StageError(SepahamError):
    """The demo's server did not do its part."""


def read_file(file: Path, *, profile: Profile, assume_voters: int | None) -> Register:
    """
    Read a register, all of it or nothing.

    Raises:
        StageError: It has errors; the sentence holds the first.
    """
    from sepaham.exchange.register import read_register
    from sepaham.gateways.library import official_regions

    draft = read_register(
        data=file.read_bytes(),
        name=file.name,
        voters_max=profile.voters_max,
        official=official_regions(),
        assume_voters=assume_voters,
    )
    named = {code: Region(code, name) for code, (name, _known) in draft.regions().items()}
    _refuse_first(file, draft.problems)
    return Register(named, tuple(draft.stations()))


def read_shapes(file: Path, register: Register) -> Mapping[str, str]:
    """
    Read the boundaries of a register's regions, by code.

    Raises:
        StageError: The file has errors; the sentence holds the first.
    """
    from sepaham.exchange.boundaries import read_boundaries

    found = read_boundaries(data=file.read_bytes(), known=register.regions.keys())
    _refuse_first(file, found.problems)
    return found.shapes


def _refuse_first(file: Path, problems: Iterable[Any]) -> None:
    for problem in problems:
        if not problem.warning:
            said = f"{file.name}, row {problem.row}: {problem.say('en')}. {problem.remedy('en')}."
            raise StageError(f"{said} `sepaham register import` lists all.", "demo.register")


def plan_for(register: Register, profile: Profile, secret: bytes) -> Plan:
    """Return the plain plan of a register's one kabupaten, its nonces drawn from a secret."""
    if len(register.kabupaten) != 1:
        raise StageError(
            f"A log is of one kabupaten; the file holds {len(register.kabupaten)}.", "log.kabupaten"
        )
    origin = origin_of(kabupaten=register.kabupaten[0], day=profile.day, drill=True)
    return plan_plainly(origin=origin, register=register, profile=profile, secret=secret)


def open_stage(instance: Instance, run: Run, *, illustrative: bool) -> "Log":
    """Open the log a run is played to, and keep the files its statements name; its hour is the run's."""
    from sepaham.actions.files import keep_files
    from sepaham.actions.log import open_log
    from sepaham.actions.threats import adopt_threats
    from sepaham.gateways.keys import gateway_signer
    from sepaham.gateways.library import threats

    keep_files(files=run.files.values())
    gateway = gateway_signer(instance, run.base.plan.log)
    log = open_log(
        origin=run.base.plan.log,
        register=run.base.register,
        profile=run.base.profile,
        authority=run.base.authority,
        plan=run.base.plan,
        gateway=gateway,
        at=run.opens_at,
        illustrative=illustrative,
        simulated=True,
    )
    adopt_threats(log=log, catalogue=threats(), gateway=gateway, at=run.opens_at)
    return log


def add_accounts(instance: Instance, register: Register) -> dict[str, tuple[str, str]]:
    """Add the demo's accounts; return each one's password, drawn from the instance's secret, and office."""
    from sepaham.actions.accounts import add_account

    kabupaten = register.kabupaten[0]
    kecamatan = register.stations[0].desa.rpartition(".")[0]
    desa = register.stations[0].desa
    seats = dict.fromkeys(_AT_KABUPATEN, kabupaten)
    seats |= {"ppk": kecamatan, "panwascam": kecamatan, "camat": kecamatan, "pps": desa}
    accounts = {}
    for line, seat in seats.items():
        password = instance.secret(f"demo-{line}").hex()[:12]
        add_account(username=line, password=password, offices=[office_id(line, seat)])
        accounts[line] = (password, office_id(line, seat))
    return accounts


@contextlib.contextmanager
def server(instance: Instance, *, port: int | None) -> Iterator[str]:
    """Run ``sepaham serve`` beside us on loopback; by default on a port that is free."""
    port = port or _free_port()
    base_url = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "sepaham",
        "serve",
        "--port",
        str(port),
        "--home",
        str(instance.path.parent.parent),
    ]
    record = instance.path / "server.log"
    with record.open("w") as stderr:
        process = subprocess.Popen(command, stdout=stderr, stderr=stderr)  # noqa: S603  our own command
    try:
        _wait_for(base_url, process, record)
        yield base_url
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(base_url: str, process: "subprocess.Popen[bytes]", record: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"{base_url}/api/v1/log/checkpoint")
            return
        time.sleep(0.1)
    raise StageError(
        f"The server at {base_url} did not start; is the port taken? {record.read_text()[-500:]}".strip(),
        "demo.server",
    )


def show(base_url: str) -> None:
    """Open the page in the officer's browser, where somebody sits at a terminal that has one."""
    if sys.stdout.isatty() and (os.environ.get("DISPLAY") or sys.platform == "darwin"):
        webbrowser.open(base_url)


def wait() -> None:
    """Wait for Ctrl+C."""
    with contextlib.suppress(KeyboardInterrupt):
        signal.pause() if os.name == "posix" else time.sleep(10**9)


def play(
    instance: Instance, run: Run, log: "Log", base_url: str, *, progress: Callable[[int, int], None]
) -> dict[str, Any]:
    """Sign a run's stream, post it, and return what came of it in the tables."""
    from sepaham.actions.livelog import last_of
    from sepaham.actions.rebuild import rebuild
    from sepaham.cli.interludes import Stage, parts
    from sepaham.client import Client
    from sepaham.gateways.keys import gateway_signer
    from sepaham.records.queries import fold
    from sepaham.simulator.deliver import OverHttp
    from sepaham.simulator.run import outcome

    gateway = gateway_signer(instance, log.origin)
    pen = run.pen(gateway=gateway, last=last_of(log, gateway.keyid))
    with Client(base_url) as client:
        stage, done = Stage(instance, log, pen, OverHttp(client), base_url), 0
        for some, act, at in parts(run):
            before = done
            stage.post.deliver(
                list(pen.sign(some)),
                progress=lambda n, _, before=before: progress(before + n, len(run.stream)),
            )
            done += len(some)
            if act:
                act(stage, at)
    head = _last_head(log)
    shown = fold(log)
    result = outcome(run, pen, findings=shown.findings, states=shown.states, seen=shown.seen)
    rebuilt = rebuild(log=log)
    return {
        **result,
        "statements": head.size,
        "rebuilt_equals_live": rebuilt.equal,
        "log_size": head.size,
        "log_root": bytes(head.root).hex(),
        "picture_digest": rebuilt.live,
    }


def _last_head(log: "Log") -> Any:
    from sepaham.records.log import newest_checkpoint, tail

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        head = newest_checkpoint(log)
        if head is not None and head.size == tail(log, 0)[0]:
            return head
        time.sleep(0.1)
    raise StageError("The log's last head was not signed in time.", "demo.head")
