"""What every command shares: the instance it works on, and how it answers."""

import json
import os
from pathlib import Path
from typing import Any

import click

from sepaham.errors import SepahamError
from sepaham.gateways.home import Home, Instance, NoInstanceError

home_option = click.option("--home", type=click.Path(path_type=Path), help="Another home than SEPAHAM_HOME or ./var.")
json_option = click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object and nothing else.")


def with_instance(home: Path | None, *, create: str = "", afresh: bool = False) -> Instance:
    """
    Make Django ready on an instance and return it.

    Args:
        home: The folder of instances; by default ``SEPAHAM_HOME`` or ``./var``.
        create: The name of an instance to make and make current when the home has none.
        afresh: Throw an instance of that name away first, and make it current whatever was.

    Raises:
        NoInstanceError: There is no instance and none is to be made.
    """
    place = Home(home.resolve()) if home else Home.default()
    try:
        if afresh:
            raise NoInstanceError("", "home.empty")
        instance = place.current()
    except NoInstanceError:
        if not create:
            raise
        instance = place.create(create, afresh=afresh)
    _start_django(instance)
    return instance


def _start_django(instance: Instance) -> None:
    os.environ["SEPAHAM_INSTANCE"] = str(instance.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sepaham.site.settings")
    import django  # noqa: PLC0415  the base wheel has no Django

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)


def answer(value: dict[str, Any]) -> None:
    """Print one JSON object on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, sort_keys=False))


class Commands(click.Group):
    """A group whose commands are imported only when called, and whose refusals are one line each."""

    def __init__(self, *args: Any, lazy: dict[str, str], **kwargs: Any) -> None:
        """Keep where each command lives: name -> ``module:attribute``."""
        super().__init__(*args, **kwargs)
        self.lazy = lazy

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the commands' names."""
        return sorted(self.lazy)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Import one command."""
        if name not in self.lazy:
            return None
        from importlib import import_module  # noqa: PLC0415

        module, attribute = self.lazy[name].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a refusal is a sentence on stderr and exit code 2."""
        try:
            return super().invoke(ctx)
        except SepahamError as error:
            click.echo(f"{error.message}  [{error.code}]", err=True)
            ctx.exit(2)
