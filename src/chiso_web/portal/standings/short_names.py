"""Short heads of columns for the contents that reform indices have: their names fill a line."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiso.definition.model import Node

# by the words that a content's Vietnamese name has; the first that it has counts
SHORT_NAMES: tuple[tuple[str, Promise], ...] = (
    ("công tác chỉ đạo", _("Direc­tion")),
    ("văn bản quy phạm", _("Legal docu­ments")),
    ("thể chế", _("Institu­tions")),
    ("tác động", _("Im­pact")),
    ("tổ chức bộ máy", _("Organi­sation")),
    ("đội ngũ", _("Staff")),
    ("công vụ", _("Civil service")),
    ("tài chính công", _("Public finance")),
    ("hiện đại hóa", _("Moderni­sation")),
    ("chính quyền điện tử", _("Digital govern­ment")),
    ("thủ tục hành chính", _("Proce­dures")),
)


def short_name(node: Node) -> str:
    """A content's short name; empty for one that nobody has shortened."""
    name = node.name.vi.casefold()
    return next((str(short) for words, short in SHORT_NAMES if words in name), "")
