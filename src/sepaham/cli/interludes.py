"""What happens in the demo beside its stream: papers of the rakor filed, briefings issued and answered."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sepaham.domain.base import local_moment
from sepaham.domain.rakor import FILE
from sepaham.domain.register import office_id
from sepaham.gateways.home import Instance
from sepaham.simulator.deliver import OverHttp
from sepaham.simulator.post import Spoken
from sepaham.simulator.run import Run
from sepaham.simulator.signing import Pen
from sepaham.simulator.understanding_deeds import FILED, RAKOR

if TYPE_CHECKING:
    from sepaham.domain.briefing import Briefing, Edition
    from sepaham.records.log import Log
    from sepaham.web.rakor_room import Room

_FILES, _BRIEFS = (FILED, time(15)), (-6, time(3))
"""The day, relative to voting day, and the local hour of each interlude: nobody else speaks then."""
_LETTERS = timedelta(minutes=2)
_ERRS, _SILENT = 5, 4
"""Every so manieth office answers wrongly first; of every so manieth desa the last office does not answer."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a run is played: the instance with its log, who signs and who posts, and the pages' address."""

    instance: Instance
    log: "Log"
    pen: Pen
    post: OverHttp
    base_url: str


Act = Callable[[Stage, datetime], None]


def parts(run: Run) -> Iterator[tuple[Sequence[Spoken], Act | None, datetime]]:
    """Yield a run's stream in parts, each with what happens after it and when."""
    region, day = run.base.register.kabupaten[0], run.base.profile.day
    start = 0
    for (offset, hour), act in ((_FILES, file_papers), (_BRIEFS, brief)) if run.files else ():
        at = local_moment(day=day, offset=offset, hour=hour, region=region)
        end = next(n for n, one in enumerate(run.stream) if one.said_at >= at)
        yield run.stream[start:end], act, at
        start = end
    yield run.stream[start:], None, run.ends_at


def file_papers(stage: Stage, at: datetime) -> None:
    """Print what the rakor agreed on for each kecamatan, as its host would, and file it as signed."""
    from sepaham.exchange.papers.rakor_minutes import signers
    from sepaham.web.rakor_filing import keep_paper
    from sepaham.web.rakor_papers import met

    request, here = _request(stage), _room(stage.log, at)
    one = here.rakor
    for turn, (what, area) in enumerate((("minutes", one.region), *(("agreement", a) for a in one.areas))):
        sha256 = keep_paper(request, here, what, area)
        signed = signers(met(request, here, ""), area) if what == "agreement" else list(one.present)
        body = {"rakor": one.id, "what": what, "sha256": sha256, "signed": signed}
        said = at + turn * _LETTERS
        spoken = Spoken(f"{FILE} {what} {area}", one.caller, FILE, area, said, body, (), said, said)
        stage.post.deliver([stage.pen.sign_one(spoken)])


def _room(log: "Log", at: datetime) -> "Room":
    """Return the meeting at the kabupaten as its host sees it."""
    from sepaham.records.access import Scope
    from sepaham.records.names import namer
    from sepaham.records.people import account_of
    from sepaham.web.rakor_room import room
    from sepaham.web.reader import Reader

    host = office_id("bawaslu", log.origin.split("/")[1])
    return room(Reader(account_of("bawaslu"), Scope((host,)), log, at, "id", namer()), RAKOR)


def _request(stage: Stage) -> Any:
    """Return a request as the host's browser would send it, for the address that a paper's QR bears."""
    from django.http import HttpRequest

    found, host = HttpRequest(), urlsplit(stage.base_url)
    found.method = "POST"
    found.META = {"SERVER_NAME": host.hostname, "SERVER_PORT": str(host.port)}
    return found


def brief(stage: Stage, at: datetime) -> None:
    """Issue an edition of all briefings; let the first kecamatan's offices answer its questions."""
    from sepaham.actions.briefing import issue
    from sepaham.actions.livelog import last_of
    from sepaham.gateways.keys import gateway_signer
    from sepaham.gateways.library import threats

    gateway = gateway_signer(stage.instance, stage.log.origin)
    made = issue(log=stage.log, shipped=threats(), gateway=gateway, at=at)
    stage.pen.resume(last_of(stage.log, gateway.keyid))
    if made is not None:
        _answer(stage, made, at)


def _answer(stage: Stage, edition: "Edition", at: datetime) -> None:
    desa = [page for page in edition.pages if page.kind == "desa"]
    near = desa[0].region.rpartition(".")[0] if desa else ""
    for turn, page in enumerate(page for page in desa if page.region.startswith(near)):
        told = page.receivers[:-1] if turn % _SILENT == _SILENT - 1 else page.receivers
        for place, office in enumerate(told):
            hour = at + timedelta(minutes=10 * turn + place)
            _read(stage, page, office, hour, errs=(turn + place) % _ERRS == 0)


def _read(stage: Stage, page: "Briefing", office: str, at: datetime, *, errs: bool) -> None:
    """Let an office open a page and answer its questions, where it errs the first of them twice."""
    from sepaham.actions.briefing import Told, keep_steps
    from sepaham.domain.ladder import ANSWERED, OPENED
    from sepaham.domain.quiz import quiz_of

    told = [Told(page.key, page.edition, OPENED, at, seconds=75)]
    for turn, item in enumerate(quiz_of(page)):
        wrong = next((one.code for one in item.choices if one.code != item.right), "")
        choices = [wrong, item.right] if errs and wrong and not turn else [item.right]
        told += [
            Told(
                page.key,
                page.edition,
                ANSWERED,
                at + timedelta(seconds=80 + 20 * turn + n),
                0,
                item.code,
                choice,
                n,
            )
            for n, choice in enumerate(choices, 1)
        ]
    keep_steps(log=stage.log, office=office, device="contoh", told=told, at=at + timedelta(minutes=4))
