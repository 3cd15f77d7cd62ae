"""A lineage as a file."""

from chiso_web.look.formats import language
from chiso_web.look.saving import Columns
from chiso_web.units.lineage import Lineage


def lineage_columns(lineage: Lineage) -> Columns:
    """A line a link: ``share`` is blank where no source gives it, ``by`` the day by which it had
    happened where the ``day`` is unknown.
    """
    lang, links = language(), lineage.links
    return {
        "old": [link.old.uid for link in links],
        "old_name": [link.old.full_name(lang) for link in links],
        "new": [link.new.uid for link in links],
        "new_name": [link.new.full_name(lang) for link in links],
        "day": [link.day.isoformat() if link.day else "unknown" for link in links],
        "by": [link.by.isoformat() for link in links],
        "whole": [lineage.is_whole(link) for link in links],
        "share": [1.0 if lineage.is_whole(link) else link.share for link in links],
        "note": [link.note(lang) for link in links],
        "source": [link.source(lang) for link in links],
    }
