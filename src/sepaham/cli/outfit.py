"""What the demo plans its movement with: an illustrative fleet, and the strength of its posts."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sepaham.domain.register import Register


def outfit(register: "Register", *, at: "datetime") -> None:
    """Write an illustrative fleet for a register down, and how many officers its posts have."""
    from sepaham.actions.escorts import replace_squads
    from sepaham.actions.fleet import put_fleet, put_terms
    from sepaham.gateways.library import planning_terms
    from sepaham.simulator.example_fleet import example_fleet, example_terms
    from sepaham.simulator.example_squads import example_squads

    fleet = example_fleet(register)
    put_fleet(vehicles=fleet.vehicles.values(), drivers=fleet.drivers.values(), note="contoh", at=at)
    put_terms(terms=example_terms(planning_terms(), fleet))
    replace_squads(found=example_squads(register))
