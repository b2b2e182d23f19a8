"""The movement plan at the desk: its answer, its journeys, proposals made in the background and adopted."""

import json
import re
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from visible import read

from example import JIPURAPAH, KABUPATEN, KLITIH, OPENED, PLAN, PLANDAAN, WONOSALAM, hour
from movements import late, movement
from sepaham.web.present import gantt, plan

KPU, PPK, POLRES, CAMAT = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"polres:{KABUPATEN}", f"camat:{PLANDAAN}"
NORTH = f"trip:ppk-pps:{PLANDAAN}:north:1"
STATIONS = {h: x for h, x in PLAN.lists.items() if x.leg == "pps-kpps"}
FORM = {"by": "iterations", "iterations": "20", "seconds": "60", "seed": "7"}


def shown(answer):
    return " ".join(read(answer.content.decode()).texts)


def names(key, language):
    return f"<{key}>"


# What is said of a plan


def whole():
    """A plan that brings every polling station its goods by 17.40."""
    first = movement().journeys[f"trip:pps-kpps:{JIPURAPAH}:motor:1"]
    came = hour("26 17:40")
    halts = tuple(
        replace(first.halts[0], region=x.region, lists=(h,), arrives_at=came, leaves_at=came)
        for h, x in STATIONS.items()
    )
    return replace(movement(), journeys={first.id: replace(first, halts=halts)}, left={})


def test_a_whole_plan_says_when_all_is_there_and_how_long_before_the_deadline():
    found = plan.answer(plan.reach(whole(), PLAN.lists), "id", KABUPATEN)
    assert found.sentence == "Semua 5 TPS lengkap pukul 17.40, 3 jam 20 menit sebelum batas"
    english = plan.answer(plan.reach(whole(), PLAN.lists), "en", KABUPATEN)
    assert english.sentence == "All 5 polling stations complete at 17:40, 3 h 20 min before the deadline"


def test_a_plan_that_falls_short_says_by_how_many_and_why():
    found = plan.answer(plan.reach(movement(), PLAN.lists), "id", KABUPATEN)
    assert (found.sentence, found.rest) == ("1 dari 5 TPS lengkap tepat waktu", "4 tidak terangkut")
    later = late(movement(), f"trip:pps-kpps:{JIPURAPAH}:motor:1", 13 * 60)
    assert (
        plan.answer(plan.reach(later, PLAN.lists), "id", KABUPATEN).rest == "4 tidak terangkut, 1 terlambat"
    )


def test_the_chart_places_each_journey_by_its_hours():
    journeys = gantt.on_day(movement().journeys.values(), hour("26 12:00").date(), PLANDAAN)
    found = gantt.chart(
        journeys,
        region=PLANDAAN,
        lists=PLAN.lists,
        language="id",
        called=str,
        place=lambda key, _store: f"<{key}>",
    )
    bars = {line.vehicle: line.bars[0] for line in found.lines}
    assert found.ticks[0] == ("0.00%", "06.00")
    assert bars["north"].span == gantt.Span("0.00%", "31.25%")
    assert bars["north"].hours == "06.00–07.15"
    assert bars["motor"].names == f"<{JIPURAPAH}.001>"


def test_a_journey_is_late_tight_or_fine():
    north = movement().journeys[NORTH]
    assert gantt.state_of(north, PLAN.lists) == "complete"
    assert gantt.state_of(late(movement(), NORTH, 380).journeys[NORTH], PLAN.lists) == "attention"
    assert gantt.state_of(late(movement(), NORTH, 400).journeys[NORTH], PLAN.lists) == "serious"
    assert plan.spared(timedelta(minutes=-25), "id") == "25 menit terlambat"


# The pages


@pytest.fixture
def fleet(example_log):
    """Three vehicles, two of Plandaan and one of Jipurapah."""
    from sepaham.actions.fleet import keep_vehicle

    room = {"litres": 9000, "kilograms": 3000}
    return {
        "north": keep_vehicle(at=OPENED, base=PLANDAAN, kind="truck", plate="S 1 N", **room),
        "south": keep_vehicle(at=OPENED, base=PLANDAAN, kind="pickup", plate="S 2 S", **room),
        "motor": keep_vehicle(at=OPENED, base=JIPURAPAH, kind="motorbike", plate="S 3 M", **room),
    }


