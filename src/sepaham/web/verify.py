"""A page that checks a receipt or minutes in the reader's browser, for people without Python."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.domain.sentences import KIND_NAMES
from sepaham.records.access import Access, access
from sepaham.web.language import reader_language


@access(Access.PUBLIC)
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Hand out the page; nothing is sent back to this server."""
    language = reader_language()
    verbs = {kind: sentence.say(language, {}) for kind, sentence in KIND_NAMES.items()}
    return render(request, "verify/verify.html", {"verbs": verbs})


urlpatterns = [path("verify", verify, name="verify")]
