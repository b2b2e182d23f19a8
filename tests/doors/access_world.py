"""The small world the table's addresses are of: something happened at one polling station, and elsewhere."""

import io
from datetime import timedelta

from access_rows import ELSEWHERE, STATION
from PIL import Image

from example import JIPURAPAH, OPENED, PLANDAAN, SUMBERJO, WONOSALAM, Phone, code, hour, load

NOON = hour("25 12:00")
OWN_LIST, FAR_LIST = load("pps-kpps", STATION), load("kpu-ppk", WONOSALAM)
KPU, PPS, KPPS, BAWASLU = "kpu:35.17", f"pps:{JIPURAPAH}", f"kpps:{STATION}", "bawaslu:35.17"


def undrawn(monkeypatch):
    """Draw no page and print no paper: who gets them is asked, and they are drawn in tests of their own."""
    from django.template.backends.django import Template

    from sepaham.gateways.pdf import MemoryPress
    from sepaham.web import press

    monkeypatch.setattr(press, "PRESS", MemoryPress())
    monkeypatch.setattr(Template, "render", lambda *_, **__: "")


def places(phones, keep, log):
    """Let it happen, and return what stands in the table's addresses."""
    photo, far_photo = _photo(STATION, KPPS, "white"), _photo(ELSEWHERE, KPU, "black")
    copied, far_copied = _moved(phones, keep, photo, far_photo)
    finding, far_finding = _findings(log)
    return {
        "station": STATION,
        "elsewhere": ELSEWHERE,
        "desa": JIPURAPAH,
        "far_desa": SUMBERJO,
        "box": code(STATION, "K1"),
        "far_box": code(ELSEWHERE, "K1"),
        "load": OWN_LIST.hash,
        "far_load": FAR_LIST.hash,
        "trip": f"trip:pps-kpps:{STATION}",
        "far_trip": f"trip:kpu-ppk:{WONOSALAM}",
        "photo": photo,
        "far_photo": far_photo,
        "copied": copied,
        "far_copied": far_copied,
        "finding": finding,
        "far_finding": far_finding,
        "claim": _claimed(phones, keep),
        "person": _person("Budi", KPPS),
        "far_person": _person("Siti", f"pps:{SUMBERJO}"),
        "device": phones[KPPS].signer.keyid,
        "far_device": _far_device(phones, keep),
        **_proposed(log),
        **_judged(phones, keep),
        **_fleet("", PLANDAAN),
        **_fleet("far_", SUMBERJO),
        **_planned(log),
        **_met(phones, keep, log),
        **_asked(phones, keep),
        **_promised(phones, keep),
        **_listed(phones, keep),
        **_signed(log),
        **_briefed(log),
    }


def _photo(region, office, colour):
    from sepaham.actions.photos import keep_photo

    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return keep_photo(data=out.getvalue(), region=region, office=office, at=OPENED)


def _moved(phones, keep, photo, far_photo):
    """KPU gave goods to PPK Wonosalam; PPS gave a station's, which came one short. Both with a photo."""
    short = [{"unit": code(STATION, "B3"), "what": "missing"}]
    kpu, pps, kpps, bawaslu = (phones[office] for office in (KPU, PPS, KPPS, BAWASLU))
    (far,) = keep(kpu.sign(kpu.voice.give(FAR_LIST, NOON, photos=[far_photo])), at=NOON)
    keep(pps.sign(pps.voice.give(OWN_LIST, NOON)), at=NOON)
    came = kpps.voice.receive(OWN_LIST, NOON, **{"except": short, "photos": [photo]})
    (own,) = keep(kpps.sign(came), at=NOON)
    off = [{"unit": code(ELSEWHERE, "B3"), "what": "damaged"}]
    seen = bawaslu.voice.observe(FAR_LIST, NOON, side="give", **{"except": off})
    keep(bawaslu.sign(seen), at=NOON)
    return own.index, far.index


def _findings(log):
    from sepaham.records.queries import all_findings

    found = all_findings(region="35.17", at=NOON + timedelta(hours=1))
    own = next(f.key for f in found if f.region == STATION and f.rule == "count_differs")
    far = next(f.key for f in found if f.region.startswith(WONOSALAM))
    return own, far


