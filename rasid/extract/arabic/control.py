"""Who is said to hold, gain, lose, besiege or shelter in which place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasid.extract.arabic.events import Candidate
from rasid.extract.arabic.people import People
from rasid.extract.arabic.phrases import Item, View
from rasid.extract.arabic.reports import Reports
from rasid.extract.arabic.words import splits
from rasid.records import Control, ControlState, Modality, Report, Resolved, Role

_OF_EVENT: dict[str, ControlState] = {
    "capture_territory": "gains",
    "siege": "besieges",
    "withdrawal": "loses",
    "lose_territory": "loses",
}
_HELD = {
    "سيطره": "controls",
    "سيطرته": "controls",
    "سيطرتها": "controls",
    "معقل": "controls",
    "معاقل": "controls",
    "اوكار": "sanctuary",
    "مخابئ": "sanctuary",
    "نفوذ": "controls",
}


class Controls:
    """The control statements of one story."""

    def __init__(self, reports: Reports, people: People, resolved: Resolved) -> None:
        self._reports = reports
        self._people = people
        self._published = resolved.story.published

    def read(self, views: Sequence[View]) -> tuple[Control, ...]:
        """All statements in reading order, each place, holder and state once a sentence."""
        found = [c for candidate, report in self._reports.told for c in self._of_report(candidate, report)]
        found += [c for view in views if view.sentence.part != "caption" for c in self._of_view(view)]
        kept: dict[tuple[object, ...], Control] = {}
        for control in found:
            kept.setdefault((control.span, control.place.name, control.holder.name), control)
        return tuple(sorted(kept.values(), key=lambda c: c.span))

    def _of_report(self, c: Candidate, report: Report) -> Iterator[Control]:
        state = _OF_EVENT.get(c.event)
        place = next((i for i in c.targets if i.kind == "place" and i.sense == "name"), None) or c.place
        if state is None or place is None:
            return
        if state == "gains" and c.form.tense == "present" and report.modality == "asserted":
            state = "controls"
        mode: Modality = report.modality
        if state == "gains" and report.modality == "denied":
            state, mode = "contests", "asserted"
        for role in report.actors[:2]:
            yield from self._control(c.view, place, role, state, mode, report)
        if state == "gains":
            for item in c.targets:
                loser = self._people.role(item) if item.kind == "actor" and item.sense != "civilians" else None
                if loser is not None:
                    yield from self._control(c.view, place, loser, "loses", mode, report)

    def _control(
        self, view: View, place: Item, holder: Role, state: ControlState, mode: Modality, report: Report | None
    ) -> Iterator[Control]:
        found = self._people.place(place, view)
        if found is not None:
            when = report.time if report is not None else None
            claimant = report.claim.claimant if report is not None else None
            yield Control(found, holder, state, when or self._published, claimant, mode, view.sentence.span)

    def _of_view(self, view: View) -> Iterator[Control]:
        """ "X, held by Y", "areas under the control of Y in X", "the stronghold of Y in X"."""
        keys = view.sentence.keys
        told = {(c.a, c.b) for c, _ in self._reports.told if c.view is view}
        for t, key in enumerate(keys):
            state = next((_HELD[s.stem] for s in splits(key) if s.stem in _HELD and not s.conj), None)
            if state is None or any(a <= t < b for a, b in told):
                continue
            if not (state == "sanctuary" or key.endswith(("معقل", "معاقل")) or self._under(keys, t)):
                continue
            holder = next(
                (
                    i
                    for i in view.items
                    if t < i.a <= t + 2 and i.kind == "actor" and i.sense not in ("civilians", "victims")
                ),
                None,
            )
            place = self._place(view, t, holder)
            role = self._people.role(holder) if holder is not None else None
            if role is not None and place is not None:
                yield from self._control(view, place, role, state, "asserted", None)  # type: ignore[arg-type]

    def _under(self, keys: list[str], t: int) -> bool:
        """Whether the word is governed by "subject to" or "under", or is "areas of control of"."""
        return any(
            k in ("تحت", "الخاضعه", "خاضعه", "الخاضع", "تخضع", "يخضع", "مناطق", "ضمن", "الواقعه")
            for k in keys[max(0, t - 3) : t]
        )

    def _place(self, view: View, t: int, holder: Item | None) -> Item | None:
        places = [i for i in view.items if i.kind == "place" and i.sense == "name"]
        before = [i for i in places if i.b <= t and t - i.b <= 4]
        after = [i for i in places if holder is not None and holder.b <= i.a <= holder.b + 4]
        return before[-1] if before else after[0] if after else None
