"""The llm reader: what a model tells becomes records where the text bears it out, and issues where it does not."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

import jsonschema
import pytest
from llm_stub import Reply, Stub, completion, fault, reading, serving

from rasid import extract, gazetteer, ontology, registry
from rasid.errors import EndpointError
from rasid.extract.llm.answer import Lists, schema
from rasid.records import (
    Attribution,
    Casualty,
    Claim,
    Control,
    Document,
    EventType,
    Interval,
    Issue,
    Measure,
    Mention,
    Place,
    Reading,
    Report,
    Resolved,
    Role,
    Span,
    Story,
    digest,
)
from rasid.resolve import Resolver
from rasid.settings import Settings

NEWS = (
    "Two soldiers were killed by ISIS gunmen near Homs on Thursday, the Ministry of Defence said. "
    "It was the second such attack this month.\n\n"
    "The Syrian army controls Palmyra, residents said. The ministry ordered all shops in Homs to close by dusk."
)
KILLING: dict[str, Any] = {
    "event": "killing",
    "modality": "asserted",
    "sentence": "Two soldiers were killed by ISIS gunmen near Homs on Thursday, the Ministry of Defence said.",
    "trigger": "killed",
    "retold": ["It was the second such attack this month."],
    "actors": ["ISIS gunmen"],
    "targets": ["Two soldiers"],
    "instruments": [],
    "place": "Homs",
    "time": "Thursday",
    "casualties": [{"kind": "killed", "count": "Two", "whom": "soldiers"}],
    "claimant": "the Ministry of Defence",
    "stance": "reports",
    "cue": "said",
}
HOLDING: dict[str, Any] = {
    "state": "controls",
    "modality": "asserted",
    "sentence": "The Syrian army controls Palmyra, residents said.",
    "holder": "The Syrian army",
    "place": "Palmyra",
    "time": None,
    "claimant": "residents",
}
ORDER: dict[str, Any] = {
    "domain": "domestic",
    "status": "ordered",
    "issuer": "The ministry",
    "action": "all shops in Homs to close by dusk",
    "addressee": "all shops",
}


@functools.cache
def resolver() -> Resolver:
    return Resolver(registry.load(), gazetteer.open())


def reader(stub: Stub, **settings: Any) -> extract.Reader:
    return extract.reader("llm", Settings(llm_url=stub.url, llm_model="m", **{"llm_retries": 0} | settings))


def story(text: str, language: str = "en") -> tuple[Document, Story]:
    document = Document(digest(text), None, "test", "text/plain", language, None, text)
    spans, at = [], 0
    for paragraph in text.split("\n\n"):
        spans.append(Span((at, at + len(paragraph)), paragraph))
        at += len(paragraph) + 2
    when = Interval("2024-05-24", "2024-05-24", "day", None, "metadata")
    told = Story(digest(text, "s"), (0, len(text)), None, (), (), None, None, tuple(spans), (), when, None, False)
    return document, told


def read(model: extract.Reader, text: str, language: str = "en") -> tuple[Resolved, Reading]:
    document, told = story(text, language)
    resolved = resolver().resolve(document, told, model.mentions(document, told))
    return resolved, model.reports(document, resolved)


def answered(text: str, *replies: Reply, language: str = "en") -> tuple[Resolved, Reading]:
    with serving(*replies) as stub:
        return read(reader(stub), text, language)


def role(words: str, ref: str | None, name: str, *, kind: str = "actor", text: str = NEWS) -> Role:
    start = text.index(words)
    span = start, start + len(words)
    return Role(digest(digest(text, "s"), kind, *span), ref, name, span)


def spot(words: str, text: str = NEWS) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def reasons(told: Reading) -> list[str]:
    return [issue.reason for issue in told.issues]


def test_what_a_model_tells_in_quotes_becomes_whole_records() -> None:
    _, told = answered(NEWS, reading(reports=[KILLING], control=[HOLDING], measures=[ORDER]))

    sentence = spot(KILLING["sentence"])
    defence = role("Ministry of Defence", "mod-SY", "Defence Ministry of Syria")
    found = told.reports[0].place
    sure = found.score if found is not None else 0.0  # as fitted weights have it
    assert sure > 0.9
    killing = Report(
        digest(digest(NEWS, "s"), "report", *spot("killed"), "killing"),
        Span(spot("killed"), "killed"),
        sentence,
        (spot("It was the second such attack this month."),),
        EventType("ASSAULT", None, "Battles", "Armed clash", "state-based"),
        "asserted",
        (role("ISIS gunmen", "isis", "Islamic State"),),
        (role("Two soldiers", "mil-SY", "Syrian Arab Army"),),
        (),
        Place(
            digest(digest(NEWS, "s"), "place", *spot("Homs")),
            "near Homs",
            spot("near Homs"),
            "geonames:169577",
            "SY",
            "Homs",
            None,
            34.72405,
            36.72559,
            None,
            "area",
            "near",
            10.0,
            sure,
        ),
        Interval("2024-05-23", "2024-05-23", "day", spot("Thursday"), "relative"),
        (Casualty("killed", "soldiers", 2, 2, 2, spot("Two")),),
        Attribution(defence, "reports", spot("said")),
        0.95,
    )
    about = "Two soldiers were killed by ISIS gunmen near Homs on Thursday"
    controls = Control(
        dataclasses.replace(told.control[0].place, name="Palmyra", span=spot("Palmyra"), precision="town"),
        role("Syrian army", "mil-SY", "Syrian Arab Army"),
        "controls",
        Interval("2024-05-24", "2024-05-24", "day", None, "metadata"),
        role("residents", "civilians", "civilians"),
        "asserted",
        spot(HOLDING["sentence"]),
    )
    closing = Measure(
        role("ministry", None, "ministry"),
        role("shops", None, "shops", kind="facility"),
        ORDER["action"],
        "domestic",
        "ordered",
        None,
        None,
        spot(ORDER["action"]),
    )
    assert told == Reading(
        (killing,),
        (Claim(defence, "reports", about, "2 killed", killing.id, spot(about)),),
        (controls,),
        (closing,),
        (),
    )


def test_a_quote_that_is_not_in_the_text_is_dropped_and_an_issue() -> None:
    told = {**KILLING, "actors": ["ISIS gunmen", "Hezbollah"], "place": "Aleppo", "time": "Friday"}
    resolved, found = answered(NEWS, reading(reports=[told]))

    (report,) = found.reports
    assert [r.ref for r in report.actors] == ["isis"]
    assert report.time is None
    assert report.place is not None and report.place.name == "Homs"  # which the story tells, and is taken over for it
    assert found.issues == tuple(
        Issue("extract", f"llm: report 'killed': {what} is not in the text", spot("killed"))
        for what in ("actor 'Hezbollah'", "place 'Aleppo'", "time 'Friday'")
    )
    assert not {"Hezbollah", "Aleppo"} & {mention.text for mention in resolved.mentions}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"event": "sorcery"}, "report 'killed' dropped: no event 'sorcery'"),
        ({"modality": "certain"}, "report 'killed' dropped: no modality 'certain'"),
        ({"trigger": "slain"}, "report 'slain' dropped: its trigger is not in the text"),
        ({"trigger": " "}, "report '' dropped: its trigger is not in the text"),
    ],
)
def test_a_report_of_an_unknown_class_or_without_its_trigger_is_dropped(change: dict[str, str], reason: str) -> None:
    _, told = answered(NEWS, reading(reports=[{**KILLING, **change}]))
    assert (told.reports, reasons(told)) == ((), [f"llm: {reason}"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"stance": "swears"}, "report 'killed': claimant dropped: no stance 'swears'"),
        (
            {"casualties": [{"kind": "bored", "count": "Two", "whom": None}]},
            "report 'killed': no kind of casualty 'bored'",
        ),
        (
            {"casualties": [{"kind": "killed", "count": "soldiers", "whom": None}]},
            "report 'killed': 'soldiers' is no number that can be read",
        ),
    ],
)
def test_a_value_that_is_on_no_list_is_dropped_from_its_report(change: dict[str, Any], reason: str) -> None:
    _, told = answered(NEWS, reading(reports=[{**KILLING, **change}]))
    assert (len(told.reports), reasons(told)) == (1, [f"llm: {reason}"])


@pytest.mark.parametrize(
    ("part", "row", "reasons_given"),
    [
        ("control", {**HOLDING, "state": "likes"}, ["control of 'Palmyra' dropped: no state 'likes'"]),
        (
            "control",
            {**HOLDING, "holder": "The Kurds"},
            ["control of 'Palmyra': holder 'The Kurds' is not in the text", "control of 'Palmyra' dropped: it lacks a holder"],
        ),
        ("measures", {**ORDER, "status": "dreamt"}, ["measure 'all shops in Homs to close by dusk' dropped: no status 'dreamt'"]),
        ("measures", {**ORDER, "action": "all schools to close"}, ["measure: action 'all schools to close' is not in the text"]),
    ],
)  # fmt: skip
def test_a_statement_that_lacks_what_it_needs_is_dropped(
    part: str, row: dict[str, Any], reasons_given: list[str]
) -> None:
    _, told = answered(NEWS, reading(**{part: [row]}))
    assert (told.control, told.measures) == ((), ())
    assert reasons(told) == [f"llm: {reason}" for reason in reasons_given]


def test_words_that_no_rule_found_become_mentions_of_their_own() -> None:
    text = "Men of the Black Banner burned the mill of Old Aro on Monday."
    told = {
        **KILLING,
        "event": "arson",
        "sentence": text,
        "trigger": "burned",
        "retold": [],
        "actors": ["Men of the Black Banner"],
        "targets": ["the mill of Old Aro"],
        "place": None,
        "time": "Monday",
        "casualties": [],
        "claimant": None,
        "cue": None,
    }
    resolved, found = answered(text, reading(reports=[told]))
    (report,) = found.reports
    actor, target = spot("Men of the Black Banner", text), spot("the mill of Old Aro", text)
    assert ([r.span for r in report.actors], [r.span for r in report.targets]) == ([actor], [target])
    made = Mention(digest(digest(text, "s"), "actor", *actor), "actor", actor, "Men of the Black Banner", 0.5, None)
    assert made in resolved.mentions


def test_a_quote_that_occurs_often_is_the_one_nearest_to_the_trigger() -> None:
    text = "The army left. Rebels shelled the army in Homs. The army answered."
    told = {
        **KILLING,
        "event": "shelling",
        "sentence": "Rebels shelled the army in Homs.",
        "trigger": "shelled",
        "retold": [],
        "actors": ["Rebels"],
        "targets": ["army"],
        "time": None,
        "casualties": [],
        "claimant": None,
        "cue": None,
    }
    _, found = answered(text, reading(reports=[told]))
    assert [r.span for r in found.reports[0].targets] == [(text.index("army in"), text.index(" in Homs"))]


def test_an_event_that_is_told_twice_in_the_same_words_is_one_report() -> None:
    _, told = answered(NEWS, reading(reports=[KILLING, KILLING]))
    assert (len(told.reports), reasons(told)) == (1, ["llm: report 'killed' dropped: told twice"])


def test_a_trigger_that_stands_twice_in_a_sentence_tells_two_events() -> None:
    text = "Gunmen killed a judge in Homs and soldiers killed a trader in Hama."
    first = {
        **KILLING,
        "sentence": text,
        "retold": [],
        "actors": [],
        "targets": ["a judge"],
        "place": "Homs",
        "time": None,
        "casualties": [],
        "claimant": None,
        "cue": None,
    }
    second = {**first, "targets": ["a trader"], "place": "Hama"}
    _, told = answered(text, reading(reports=[first, second]))
    found = [(r.trigger.span, r.place and r.place.name) for r in told.reports]
    assert found == [((7, 13), "Homs"), ((text.rindex("killed"), text.rindex("killed") + 6), "Hama")]


def test_a_story_that_could_not_be_read_has_an_issue_and_no_reports_and_the_next_is_read() -> None:
    with serving(completion("{"), reading(reports=[KILLING])) as stub:
        model = reader(stub)
        resolved, unread = read(model, "Rebels shelled Homs.")
        _, told = read(model, NEWS)
    assert unread.reports == unread.claims == unread.control == unread.measures == ()
    assert [(i.stage, i.span) for i in unread.issues] == [("extract", (0, 20))]
    assert unread.issues[0].reason.startswith("llm: not read: the answer is not as the schema asks (")
    assert [m.text for m in resolved.mentions] == ["Rebels", "Homs"]
    assert len(told.reports) == 1


def test_a_long_story_is_asked_for_in_parts_and_one_lost_part_leaves_the_others() -> None:
    filler = "\n\n".join(f"Paragraph {n} tells of the harvest and of nothing else at all. " * 20 for n in range(12))
    text = f"{NEWS}\n\n{filler.strip()}"
    with serving(reading(reports=[KILLING]), completion("{")) as stub:
        _, told = read(reader(stub), text)
        sent = [question["messages"][1]["content"].split("\n\n", 1)[1] for question in stub.asked]
    assert len(sent) == 2 and all(len(part) <= 12_100 for part in sent)
    assert "".join("\n\n".join(sent).split()) == "".join(text.split())
    assert len(told.reports) == 1
    (issue,) = told.issues
    assert issue.span is not None and text[slice(*issue.span)].split() == sent[1].split()


def test_an_arabic_story_stands_on_the_mentions_of_the_arabic_rules() -> None:
    text = "قتل ثلاثة جنود في هجوم شنه تنظيم داعش قرب مدينة حمص في 23 مايو 2024."
    told = {
        **KILLING,
        "sentence": text,
        "trigger": "قتل",
        "retold": [],
        "actors": ["تنظيم داعش"],
        "targets": ["جنود"],
        "place": "حمص",
        "time": "23 مايو 2024",
        "casualties": [{"kind": "killed", "count": "ثلاثة", "whom": None}],
        "claimant": None,
        "cue": None,
    }
    _, found = answered(text, reading(reports=[told]), language="ar")
    (report,) = found.reports
    assert [r.ref for r in report.actors] == ["isis"]
    assert report.place is not None and report.place.country == "SY"
    assert report.time is not None and report.time.start == "2024-05-23"
    assert [(c.kind, c.low, c.best, c.high) for c in report.casualties] == [("killed", 3, 3, 3)]
    assert found.issues == ()


def test_every_span_of_a_reading_slices_to_its_words() -> None:
    resolved, told = answered(NEWS, reading(reports=[KILLING], control=[HOLDING], measures=[ORDER]))
    for span in [told.reports[0].trigger, *resolved.mentions]:
        assert NEWS[slice(*span.span)] == span.text


def test_an_endpoint_that_refuses_ends_the_reading() -> None:
    with serving(fault(401, "no such key")) as stub, pytest.raises(EndpointError):
        read(reader(stub), NEWS)


def test_the_cost_is_that_of_every_answer() -> None:
    with serving(completion("{"), reading(), completion("{}", tokens=None)) as stub:
        model = reader(stub, llm_retries=1, llm_price_in=2.0, llm_price_out=10.0)
        assert model.cost == "llm: 0 stories, 0 tokens in, 0 out, price 0.0000"
        read(model, NEWS)
        assert model.cost == "llm: 1 story, 2,000 tokens in, 200 out, price 0.0060"
        read(model, "Rebels shelled Homs.")
    assert model.cost == "llm: 2 stories, 2,000 tokens in, 200 out, price 0.0060 (and 2 answers of untold size)"


def test_a_reading_is_what_the_schema_allows() -> None:
    asked = schema(Lists.of(ontology.load()))
    jsonschema.Draft202012Validator.check_schema(asked)
    jsonschema.validate({"reports": [KILLING], "control": [HOLDING], "measures": [ORDER]}, asked)
    with pytest.raises(jsonschema.ValidationError, match="sorcery"):
        jsonschema.validate({"reports": [{**KILLING, "event": "sorcery"}], "control": [], "measures": []}, asked)


def test_the_same_question_is_asked_the_same_way() -> None:
    with serving(reading()) as stub:
        for _ in range(2):
            read(reader(stub), NEWS)
    first, second = stub.asked
    assert first == second
    assert (first["model"], first["temperature"], first["seed"]) == ("m", 0, 0)
    form = first["response_format"]
    assert (form["type"], form["json_schema"]["strict"]) == ("json_schema", True)
    assert form["json_schema"]["schema"] == schema(Lists.of(ontology.load()))
