"""Pages of trust: a one-page guide for each role to read or print, and the template of the agreement."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.domain.words import Language
from sepaham.exchange.papers.guides import agreement_paper, guide_paper
from sepaham.gateways.library import GUIDES, LibraryError, agreement, guide
from sepaham.records.access import Access, access, scope
from sepaham.web.language import reader_language
from sepaham.web.present import guides as told
from sepaham.web.press import as_file


@access(Access.SIGNED_IN)
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """List the guides, those of the reader's own offices first."""
    language = reader_language()
    own = told.roles_of(scope(request.user).offices)  # type: ignore[arg-type]
    page = {
        "own": [told.entry(role, guide(role, language)) for role in GUIDES if role in own],
        "rest": [told.entry(role, guide(role, language)) for role in GUIDES if role not in own],
    }
    return render(request, "papers/guides.html", page)


@access(Access.SIGNED_IN)
@require_safe
def guide_page(request: HttpRequest, role: str) -> HttpResponse:
    """Show one guide to read on a screen."""
    language = reader_language()
    paper = guide_paper(_text(role, language), language=language)
    title, *rest = told.parts(paper.blocks)
    page = {"role": role, "title": title.block.text, "parts": rest, "foot": paper.proof}
    return render(request, "papers/guide.html", page)


@access(Access.SIGNED_IN)
@require_safe
def guide_file(request: HttpRequest, role: str, language: Language) -> HttpResponse:  # noqa: ARG001
    """Print one guide."""
    paper = guide_paper(_text(role, language), language=language)
    return as_file(paper, form="pdf", name=f"sepaham-{role}-{language}")


@access(Access.SIGNED_IN)
@require_safe
def agreement_file(request: HttpRequest, language: Language, form: str) -> HttpResponse:  # noqa: ARG001
    """Print the template of the agreement between institutions, or give it to be worked on."""
    try:
        text = agreement(language)
    except LibraryError:
        raise Http404 from None
    return as_file(agreement_paper(text, language=language), form=form, name=f"sepaham-agreement-{language}")


def _text(role: str, language: str) -> str:
    """
    Return a guide's text.

    Raises:
        Http404: There is none.
    """
    try:
        return guide(role, language)
    except LibraryError:
        raise Http404 from None


urlpatterns = [
    path("guides", guides, name="guides"),
    path("guides/<slug:role>", guide_page, name="guide"),
    path("guides/<slug:role>.<slug:language>.pdf", guide_file, name="guide-file"),
    path("agreement.<slug:language>.<slug:form>", agreement_file, name="agreement"),
]
