"""Coded stories into the record: raw bytes first, a batch in each transaction, every input accounted for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from rasid import __version__, ingest
from rasid.errors import StoreError
from rasid.pipeline import Coder, Outcome, skipped
from rasid.records import Coded, Page, Skipped
from rasid.settings import Settings
from rasid.store import Filed, Store
from rasid.store.spool import Spool


@dataclass(slots=True)
class Counts:
    """What a run did with its inputs: ``inputs`` is the sum of the next four. Below are the records in those coded."""

    inputs: int = 0
    coded: int = 0
    empty: int = 0
    known: int = 0
    skipped: int = 0
    stories: int = 0
    copies: int = 0
    reports: int = 0
    claims: int = 0
    control: int = 0
    measures: int = 0
    issues: int = 0

    def add(self, coded: Coded) -> None:
        """Counts a story."""
        self.stories += 1
        self.copies += coded.story.copy_of is not None
        self.reports += len(coded.reports)
        self.claims += len(coded.claims)
        self.control += len(coded.control)
        self.measures += len(coded.measures)
        self.issues += len(coded.issues)

    def check(self) -> None:
        """Raises ``StoreError`` where an input was lost on the way."""
        out = self.coded + self.empty + self.known + self.skipped
        if self.inputs != out:
            raise StoreError(f"{self.inputs} inputs were read, but {out} accounted for; this is a fault of Rasid")


class Recorder:
    """Codes a stream of inputs into a record: raw bytes first, then the stories, a batch in each transaction."""

    def __init__(self, store: Store, settings: Settings, *, command: str) -> None:
        self.counts = Counts()
        self._store = store
        self._settings = settings
        self._command = command
        self._coder: Coder | None = None
        self._run_id: str | None = None

    @property
    def cost(self) -> str | None:
        """What the reading has cost so far, in a line; ``None`` where it costs nothing."""
        return self._coder.cost if self._coder is not None else None

    def record(
        self, sources: Iterable[str], *, published: str | None = None, source: str | None = None
    ) -> Iterator[Outcome]:
        """What became of each input, once it is stored. Raises ``StoreError`` for a record that cannot be written."""
        items = ingest.read(sources, settings=self._settings, published=published, source=source)
        for batch in _batches(items, self._settings.batch_stories):
            self.counts.inputs += len(batch)
            fresh = [item for item in batch if not self._is_known(item)]
            if fresh:
                self._begin()
                self._store.archive(fresh)
                yield from self._stored(fresh)
        self.counts.check()
        if self._run_id is not None:
            self._store.end_run(self._run_id, counts=dataclasses.asdict(self.counts))

    def _is_known(self, item: Page | Skipped) -> bool:
        known = isinstance(item, Page) and self._store.has(item.document.id, item.document.uri)
        self.counts.known += known
        return known

    def _begin(self) -> None:
        """Notes the run once there is something new, so that a run without leaves the record as it was."""
        if self._run_id is None:
            self._run_id = self._store.start_run(self._command, version=__version__)

    def _stored(self, items: Sequence[Page | Skipped]) -> Iterator[Outcome]:
        waiting: list[tuple[Outcome, Filed]] = []
        with ExitStack() as spools:
            for item in items:
                outcome = skipped(item) if isinstance(item, Skipped) else self._coding().code(item)
                waiting.append((outcome, self._filed(outcome, spools)))
                if sum(outcome.found for outcome, _ in waiting) >= self._settings.batch_stories:
                    yield from self._flush(waiting)
            yield from self._flush(waiting)

    def _flush(self, waiting: list[tuple[Outcome, Filed]]) -> Iterator[Outcome]:
        self._store.add([filed for _, filed in waiting])
        yield from (outcome for outcome, _ in waiting)
        waiting.clear()

    def _filed(self, outcome: Outcome, spools: ExitStack) -> Filed:
        self.counts.issues += len(outcome.issues)
        if outcome.page is None:
            self.counts.skipped += 1
            return Filed(skipped=outcome.skipped)
        stories: Spool | list[Coded] = []
        fingerprints: list[int] = []
        copies = self._coding().copies
        if outcome.found > self._settings.batch_stories:
            stories = spools.enter_context(Spool(outcome.page.text))
        for coded in outcome.stories():
            self.counts.add(coded)
            stories.append(coded)
            fingerprints.append(copies.last)
        self.counts.coded += outcome.found > 0
        self.counts.empty += outcome.found == 0
        page = dataclasses.replace(outcome.page, issues=())  # they are in the stories and in outcome.issues
        return Filed(page, None, stories, outcome.issues, fingerprints)

    def _coding(self) -> Coder:
        """The coder, made when the first input needs it, that knows the stories of the record."""
        if self._coder is None:
            self._coder = Coder.of(self._settings)
            for story_id, fingerprint in self._store.fingerprints(last=self._coder.copies.limit):
                self._coder.copies.known(story_id, fingerprint)
        return self._coder


_BATCH_BYTES = 16 * 1024 * 1024  # pages waiting to be archived; one page alone may be larger


def _batches(items: Iterable[Page | Skipped], size: int) -> Iterator[list[Page | Skipped]]:
    """The items in lists of at most ``size`` and about ``_BATCH_BYTES``."""
    batch: list[Page | Skipped] = []
    held = 0
    for item in items:
        batch.append(item)
        held += len(item.raw or b"")
        if len(batch) >= size or held >= _BATCH_BYTES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch
