"""The map's data: each area with its boundary, its state and its figure."""

import json
from collections.abc import Callable, Iterable

from sepaham.domain.words import Language, write_number
from sepaham.web.present.picture import Row
from sepaham.web.present.states import SIGNS
from sepaham.web.words import say


def features(
    rows: Iterable[Row], boundaries: Iterable[tuple[str, str]], language: Language, href: Callable[[Row], str]
) -> str:
    """
    Return a GeoJSON text of the areas that have a boundary.

    Args:
        rows: The areas.
        boundaries: Region codes with their geometry as GeoJSON text.
        language: The reader's.
        href: Where an area's page is.
    """
    of_region = {row.region: row for row in rows}
    made = (
        f'{{"type":"Feature","properties":{json.dumps(_properties(of_region[code], language, href))},'
        f'"geometry":{geometry}}}'
        for code, geometry in boundaries
        if code in of_region
    )
    return f'{{"type":"FeatureCollection","features":[{",".join(made)}]}}'


def _properties(row: Row, language: Language, href: Callable[[Row], str]) -> dict[str, str]:
    return {
        "name": row.name,
        "state": row.state.value,
        "word": say(SIGNS[row.state][1], language),
        "figure": f"{write_number(row.done, language)}/{write_number(row.of, language)}",
        "href": href(row),
    }
