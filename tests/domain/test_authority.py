"""The table row by row, with what each line of offices may state, and what a refusal leaves untouched."""

from dataclasses import replace

import pytest

from example import (
    AUTHORITY,
    JIPURAPAH,
    KABUPATEN,
    KLITIH,
    OPENED,
    PLANDAAN,
    REGISTER,
    SUMBERJO,
    WONOSALAM,
    Speaker,
    Story,
    code,
    hour,
    load,
)
from sepaham.domain.authority import authority_from_bytes, authority_to_bytes, stands_above
from sepaham.domain.base import Level, ancestor, digest, parent_of
from sepaham.domain.findings import explain
from sepaham.domain.kinds import KINDS
from sepaham.domain.register import LINES, Office, register_to_bytes, seated_office
from sepaham.domain.statement import Source

TPS = f"{JIPURAPAH}.001"
BOX = code(TPS, "K1")
FOUND = load("pps-kpps", TPS)
PPS, KPPS, PTPS, PKD = f"pps:{JIPURAPAH}", f"kpps:{TPS}", f"ptps:{TPS}", f"pkd:{JIPURAPAH}"
HOLDING = ("parcel.pack", "handover.give", "handover.receive", "unit.use")
HOLDERS = ("kpu", "ppk", "pps", "kpps")
SUPERVISORS = ("bawaslu-prov", "bawaslu", "panwascam", "pkd", "ptps")
GUARDS = ("polres", "polsek", "bhabin", "kodim", "koramil", "babinsa", "satpolpp", "linmas")
ROOMS = ("pemkab", "camat", "kades", "kesbangpol", "dishub", "bpbd", "dinsos", "kejari")

