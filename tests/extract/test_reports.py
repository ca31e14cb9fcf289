"""What the rules reader makes of single sentences; one behaviour of reporting each."""

from __future__ import annotations

import pytest
from reading_of import counts, told

from rasid.extract.lexicon import verb_lemmas

PASSIVE = "Two soldiers were killed by ISIS gunmen near Homs on Thursday."


def test_a_passive_gives_agent_patient_place_and_time() -> None:
    found = told(PASSIVE)
    report = found.report("killed")
    assert found.words(report.targets) == ["Two soldiers"]
    assert [r.ref for r in report.actors] == ["isis"]
    assert report.place is not None and report.place.country == "SY"
    assert report.time is not None and (report.time.start, report.time.basis) == ("2024-05-23", "relative")
    assert counts(report.casualties) == [("killed", "soldiers", 2, 2, 2)]


def test_a_date_that_a_shift_is_told_again_as_dates_the_event() -> None:
    report = told("A year earlier, in October 2021, gunmen killed four people in Mosul.").report("killed")
    assert report.time is not None and (report.time.start, report.time.basis) == ("2021-10-01", "stated")


def test_a_toll_takes_the_day_of_the_event_told_shortly_before() -> None:
    text = "On Monday Israeli warplanes bombed a depot in Tyre. Doctors worked all night.\n\nNine civilians were killed, the ministry said."
    report = told(text).report("killed")
    assert report.time is not None and (report.time.start, report.time.basis) == ("2024-05-20", "relative")


@pytest.mark.parametrize(
    ("text", "trigger", "acled"),
    [
        ("Israeli warplanes bombed a depot outside Tyre on Monday.", "bombed", "Air/drone strike"),
        ("A Turkish drone strike hit a car near Qamishli.", "drone strike", "Air/drone strike"),
        ("Russian artillery shelled the town of Kupiansk overnight.", "shelled", "Shelling/artillery/missile attack"),
        ("Hezbollah fired rockets at Kiryat Shmona.", "fired rockets", "Shelling/artillery/missile attack"),
        ("A suicide bomber blew himself up in a market in Kabul.", "blew himself up", "Suicide bomb"),
        ("A roadside bomb killed three policemen in Mandera.", "roadside bomb", "Remote explosive/landmine/IED"),
        ("Gunmen kidnapped 14 pupils from a school in Kaduna.", "kidnapped", "Abduction/forced disappearance"),
        ("The army clashed with rebels around Sake.", "clashed", "Armed clash"),
        ("Rebels looted the warehouses of two aid groups in Goma.", "looted", "Looting/property destruction"),
        ("Police arrested 40 protesters in Nairobi.", "arrested", "Arrests"),
    ],
)
def test_the_means_and_the_verb_give_the_event_type(text: str, trigger: str, acled: str) -> None:
    assert told(text).report(trigger).type.acled_sub == acled


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "target"),
    [
        (
            "The killing of two soldiers by Boko Haram fighters shocked Maiduguri.",
            "killing",
            "Boko Haram fighters",
            "two soldiers",
        ),
        (
            "The Rapid Support Forces' attack on El Fasher went on for hours.",
            "attack",
            "Rapid Support Forces",
            "El Fasher",
        ),
        ("Al-Shabaab launched an attack on an army base in Lower Shabelle.", "attack", "Al-Shabaab", "army base"),
        ("An attack was carried out by ISIS fighters against a convoy.", "attack", "ISIS fighters", "convoy"),
        ("JNIM claimed responsibility for the ambush on soldiers near Djibo.", "ambush", "JNIM", "soldiers"),
    ],
)
def test_a_noun_tells_an_event_with_its_roles(text: str, trigger: str, actor: str, target: str) -> None:
    found = told(text)
    report = found.report(trigger)
    assert actor in found.words(report.actors)
    assert any(target in words for words in found.words(report.targets))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army denied that its troops had shelled the village of Kaya.", "denied"),
        ("The rebels did not attack the convoy.", "denied"),
        ("The minister said troops would attack the rebels next week.", "planned"),
        ("Hamas threatened to attack Israeli ships.", "planned"),
        ("Militants could attack the town of Baga again.", "hypothetical"),
        ("If the rebels attack the base, the army will respond.", "hypothetical"),
        ("In 2011 the rebels attacked the base in Benghazi.", "background"),
        ("Fighters attacked the base in Benghazi on Tuesday.", "asserted"),
    ],
)
def test_modality_is_told_apart(text: str, expected: str) -> None:
    found = told(text)
    modalities = {r.modality for r in found.reports if r.type.plover == "ASSAULT"}
    assert modalities == {expected}, found.events()


def test_harm_and_its_cause_are_one_event_with_all_counts() -> None:
    found = told("Russian missiles hit a printing works in Kharkiv, killing seven people and wounding at least 16.")
    assert len(found.reports) == 1
    assert counts(found.reports[0].casualties) == [
        ("killed", "unknown", 7, 7, 7),
        ("injured", "unknown", 16, None, None),
    ]


