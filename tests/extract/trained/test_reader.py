"""The trained reader: what always holds of its records, and what it is expected to see."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info, threadpool_limits

from rasid import extract, gazetteer, registry
from rasid.extract.trained.reader import TrainedReader
from rasid.extract.trained.shape import Floats
from rasid.extract.trained.weights import Weights
from rasid.records import Coded, Document, Interval, Span, Story, digest
from rasid.resolve import Resolver

NEWS = (
    "Twelve civilians were killed and dozens wounded on Saturday when the Rapid Support Forces shelled a market in El Fasher,"
    " the Sudan Doctors Network said.\n\nThe RSF denied attacking the city. The army controls Nyala."
    " The attack was condemned by the United Nations.\n\nThe government ordered the police to close all roads to the north."
)


@pytest.fixture(scope="module")
def reader() -> TrainedReader:
    made = extract.reader("trained")
    assert isinstance(made, TrainedReader)
    return made


def told(reader: TrainedReader, text: str, language: str = "en") -> Coded:
    document = Document(digest(text), None, "test", "text/plain", language, None, text)
    body, at = [], 0
    for piece in text.split("\n\n"):
        if piece.strip():
            body.append(Span((at, at + len(piece)), piece))
        at += len(piece) + 2
    when = Interval("2024-05-24", "2024-05-24", "day", None, "metadata")
    story = Story(digest(text), (0, len(text)), None, (), (), None, None, tuple(body), (), when, None, False)
    resolved = Resolver(registry.load(), gazetteer.open()).resolve(document, story, reader.mentions(document, story))
    found = reader.reports(document, resolved)
    return Coded(
        document, resolved.story, resolved.mentions, found.reports, found.claims, found.control, found.measures, ()
    )


def test_it_sees_who_did_what_and_who_says_so(reader: TrainedReader) -> None:
    found = told(reader, NEWS)
    shelling = next(r for r in found.reports if r.type.plover == "ASSAULT" and r.modality == "asserted")
    assert [role.ref for role in shelling.actors] == ["sd-rsf"]
    assert shelling.place is not None and shelling.place.name == "El Fasher"
    assert ("killed", 12) in {(c.kind, c.low) for c in shelling.casualties}
    assert any(r.modality == "denied" and r.claim.stance == "denies" for r in found.reports)
    assert any(c.state == "controls" and c.holder.ref == "mil-SD" for c in found.control)
    assert [m.status for m in found.measures] == ["ordered"]


def test_the_same_text_gives_the_same_record(reader: TrainedReader) -> None:
    first = told(reader, NEWS)
    told(reader, "A blast hit a bus in Quetta, killing four.")
    assert told(reader, NEWS) == first


def test_what_is_far_from_conflict_is_read_by_rules(reader: TrainedReader) -> None:
    text = "The striker scored twice as the visitors won the match. The coach praised the young team after the game."
    document = Document(digest(text), None, "test", "text/plain", "en", None, text)
    whole = Story(
        digest(text), (0, len(text)), None, (), (), None, None, (Span((0, len(text)), text),), (), None, None, False
    )
    assert reader.mentions(document, whole) == extract.reader("rules").mentions(document, whole)


def test_other_languages_are_read_by_rules(reader: TrainedReader) -> None:
    assert told(reader, "قتل ثلاثة جنود في هجوم على حاجز في دير الزور", "ar").reports


def slices(found: Coded) -> None:
    text = found.document.text or ""
    for mention in found.mentions:
        assert text[slice(*mention.span)] == mention.text
    ids = {m.id for m in found.mentions}
    for report in found.reports:
        assert text[slice(*report.trigger.span)] == report.trigger.text
        assert report.quote[0] <= report.trigger.span[0] < report.trigger.span[1] <= report.quote[1]
        for role in (*report.actors, *report.targets, *report.instruments):
            assert role.mention in ids
            assert text[slice(*role.span)].strip()
        for count in report.casualties:
            assert count.low <= (count.best if count.best is not None else count.low)
    for row in (*found.control, *found.measures, *found.claims):
        assert 0 <= row.span[0] < row.span[1] <= len(text)


WORDS = (
    "The army RSF militants killed shelled denied will attack Kutum Goma on Friday three soldiers said ordered the police"
    " to close roads “ ” ( ) - – ; : , . . . they its group rockets least at 12 civilians fell to controls \u202e \u0000 é"
).split(" ")


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=120))
def test_every_value_has_its_words_whatever_the_text(reader: TrainedReader, words: list[str]) -> None:
    slices(told(reader, " ".join(words)))


@pytest.mark.parametrize("text", ["x", "." * 3000, "bomb " * 5000, "a" * 20_000, "Gunmen killed 3.\n\n" * 400])
def test_odd_texts_are_read_to_their_end(reader: TrainedReader, text: str) -> None:
    slices(told(reader, text))


def test_a_story_is_scored_in_one_thread_and_numpy_has_its_own_again_afterwards(
    reader: TrainedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[list[int]] = []

    def blas() -> list[int]:
        return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]

    def watched(self: Weights, vectors: Floats) -> Floats:
        threads.append(blas())
        return tagged(self, vectors)

    tagged = Weights.tagged
    monkeypatch.setattr(Weights, "tagged", watched)
    with threadpool_limits(limits=2, user_api="blas"):
        before = blas()
        told(reader, NEWS)
        assert blas() == before
    assert threads == [[1] * len(before)]
    assert before
