"""Build hook: puts the gazetteer and the merged registry into the wheel (and beside the sources of an editable install)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KnowledgeHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds ``places.sqlite`` and ``registry.json`` unless those there were made from the same inputs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds both to the artifacts of this build; ``version`` is "standard" or "editable"."""
        sys.path.insert(0, self.root)
        try:
            from rasid.gazetteer.build import build as build_gazetteer
            from rasid.gazetteer.build import is_current
            from rasid.registry.build import build as build_registry
        finally:
            sys.path.remove(self.root)
        database = Path(self.root, "rasid", "gazetteer", "places.sqlite")
        if not is_current(database):
            build_gazetteer(database)
        registry = build_registry(Path(self.root, "rasid", "registry", "registry.json"))  # 0.1 s, so always
        build_data["artifacts"] += [str(path.relative_to(self.root)) for path in (database, registry)]