def _claimed(phones, keep):
    """A delivery came and a claim was made for it."""
    kpu = phones[KPU]
    cartons = [{"first": 1, "last": 1, "each": 2000}]
    arrive = {"arrival": "K001", "item": "ballot:pilgub", "cartons": cartons}
    claim = {"item": "ballot:pilgub", "document": "BA-1", "damaged": 1, "short": 0, "arrival": "K001"}
    keep(kpu.sign(kpu.voice.say("goods.arrive", "35.17", NOON, arrive)), at=NOON)
    (found,) = keep(kpu.sign(kpu.voice.say("goods.claim", "35.17", NOON, claim)), at=NOON)
    return found.id


def _person(name, office):
    from sepaham.records.people import Account, Hat, Person, Post

    account = Account.objects.create(username=f"account of {name}")
    Hat.objects.create(account=account, office=office)
    person = Person.objects.create(name=name, phone="+628123", account=account, changed_at=NOON)
    Post.objects.create(person=person, office=office)
    return person.pk


def _proposed(log):
    """A proposal that is ready, with a journey to the station and one elsewhere, and another being made."""
    from movements import journey
    from sepaham.actions.movement import ask_movement, begin_proposal, keep_proposal
    from sepaham.domain.movement import Movement
    from sepaham.domain.orders import Order

    ready, making = (ask_movement(log=log, order=Order(), by=KPU, at=NOON) for _ in range(2))
    own, far = journey("v", OWN_LIST, "26 09:00"), journey("w", FAR_LIST, "25 09:00")
    found = Movement(log.origin, "n" * 22, 1, 1, "crow*1.4", (), {own.id: own, far.id: far}, {})
    begin_proposal(key=ready.pk, at=NOON)
    keep_proposal(key=ready.pk, movement=found, result={"status": "ready"}, at=NOON)
    return {"proposal": ready.pk, "making": making.pk, "journey": own.id, "far_journey": far.id}


def _judged(phones, keep):
    """The KPU opened a round, rated in it as the only one asked, closed it and revealed its rating."""
    from judged import CELL, rated, told

    kpu = phones[KPU]
    for office, kind, body in told({KPU: rated(CELL, 2, 3)}, offices=(KPU,), opener=KPU):
        assert office == KPU
        keep(kpu.sign(kpu.voice.say(kind, "35.17", NOON, body)), at=NOON)
    return {"round": "r1", "cell": CELL}


def _fleet(prefix, base):
    """One vehicle of a store and its driver."""
    from sepaham.actions.fleet import keep_driver, keep_vehicle

    driver = keep_driver(at=NOON, base=base, name="Yanto")
    room = {"kind": "truck", "litres": 9000, "kilograms": 3000}
    vehicle = keep_vehicle(at=NOON, base=base, driver=driver, **room)
    return {f"{prefix}vehicle": vehicle, f"{prefix}driver": driver}


def _far_device(phones, keep):
    """The key of PPS Sumberjo, enrolled by PPK Wonosalam."""
    above, below = Phone(f"ppk:{WONOSALAM}"), Phone(f"pps:{SUMBERJO}")
    keep(phones[KPU].enrolment(above, WONOSALAM, NOON), at=NOON)
    keep(above.enrolment(below, SUMBERJO, NOON), at=NOON)
    return below.signer.keyid


def _planned(log):
    """A movement plan is in force that carries both lists."""
    from django.conf import settings

    from sepaham.actions.movement import adopt_movement
    from sepaham.domain.movement import Halt, Journey, Movement, movement_to_bytes
    from sepaham.gateways.keys import gateway_signer

    def journey(found, start):
        hours = [found.opens_at + timedelta(minutes=turn * 30) for turn in range(4)]
        halt = Halt(found.region, (found.hash,), hours[1], hours[2])
        key = f"trip:{found.leg}:{found.region}"
        return Journey(key, found.leg, start, "v", "", hours[0], hours[3], (halt,), 9000, 0)

    journeys = journey(OWN_LIST, JIPURAPAH), journey(FAR_LIST, "35.17")
    plan = Movement(log.origin, "n" * 32, 1, 1, "crow*1.4", (), {one.id: one for one in journeys}, {})
    gateway = gateway_signer(settings.INSTANCE, log.origin)
    adopt_movement(log=log, file=movement_to_bytes(plan), gateway=gateway, at=NOON)
    return {}


