"""Compile the message catalogues before a wheel or an editable install is built."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """The build step of `[tool.hatch.build.hooks.custom]`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every .po; a real wheel also carries the texts that the portal shows."""
        if self.target_name != "wheel":
            return
        script = Path(self.root, "scripts", "catalogues.py")
        subprocess.run([sys.executable, str(script), "compile"], check=True)
        if version == "standard":
            for text in ("method", "guide", "glossary.md"):
                shown = str(Path(self.root, "docs", text))
                build_data["force_include"][shown] = f"chiso_web/portal/texts/{text}"
