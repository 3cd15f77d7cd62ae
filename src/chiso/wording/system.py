"""What the operating system says, in the reader's language."""

import errno
from collections.abc import Mapping

from chiso.errors import mark
from chiso.wording.catalogue import Message

_SENTENCES: Mapping[int, str] = {
    errno.ENOENT: mark("there is no such file or folder"),
    errno.EISDIR: mark("it is a folder; expected a file"),
    errno.ENOTDIR: mark("a file stands where a folder was expected"),
    errno.EACCES: mark("the permission is lacking"),
    errno.EPERM: mark("the permission is lacking"),
    errno.EROFS: mark("the disk can only be read"),
    errno.ENOSPC: mark("the disk is full"),
    errno.ENAMETOOLONG: mark("the name is too long"),
}
_OTHER = mark("the system says: {reason}")


def why_refused(error: OSError) -> Message:
    """Why the system refused to open, read or write a file."""
    sentence = _SENTENCES.get(error.errno or 0)
    if sentence is None:
        return Message(_OTHER, {"reason": error.strerror or str(error)})
    return Message(sentence)
