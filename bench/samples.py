"""Score coded pages against what a human reader expects of them.

    python bench/samples.py [--errors [MEASURE]] [--pages DIR --expected DIR] [--renew-floors [--lower]]

Expectations (see examples/README.md) list what must be found; they are not exhaustive, so recall and the fields of what
was found are scored, and words that must not become an event or a place are counted as violations.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from rasid import ingest, registry
from rasid.pipeline import Coder
from rasid.records import Coded, Page, Report, Role
from rasid.settings import Settings

import floors

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
PAGES, EXPECTED = EXAMPLES / "pages", EXAMPLES / "expected"


@dataclass
class Score:
    """Right and all, by measure; ``errors`` says what was wrong, one line each."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def add(self, measure: str, ok: bool, error: str) -> bool:
        """Count one judgement."""
        self.all[measure] += 1
        self.right[measure] += ok
        if not ok:
            self.errors.append(f"{measure:<10} {error}")
        return ok

    def rates(self) -> dict[str, float]:
        """Share of right judgements by measure."""
        return {m: round(self.right[m] / n, 3) for m, n in sorted(self.all.items())}


def score(pages: Path, expected: Path) -> Score:
    """The score of every page in ``pages`` that has an expectation in ``expected``."""
    total = Score()
    coder = Coder.of(Settings(gazetteer_dir="none"))
    for file in sorted(expected.glob("*.yaml")):
        gold = yaml.safe_load(file.read_text(encoding="utf-8"))
        path = pages / file.name.removesuffix(".yaml")
        coded = [
            c
            for page in ingest.read([str(path)], settings=Settings())
            if isinstance(page, Page)
            for c in coder.code(page).coded
        ]
        _page(total, path.name, gold["stories"] or [], coded)
    return total


def _page(total: Score, name: str, gold: list[dict[str, Any]], coded: list[Coded]) -> None:
    total.add("stories", len(gold) == len(coded), f"{name}: {len(coded)} stories, not {len(gold)}")
    for want in gold:
        got = _story(want, coded)
        head = want.get("headline")
        if not total.add(
            "headline",
            got is not None,
            f"{name}: no story {head!r} in {[c.story.headline and c.story.headline.text for c in coded]}",
        ):
            continue
        assert got is not None
        _parts(total, name, want, got)
        _reports(total, name, want, got)
        _control(total, name, want, got)
        _measures(total, name, want, got)


def _story(want: dict[str, Any], coded: list[Coded]) -> Coded | None:
    quotes = [r["quote"] for r in want.get("reports") or ()]
    for c in coded:
        headline = " ".join(c.story.headline.text.split()) if c.story.headline else None
        if headline == want.get("headline") and (headline is not None or all(q in _text(c) for q in quotes)):
            return c
    return None


def _text(c: Coded) -> str:
    return (c.document.text or "")[slice(*c.story.span)]


def _parts(total: Score, name: str, want: dict[str, Any], got: Coded) -> None:
    story = got.story
    total.add("truncated", story.truncated == want["truncated"], f"{name}: truncated {story.truncated}")
    total.add("copy", (story.copy_of is not None) == bool(want.get("copy_of")), f"{name}: copy_of {story.copy_of}")
    total.add(
        "captions",
        len(story.captions) == want.get("captions", 0),
        f"{name}: captions {[c.text[:40] for c in story.captions]}, not {want.get('captions', 0)}",
    )
    missing = set(want.get("dropped") or ()) - {d.why for d in story.dropped}
    total.add("dropped", not missing, f"{name}: nothing dropped as {sorted(missing)}")
    date = want.get("published")
    if date is not None:
        start, end = (date["start"], date["end"]) if isinstance(date, dict) else (date, date)
        ok = story.published is not None and (story.published.start, story.published.end) == (str(start), str(end))
        total.add("published", ok, f"{name}: published {story.published} not {date}")
    else:
        ok = story.published is None or story.published.basis == "inferred"
        total.add("published", ok, f"{name}: published {story.published} though none is told")
    for words in want.get("absent") or ():
        for span in _spans(_text(got), words, got.story.span[0]):
            bad = [r.trigger.text for r in got.reports if span[0] <= r.trigger.span[0] and r.trigger.span[1] <= span[1]]
            places = [
                m.text
                for m in got.mentions
                if m.kind == "place" and m.ref and span[0] <= m.span[0] and m.span[1] <= span[1]
            ]
            total.add("absent", not bad, f"{name}: {words!r} gave {bad}") if bad or not places else None


