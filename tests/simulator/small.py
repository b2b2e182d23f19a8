"""Two kecamatan, four desa, twelve polling stations: whole election days small enough for a test."""

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import sepaham
from sepaham.domain.authority import authority_from_dict
from sepaham.domain.base import digest
from sepaham.domain.catalogue import profile_from_toml_dict, unit_kinds
from sepaham.domain.planning import plain_plan
from sepaham.domain.register import PollingStation, Region, Register
from sepaham.domain.units import units_of
from sepaham.simulator.deliver import InMemory
from sepaham.simulator.run import judge, simulate

DATA = Path(sepaham.__file__).parent / "data"
LOG = "sepaham/35.17/2024-11-27/REAL"


def small_register(kecamatan=2, desa=2, stations=3):
    regions = {"35": Region("35", "Jawa Timur"), "35.17": Region("35.17", "Kabupaten Contoh")}
    tps = []
    for k in range(1, kecamatan + 1):
        regions[f"35.17.{k:02d}"] = Region(f"35.17.{k:02d}", f"Kecamatan {k}")
        for d in range(1, desa + 1):
            code = f"35.17.{k:02d}.{2000 + d}"
            regions[code] = Region(code, f"Desa {k}-{d}")
            tps += [PollingStation(code, n, 480 + 7 * n) for n in range(1, stations + 1)]
    return Register(regions, tuple(tps))


@cache
def profile_of(code="pilkada-2024"):
    profile = profile_from_toml_dict(tomllib.loads((DATA / f"profiles/{code}.toml").read_text()))
    rules = tuple(replace(rule, returns=rule.code != "bag") for rule in profile.rules)
    return replace(profile, rules=rules)


@cache
def authority():
    return authority_from_dict(tomllib.loads((DATA / "authority.toml").read_text()))


@cache
def world(kecamatan=2, desa=2, stations=3, profile="pilkada-2024"):
    register, chosen = small_register(kecamatan, desa, stations), profile_of(profile)
    units = [unit for s in register.stations for unit in units_of(s, unit_kinds(chosen, s.desa))]
    plan = plain_plan(
        log=LOG,
        units=units,
        day=chosen.day,
        kabupaten="35.17",
        nonce=lambda label: digest(label.encode())[:32],
    )
    return {"register": register, "profile": chosen, "plan": plan, "authority": authority()}


def simulated(*, seed=1, place=None, faults=None, twins=None, **options):
    return simulate(**(place or world()), seed=seed, faults=faults or {}, twins=twins or {}, **options)


def played(run):
    """Return the book a run ends in, and how it was judged."""
    pen = run.pen()
    memory = InMemory(pen)
    memory.open(run.base, run.opens_at)
    memory.deliver(list(pen.sign(run.stream)))
    return memory.book, judge(
        run=run, pen=pen, findings=memory.book.findings.values(), states=memory.book.states.values()
    )