# kind -> the lines that may; every other line may not.
MAY = {
    **dict.fromkeys(HOLDING, frozenset(HOLDERS)),
    "list.declare": {*HOLDERS},
    "unit.seal": {*HOLDERS},
    "unit.open": {"kpu", "ppk", "kpps"},
    "trip.depart": {*HOLDERS, "carrier", "polres", "polsek", "bhabin", "panwascam", "pkd"},
    "trip.arrive": {*HOLDERS, "carrier", "polres", "polsek", "bhabin", "panwascam", "pkd"},
    "handover.observe": {*HOLDERS, "kpu-prov", *SUPERVISORS, *GUARDS, *ROOMS},
    "transcribe": {*HOLDERS, "bawaslu", "panwascam", "pkd", "ptps", "gateway"},
    "night.report": {"kpps", "pps", "linmas", "polsek", "bhabin", "babinsa", "koramil", "ptps", "pkd"},
    "device.enrol": {
        *(
            "gateway",
            "kpu",
            "ppk",
            "pps",
            "bawaslu",
            "panwascam",
            "pkd",
            "polres",
            "polsek",
            "kodim",
            "koramil",
        ),
        *("pemkab", "camat", "satpolpp"),
    },
    "base.declare": {"gateway"},
    "statement.quarantine": {"gateway"},
    "record.erase": {"gateway"},
}
MAY["device.revoke"] = MAY["device.enrol"]
STOCK = ("goods.order", "goods.arrive", "goods.count", "goods.move", "goods.sort", "goods.claim")
MAY |= {key: {"kpu"} for key in STOCK}
MAY["goods.observe"] = {
    "kpu-prov",
    "bawaslu-prov",
    "bawaslu",
    "polres",
    "kodim",
    "pemkab",
    "kejari",
    "satpolpp",
}
MAY["seal.issue"] = {"kpu", "ppk", "pps"}
MAY |= {key: set(HOLDERS) for key in ("seal.return", "seal.spoil", "seal.count")}
MAY["finding.answer"] = MAY["handover.observe"]
MAY["trouble.report"] = {*MAY["handover.observe"], "carrier"}
MAY["checkpoint.see"] = MAY["trouble.report"]
MAY["escort.ask"] = {"kpu", "ppk"}
ESCORTING = {"polres", "polsek", "kodim", "koramil", "satpolpp", "linmas"}
MAY |= dict.fromkeys(("escort.answer", "escort.ready", "escort.done"), ESCORTING)
KNOWS_ROADS = {"pemkab", "dishub", "bpbd", "camat", "kades", "polres", "polsek", "kodim", "kpu", "ppk"}
MAY |= dict.fromkeys(("road.close", "road.open"), KNOWS_ROADS)
MAY |= {
    key: {"gateway", "kpu", "bawaslu", "polres", "kodim", "satpolpp"}
    for key in ("draw.commit", "draw.reveal")
}
MAY["ballots.count"] = {*HOLDERS, "ptps", "pkd", "panwascam", "bawaslu"}
MAY |= dict.fromkeys(("check.state", "advice.receive", "advice.answer"), MAY["handover.observe"])
MAY |= {key: set(SUPERVISORS) for key in ("report.issue", "advice.issue", "advice.confirm")}
MAY |= dict.fromkeys(
    ("incident.take", "incident.grade", "incident.task", "incident.hand", "incident.close"),
    MAY["handover.observe"],
)
MAY |= dict.fromkeys(("incident.report", "incident.done", "incident.know"), MAY["trouble.report"])
MAY |= {key: {"polres", "polsek"} for key in ("evidence.take", "evidence.return")}
MAY |= {
    "supply.ask": {"ppk", "pps", "kpps"},
    "supply.decide": {"kpu"},
    "supply.done": set(HOLDERS),
    "ballots.keep": {"kpu"},
    "ballots.destroy": {"kpu"},
    "key.hand": {"kpu", "ppk", "pps", "camat", "kades"},
}
MAY |= {key: {"kpu", "ppk", "pps"} for key in ("store.open", "store.close")}
KEEP_WATCH = {*HOLDERS, *GUARDS, "panwascam", "pkd", "camat", "kades"}
MAY |= dict.fromkeys(("guard.begin", "guard.end"), KEEP_WATCH)
MAY["rakor.attend"] = MAY["handover.observe"]
MAY |= dict.fromkeys(("rating.commit", "rating.reveal", "dissent.state"), MAY["handover.observe"])
MAY |= dict.fromkeys(
    ("means.answer", "commitment.make", "commitment.done", "commitment.confirm"), MAY["handover.observe"]
)
CONVENES = {"kpu", "ppk", "pps", "bawaslu", "panwascam", "pkd", "polres", "polsek", "kodim", "koramil"}
CONVENES |= {"pemkab", "camat", "kades", "kesbangpol"}
MAY |= dict.fromkeys(("round.open", "round.close", "cell.end", "means.propose"), CONVENES)
MAY |= dict.fromkeys(("rakor.call", "rakor.note", "rakor.file"), CONVENES)
MAY["instrument.state"] = (CONVENES - {"kades"}) | {"kpu-prov", "bawaslu-prov", "dishub", "bpbd", "dinsos"}
MAY["instrument.state"] |= {"satpolpp"}


def seat(line):
    return ancestor(TPS, LINES[line].level)


def rule(line, kind, region=TPS, parties=(), office=""):
    post = seated_office(office or f"{line}:{seat(line)}")
    return AUTHORITY.rule(office=post, kind=kind, region=region, parties=parties)


def test_the_table_of_these_tests_speaks_of_every_kind():
    assert MAY.keys() == KINDS.keys() | {"transcribe"}


@pytest.mark.parametrize("kind", MAY)
@pytest.mark.parametrize("line", LINES)
def test_a_line_may_state_what_the_table_grants_it_and_nothing_else(line, kind):
    ruling = rule(line, kind)
    assert bool(ruling) is (line in MAY[kind]), ruling
    never = kind in HOLDING and line in {*SUPERVISORS, *GUARDS, *ROOMS}
    never = never or (kind in {*STOCK, "supply.decide"} and line in SUPERVISORS)
    assert ruling.reason == ("" if ruling else "never" if never else "ungranted")


