"""Files of tests lie in a folder of the test's own."""

from tests.web.files.conftest import files_root

__all__ = ["files_root"]
