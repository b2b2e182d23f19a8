"""``sepaham serve``: the desk pages and the API of the current instance."""

import contextlib
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import click

from sepaham.cli.run import home_option, with_instance
from sepaham.gateways.home import Instance


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; loopback unless you say so."
)
@click.option("--port", default=8000, show_default=True)
@click.option(
    "--tls", nargs=2, type=click.Path(exists=True), help="CERT KEY: answer by HTTPS, as phones need."
)
@home_option
def serve(*, host: str, port: int, tls: tuple[str, str] | None, home: Path | None) -> None:
    """Serve pages and API until interrupted."""
    instance = with_instance(home)
    click.echo(f"Serving http{'s' if tls else ''}://{host}:{port}/ — Ctrl+C ends it.", err=True)
    run_server(instance, host=host, port=port, tls=tls)


def run_server(instance: Instance, *, host: str, port: int, tls: tuple[str, str] | None = None) -> None:
    """Serve in this process until interrupted; what came in is kept before it ends."""
    import uvicorn
    from django.core.management import call_command

    call_command("check", stdout=StringIO())
    call_command("collectstatic", verbosity=0, interactive=False)
    tell_which_app(instance)
    certificate, key = tls or (None, None)
    with _beating(instance):
        uvicorn.run(
            "sepaham.site.asgi:application",
            host=host,
            port=port,
            lifespan="off",
            log_level="warning",
            ssl_certfile=certificate,
            ssl_keyfile=key,
            server_header=False,
        )


def tell_which_app(instance: Instance) -> None:
    """Enter in the log in force, if there is one, which build of the phone's app is handed out from now."""
    from sepaham.cli.log import enter_phone
    from sepaham.records.queries import NoLogError

    with contextlib.suppress(NoLogError):
        enter_phone(instance)


@contextlib.contextmanager
def _beating(instance: Instance) -> Iterator[None]:
    from sepaham.actions.sequencer import stop_all
    from sepaham.actions.tiles import tiles_of
    from sepaham.gateways.keys import log_signer, next_log_signer
    from sepaham.gateways.witnesses import HttpDoor
    from sepaham.jobs.cosign import Cosigning
    from sepaham.jobs.heartbeat import Heartbeat
    from sepaham.records.queries import now

    heart = Heartbeat(
        signer_of=lambda origin: log_signer(instance, origin),
        next_of=lambda origin: next_log_signer(instance, origin),
        now=now,
        tiles_of=tiles_of,
    )
    cosigning = Cosigning(door=HttpDoor(), tiles_of=tiles_of)
    heart.start()
    cosigning.start()
    try:
        yield
    finally:
        stop_all()
        heart.stop()
        cosigning.stop()
