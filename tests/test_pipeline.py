"""The joined stages: what becomes of a page, from Python and into a record."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import rasid
from rasid.errors import InputError, StoreError
from rasid.pipeline import NO_STORY, Coder, outcomes
from rasid.recorder import Counts, Recorder
from rasid.records import Block, Coded, Document, Issue, Page
from rasid.settings import Settings
from rasid.store import Store
from rasid.store.spool import Spool

STORY = (
    "Shells fall on Homs\n\nHOMS, 3 May 2024 (Wire) - Two soldiers were killed on Thursday when shells fell on a checkpoint "
    "near Homs, the ministry said.\n\nResidents said that fighting went on through the night, and that dozens fled.\n"
)


def page(text: str, *, uri: str = "a.txt", issues: tuple[Issue, ...] = (), blocks: tuple[Block, ...] = ()) -> Page:
    raw = text.encode()
    import hashlib

    document = Document(hashlib.sha256(raw).hexdigest(), None, uri, "text/plain", "en", None, text)
    return Page(document, raw, blocks=blocks, issues=issues)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.of(Settings())


def test_code_takes_a_text() -> None:
    (coded,) = rasid.code(STORY)
    assert coded.document.text == STORY and coded.document.uri == "-"


def test_code_takes_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (coded,) = rasid.code(tmp_path / "a.txt")
    assert coded.document.uri == str(tmp_path / "a.txt")


def test_code_dates_what_has_no_date() -> None:
    (coded,) = rasid.code(
        "Shells fell on a market of Homs on Monday and two traders were killed, doctors said.", "2024-05-17"
    )
    assert coded.story.published is not None and coded.story.published.start == "2024-05-17"


def test_code_raises_for_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="missing.txt"):
        rasid.code(tmp_path / "missing.txt")


def test_two_calls_do_not_take_each_others_stories_for_copies() -> None:
    (first,), (second,) = rasid.code(STORY), rasid.code(STORY + " ")
    assert (first.story.copy_of, second.story.copy_of) == (None, None)


def test_a_copy_in_one_stream_names_its_first(coder: Coder) -> None:
    (first,) = coder.code(page(STORY)).stories()
    (second,) = coder.code(page(STORY.replace("Shells fall", "Wire: shells fall"), uri="b.txt")).stories()
    assert second.story.copy_of == first.story.id


def test_a_page_without_a_story_has_an_issue_that_says_so(coder: Coder) -> None:
    outcome = coder.code(page(" \n\n"))
    assert list(outcome.stories()) == []
    assert outcome.issues == (Issue("stories", NO_STORY),)
    assert not outcome.failed


def test_an_issue_of_the_page_goes_with_the_story_that_it_lies_in(coder: Coder) -> None:
    inside, outside = Issue("ingest", "odd bytes", (5, 6)), Issue("ingest", "no encoding declared")
    outcome = coder.code(page(STORY, issues=(inside, outside)))
    (coded,) = outcome.stories()
    assert inside in coded.issues and outside not in coded.issues
    assert outcome.issues == (outside,)


def test_outcomes_are_made_one_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)

    def sources() -> Iterator[str]:
        yield str(tmp_path / "a.txt")
        raise AssertionError("the second source was asked for before the first was used")

    first = next(outcomes(sources(), settings=Settings()))
    assert first.page is not None


def test_a_record_gives_back_what_was_coded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    printed = [c for o in outcomes([str(tmp_path / "a.txt")], settings=Settings()) for c in o.stories()]
    with Store.open(tmp_path / "r.duckdb", write=True) as store:
        list(Recorder(store, Settings(), command="test").record([str(tmp_path / "a.txt")]))
        assert list(store.coded()) == printed


def test_the_raw_bytes_are_archived_before_anything_is_coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(STORY)

    def fails(self: Coder, page: Page) -> None:
        raise RuntimeError("coding failed")

    monkeypatch.setattr(Coder, "code", fails)
    with Store.open(tmp_path / "r.duckdb", write=True) as store:
        with pytest.raises(RuntimeError, match="coding failed"):
            list(Recorder(store, Settings(), command="test").record([str(tmp_path / "a.txt")]))
        ((sha256,),) = store.rows("SELECT sha256 FROM archive")
        assert store.raw(sha256) == STORY.encode()


def test_a_copy_of_a_story_of_an_earlier_run_is_known_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(STORY.replace("Shells fall", "Wire: shells fall"))
    for name in ("a.txt", "b.txt"):
        with Store.open(tmp_path / "r.duckdb", write=True) as store:
            list(Recorder(store, Settings(), command="test").record([str(tmp_path / name)]))
    with Store.open(tmp_path / "r.duckdb", write=False) as store:
        first, second = store.coded()
    assert second.story.copy_of == first.story.id


def test_a_run_that_finds_nothing_new_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    for _ in range(2):
        with Store.open(tmp_path / "r.duckdb", write=True) as store:
            list(Recorder(store, Settings(), command="test").record([str(tmp_path / "a.txt")]))
            assert store.rows("SELECT count(*) FROM runs") == [(1,)]


@pytest.mark.parametrize("batch", [1, 2, 3, 50])
def test_the_size_of_batches_does_not_change_the_record(tmp_path: Path, batch: int) -> None:
    lines = [json.dumps({"text": f"{n} people fled shelling of district {n}.", "id": str(n)}) for n in range(7)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    with Store.open(tmp_path / "r.duckdb", write=True) as store:
        recorder = Recorder(store, dataclasses.replace(Settings(), batch_stories=batch), command="test")
        uris = [outcome.uri for outcome in recorder.record([str(tmp_path / "a.jsonl")])]
        assert uris == [str(n) for n in range(7)]
        assert [coded.document.uri for coded in store.coded()] == uris
        assert (recorder.counts.inputs, recorder.counts.coded) == (7, 7)


def test_counts_that_do_not_add_up_are_an_error() -> None:
    Counts(inputs=4, coded=1, empty=1, known=1, skipped=1).check()
    with pytest.raises(StoreError, match="5 inputs were read, but 4 accounted for"):
        Counts(inputs=5, coded=1, empty=1, known=1, skipped=1).check()


def test_a_spool_gives_back_the_stories_it_was_given(coder: Coder) -> None:
    text = STORY + "\n\n\n" + STORY.replace("Homs", "Hama").replace("HOMS", "HAMA").replace("Two", "Nine")
    given: list[Coded] = list(coder.code(page(text)).stories()) * 3
    with Spool(text) as spool:
        for coded in given:
            spool.append(coded)
        assert list(spool) == list(spool) == given
        assert (len(spool), spool[-1], spool[1:3]) == (len(given), given[-1], given[1:3])


def _long(limit: int) -> tuple[Coded, str]:
    text = "Shells fall on Homs again\n\n" + "\n\n".join(
        f"Shells fell on district {n} of Homs on 3 May 2024 and killed {n + 2} people, officials said."
        for n in range(20)
    )
    given = page(text)
    (coded,) = Coder.of(Settings(max_story_chars=limit)).code(given).stories()
    return coded, text


def test_a_story_up_to_the_limit_is_read_whole() -> None:
    coded, text = _long(10_000)
    assert coded.issues == () and coded.story.body[-1].span[1] == len(text)


def test_of_a_story_beyond_the_limit_the_first_part_is_read_and_the_rest_is_an_issue() -> None:
    coded, text = _long(500)
    kept, unread = coded.story.body, [one.span for one in coded.story.dropped if one.why == "truncated"]
    assert 400 < sum(len(part.text) for part in kept) <= 500
    assert all(text[slice(*part.span)] == part.text for part in kept)
    assert text[kept[-1].span[1]] == " " and unread[0][0] == kept[-1].span[1] and unread[-1][1] == len(text)
    (issue,) = coded.issues
    assert "a story of more than 500 characters" in issue.reason and issue.span == (unread[0][0], len(text))
    assert coded.reports and all(report.quote[1] <= kept[-1].span[1] for report in coded.reports)


def test_a_word_longer_than_the_limit_is_cut() -> None:
    (coded,) = Coder.of(Settings(max_story_chars=100)).code(page("x" * 300)).stories()
    assert [part.span for part in coded.story.body] == [(0, 100)]


def test_actors_of_a_story_are_not_told_by_its_neighbours_on_the_page() -> None:
    told = "{n} killed as army shells {town}\n\n{place}, {n} May 2024 (Wire) - The army shelled {town} on Friday, {who} said.\n\n\n"
    sudan = told.format(n=3, town="Omdurman", place="KHARTOUM", who="residents of Khartoum")
    myanmar = told.format(n=4, town="Loikaw", place="YANGON", who="residents of Yangon")
    coder = Coder.of(Settings())
    together = list(coder.code(page(sudan * 3 + myanmar)).stories())
    assert len(together) == 4
    refs = {mention.ref.id for mention in together[-1].mentions if mention.kind == "actor" and mention.ref}
    assert "mil-MM" in refs and "mil-SD" not in refs
