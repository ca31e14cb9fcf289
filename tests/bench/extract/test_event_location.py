"""Event-location: the tokens of a verb's place."""

from __future__ import annotations

from bench.extract import event_location
from rasid.records import Attribution, Coded, Document, EventType, Offsets, Place, Report, Span, Story

TEXT = "A bomb killed two near Abu Ghraib village and troops marched in Basra ."
TOKENS = tuple((TEXT.index(f" {w} ") + 1, TEXT.index(f" {w} ") + 1 + len(w)) for w in TEXT.split()[1:-1])
TOKENS = ((0, 1), *TOKENS, (len(TEXT) - 1, len(TEXT)))


def at(words: str) -> Offsets:
    return TEXT.index(words), TEXT.index(words) + len(words)


def token(word: str) -> int:
    return TOKENS.index(at(word))


def report(trigger: str, where: str | None, quote: str = TEXT) -> Report:
    place = None
    if where is not None:
        place = Place(None, where, at(where), None, "IQ", None, None, None, None, None, "town", None, None, 1.0)
    told = Attribution(None, "reports", None)
    kind = EventType("ASSAULT", None, None, None, None)
    return Report(
        trigger, Span(at(trigger), trigger), at(quote), (), kind, "asserted", (), (), (), place, None, (), told, 0.8
    )


def coded(*reports: Report) -> list[Coded]:
    story = Story("s", (0, len(TEXT)), None, (), (), None, None, (), (), None, None, False)
    return [Coded(Document("d", None, "-", "text/plain", "en", None, TEXT), story, (), reports, (), (), (), ())]


GHRAIB = frozenset({token("Abu"), token("Ghraib")})
KILLED = event_location.Sentence("1", TEXT, TOKENS, ((at("killed"), GHRAIB),))


def test_the_place_of_the_report_at_the_verb_is_compared_by_its_name() -> None:
    right, told, want = event_location.compare(KILLED, coded(report("killed", "near Abu Ghraib village")))
    assert (right["place tokens"], told["place tokens"], want["place tokens"]) == (2, 2, 2)


def test_another_place_is_told_and_not_right() -> None:
    right, told, _ = event_location.compare(KILLED, coded(report("killed", "Basra")))
    assert (right["place tokens"], told["place tokens"]) == (0, 1)


def test_without_a_report_at_the_verb_nothing_is_told_but_around_it() -> None:
    one = coded(report("bomb", "Abu Ghraib"), report("marched", "Basra"))
    right, told, want = event_location.compare(KILLED, one)
    assert (right["place tokens"], told["place tokens"], want["place tokens"]) == (0, 0, 2)
    assert (right["verb"], want["verb"]) == (0, 1) and "place tokens, verb found" not in want
    assert right["place tokens, or told around it"] == 2


def test_a_verb_without_place_is_right_when_nothing_is_told() -> None:
    nowhere = event_location.Sentence("1", TEXT, TOKENS, ((at("marched"), frozenset()),))
    assert not event_location.compare(nowhere, coded(report("marched", None)))[1]["place tokens"]
    assert event_location.compare(nowhere, coded(report("marched", "Basra")))[1]["place tokens"] == 1


def test_copies_of_a_sentence_fall_on_one_side_and_a_third_is_held() -> None:
    assert all(
        event_location.held(f"Bomb no. {i} fell.") == event_location.held(f"bomb no {i} fell ") for i in range(50)
    )
    assert 60 < sum(event_location.held(f"Bomb no. {i} fell.") for i in range(300)) < 140


def test_the_verbs_of_a_sentence_are_one_case() -> None:
    text = next(f"Bomb {i} fell and hit Homs" for i in range(20) if event_location.held(f"Bomb {i} fell and hit Homs"))
    words = [(text.index(w), text.index(w) + len(w)) for w in text.split()]
    home = {"label": "LOCATION", "start": words[-1][0], "end": words[-1][1], "tokens": [5, 6]}
    rows = [
        {
            "id": str(i),
            "text": text,
            "tokens": words,
            "spans": [{"label": "VERB", "start": a, "end": b, "tokens": [i, i + 1]}, *more],
        }
        for i, (a, b), more in ((2, words[2], []), (4, words[4], [home]))
    ]
    (case,) = event_location.cases(rows)
    assert case.verbs == ((words[2], frozenset()), (words[4], frozenset({5})))
