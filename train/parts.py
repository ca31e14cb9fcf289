"""What each part of the training adds: ``python -m train.parts [NAME ...] [--epochs N] [--until N]``.

Trains once without each part, with the same schedule, and prints the scores on the dev part after the last epoch. They are those
of ``train.fit`` (by the last word of a span, without the reader around it): good to compare with each other, not with the benches.
"""

from __future__ import annotations

import argparse

from train.fit import fit, options_of

PARTS = {
    "all": "",
    "without real stories": "--sets corpus,wikievents,event_location",
    "without WikiEvents' own triggers": "--sets corpus,real,event_location",
    "without places of given verbs": "--sets corpus,real,wikievents",
    "without both sets of others": "--sets corpus,real",
    "without the rules' clues": "--bare",
}
SHOWN = (
    "sum",
    "mention",
    "trigger",
    "class",
    "modality",
    "actor",
    "target",
    "at",
    "on",
    "says",
    "held",
    "holder",
    "measure",
)


def main() -> None:
    """Train each and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="parts; by default all")
    parser.add_argument("--epochs", type=int, default=9, help="of the schedule")
    parser.add_argument("--until", type=int, default=3, help="epochs that are trained")
    options = parser.parse_args()
    if unknown := set(options.names) - set(PARTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(PARTS)}")
    table = [("", *SHOWN)]
    for name in options.names or PARTS:
        words = f"{PARTS[name]} --epochs {options.epochs} --until {options.until}".split()
        found = fit(options_of(words))[-1]
        table.append((name, *(f"{found[key]:.3f}" for key in SHOWN)))
        print(" | ".join(table[-1]), flush=True)
    print("\n".join("| " + " | ".join(row) + " |" for row in table))


if __name__ == "__main__":
    main()
