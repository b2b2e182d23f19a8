"""The page of needs: what every place of a region must get by the profile in force."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.domain.base import Level, level_of
from sepaham.records import needs as records
from sepaham.records.access import Access, access
from sepaham.records.register import profile
from sepaham.web.choosing import below, chosen
from sepaham.web.present import needs as told
from sepaham.web.present.goods import title
from sepaham.web.reader import head_of, in_log, reader, region_asked
from sepaham.web.tables import respond
from sepaham.web.words import say


@access(Access.SIGNED_IN)
@require_safe
@in_log
def needs(request: HttpRequest) -> HttpResponse:
    """Show what the places of a region must get, level by level."""
    r = reader(request)
    region = region_asked(request, r.scope)
    whole = next(iter(records.needs(region=region)), None)
    if whole is None or not whole.tps:
        raise Http404
    depth = Level(min(level_of(region) + 1, Level.TPS))
    levels = {key: say(text, r.language) for key, (at, text) in told.LEVELS.items() if at >= depth}
    by = chosen(request, "by", levels) or next(iter(levels))
    level, heading = told.LEVELS[by]
    figures = records.figures()
    page = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "answer": told.answer(whole, r.language),
        "assumed": whole.assumed_tps,
        "wanted": told.wanted(whole, figures, records.carton_sizes(r.log), r.language, r.names),
        "unruled": [title(item.code, r.language, r.names) for item in profile().without_rule()],
        "levels": levels.items(),
        "by": by,
        "regions": below(r, region),
    }
    rows = records.needs(region=region, level=level)
    table = told.table(rows, figures, heading, r.language, r.names)
    return respond(request, table, "needs/needs.html", page)


urlpatterns = [path("needs", needs, name="needs")]