def _spans(text: str, words: str, offset: int) -> Iterator[tuple[int, int]]:
    at = text.find(words)
    while at >= 0:
        yield offset + at, offset + at + len(words)
        at = text.find(words, at + 1)


def _reports(total: Score, name: str, want: dict[str, Any], got: Coded) -> None:
    text = got.document.text or ""
    for gold in want.get("reports") or ():
        start = text.find(gold["quote"], got.story.span[0])
        where = (start, start + len(gold["quote"]))
        near = [r for r in got.reports if any(_overlap(where, q) for q in (r.quote, *r.retold))]
        same = [r for r in near if r.type.plover == gold["plover"]]
        label = f"{name}: {gold['trigger']!r} in {gold['quote']!r}"
        total.add(
            "found",
            bool(same),
            f"{label} {gold['plover']} {gold['modality']}; have {[(r.trigger.text, r.type.plover) for r in near]}",
        )
        if same:
            _fields(total, label, gold, _best(same, gold, text, where), text)


def _best(reports: list[Report], gold: dict[str, Any], text: str, where: tuple[int, int]) -> Report:
    trigger = text.find(gold["trigger"], *where)

    def fit(r: Report) -> tuple[int, int, int]:
        hits = r.trigger.span[0] <= trigger < r.trigger.span[1] or trigger <= r.trigger.span[0] < trigger + len(
            gold["trigger"]
        )
        casualties = {(c.kind, c.low) for c in r.casualties} & {(c["kind"], c["low"]) for c in gold["casualties"]}
        return (bool(hits) + bool(casualties), r.modality == gold["modality"], -abs(r.trigger.span[0] - trigger))

    return max(reports, key=fit)


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _fields(total: Score, label: str, gold: dict[str, Any], r: Report, text: str) -> None:
    if gold.get("acled_sub"):
        total.add(
            "acled", r.type.acled_sub == gold["acled_sub"], f"{label}: {r.type.acled_sub} not {gold['acled_sub']}"
        )
    total.add("modality", r.modality == gold["modality"], f"{label}: {r.modality} not {gold['modality']}")
    for role, wanted in (("actors", gold.get("actors") or []), ("targets", gold.get("targets") or [])):
        got = getattr(r, role)
        shown = [(x.name, text[slice(*x.span)]) for x in got]
        for words in wanted:
            total.add(
                role,
                any(_is(words, x, text) for x in got),
                f"{label}: {role} {shown} lack {words!r}",
            )
        if not wanted and role == "actors":
            total.add("no actor", not got, f"{label}: actors {shown} though none is told")
    _place_time(total, label, gold, r)
    for c in gold.get("casualties") or ():
        ok = any(
            (x.kind, x.low, x.best, x.high) == (c["kind"], c["low"], c.get("best"), c.get("high")) for x in r.casualties
        )
        total.add(
            "casualties", ok, f"{label}: {[(x.kind, x.whom, x.low, x.best, x.high) for x in r.casualties]} lack {c}"
        )
    if not gold.get("casualties"):
        total.add(
            "no harm",
            not r.casualties,
            f"{label}: casualties {[(x.kind, x.low) for x in r.casualties]} though none is told",
        )
    claimant = r.claim.claimant
    if gold.get("claimant"):
        ok = claimant is not None and _is(gold["claimant"], claimant, text)
        total.add("claimant", ok, f"{label}: claimant {claimant and claimant.name} not {gold['claimant']!r}")
        total.add(
            "stance",
            r.claim.stance == gold["stance"] or {r.claim.stance, gold["stance"]} == {"asserts", "reports"},
            f"{label}: {r.claim.stance} not {gold['stance']}",
        )
    else:
        total.add("claimant", claimant is None, f"{label}: claimant {claimant and claimant.name} though none is told")


def _is(words: str, role: Role, text: str) -> bool:
    """Whether a role is the one that the expected words name: by its words, or by the registry's reading of both."""
    if _names(words, role.name, text[slice(*role.span)]):
        return True
    if role.ref is not None and words.lower().split()[-1] in _ANAPHORA:
        return True  # "the group", "the attackers": the reader gives the actor they stand for, which words cannot check
    return role.ref is not None and any(role.ref == a.id for hit in registry.load().find(words) for a in hit.actors)