@pytest.mark.parametrize("kind", HOLDING)
@pytest.mark.parametrize("line", [*SUPERVISORS, *GUARDS, *ROOMS])
def test_who_never_holds_is_refused_with_a_source(line, kind):
    ruling = rule(line, kind)
    assert (ruling.reason, bool(ruling.source)) == ("never", True)


@pytest.mark.parametrize("row", AUTHORITY.rows, ids=lambda row: f"{row.act}-{row.answer}-{row.lines[0]}")
def test_each_row_speaks_of_known_kinds_and_lines_and_cites_a_source(row):
    assert set(row.kinds) <= KINDS.keys() | {"transcribe"}
    assert set(row.lines) <= LINES.keys()
    assert row.answer in {"yes", "never"}
    assert row.source


def test_no_two_rows_answer_the_same_question():
    cells = [(kind, line) for row in AUTHORITY.rows for kind in row.kinds for line in row.lines]
    assert len(cells) == len(set(cells))


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, lines in MAY.items() for line in sorted(lines)]
)
def test_what_an_office_may_it_may_only_within_its_own_region(kind, line):
    office = seated_office(f"{line}:{seat(line)}")
    assert rule(line, kind, region=seat(line), parties=()).reason == ""
    outside = (
        "36"
        if LINES[line].level is Level.PROVINCE
        else seat(line)[:-1] + chr((ord(seat(line)[-1]) - 47) % 10 + 48)
    )
    assert AUTHORITY.rule(office=office, kind=kind, region=outside).reason == "elsewhere"
    if LINES[line].level > Level.PROVINCE:
        assert AUTHORITY.rule(office=office, kind=kind, region=parent_of(seat(line))).reason == "elsewhere"


@pytest.mark.parametrize("kind", ["handover.give", "handover.receive"])
def test_only_a_party_of_the_load_list_hands_over_or_receives(kind):
    assert rule("kpps", kind, parties=(KPPS,))
    assert rule("kpps", kind, parties=(PPS,)).reason == "not_party"


@pytest.mark.parametrize("office", ["", "kpps", ":", "kpps:", "wizard:35.17", "KPPS:35.17"])
def test_an_office_of_no_line_may_nothing(office):
    assert not AUTHORITY.rule(office=seated_office(office), kind="handover.receive", region=TPS)


def test_the_table_reads_back_from_its_canonical_file():
    assert authority_from_bytes(authority_to_bytes(AUTHORITY)) == AUTHORITY


# Enrolment


@pytest.mark.parametrize(
    ("office", "other", "answer"),
    [
        (PPS, KPPS, True),
        (PPS, PPS, False),
        (f"gateway:{KABUPATEN}", f"gateway:{KABUPATEN}", True),
        (PPS, f"kpps:{KLITIH}.001", False),
        (f"ppk:{PLANDAAN}", KPPS, False),
        (KPPS, PPS, False),
        (PKD, PTPS, True),
        (PKD, KPPS, False),
        (f"ppk:{WONOSALAM}", PPS, False),
        (f"gateway:{KABUPATEN}", f"kpu:{KABUPATEN}", True),
        (f"gateway:{KABUPATEN}", f"bawaslu:{KABUPATEN}", True),
        (f"gateway:{KABUPATEN}", KPPS, False),
        (f"kpu:{KABUPATEN}", f"carrier:{KABUPATEN}", True),
        (f"polsek:{PLANDAAN}", f"bhabin:{JIPURAPAH}", True),
        (f"satpolpp:{KABUPATEN}", f"linmas:{TPS}", True),
        (PPS, "wizard:35.17.15.2004.001", False),
    ],
)
def test_an_office_enrols_those_right_below_it_and_never_itself(office, other, answer):
    assert stands_above(seated_office(office), other) is answer


