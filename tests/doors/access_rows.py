"""
Who may open which door: one line for each route, and the small world its addresses are of.

A line names a route as the resolver has it; then, only where they differ from the usual:

- ``at``: the address asked for, of a place within every role's region; usually the route itself;
- ``read``: the roles that see it; to all others it is not there (404); None where it is no page to read;
- ``write``: the roles that may send its form; None where it takes none (405);
- ``sent``: what is sent; usually the role's office and nothing else, which a form may well refuse (422);
- ``beyond``: the same page of a place outside the regions of all who do not answer for the whole kabupaten.
"""

from dataclasses import dataclass

from example import JIPURAPAH, KABUPATEN, PLANDAAN, SUMBERJO

STATION, ELSEWHERE = f"{JIPURAPAH}.001", f"{SUMBERJO}.001"
ROLES = {
    "kpu": f"kpu:{KABUPATEN}",
    "ppk": f"ppk:{PLANDAAN}",
    "pps": f"pps:{JIPURAPAH}",
    "kpps": f"kpps:{STATION}",
    "bawaslu": f"bawaslu:{KABUPATEN}",
    "panwascam": f"panwascam:{PLANDAAN}",
    "pkd": f"pkd:{JIPURAPAH}",
    "ptps": f"ptps:{STATION}",
    "polres": f"polres:{KABUPATEN}",
    "polsek": f"polsek:{PLANDAAN}",
    "kodim": f"kodim:{KABUPATEN}",
    "pemkab": f"pemkab:{KABUPATEN}",
    "camat": f"camat:{PLANDAAN}",
    "kejari": f"kejari:{KABUPATEN}",
    "bpbd": f"bpbd:{KABUPATEN}",
    "operator": f"gateway:{KABUPATEN}",
    "nobody": "",
}
"""Each role and its office; nobody is an account without one."""

Roles = frozenset[str]


def roles(text: str) -> Roles:
    """Return roles written with spaces between."""
    assert set(text.split()) <= set(ROLES), text
    return frozenset(text.split())


EVERYONE = frozenset(ROLES)
OFFICES = EVERYONE - {"nobody"}
WHOLE = frozenset(role for role, office in ROLES.items() if office.endswith(f":{KABUPATEN}"))
NO_ONE: Roles = frozenset()
KPU_LINE = roles("kpu ppk pps kpps")
WIDER = OFFICES - roles("kpps ptps")
"""Who answers for a desa or more."""
OPERATOR = roles("operator")
PLANNERS = roles("kpu ppk pps kpps bawaslu panwascam pkd ptps polres polsek kodim")
"""Who moves, supervises or escorts, and so knows plans before anything moves."""
KEEPERS = roles("kpu") | OPERATOR
"""Who keeps the register."""
ABOVE_KPPS = roles("kpu ppk pps") | OPERATOR
MOVERS = KPU_LINE | roles("polres polsek panwascam pkd")
GUARDS = roles("kpps pps polsek ptps pkd")
"""Who may state that goods moved, and who reports on the night; the authority table has it."""
ROADS = roles("pemkab camat bpbd polres polsek kodim kpu ppk")
"""Who may state that a road is closed."""
FLEET_KEEPERS = roles("kpu ppk pemkab")
PLANS = KPU_LINE | roles("bawaslu panwascam pkd ptps polres polsek kodim")
"""Who keeps the fleet of a region, and who needs to know when goods will move."""
FLEET = FLEET_KEEPERS | PLANS


@dataclass(frozen=True, slots=True)
class Door:
    """One route and who may open it."""

    route: str
    at: str = ""
    read: Roles | None = OFFICES
    write: Roles | None = None
    sent: str = "office={office}"
    beyond: str = ""

    @property
    def address(self) -> str:
        """Return what is asked for, with places to be filled in."""
        return "/" + (self.at or self.route)