def test_a_toll_in_the_next_sentence_belongs_to_the_blast_before_it() -> None:
    found = told(
        "A car bomb exploded outside the police station in Morales. Two policemen were killed and six civilians injured."
    )
    assert len(found.reports) == 1
    assert counts(found.reports[0].casualties) == [("killed", "policemen", 2, 2, 2), ("injured", "civilians", 6, 6, 6)]
    assert len(found.reports[0].retold) == 1


def test_the_attack_in_a_later_sentence_is_the_same_event() -> None:
    found = told("Gunmen attacked a mosque in Katsina on Sunday. The attack lasted an hour.")
    assert len(found.reports) == 1
    assert found.reports[0].retold


def test_two_events_in_two_places_stay_two() -> None:
    found = told("Gunmen attacked a mosque in Katsina on Sunday. In Maiduguri, a bomb killed two traders on Monday.")
    assert [r.place.name for r in found.reports if r.place] == ["Katsina", "Maiduguri"]


def test_who_says_so_is_the_claimant() -> None:
    found = told("Hezbollah fired rockets at Haifa, the Israeli army said.")
    claim = found.reports[0].claim
    assert claim.claimant is not None and claim.claimant.ref == "mil-IL"
    assert claim.stance == "reports"
    assert claim.cue is not None and found.text[slice(*claim.cue)] == "said"


def test_an_accusation_and_its_content_are_two_reports() -> None:
    found = told("Ukraine accused Russian troops of shelling a hospital in Kherson.")
    accusation, content = found.report("accused"), found.report("shelling")
    assert (accusation.type.plover, content.type.plover) == ("ACCUSE", "ASSAULT")
    assert [r.ref for r in accusation.targets] == ["mil-RU"]
    assert [r.ref for r in content.actors] == ["mil-RU"]
    assert content.claim.claimant is not None and content.claim.claimant.ref == "gov-UA"
    assert content.claim.stance == "accuses"


def test_disagreeing_tolls_stay_side_by_side() -> None:
    found = told(
        "The army said 12 soldiers were killed in the ambush near Djibo.\n\nJNIM said its men had killed 40 soldiers in the ambush near Djibo."
    )
    assert {(c.claimant.ref, c.value) for c in found.claims if c.value} == {
        ("mil-BF", "12 killed"),
        ("jnim", "40 killed"),
    }


def test_a_pronoun_and_the_group_stand_for_the_actor_before() -> None:
    found = told("ISIS retreated into the desert in 2019. The group attacked a convoy near Palmyra on Monday.")
    attack = found.report("attacked")
    assert [r.ref for r in attack.actors] == ["isis"]


@pytest.mark.parametrize(
    "text",
    [
        "The striker shot wide and the defence was under attack all evening.",
        "Supermarkets fought a price war while shares hit a record.",
        "The opposition launched an attack on the budget.",
        "A heart attack ended his career.",
        "The film bombed at the box office.",
        "Sales exploded after the advertising campaign.",
    ],
)
def test_everyday_uses_of_the_words_of_war_tell_no_violence(text: str) -> None:
    assert [r.trigger.text for r in told(text).reports if r.type.plover == "ASSAULT"] == []


def test_what_is_not_told_stays_null() -> None:
    report = told("Soldiers attacked.", published=None).reports[0]
    assert (report.targets, report.place, report.time, report.casualties) == ((), None, None, ())


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("The army declared a ceasefire in Port Sudan.", []),
        ("The army declared the decision to declare war belongs to Sudan's government.", ["asserts"]),
    ],
)
def test_what_is_made_by_saying_it_is_no_statement(text: str, stances: list[str]) -> None:
    assert [claim.stance for claim in told(text).claims] == stances


def test_a_form_that_a_list_of_verbs_names_itself_is_its_own_lemma_in_every_process() -> None:
    assert verb_lemmas("say")["believed"] == "believed"
    assert verb_lemmas("say")["believes"] == "believe"


def test_what_was_read_before_does_not_change_a_word() -> None:
    from rasid.extract.tags import tagger

    words = "The gunmen zorbled the depot and Frolicked away".split()
    fresh = tagger.__wrapped__()
    low = [w.lower() for w in words]
    first = fresh.tags(words, low, names=frozenset(), title=False)
    fresh.tags("Zorbled and FROLICKED".split(), "zorbled and frolicked".split(), names=frozenset(), title=False)
    assert fresh.tags(words, low, names=frozenset(), title=False) == first
    assert fresh.options("zorbled") == fresh.options("frolicked") == ()


@pytest.mark.parametrize(
    ("text", "casualties"),
    [
        ("Between five and eight soldiers died in a clash.", [("killed", "soldiers", 5, None, 8)]),
        ("Gunmen killed a 28 year old man in Goma.", [("killed", "unknown", 1, 1, 1)]),
    ],
)
def test_one_count_is_one_row(text: str, casualties: list[object]) -> None:
    assert [c for r in told(text).reports for c in counts(r.casualties)] == casualties
