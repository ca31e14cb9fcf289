"""The bench of times on our own texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench import floors
from bench.times import __main__ as times
from bench.times import corpus, dating, phrases
from bench.times.corpus import Compared, Time
from rasid.pipeline import Coder
from rasid.records import Interval
from rasid.settings import Settings
from train.corpus.markup import STORIES, read


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.of(Settings(reader="rules"))


def test_our_own_sentences_get_their_days(coder: Coder) -> None:
    told = {phrase.text: (phrase.time.days, phrases.found(phrase, coder)) for phrase in phrases.phrases()}
    wrong = {text: (days, got) for text, (days, got) in told.items() if got is None or got.days != days}
    assert len(told) >= 150 and not wrong


def test_an_interval_counts_when_exact_and_touches_when_it_shares_a_day() -> None:
    story = next(read(sorted(STORIES.glob("*.txt"))[0]))
    day, month = Time((0, 4), ("2024-05-03", "2024-05-03")), Time((0, 6), ("2024-05-01", "2024-05-31"))
    exact, near = Compared(story, (day,), (day,), ((day, day),)), Compared(story, (day,), (month,), ((day, month),))
    assert corpus.rates([exact, near]) == {"strict": 0.5, "relaxed": 1.0, "interval": 0.5, "touching": 1.0}
    assert corpus.rates([Compared(story, (day,), (), ())])["relaxed"] == 0.0


def test_an_inferred_day_of_writing_is_inside_or_not() -> None:
    story = replace(next(read(sorted(STORIES.glob("*.txt"))[0])), published="2024-05-03")
    week = Interval("2024-05-01", "2024-05-08", "interval", None, "inferred")
    late = Interval("2024-06-01", "2024-06-02", "interval", None, "inferred")
    stories = [dating.Inferred(story, week), dating.Inferred(story, late), dating.Inferred(story, None)]
    assert dating.rates(stories) == {"dated": 2 / 3, "inside": 0.5, "median days": 8}


def test_times_of_the_corpus_are_read_at_or_above_their_floors() -> None:
    now = times.score(["dev", "test"])
    pinned = floors.load(times.FLOORS)
    assert set(pinned.rates) == {name for name in now if not name.endswith(times.UNPINNED)}
    assert floors.complaints(pinned, now, times.data(), renew="python -m bench.times") == []