@pytest.fixture
def proposed(example_log, fleet):
    """Keep a movement plan as a proposal that is ready."""
    from sepaham.actions.movement import ask_movement, begin_proposal, keep_proposal
    from sepaham.domain.orders import Order

    def keep(found=None, status="ready"):
        row = ask_movement(log=example_log, order=Order(), by=KPU, at=OPENED)
        begin_proposal(key=row.pk, at=OPENED)
        return keep_proposal(
            key=row.pk, movement=found or movement(**fleet), result={"status": status}, at=OPENED
        )

    return keep


@pytest.fixture
def adopted(example_log, proposed, gateway):
    """A movement plan in force."""
    from django.conf import settings

    from sepaham.actions.movement import adopt
    from sepaham.gateways.keys import gateway_signer

    row = proposed()
    adopt(
        log=example_log, key=row.pk, gateway=gateway_signer(settings.INSTANCE, example_log.origin), at=OPENED
    )
    row.refresh_from_db()
    return row


@pytest.fixture
def jobs(monkeypatch):
    """Have nothing made, and remember what was asked for."""
    from sepaham.jobs import planning

    found = planning.Remembered()
    monkeypatch.setattr(planning, "JOBS", found)
    return found


@pytest.mark.database
class TestPages:
    """Who sees what, and what each page does."""

    def test_before_any_plan_kpu_is_told_how_to_have_one(self, sign_in, example_log):
        text = shown(sign_in(KPU).get("/plan"))
        assert "Belum ada rencana gerak yang berlaku" in text
        assert "Susun usulan" in text
        assert "Susun usulan" not in shown(sign_in(POLRES, name="police").get("/plan"))

    def test_who_need_not_know_the_hours_has_no_such_page(self, sign_in, adopted):
        desk = sign_in(CAMAT)
        for page in ("/plan", f"/plan/{adopted.pk}", "/plan/now/chart", "/plan/now/map"):
            assert desk.get(page).status_code == 404, page

    def test_the_plan_in_force_is_told_with_its_journeys(self, sign_in, adopted):
        text = shown(sign_in(KPU).get("/plan"))
        assert "1 dari 5 TPS lengkap tepat waktu" in text
        assert "Truk S 1 N" in text
        assert "12,4" not in text
        assert "Truk S 1 N" not in shown(sign_in(POLRES, name="police").get("/plan"))

    def test_a_region_is_answered_for_itself(self, sign_in, adopted):
        desk = sign_in(KPU)
        assert "1 dari 2 TPS lengkap tepat waktu" in shown(desk.get(f"/plan?region={JIPURAPAH}"))

    def test_a_kecamatan_sees_its_own_journeys_alone(self, sign_in, adopted):
        assert "Tidak ada perjalanan" in shown(sign_in(f"ppk:{WONOSALAM}").get("/plan"))
        assert sign_in(f"ppk:{WONOSALAM}").get(f"/plan?region={PLANDAAN}").status_code == 404

    def test_a_proposal_is_asked_for_and_made_in_the_background(self, sign_in, example_log, jobs):
        from sepaham.records.movement import Proposal

        desk = sign_in(KPU)
        answer = desk.post("/plan/ask", FORM | {"leg": ["ppk-pps"]})
        row = Proposal.objects.get()
        assert answer.headers["Location"] == f"/plan/{row.pk}"
        assert jobs.asked == [row.pk]
        assert (row.options["seed"], row.options["iterations"], row.options["legs"]) == (7, 20, ["ppk-pps"])
        assert "Menunggu giliran" in shown(desk.get(f"/plan/{row.pk}"))
        assert desk.post("/plan/ask", FORM).headers["Location"] == f"/plan/{row.pk}"
        assert len(jobs.asked) == 1

    @pytest.mark.parametrize(
        "wrong", [{"iterations": "many"}, {"by": "seconds", "seconds": "0"}, {"seed": ""}]
    )
    def test_a_form_that_says_nothing_asks_for_nothing(self, sign_in, example_log, jobs, wrong):
        assert sign_in(KPU).post("/plan/ask", FORM | wrong).status_code == 422
        assert not jobs.asked

    def test_only_kpu_asks_and_adopts(self, sign_in, proposed, jobs):
        row, desk = proposed(), sign_in(PPK)
        assert desk.post("/plan/ask", FORM).status_code == 404
        assert desk.post(f"/plan/{row.pk}/adopt", {"sure": "1"}).status_code == 404
        assert "Tetapkan usulan ini" not in shown(desk.get(f"/plan/{row.pk}"))

    def test_a_page_of_one_being_made_follows_it_and_can_stop_it(self, sign_in, example_log):
        from sepaham.actions.movement import ask_movement, begin_proposal, tell_progress
        from sepaham.domain.orders import Order

        row = ask_movement(log=example_log, order=Order(), by=KPU, at=OPENED)
        begin_proposal(key=row.pk, at=OPENED)
        tell_progress(key=row.pk, done=3, whole=9, step=f"ppk-pps {PLANDAAN}", incumbent=123456, at=OPENED)
        desk = sign_in(KPU)
        part = desk.get(f"/plan/{row.pk}/progress").content.decode()
        assert 'max="9" value="3"' in part
        assert "Plandaan" in part
        assert "123.456" in part
        desk.post(f"/plan/{row.pk}/cancel")
        assert desk.get(f"/plan/{row.pk}/progress").status_code == 204
        assert "Dibatalkan" in shown(desk.get(f"/plan/{row.pk}"))

    def test_one_that_failed_says_why(self, sign_in, example_log):
        from sepaham.actions.movement import ask_movement, fail_proposal
        from sepaham.domain.orders import Order

        row = ask_movement(log=example_log, order=Order(), by=KPU, at=OPENED)
        fail_proposal(key=row.pk, failure="There is no vehicle.", at=OPENED)
        assert "There is no vehicle." in shown(sign_in(KPU).get(f"/plan/{row.pk}"))

    def test_a_proposal_is_adopted_with_a_word_and_enters_the_log(self, sign_in, example_log, proposed):
        from sepaham.records.foundations import movement_in_force

        row, desk = proposed(), sign_in(KPU)
        assert desk.post(f"/plan/{row.pk}/adopt").status_code == 404
        assert desk.post(f"/plan/{row.pk}/adopt", {"sure": "1"}).status_code == 302
        assert movement_in_force(example_log).journeys == row.movement.journeys
        assert "Berlaku" in shown(desk.get("/plan"))

    def test_one_that_was_left_behind_is_refused_in_words(self, sign_in, example_log, proposed, fleet):
        row = proposed(replace(movement(**fleet), left={"0" * 64: "missed"}))
        answer = sign_in(KPU).post(f"/plan/{row.pk}/adopt", {"sure": "1"})
        assert answer.status_code == 422
        assert "daftar muatan yang sudah diganti" in answer.content.decode()

    def test_one_that_falls_short_may_be_adopted_all_the_same(self, sign_in, example_log, proposed):
        from sepaham.records.foundations import movement_in_force

        row, desk = proposed(status="infeasible"), sign_in(KPU)
        page = desk.get(f"/plan/{row.pk}")
        assert page.context["answer"].state == "serious"
        assert "Ya, tetapkan meskipun belum memenuhi semua" in shown(page)
        assert desk.post(f"/plan/{row.pk}/adopt", {"sure": "1"}).status_code == 302
        assert movement_in_force(example_log).left == row.movement.left

    def test_how_it_fares_on_other_days_is_told_to_who_answers_for_the_whole(self, sign_in, adopted):
        from sepaham.actions.movement import keep_rehearsal
        from sepaham.simulator.rehearse import rehearse

        due = {h: load.closes_at for h, load in PLAN.lists.items()}
        played = rehearse(movement=adopted.movement, due=due, days=20, seed=1)
        keep_rehearsal(key=adopted.pk, rehearsal={**asdict(played), "seed": 1})
        text = shown(sign_in(KPU).get("/plan"))
        assert "Dari 20 hari contoh, semua TPS lengkap tepat waktu pada 0 %" in text
        assert " daftar muatan tidak terangkut, jadi tidak ada hari yang lengkap." in text
        assert "Sepuluh perjalanan terlemah" in text
        assert "hari contoh" not in shown(sign_in(PPK, name="ppk").get("/plan"))

    def test_chart_and_journey_show_hours_and_calls(self, sign_in, adopted, fleet):
        desk = sign_in(PPK)
        chart = desk.get("/plan/now/chart")
        assert "06.00–07.15" in shown(chart)
        assert 'x="0.00%" width="' in chart.content.decode()
        key = f"trip:ppk-pps:{PLANDAAN}:{fleet['north']}:1"
        text = shown(desk.get(f"/plan/now/journey/{key}"))
        assert "26 Nov 06.30" in text
        assert desk.get("/plan/now/journey/nothing").status_code == 404

    def test_the_table_is_filtered_and_downloaded(self, sign_in, adopted):
        desk = sign_in(KPU)
        page = desk.get("/plan?leg=pps-kpps&state=fine").content.decode()
        assert len(re.findall('<th scope="row">', page)) == 1
        assert desk.get("/plan?as=xlsx").content[:2] == b"PK"

    def test_the_map_draws_each_journey_of_the_day(self, sign_in, adopted):
        desk = sign_in(PPK)
        data = json.loads(desk.get("/plan/now/map.json").content)
        kinds = [one["properties"]["kind"] for one in data["features"]]
        assert (kinds.count("journey"), kinds.count("store"), kinds.count("stop")) == (3, 2, 2)
        page = shown(desk.get("/plan/now/map"))
        assert "tempat di peta ini diperkirakan" in page
        assert "cukup waktu" in page

    def test_the_map_draws_rivers_and_what_leads_over_them_and_what_is_closed(
        self, sign_in, adopted, keep, phones
    ):
        from sepaham.actions.places import put_rivers
        from sepaham.simulator.example_places import example_rivers

        put_rivers(found=example_rivers())
        ppk = phones[PPK]
        keep(ppk.sign(ppk.voice.say("road.close", PLANDAAN, OPENED, {"road": "jembatan-ploso"})))
        data = json.loads(sign_in(PPK).get("/plan/now/map.json").content)
        told = {one["properties"]["name"]: one["properties"]["kind"] for one in data["features"]}
        assert told["Brantas (contoh)"] == "river"
        assert told["Jembatan Ploso (contoh)"] == "closed"
        assert told["Jembatan Kesamben (contoh)"] == "crossing"