def test_an_enrolment_by_another_office_enrols_nobody():
    story = Story()
    body = {"device": "phone", "algorithm": "ed25519", "key": "k", "office": KPPS}
    for office, region in ((f"ppk:{PLANDAAN}", TPS), (PKD, TPS), (PTPS, TPS), (f"pps:{KLITIH}", KLITIH)):
        story.tell(Speaker(office).say("device.enrol", region, OPENED, body))
    story.book.settle()
    assert story.book.devices.enrolled == {}
    assert sorted(f.values["reason"] for f in story.book.findings.values() if f.rule == "no_authority") == [
        "not_above",
        "not_above",
        "not_above",
        "ungranted",
    ]
    story.tell(Speaker(PPS).say("device.enrol", TPS, OPENED, body))
    assert story.book.devices.enrolled["phone"].enrolled_by == PPS


# Transcription


def copied(office, kind="handover.receive", source=Source.PAPER, **more):
    return {"list": FOUND.hash, "of": {"office": office, "source": source.value}, **more}


def refusals(story):
    story.book.settle()
    return [
        (f.values["office"], f.values["reason"])
        for f in story.book.findings.values()
        if f.rule == "no_authority"
    ]


@pytest.mark.parametrize(
    "by", [PTPS, PKD, f"panwascam:{PLANDAAN}", f"bawaslu:{KABUPATEN}", PPS, f"gateway:{KABUPATEN}"]
)
def test_a_paper_may_be_copied_by_who_gets_a_copy_of_it_and_moves_custody(by):
    story = Story()
    story.tell(Speaker(by).say("handover.receive", TPS, hour("26 14:00"), copied(KPPS)))
    assert refusals(story) == []
    assert (story.book.states[BOX].holder, story.book.states[BOX].source) == (KPPS, Source.PAPER)


@pytest.mark.parametrize(
    ("by", "on_paper", "blamed"),
    [
        (PTPS, PTPS, (PTPS, "never")),
        (PTPS, f"panwascam:{PLANDAAN}", (f"panwascam:{PLANDAAN}", "never")),
        (PTPS, PPS, (PPS, "not_party")),
        (PTPS, f"kpps:{JIPURAPAH}.002", (f"kpps:{JIPURAPAH}.002", "elsewhere")),
        (f"pkd:{KLITIH}", KPPS, (f"pkd:{KLITIH}", "elsewhere")),
        (f"carrier:{KABUPATEN}", KPPS, (f"carrier:{KABUPATEN}", "ungranted")),
        (f"linmas:{TPS}", KPPS, (f"linmas:{TPS}", "ungranted")),
    ],
)
def test_a_copy_is_judged_for_the_party_on_the_paper_and_for_who_copies(by, on_paper, blamed):
    story = Story()
    story.tell(Speaker(by).say("handover.receive", TPS, hour("26 14:00"), copied(on_paper)))
    assert refusals(story) == [blamed]
    assert story.book.states[BOX].holder == f"kpu:{KABUPATEN}"


def test_without_the_kpu_at_the_keys_supervisors_copy_the_whole_way_out_and_home():
    story = Story()
    at = iter(f"{day} {clock}" for day in (24, 25, 26, 28, 29, 30) for clock in ("09:00", "10:00"))
    copiers = {
        "kpu-ppk": (f"bawaslu:{KABUPATEN}", f"panwascam:{PLANDAAN}"),
        "ppk-pps": (f"panwascam:{PLANDAAN}", PKD),
        "pps-kpps": (PKD, PTPS),
        "kpps-pps": (PTPS, PKD),
        "pps-ppk": (PKD, f"panwascam:{PLANDAAN}"),
        "ppk-kpu": (f"panwascam:{PLANDAAN}", f"bawaslu:{KABUPATEN}"),
    }
    voices = {}
    for leg, (for_giver, for_receiver) in copiers.items():
        found = next(x for x in story.book.foundations.plan.lists.values() if x.leg == leg and BOX in x.units)
        for by, kind, office in (
            (for_giver, "handover.give", found.giver),
            (for_receiver, "handover.receive", found.receiver),
        ):
            of = {"office": office, "source": "paper"}
            voice = voices.setdefault(by, Speaker(by))
            story.tell(voice.say(kind, found.region, hour(next(at)), {"list": found.hash, "of": of}))
    assert refusals(story) == []
    state = story.book.states[BOX]
    assert (state.holder, state.reached, state.stored, state.source) == (
        f"kpu:{KABUPATEN}",
        True,
        True,
        Source.PAPER,
    )
    sources = {act.statement.source for h in story.book.handovers.values() for act in h.accounts()}
    actors = {
        act.statement.actor.partition(":")[0] for h in story.book.handovers.values() for act in h.accounts()
    }
    signers = {
        act.statement.office.partition(":")[0] for h in story.book.handovers.values() for act in h.accounts()
    }
    assert sources == {Source.PAPER}
    assert actors == {"kpu", "ppk", "pps", "kpps"}
    assert signers == {"bawaslu", "panwascam", "pkd", "ptps"}


