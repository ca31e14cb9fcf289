"""From a scraped page to its stories: what is headline, caption, byline and body, what is dropped and why, and which
stories are copies of earlier ones."""

from rasid.stories.copies import Copies, fingerprint
from rasid.stories.split import split

__all__ = ["Copies", "fingerprint", "split"]
