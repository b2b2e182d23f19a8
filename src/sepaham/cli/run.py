"""What every command shares: the instance it works on, and how it answers."""

import json
import os
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import click

from sepaham.errors import SepahamError
from sepaham.gateways.home import Home, Instance, NoInstanceError

home_option = click.option(
    "--home", type=click.Path(path_type=Path), help="Another home than SEPAHAM_HOME or ./var."
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Answer with one JSON object and nothing else."
)


class InstanceError(SepahamError):
    """An instance that cannot be looked into."""


def with_instance(home: Path | None, *, create: str = "", afresh: bool = False, beside: str = "") -> Instance:
    """
    Make Django ready on an instance and return it.

    Args:
        home: The folder of instances; by default ``SEPAHAM_HOME`` or ``./var``.
        create: The name of an instance to make and make current when the home has none.
        afresh: Throw an instance of that name away first, and make it current whatever was.
        beside: The name of the instance to work on where the current one has an open log, numbered while that
            has one too; it is made if need be and does not become current.

    Raises:
        NoInstanceError: There is no instance and none is to be made.
        InstanceError: Whether it has an open log cannot be told.
    """
    place = _home(home)
    try:
        instance = place.create(create, afresh=True) if afresh else place.current()
    except NoInstanceError:
        if not create:
            raise
        instance = place.create(create)
    if beside and instance_has_log(instance):
        instance = _beside(place, beside)
    _start_django(instance)
    return instance


def instance_or_none(home: Path | None) -> Instance | None:
    """Make Django ready on the current instance; None where nobody named a home and there is none yet."""
    try:
        return with_instance(home)
    except NoInstanceError:
        if home is not None:
            raise
        return None


def _home(home: Path | None) -> Home:
    return Home(home.resolve()) if home else Home.default()


def _beside(place: Home, name: str) -> Instance:
    names = (name if turn == 1 else f"{name}-{turn}" for turn in count(1))
    instance = next(found for found in map(place.instance, names) if not instance_has_log(found))
    instance.path.mkdir(parents=True, exist_ok=True)
    return instance


def make_current(home: Path | None, instance: Instance) -> bool:
    """Make an instance the current one; tell whether another was."""
    place = _home(home)
    if place.current() == instance:
        return False
    place.create(instance.name)
    return True


def instance_has_log(instance: Instance) -> bool:
    """
    Tell whether an instance's own database holds an open log, without making Django ready on it.

    Raises:
        InstanceError: The file is there and cannot be read.
    """
    if not instance.database.exists():
        return False
    address = f"{instance.database.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as store:
            named = store.execute(
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'log'"
            ).fetchone()
            return bool(named and store.execute("SELECT 1 FROM log LIMIT 1").fetchone())
    except sqlite3.Error as error:
        raise InstanceError(f"{instance.database} cannot be read: {error}.", "instance.unreadable") from error


def _start_django(instance: Instance) -> None:
    os.environ["SEPAHAM_INSTANCE"] = str(instance.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sepaham.site.settings")
    import django

    django.setup()
    from django.core.management import call_command

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
        from importlib import import_module

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
