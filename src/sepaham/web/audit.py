"""Who looked at what: each account's own reads, and those of the offices an institution oversees."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.records import acts, audits
from sepaham.records.access import Access, access
from sepaham.records.people import RestrictedRead
from sepaham.web.present.audit import WHAT
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.tables import Column, Row, Table, respond
from sepaham.web.words import say


@access(Access.SIGNED_IN)
@require_safe
@in_log
def audit(request: HttpRequest) -> HttpResponse:
    """List the restricted reads the reader may know of, newest first."""
    r = reader(request)
    posts = acts.posts(r.offices)
    reads = audits.reads_for(account=r.account, posts=posts)
    overseen = sorted({r.place(post.id) for post in posts if post.line in audits.OVERSEERS})
    page = {
        "head": head_of(r.scope.region) if r.offices else None,
        "total": len(reads),
        "people": len({read.account for read in reads}),
        "overseen": overseen,
        "most": audits.MOST if len(reads) == audits.MOST else 0,
    }
    return respond(request, _table(reads, r), "account/audit.html", page)


def _table(reads: list[RestrictedRead], r: Reader) -> Table:
    language = r.language
    columns = (
        Column("at", say("Waktu", language), "moment"),
        Column("account", say("Akun", language)),
        Column("office", say("Sebagai", language)),
        Column("what", say("Catatan yang dilihat", language)),
        Column("place", say("Wilayah", language)),
        Column("subject", say("Rujukan", language)),
    )
    rows = tuple(
        Row(
            {
                "at": read.at,
                "account": read.account,
                "office": r.place(read.office),
                "what": say(WHAT[read.what], language) if read.what in WHAT else read.what,
                "place": r.place(read.region) if read.region else None,
                "subject": read.subject,
            },
            region=read.region,
        )
        for read in reads
    )
    return Table("reads", say("Yang melihat catatan terbatas", language), columns, rows)


urlpatterns = [path("audit", audit, name="audit")]
