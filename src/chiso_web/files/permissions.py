"""Who may read and change the files of a unit."""

from chiso_web.accounts.permissions import permission
from chiso_web.accounts.roles import Role

WRITERS = (Role.REPORTER, Role.HEAD, Role.CLERK, Role.EDITOR)
READERS = (Role.COUNCIL_MEMBER, Role.COUNCIL_CHAIR, Role.LEADERSHIP, Role.AUDITOR)

FILES_WRITE = permission("files.write", own=WRITERS)
FILES_READ = permission(
    "files.read", own=WRITERS, below=(*READERS, Role.APPRAISER), beside=(Role.APPRAISER,), past=True
)
FILES_WITHDRAWN = permission("files.withdrawn", own=WRITERS, below=(Role.AUDITOR,), past=True)
"""Reading what its unit has withdrawn."""