def test_kpus_spreadsheet_is_copied_by_the_gateway_and_marked():
    story = Story()
    body = copied(KPPS, source=Source.SPREADSHEET)
    story.tell(Speaker(f"gateway:{KABUPATEN}", "import").say("handover.receive", TPS, hour("26 14:00"), body))
    assert refusals(story) == []
    assert story.book.states[BOX].source is Source.SPREADSHEET


# Corrections


def test_an_office_corrects_its_own_statement():
    story, kpps = Story(), Speaker(KPPS)
    first = story.tell(
        kpps.receive(FOUND, hour("26 14:00"), **{"except": [{"unit": BOX, "what": "missing"}]})
    )
    story.book.settle()
    assert story.book.states[BOX].holder != KPPS
    story.tell(kpps.receive(FOUND, hour("26 14:00"), [("corrects", first.statement.id)]))
    assert refusals(story) == []
    assert story.book.states[BOX].holder == KPPS


@pytest.mark.parametrize("before", [True, False], ids=["before it comes", "after it came"])
@pytest.mark.parametrize(
    "case", ["another office", "a copy of its paper by another", "another's copy of its own paper"]
)
def test_nobody_corrects_what_another_office_signed(case, before):
    own = Speaker(KPPS).receive(FOUND, hour("26 14:00"))
    refs = [("corrects", own.id)]
    foreign = Speaker(PTPS).say(
        "handover.observe", TPS, hour("26 15:00"), {"list": FOUND.hash, "side": "receive"}, refs
    )
    if case == "a copy of its paper by another":
        body = copied(KPPS, **{"except": [{"unit": BOX, "what": "missing"}]})
        foreign = Speaker(PTPS).say("handover.receive", TPS, hour("26 15:00"), body, refs)
    elif case == "another's copy of its own paper":
        own = Speaker(PTPS).say("handover.receive", TPS, hour("26 14:00"), copied(KPPS))
        foreign = Speaker(KPPS).receive(
            FOUND, hour("26 15:00"), [("corrects", own.id)], only=[code(TPS, "B1")]
        )
    story = Story()
    for statement in (foreign, own) if before else (own, foreign):
        story.tell(statement, at=hour("26 16:00"))
    assert refusals(story) == [(foreign.office, "not_own")]
    assert story.book.states[BOX].holder == KPPS


def test_what_corrects_anothers_word_still_counts_as_its_own_offices_word():
    story = Story()
    own = story.tell(Speaker(KPPS).receive(FOUND, hour("26 14:00"))).statement
    body = {"list": FOUND.hash, "side": "receive"}
    story.tell(Speaker(PTPS).say("handover.observe", TPS, hour("26 15:00"), body, [("corrects", own.id)]))
    assert len(story.book.handovers[FOUND.hash].seen) == 1


def test_only_the_gateway_declares_base_facts():
    story = Story()
    before = story.book.foundations.authority
    body = {"what": "authority", "sha256": "0" * 64, "size": 2}
    story.tell(Speaker(f"kpu:{KABUPATEN}").say("base.declare", KABUPATEN, OPENED, body))
    assert refusals(story) == [(f"kpu:{KABUPATEN}", "ungranted")]
    assert story.book.foundations.authority is before


