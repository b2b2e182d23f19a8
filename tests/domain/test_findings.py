from example import hour
from sepaham.domain.findings import Finding, explain, merge


def test_the_same_rule_about_the_same_subject_is_one_finding_whatever_it_says():
    one = Finding("late", "list", "35.17", hour("26 21:00"))
    again = Finding("late", "list", "35.17", hour("26 21:00"), until=hour("26 22:00"), values={"due": "x"})
    assert one.key == again.key
    assert one.key != Finding("late", "another", "35.17", hour("26 21:00")).key
    assert one.key != Finding("never_given", "list", "35.17", hour("26 21:00")).key


def test_a_sentence_names_moments_numbers_and_things_in_the_readers_language():
    finding = Finding(
        rule="late",
        subject="list",
        region="35.17.15.2004.001",
        since=hour("26 21:00"),
        values={
            "leg": "pps-kpps",
            "due": "2024-11-26T14:00:00Z",
            "state": "came",
            "came": "2024-11-26T16:10:00Z",
        },
    )
    names = {"35.17.15.2004.001": "TPS 001 Jipurapah"}
    assert explain(finding, "id", lambda key, _: names[key]) == (
        "PPS → TPS untuk TPS 001 Jipurapah melewati batas Sel 26 Nov 2024 21.00 WIB: "
        "diterima Sel 26 Nov 2024 23.10 WIB."
    )
    assert explain(finding, "en", lambda key, _: names[key]) == (
        "PPS → polling station for TPS 001 Jipurapah passed its limit of Tue 26 Nov 2024 21:00 WIB: "
        "received Tue 26 Nov 2024 23:10 WIB."
    )


def test_several_about_one_thing_are_one_that_rests_on_all_their_statements():
    first, second = (
        Finding("seal_missing", "box", "35.17", hour(f"26 2{n}:00"), basis=(str(n),)) for n in (1, 2)
    )
    assert merge([second, first]) == merge([first, second])
    assert [(f.since, f.basis) for f in merge([second, first]).values()] == [(hour("26 21:00"), ("1", "2"))]


def test_a_run_of_missing_numbers_is_said_as_a_run():
    for first, last, said in ((2, 2, "number 2;"), (2, 4, "number 2–4;")):
        values = {"office": "ptps:35.17", "first": first, "last": last}
        gap = Finding("device_gap", "phone", "35.17", hour("26 21:00"), values=values)
        assert said in explain(gap, "en", lambda key, _: key)
