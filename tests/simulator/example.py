"""Two kecamatan, four desa, twelve polling stations: a whole election small enough for a test."""

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import sepaham
from sepaham.domain.authority import authority_from_dict
from sepaham.domain.base import digest
from sepaham.domain.catalogue import profile_from_toml_dict, unit_kinds
from sepaham.domain.plan import plain_plan
from sepaham.domain.register import PollingStation, Region, Register
from sepaham.domain.units import units_of

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
    rules = tuple(replace(r, returns=False) if r.code == "bag" else r for r in profile.rules)
    return replace(profile, rules=rules)


@cache
def authority():
    return authority_from_dict(tomllib.loads((DATA / "authority.toml").read_text()))


def world(register=None, profile="pilkada-2024"):
    register, chosen = register or small_register(), profile_of(profile)
    units = [u for s in register.stations for u in units_of(s, unit_kinds(chosen, s.desa))]
    plan = plain_plan(
        log=LOG, units=units, day=chosen.day, kabupaten="35.17", nonce=lambda label: digest(label.encode())[:32]
    )
    return {"register": register, "profile": chosen, "plan": plan, "authority": authority()}