# Posts over several regions, and phantoms


POLSEK = Office(f"polsek:{PLANDAAN}", "polsek", (PLANDAAN, WONOSALAM))


def with_posts(*posts):
    """A story whose register has posts over other regions than their ids'."""
    story, file = Story(), register_to_bytes(replace(REGISTER, offices=posts))
    body = {"what": "register", "sha256": digest(file), "size": len(file)}
    story.tell(
        Speaker(f"gateway:{KABUPATEN}", "posts").say("base.declare", KABUPATEN, OPENED, body), file=file
    )
    return story


def test_an_office_acts_in_all_its_regions_and_in_no_other():
    east = load("pps-kpps", f"{SUMBERJO}.001")
    for posts, refused in (((POLSEK,), []), ((), [(POLSEK.id, "elsewhere")])):
        story = with_posts(*posts)
        story.tell(Speaker(POLSEK.id).observe(FOUND, hour("26 14:00")))
        story.tell(Speaker(POLSEK.id, "second").observe(east, hour("26 14:00")))
        assert refusals(story) == refused
    story = with_posts(replace(POLSEK, regions=(WONOSALAM,)))
    story.tell(Speaker(POLSEK.id).observe(FOUND, hour("26 14:00")))
    assert refusals(story) == [(POLSEK.id, "elsewhere")]


def test_an_office_enrols_those_below_it_in_all_its_regions():
    assert stands_above(POLSEK, f"bhabin:{SUMBERJO}")
    assert not stands_above(seated_office(POLSEK.id), f"bhabin:{SUMBERJO}")


def test_goods_reach_an_office_in_any_of_its_regions():
    ppk = Office(f"ppk:{PLANDAAN}", "ppk", (PLANDAAN, WONOSALAM))
    for posts, astray in (((ppk,), []), ((), ["wrong_destination"])):
        story, east = with_posts(*posts), code(f"{SUMBERJO}.001", "K1")
        extra = {"except": [{"unit": east, "what": "extra"}]}
        story.tell(Speaker(ppk.id).receive(load("kpu-ppk", PLANDAAN), hour("24 10:00"), **extra))
        story.book.settle()
        assert [f.rule for f in story.book.findings.values() if f.rule == "wrong_destination"] == astray


@pytest.mark.parametrize(
    "office", [f"ptps:{JIPURAPAH}.077", "panwascam:35.17.99", f"pkd:{PLANDAAN}", "wizard:35.17"]
)
def test_a_phantom_may_nothing_and_what_it_states_is_on_record(office):
    story = Story()
    story.tell(Speaker(office).observe(FOUND, hour("26 14:00")))
    assert refusals(story) == [(office, "phantom")]
    assert not story.book.handovers[FOUND.hash].seen
    (finding,) = (f for f in story.book.findings.values() if f.rule == "no_authority")
    assert "there is no such office" in explain(finding, "en", lambda key, _: key)
    assert "jabatan itu tidak ada" in explain(finding, "id", lambda key, _: key)


def test_a_phantom_copies_no_paper():
    story = Story()
    story.tell(Speaker("pkd:35.17.15.2099").say("handover.receive", TPS, hour("26 14:00"), copied(KPPS)))
    assert refusals(story) == [("pkd:35.17.15.2099", "phantom")]
    assert story.book.states[BOX].holder == f"kpu:{KABUPATEN}"


def test_nobody_enrols_a_phantom():
    story = Story()
    body = {"device": "phone", "algorithm": "ed25519", "key": "k", "office": f"kpps:{JIPURAPAH}.077"}
    story.tell(Speaker(PPS).say("device.enrol", JIPURAPAH, OPENED, body))
    assert refusals(story) == [(PPS, "phantom_party")]
    assert story.book.devices.enrolled == {}