def _met(phones, keep, log):
    """A meeting of the desa, with a version of its minutes kept, and one of a desa elsewhere."""
    from sepaham.actions.papers import keep_printed

    def call(office, code, region, offices):
        body = {"rakor": code, "starts": "2024-11-26T02:00:00Z", "place": "Balai", "offices": offices}
        agenda = [f"flood@{region}"]
        statement = phones[office].voice.say("rakor.call", region, NOON, {**body, "agenda": agenda})
        keep(phones[office].sign(statement), at=NOON)

    call(PPS, "near", JIPURAPAH, [KPPS, f"ptps:{STATION}"])
    call(KPU, "far", SUMBERJO, [KPU])
    kept = {"office": PPS, "kind": "minutes", "subject": "near", "region": JIPURAPAH, "number": ""}
    printed = keep_printed(log=log, data=b"%PDF", at=NOON, **kept)
    return {"rakor": "near", "far_rakor": "far", "printed": printed}


def _asked(phones, keep):
    """Rounds that run over a desa and over one elsewhere, and one of the KPU's that ended."""

    def state(office, kind, region, **body):
        voice = phones[office].voice
        keep(phones[office].sign(voice.say(f"round.{kind}", region, NOON, {"number": 1, **body})), at=NOON)

    asked = {"offices": ["bpbd:35.17"]}
    for name, region in (("running", JIPURAPAH), ("far", SUMBERJO)):
        state(BAWASLU, "open", region, round=name, cells=[f"flood@{region}"], **asked)
    state(KPU, "open", "35.17", round="ended", cells=[f"flood@{PLANDAAN}"], **asked)
    state(KPU, "close", "35.17", round="ended")
    return {"running": "running", "far_running": "far", "ended": "ended"}


def _promised(phones, keep):
    """Cells that ended in dissent, means proposed for them, and commitments, of the desa and elsewhere."""

    def state(office, kind, region, **body):
        keep(phones[office].sign(phones[office].voice.say(kind, region, NOON, body)), at=NOON)

    due, end = "2024-11-26T10:00:00Z", {"round": "ended", "number": 1, "likelihood": 4, "impact": 4}
    for name, region in (("near", JIPURAPAH), ("far", SUMBERJO)):
        cell = f"flood@{region}"
        state(KPU, "cell.end", region, cell=cell, outcome="dissent", **end)
        state(KPU, "means.propose", region, proposal=name, cell=cell, to=f"pps:{region}", what="Terpal")
    made = {"what": "Terpal", "due": due}
    state(PPS, "commitment.make", JIPURAPAH, commitment="near", confirms=KPPS, **made)
    state(KPU, "commitment.make", SUMBERJO, commitment="far", confirms=BAWASLU, **made)
    return {
        "deed": "near",
        "far_deed": "far",
        "ended_cell": f"flood@{JIPURAPAH}",
        "far_cell": f"flood@{SUMBERJO}",
    }


def _signed(log):
    """Sign the log's head, so that entries have proofs."""
    from sepaham.actions.checkpoint import sign_head
    from sepaham.crypto.keys import Ed25519Signer

    sign_head(log=log, signer=Ed25519Signer.generate(), at=NOON)
    return {}


def _briefed(log):
    """Every place has its one-page briefing."""
    from django.conf import settings

    from sepaham.actions.briefing import issue
    from sepaham.gateways.keys import gateway_signer
    from sepaham.gateways.library import threats

    gateway = gateway_signer(settings.INSTANCE, log.origin)
    issue(log=log, shipped=threats(), gateway=gateway, at=NOON)
    return {}


def _listed(phones, keep):
    """PPS of Jipurapah has a list of its own, and the KPU one of a desa elsewhere."""

    def state(office, region):
        body = {"instrument": "kpu-hazard", "sha256": region.replace(".", "").ljust(64, "0"), "rows": 1}
        told = {**body, "dated": "2024-11-19", "source": "data"}
        phone = phones[office]
        (found,) = keep(phone.sign(phone.voice.say("instrument.state", region, NOON, told)), at=NOON)
        return found.id

    return {"listed": state(PPS, JIPURAPAH), "far_listed": state(KPU, SUMBERJO)}
