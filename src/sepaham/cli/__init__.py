"""The terminal's door: each command translates, calls one action or query, and answers."""

import click

from sepaham import __version__
from sepaham.cli.run import Commands

main = Commands(
    "sepaham",
    help="Follow an election's goods, in one picture that every guardian can prove.",
    lazy={
        "account": "sepaham.cli.account:account",
        "agreement": "sepaham.cli.agreement:agreement",
        "briefing": "sepaham.cli.briefing:briefing",
        "device": "sepaham.cli.device:device",
        "demo": "sepaham.cli.demo:demo",
        "register": "sepaham.cli.register:register",
        "needs": "sepaham.cli.needs:needs",
        "log": "sepaham.cli.log:log",
        "serve": "sepaham.cli.serve:serve",
        "witness": "sepaham.cli.witness:witness",
        "rebuild": "sepaham.cli.rebuild:rebuild",
        "backup": "sepaham.cli.backup:backup",
        "restore": "sepaham.cli.backup:restore",
        "erase": "sepaham.cli.erase:erase",
        "key": "sepaham.cli.keys:key",
        "export": "sepaham.cli.export:export",
        "verify": "sepaham.cli.verify:verify",
        "mirror": "sepaham.cli.mirror:mirror",
        "picture": "sepaham.cli.reading:picture",
        "findings": "sepaham.cli.reading:findings",
        "unit": "sepaham.cli.reading:unit",
        "declare": "sepaham.cli.declare:declare",
        "sms": "sepaham.cli.sms:sms",
        "positions": "sepaham.cli.positions:positions",
        "places": "sepaham.cli.places:places",
        "roads": "sepaham.cli.roads:roads",
        "plan": "sepaham.cli.plan:plan",
        "fleet": "sepaham.cli.fleet:fleet",
        "threats": "sepaham.cli.threats:threats",
        "lists": "sepaham.cli.lists:lists",
        "escort": "sepaham.cli.escort:escort",
        "track": "sepaham.cli.track:track",
    },
)
main = click.version_option(__version__, package_name="sepaham")(main)
