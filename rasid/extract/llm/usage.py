"""What the reading cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Usage:
    """Tokens as the endpoint counts them, summed over every answer, those that could not be used too.

    ``price_in`` and ``price_out`` are for a million tokens, ``None`` where not known.
    """

    price_in: float | None = None
    price_out: float | None = None
    stories: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    untold: int = 0  # answers that came without a count of tokens

    def add(self, tokens_in: int | None, tokens_out: int | None) -> None:
        """Counts an answer."""
        self.untold += tokens_in is None or tokens_out is None
        self.tokens_in += tokens_in or 0
        self.tokens_out += tokens_out or 0

    def line(self) -> str:
        """All of it in one line, with the price where prices are known."""
        stories = f"{self.stories:,} {'story' if self.stories == 1 else 'stories'}"
        words = f"llm: {stories}, {self.tokens_in:,} tokens in, {self.tokens_out:,} out"
        if self.price_in is not None or self.price_out is not None:
            price = self.tokens_in * (self.price_in or 0.0) + self.tokens_out * (self.price_out or 0.0)
            words += f", price {price / 1_000_000:.4f}"
        if self.untold:
            words += f" (and {self.untold:,} {'answer' if self.untold == 1 else 'answers'} of untold size)"
        return words
