"""Where in a YAML file an entry, a key or a value of it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasid.errors import DataError


class Lines:
    """The lines, from 1, of a file of entries. Raises ``DataError`` for a file that is not YAML."""

    def __init__(self, file: Path) -> None:
        import yaml  # 15 ms that reading the built registry does not need

        try:
            root = yaml.compose(file.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except OSError as error:
            raise DataError(f"{file}: cannot be read ({error.strerror})") from error
        except yaml.YAMLError as error:
            raise DataError(f"{file}: not valid YAML ({' '.join(str(error).split())})") from error
        pairs = root.value if isinstance(root, yaml.MappingNode) else []
        self.entries = [(str(key.value), key.start_mark.line + 1) for key, _ in pairs]
        self._scalars = {
            str(key.value): [(str(v.value), v.start_mark.line + 1) for v in _scalars(n)] for key, n in pairs
        }

    def of(self, id: str, word: object = None) -> int:
        """The line of an entry, or of the first of its keys and values that reads ``word``."""
        entry = next((line for known, line in self.entries if known == id), 1)
        return next((line for value, line in self._scalars.get(id, ()) if value == str(word)), entry)


def _scalars(node: Any) -> Iterator[Any]:
    if isinstance(node.value, str):
        yield node
        return
    for part in node.value:
        for child in part if isinstance(part, tuple) else (part,):
            yield from _scalars(child)
