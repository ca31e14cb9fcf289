"""Every error that Rasid raises on purpose.

RasidError
├── InputError       a document that cannot be read: the message names it and says why
│   └── FetchError   a URL that cannot be, or must not be, fetched
├── DataError        a file of ours or the user's (registry, ontology, settings) that breaks its rules
├── StoreError       the record's file: locked by another process, full disk, wrong version
├── EndpointError    a language model's endpoint that is not there or refuses: no story would be read
└── UsageError       the command line is wrong; exit code 2

A message names the thing, the place and the remedy, in one line.
"""


class RasidError(Exception):
    """Root of the tree; ``str(error)`` is one line fit for a user."""


class InputError(RasidError):
    """A document cannot be read."""


class FetchError(InputError):
    """A URL cannot be, or must not be, fetched."""


class DataError(RasidError):
    """A data file breaks its rules."""


class StoreError(RasidError):
    """The record cannot be opened, read or written."""


class EndpointError(RasidError):
    """A language model's endpoint is not there or refuses."""


class UsageError(RasidError):
    """The command line is wrong."""