@pytest.mark.database
class TestMoving:
    """A stop tried on other trips, and kept as a proposal of its own."""

    def journeys(self, fleet):
        ids = [f"trip:ppk-pps:{PLANDAAN}:{fleet[name]}:1" for name in ("north", "south")]
        return [*ids, f"/plan/now/move/{ids[1]}"]

    def test_each_trip_says_what_it_would_make_of_the_stop(self, sign_in, adopted, fleet):
        _, _, door = self.journeys(fleet)
        text = shown(sign_in(KPU).get(f"{door}?stop={KLITIH}"))
        assert "1 perjalanan dapat mengambilnya" in text
        assert "06.00–07.15 menjadi 06.00–" in text
        assert "terisi" in text

    def test_one_is_kept_and_nothing_in_force_changes(self, sign_in, example_log, adopted, fleet):
        from sepaham.records.foundations import movement_in_force
        from sepaham.records.movement import Proposal

        north, south, door = self.journeys(fleet)
        before = movement_in_force(example_log)
        answer = sign_in(KPU).post(door, {"stop": KLITIH, "to": north})
        row = Proposal.objects.get(parent=adopted)
        assert answer.headers["Location"] == f"/plan/{row.pk}"
        assert south not in row.movement.journeys
        assert {halt.region for halt in row.movement.journeys[north].halts} == {KLITIH, JIPURAPAH}
        assert movement_in_force(example_log) == before
        assert row.movement.nonce != before.nonce
        text = shown(sign_in(KPU).get(f"/plan/{row.pk}"))
        assert "diubah dari usulan" in text
        assert "ganti kendaraan" in text

    @pytest.mark.parametrize("sent", [{"stop": KLITIH, "to": "x"}, {"stop": "35.17"}, {}])
    def test_what_is_not_there_is_not_moved(self, sign_in, adopted, fleet, sent):
        *_, door = self.journeys(fleet)
        assert sign_in(KPU).post(door, sent).status_code == 404

    def test_only_kpu_moves(self, sign_in, adopted, fleet):
        *_, door = self.journeys(fleet)
        assert sign_in(PPK).get(f"{door}?stop={KLITIH}").status_code == 404