_PICTURE = (
    Door("", read=EVERYONE),
    Door("position", "position?office={office}", read=EVERYONE),
    Door("picture", "picture?region={station}", read=EVERYONE, beyond="picture?region={elsewhere}"),
    Door("map.json", "map.json?region={station}", beyond="map.json?region={elsewhere}"),
    Door("check", "check?region={station}", beyond="check?region={elsewhere}"),
    Door("check/<slug:key>", "check/{finding}", write=OFFICES - OPERATOR, beyond="check/{far_finding}"),
    Door("tps/<str:key>", "tps/{station}", beyond="tps/{elsewhere}"),
    Door("unit/<name:code>", "unit/{box}", beyond="unit/{far_box}"),
    Door("find", "find?code={box}", read=EVERYONE),
    Door("search", "search?q={box}", read=EVERYONE),
    Door("entry/<int:index>", "entry/0", read=WHOLE),
    Door("activity", "activity?region={station}", read=EVERYONE, beyond="activity?region={elsewhere}"),
    Door("notices", read=EVERYONE, write=EVERYONE),
    Door("authority", read=EVERYONE),
    Door("matching", read=EVERYONE, write=OFFICES - OPERATOR),
    Door("needs", "needs?region={station}", beyond="needs?region={elsewhere}"),
    Door("waiting", "waiting?region={station}", read=EVERYONE, beyond="waiting?region={elsewhere}"),
    Door("photo", read=None, write=OFFICES, sent="region={station}"),
    Door("photo/<str:sha256>", "photo/{photo}", beyond="photo/{far_photo}"),
    Door("columns/<slug:table>", "columns/stock", read=None, write=EVERYONE, sent="back=/stock"),
)
_MOVES = (
    Door("handovers", "handovers?region={station}", beyond="handovers?region={elsewhere}"),
    Door("handovers/new", read=KPU_LINE, write=KPU_LINE),
    Door("handover/<str:key>", "handover/{load}", beyond="handover/{far_load}"),
    Door(
        "handover/<str:key>/<slug:verb>",
        "handover/{load}/more",
        read=roles("kpps"),
        write=roles("kpps"),
        beyond="handover/{far_load}/receive",
    ),
    Door("trips", "trips?region={station}", beyond="trips?region={elsewhere}"),
    Door(
        "trip/<name:key>",
        "trip/{trip}",
        write=MOVERS,
        sent="office={office}&act=arrive",
        beyond="trip/{far_trip}",
    ),
    Door("live", "live?region={station}", beyond="live?region={elsewhere}"),
    Door("live/map.json", "live/map.json?region={station}", beyond="live/map.json?region={elsewhere}"),
    Door("trip/<name:key>/tracker", "trip/{trip}/tracker", read=None, write=roles("pps kpps")),
    Door("stores", "stores?region={station}", beyond="stores?region={elsewhere}"),
    Door("store/<str:key>", "store/{station}", write=GUARDS, beyond="store/{elsewhere}"),
    Door("sign/gateway", read=None, write=NO_ONE),
)
_MOVEMENT = (
    Door("fleet", "fleet?region={station}", read=FLEET, beyond="fleet?region={elsewhere}"),
    Door("fleet/drivers", read=FLEET_KEEPERS),
    Door("fleet/new", read=FLEET_KEEPERS, write=FLEET_KEEPERS),
    Door("fleet/driver/new", read=FLEET_KEEPERS, write=FLEET_KEEPERS),
    Door(
        "fleet/vehicle/<slug:key>",
        "fleet/vehicle/{vehicle}",
        read=FLEET_KEEPERS,
        write=FLEET_KEEPERS,
        beyond="fleet/vehicle/{far_vehicle}",
    ),
    Door("fleet/vehicle/<slug:key>/retire", "fleet/vehicle/{vehicle}/retire", read=None, write=FLEET_KEEPERS),
    Door(
        "fleet/driver/<slug:key>",
        "fleet/driver/{driver}",
        read=FLEET_KEEPERS,
        write=FLEET_KEEPERS,
        beyond="fleet/driver/{far_driver}",
    ),
    Door("fleet/driver/<slug:key>/retire", "fleet/driver/{driver}/retire", read=None, write=FLEET_KEEPERS),
    Door("fleet/import", read=FLEET_KEEPERS, write=FLEET_KEEPERS),
    Door("fleet/import/accept", read=None, write=NO_ONE),
    Door("fleet/import/discard", read=None, write=FLEET_KEEPERS),
    Door("fleet/import/template.xlsx", read=FLEET_KEEPERS),
    Door("escorts", "escorts?region={station}", read=PLANS, beyond="escorts?region={elsewhere}"),
    Door(
        "escorts/<str:area>",
        "escorts/35.17.15",
        read=roles("kpu ppk pps bawaslu panwascam pkd polres polsek kodim"),
        write=roles("kpu ppk polres polsek kodim"),
        beyond="escorts/35.17.05",
    ),
    Door("escorts/proposal", read=PLANS, write=roles("kpu polres kodim")),
    Door("plan", "plan?region={station}", read=PLANS, beyond="plan?region={elsewhere}"),
    Door("plan/ask", read=None, write=roles("kpu"), sent="by=iterations&iterations=1&seed=1"),
    Door("plan/<int:key>", "plan/{proposal}", read=PLANS, beyond="plan/{proposal}?region={elsewhere}"),
    Door("plan/<int:key>/progress", "plan/{making}/progress", read=PLANS),
    Door("plan/<int:key>/cancel", "plan/{making}/cancel", read=None, write=roles("kpu")),
    Door("plan/<int:key>/adopt", "plan/{proposal}/adopt", read=None, write=roles("kpu"), sent="sure=1"),
    Door(
        "plan/<slug:which>/chart",
        "plan/{proposal}/chart",
        read=PLANS,
        beyond="plan/{proposal}/chart?region={elsewhere}",
    ),
    Door(
        "plan/<slug:which>/map",
        "plan/{proposal}/map",
        read=PLANS,
        beyond="plan/{proposal}/map?region={elsewhere}",
    ),
    Door(
        "plan/<slug:which>/map.json",
        "plan/{proposal}/map.json",
        read=PLANS,
        beyond="plan/{proposal}/map.json?region={elsewhere}",
    ),
    Door(
        "plan/<slug:which>/move/<name:key>",
        "plan/{proposal}/move/{journey}?stop={station}",
        read=roles("kpu"),
        write=NO_ONE,
        sent="to=nowhere",
    ),
    Door("roads", read=EVERYONE, write=ROADS, sent="act=close&office={office}"),
    Door(
        "plan/<slug:which>/journey/<name:key>",
        "plan/{proposal}/journey/{journey}",
        read=PLANS,
        beyond="plan/{proposal}/journey/{far_journey}",
    ),
)
_GOODS = (
    Door("stock", read=WHOLE),
    Door("stock/<name:item>", "stock/ballot:pilgub", read=WHOLE, write=roles("kpu"), sent="act=sort"),
    Door("carton", read=WHOLE),
    Door("orders", read=WHOLE, write=roles("kpu")),
    Door("arrivals", read=WHOLE, write=roles("kpu")),
    Door("arrivals/<name:name>", "arrivals/K001", read=WHOLE, write=roles("kpu"), sent="act=count"),
    Door("packing", "packing?region={desa}", read=WIDER, beyond="packing?region={far_desa}"),
    Door("packing/<str:desa>", "packing/{desa}", read=WIDER, write=roles("kpu"), beyond="packing/{far_desa}"),
    Door(
        "seals", "seals?region={station}", write=KPU_LINE, sent="act=count", beyond="seals?region={elsewhere}"
    ),
    Door("ballots", "ballots?region={station}", beyond="ballots?region={elsewhere}"),
    Door(
        "ballots/<str:station>",
        "ballots/{station}",
        write=KPU_LINE | roles("bawaslu panwascam pkd ptps"),
        beyond="ballots/{elsewhere}",
    ),
)
_PAPERS = (
    Door("papers/bast/<str:key>.<str:form>", "papers/bast/{load}.pdf", beyond="papers/bast/{far_load}.pdf"),
    Door("papers/receipt/<name:key>.<str:form>", "papers/receipt/K001.pdf", read=WHOLE),
    Door("papers/damage/<str:key>.<str:form>", "papers/damage/{claim}.pdf", read=WHOLE),
    Door(
        "papers/contents/<str:key>.pdf",
        "papers/contents/{station}.pdf",
        beyond="papers/contents/{elsewhere}.pdf",
    ),
    Door(
        "papers/labels/<str:key>.pdf", "papers/labels/{station}.pdf", beyond="papers/labels/{elsewhere}.pdf"
    ),
    Door(
        "papers/needs/<str:key>.pdf",
        "papers/needs/{desa}.pdf",
        read=WIDER,
        beyond="papers/needs/{far_desa}.pdf",
    ),
    Door("papers/copy/<int:index>.pdf", "papers/copy/{copied}.pdf", beyond="papers/copy/{far_copied}.pdf"),
    Door("papers/letterhead/<str:office>.pdf", "papers/letterhead/{office}.pdf"),
    Door("papers/codes", read=None, write=roles("kpu pps"), sent="office=kpps:{station}"),
    Door(
        "papers/movement",
        "papers/movement?region={station}",
        read=PLANNERS | roles("camat"),
        beyond="papers/movement?region={elsewhere}",
    ),
    Door(
        "papers/trip/<name:key>/<slug:what>.<str:form>",
        "papers/trip/{trip}/waybill.pdf",
        read=PLANNERS - roles("ptps"),
        beyond="papers/trip/{far_trip}/waybill.pdf",
    ),
    Door(
        "papers/trips/<slug:leg>/<str:key>/<slug:what>.pdf",
        "papers/trips/pps-kpps/{station}/card.pdf",
        read=KPU_LINE,
        beyond="papers/trips/kpu-ppk/35.17.05/card.pdf",
    ),
    Door(
        "papers/escort/<str:key>.<str:form>",
        "papers/escort/35.17.15.pdf",
        read=PLANNERS - roles("pps kpps pkd ptps"),
        beyond="papers/escort/35.17.pdf",
    ),
    Door(
        "papers/schedule/<str:key>.<str:form>",
        "papers/schedule/{station}.pdf",
        read=PLANNERS | roles("camat"),
        beyond="papers/schedule/{elsewhere}.pdf",
    ),
    Door("letterhead", write=OFFICES),
    Door("guides", read=EVERYONE),
    Door("guides/<slug:role>", "guides/ppk", read=EVERYONE),
    Door("guides/<slug:role>.<slug:language>.pdf", "guides/ppk.id.pdf", read=EVERYONE),
    Door("agreement.<slug:language>.<slug:form>", "agreement.id.pdf", read=EVERYONE),
)
_PEOPLE = (
    Door("people", "people?region={station}", read=EVERYONE, beyond="people?region={elsewhere}"),
    Door("people/new", write=OFFICES),
    Door("people/keys", read=None, write=EVERYONE),
    Door("people/import", write=OFFICES),
    Door("people/import/accept", read=None, write=NO_ONE),
    Door("people/import/discard", read=None, write=OFFICES),
    Door("people/import/template.xlsx"),
    Door(
        "person/<uuid:who>",
        "person/{person}",
        read=KPU_LINE | OPERATOR,
        write=KPU_LINE | OPERATOR,
        beyond="person/{far_person}",
    ),
    Door("person/<uuid:who>/key", "person/{person}/key", read=None, write=ABOVE_KPPS),
    Door("person/<uuid:who>/hats", "person/{person}/hats", read=None, write=ABOVE_KPPS),
    Door("person/<uuid:who>/erase", "person/{person}/erase", read=None, write=NO_ONE),
    Door("offices", "offices?region={station}", read=EVERYONE, beyond="offices?region={elsewhere}"),
    Door("offices/post", read=None, write=KEEPERS),
    Door("offices/post/remove", read=None, write=NO_ONE),
    Door("bodies", "bodies?region={station}", read=EVERYONE, beyond="bodies?region={elsewhere}"),
    Door("device", read=EVERYONE),
    Door("devices", read=EVERYONE),
    Door(
        "devices/<str:key>",
        "devices/{device}",
        read=roles("pps kpps"),
        write=roles("pps"),
        sent="reason=lost",
        beyond="devices/{far_device}",
    ),
    Door("devices/invite", read=None, write=EVERYONE),
    Door("devices/withdraw", read=None, write=NO_ONE),
    Door("devices/confirm", read=None, write=NO_ONE),
)
_REGISTER = (
    Door("register", read=KEEPERS),
    Door("register/upload", read=None, write=KEEPERS),
    Door("register/check", read=NO_ONE),
    Door("register/accept", read=None, write=NO_ONE),
    Door("register/discard", read=None, write=KEEPERS),
    Door("register/template.xlsx", read=KEEPERS),
    Door("register/map", read=KEEPERS),
    Door("register/map/upload", read=None, write=KEEPERS),
    Door("register/map/accept", read=None, write=NO_ONE),
    Door("register/map/discard", read=None, write=KEEPERS),
    Door("register/open", read=NO_ONE, write=NO_ONE),
)
_OWN = (
    Door("account", read=EVERYONE),
    Door("account/password", read=EVERYONE, write=EVERYONE),
    Door("account/confirm", read=EVERYONE, write=EVERYONE),
    Door("account/codes", read=EVERYONE, write=EVERYONE),
    Door("account/codes/off", read=NO_ONE, write=NO_ONE),
    Door("account/recovery", read=NO_ONE),
    Door("account/recovery/new", read=EVERYONE, write=EVERYONE),
    Door("account/passkey", read=EVERYONE, write=EVERYONE),
    Door("account/passkey/<int:pk>/off", "account/passkey/1/off", read=EVERYONE, write=EVERYONE),
    Door("sessions", read=EVERYONE, write=EVERYONE, sent="end=others"),
    Door("audit", read=EVERYONE),
)
_READING = (
    Door("api/v1/picture", "api/v1/picture?region={station}", beyond="api/v1/picture?region={elsewhere}"),
    Door("api/v1/findings", "api/v1/findings?region={station}", beyond="api/v1/findings?region={elsewhere}"),
    Door("api/v1/units", "api/v1/units?region={station}", beyond="api/v1/units?region={elsewhere}"),
    Door("api/v1/units/<code>", "api/v1/units/{box}", beyond="api/v1/units/{far_box}"),
    Door("api/v1/register", "api/v1/register?region={station}", beyond="api/v1/register?region={elsewhere}"),
    Door("api/v1/needs", "api/v1/needs?region={station}", beyond="api/v1/needs?region={elsewhere}"),
    Door("api/v1/quarantine", read=WHOLE),
    Door("api/v1/entries/<index>", "api/v1/entries/0", read=EVERYONE),
    Door("api/v1/entries/<index>/receipt", "api/v1/entries/0/receipt", read=WHOLE),
    Door("api/v1/log/policy", read=EVERYONE),
)
_JUDGED = (
    Door("facilitate/<name:assessment>/<int:number>", "facilitate/{round}/1", read=WHOLE),
    Door(
        "facilitate/<name:assessment>/<int:number>/<str:cell>",
        "facilitate/{round}/1/{cell}",
        read=WHOLE,
        write=roles("kpu"),
        sent="act=agreed",
    ),
    Door("analyst/<name:assessment>", "analyst/{round}", read=WHOLE),
    Door("analyst/<name:assessment>/own", "analyst/{round}/own", read=roles("kpu")),
)
_BRIEFED = (
    Door("briefing", "briefing?region={station}", beyond="briefing?region={elsewhere}"),
    Door("briefing.json", "briefing.json?region={station}", beyond="briefing.json?region={elsewhere}"),
    Door("briefing.pdf", "briefing.pdf?region={station}", beyond="briefing.pdf?region={elsewhere}"),
    Door("briefing/issue", read=None, write=roles("kpu") | OPERATOR),
    Door("briefing/<name:key>.pdf", "briefing/desa:{desa}.pdf", beyond="briefing/desa:{far_desa}.pdf"),
    Door(
        "briefing/<name:key>",
        "briefing/desa:{desa}",
        write=roles("pps"),
        sent="office=kpps:{station}&act=paper",
        beyond="briefing/desa:{far_desa}",
    ),
)
CONVENERS = roles("kpu ppk pps bawaslu panwascam pkd polres polsek kodim pemkab camat")
"""Who may call a meeting over a desa."""
_MET = (
    Door("rakor", "rakor?region={station}", beyond="rakor?region={elsewhere}"),
    Door(
        "rakor/new",
        "rakor/new?region={desa}",
        read=CONVENERS,
        write=CONVENERS,
        beyond="rakor/new?region={far_desa}",
    ),
    Door("rakor/<name:code>", "rakor/{rakor}", beyond="rakor/{far_rakor}"),
    Door("rakor/<name:code>/screen", "rakor/{rakor}/screen", beyond="rakor/{far_rakor}/screen"),
    Door(
        "rakor/<name:code>/attend",
        "rakor/{rakor}/attend",
        read=OFFICES - OPERATOR,
        write=OFFICES - OPERATOR,
        beyond="rakor/{far_rakor}/attend",
    ),
    Door(
        "rakor/<name:code>/copy",
        "rakor/{rakor}/copy",
        read=roles("kpu ppk pps bawaslu panwascam pkd"),
        write=roles("kpu ppk pps bawaslu panwascam pkd"),
        beyond="rakor/{far_rakor}/copy",
    ),
    Door("rakor/<name:code>/note", "rakor/{rakor}/note", read=None, write=roles("pps")),
    Door(
        "rakor/<name:code>/keep",
        "rakor/{rakor}/keep",
        read=None,
        write=roles("pps"),
        sent="what=minutes&area={desa}",
    ),
    Door(
        "rakor/<name:code>/file/<slug:sha256>",
        "rakor/{rakor}/file/{printed}",
        read=roles("pps"),
        write=roles("pps"),
    ),
    Door("rakor/<name:code>/printed/<slug:sha256>.pdf", "rakor/{rakor}/printed/{printed}.pdf"),
    Door(
        "rakor/<name:code>/invitations.pdf",
        "rakor/{rakor}/invitations.pdf",
        beyond="rakor/{far_rakor}/invitations.pdf",
    ),
    Door("rakor/<name:code>/invitation/<str:office>.pdf", "rakor/{rakor}/invitation/kpps:{station}.pdf"),
    Door(
        "rakor/<name:code>/paper/<slug:what>/<str:area>.<slug:form>",
        "rakor/{rakor}/paper/minutes/{desa}.pdf",
        beyond="rakor/{far_rakor}/paper/minutes/{far_desa}.pdf",
    ),
)
_ROUNDS = (
    Door("rounds", read=OFFICES),
    Door(
        "rounds/new",
        "rounds/new?region={desa}",
        read=CONVENERS,
        write=CONVENERS,
        beyond="rounds/new?region={far_desa}",
    ),
    Door("rounds/<name:key>/next", "rounds/{ended}/next", read=roles("kpu"), write=roles("kpu")),
    Door(
        "rounds/<name:key>/<int:number>",
        "rounds/{running}/1",
        read=WIDER,
        write=roles("bawaslu"),
        beyond="rounds/{far_running}/1",
    ),
    Door(
        "rounds/<name:key>/<int:number>/rate",
        "rounds/{running}/1/rate",
        read=WIDER - OPERATOR,
        beyond="rounds/{far_running}/1/rate",
    ),
    Door(
        "rounds/<name:key>/<int:number>/sheet.pdf",
        "rounds/{running}/1/sheet.pdf",
        read=WIDER,
        beyond="rounds/{far_running}/1/sheet.pdf",
    ),
)
LIST_KEEPERS = WIDER - roles("kejari operator")
EDITORS = roles("kpu bawaslu pemkab")
"""Who puts a list into the log, their own or a copy, and who puts an edited catalogue of threats in force."""
_LISTS = (
    Door("threats", read=OFFICES),
    Door("threats/catalogue.xlsx"),
    Door("threats/catalogue.toml"),
    Door("threats/import", read=EDITORS, write=EDITORS),
    Door("threats/import/adopt", read=None, write=NO_ONE),
    Door("threats/import/discard", read=None, write=EDITORS),
    Door("lists", "lists?region={station}", beyond="lists?region={elsewhere}"),
    Door("lists/<slug:key>", "lists/{listed}", beyond="lists/{far_listed}"),
    Door("lists/import", read=LIST_KEEPERS, write=LIST_KEEPERS),
    Door("lists/import/sign", read=None, write=NO_ONE),
    Door("lists/import/discard", read=None, write=LIST_KEEPERS),
    Door("lists/template/<slug:form>.xlsx", "lists/template/kpu-hazard.xlsx", read=LIST_KEEPERS),
)
_DEEDS = (
    Door("means", "means?region={station}", beyond="means?region={elsewhere}"),
    Door("means/flow", "means/flow?region={station}", beyond="means/flow?region={elsewhere}"),
    Door(
        "means/new",
        "means/new?cell={ended_cell}",
        read=CONVENERS,
        write=CONVENERS,
        beyond="means/new?cell={far_cell}",
    ),
    Door(
        "means/p/<name:code>",
        "means/p/{deed}",
        read=WIDER,
        write=roles("pps ppk"),
        beyond="means/p/{far_deed}",
    ),
    Door("commitments", "commitments?region={station}", beyond="commitments?region={elsewhere}"),
    Door(
        "commitments/new",
        "commitments/new?region={station}",
        read=OFFICES - OPERATOR,
        write=OFFICES - OPERATOR,
        beyond="commitments/new?region={elsewhere}",
    ),
    Door(
        "commitments/c/<name:code>",
        "commitments/c/{deed}",
        read=WIDER | roles("kpps"),
        write=roles("kpps"),
        sent="act=confirm&answer=done",
        beyond="commitments/c/{far_deed}",
    ),
)
DOORS = (
    *_DEEDS,
    *_LISTS,
    *_JUDGED,
    *_BRIEFED,
    *_ROUNDS,
    *_MET,
    *_PICTURE,
    *_MOVES,
    *_MOVEMENT,
    *_GOODS,
    *_PAPERS,
    *_PEOPLE,
    *_REGISTER,
    *_OWN,
    *_READING,
)
"""Every door behind which one must be signed in."""
OPEN = {
    "sign-in": "public",
    "sign-in/code": "public",
    "sign-out": "public",
    "language": "public",
    "api/v1/openapi.json": "public",
    "api/v1/log": "public",
    "api/v1/log/checkpoint": "public",
    "api/v1/log/cosignatures": "signature",
    "log/<str:digest>/checkpoint": "public",
    "log/<str:digest>/tile/<path:rest>": "public",
    "api/v1/field/briefing": "signature",
    "api/v1/statements": "signature",
    "api/v1/enrolments/code": "signature",
    "api/v1/enrolments": "signature",
    "api/v1/enrolments/<device>": "signature",
    "api/v1/log/entries": "signature",
    "api/v1/log/files/<sha256>": "signature",
    "api/v1/log/picture": "signature",
    "api/v1/field/sync": "signature",
    "api/v1/field/lists/<hash_>": "signature",
    "api/v1/photos/<sha256>": "signature",
    "api/v1/positions": "signature",
    "api/v1/track": "signature",
    "api/v1/sms": "signature",
    "verify": "public",
    "field/": "public",
    "field/version.json": "public",
    "field/<path:name>": "public",
    "api/v1/": "nothing",
}
"""Doors anyone may knock at, and what they are declared as; the API's root answers nothing."""