_ANAPHORA = frozenset(
    "group force militants jihadists fighters attackers gunmen guerrillas they it adversary enemy".split()
)


def _names(words: str, *got: str) -> bool:
    wanted = words.lower()
    return any(
        wanted in g.lower() or g.lower() in wanted or wanted.split()[-1].rstrip("s") in g.lower() for g in got if g
    )


def _place_time(total: Score, label: str, gold: dict[str, Any], r: Report) -> None:
    place = gold.get("place")
    if place:
        ok = r.place is not None and _names(place["name"], r.place.name)
        total.add("place", ok, f"{label}: place {r.place and r.place.name} not {place['name']!r}")
        if ok and r.place is not None and place.get("precision"):
            total.add(
                "precision",
                r.place.precision == place["precision"],
                f"{label}: {r.place.name} {r.place.precision} not {place['precision']}",
            )
    else:
        total.add("no place", r.place is None, f"{label}: place {r.place and r.place.name} though none is told")
    time = gold.get("time")
    if time:
        ok = r.time is not None and (r.time.start, r.time.end) == (str(time["start"]), str(time["end"]))
        total.add("time", ok, f"{label}: time {r.time and (r.time.start, r.time.end)} not {time}")
    else:
        total.add(
            "no time", r.time is None, f"{label}: time {r.time and (r.time.start, r.time.end)} though none is told"
        )


def _control(total: Score, name: str, want: dict[str, Any], got: Coded) -> None:
    for gold in want.get("control") or ():
        text = got.document.text or ""
        ok = any(
            c.state == gold["state"] and _is(gold["holder"], c.holder, text) and _names(gold["place"], c.place.name)
            for c in got.control
        )
        have = [(c.holder.name, c.state, c.place.name) for c in got.control if _names(gold["place"], c.place.name)]
        total.add("control", ok, f"{name}: {gold} not in {have}")


def _measures(total: Score, name: str, want: dict[str, Any], got: Coded) -> None:
    for gold in want.get("measures") or ():
        found = [m for m in got.measures if gold["action_contains"].lower() in m.action.lower()]
        if total.add(
            "measures", bool(found), f"{name}: measure {gold['action_contains']!r} by {gold['issuer']!r} not found"
        ):
            _measure(total, name, gold, found[0], got.document.text or "")


def _measure(total: Score, name: str, gold: dict[str, Any], m: Any, text: str) -> None:
    label = f"{name}: {gold['action_contains']!r}"
    total.add(
        "issuer",
        _is(gold["issuer"], m.issuer, text),
        f"{label}: issuer {m.issuer.name} not {gold['issuer']!r}",
    )
    if gold.get("addressee"):
        ok = m.addressee is not None and _is(gold["addressee"], m.addressee, text)
        total.add("addressee", ok, f"{label}: addressee {m.addressee and m.addressee.name} not {gold['addressee']!r}")
    total.add("domain", m.domain == gold["domain"], f"{label}: {m.domain} not {gold['domain']}")
    total.add("status", m.status == gold["status"], f"{label}: {m.status} not {gold['status']}")


def data(pages: Path, expected: Path) -> str:
    """The fingerprint of what is scored."""
    return floors.fingerprint([pages, expected])


def main(arguments: Iterable[str]) -> int:
    """Prints the score; gives back 1 when a measure of the project's own pages is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--expected", type=Path, default=EXPECTED)
    parser.add_argument("--errors", nargs="?", const="", help="print what was wrong, of this measure or of all")
    floors.add_options(parser)
    options = parser.parse_args(list(arguments))
    total = score(options.pages, options.expected)
    for line in total.errors if options.errors is not None else ():
        if line.startswith(options.errors):
            print(line)
    for measure, rate in total.rates().items():
        print(f"{measure:<12}{rate:6.3f}   {total.right[measure]:4d} of {total.all[measure]}")
    if (options.pages, options.expected) != (PAGES, EXPECTED):
        return 0  # floors are for the project's own pages
    return floors.hold(total.rates(), data(PAGES, EXPECTED), options, command="python bench/samples.py")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
