"""What an entry is found by: its words without marks, in an index of the database's own kind."""

import re
from collections.abc import Iterable

from django.db.models import BooleanField, Func, Value
from django.db.models.sql.compiler import SQLCompiler

from chiso.spelling import fold

MOST_WORDS = 400  # of a long document only the beginning is found
MOST_LETTERS = 40
_WORD = re.compile(r"[^\W_]+")


def words_of(texts: Iterable[str]) -> str:
    """The words of some texts, folded, each once, parted by blanks.

    >>> words_of(["Nguyễn Thị Bình", "tệp nguyen-3f2a"])
    'nguyen thi binh tep 3f2a'
    """
    text = fold(" ".join(texts))
    found = dict.fromkeys(word[:MOST_LETTERS] for word in _WORD.findall(text))
    return " ".join(list(found)[:MOST_WORDS])


class HasWords(Func):
    """Whether an entry has words that begin so, all of them; ``typed`` as ``words_of`` gives it."""

    output_field = BooleanField()

    def __init__(self, typed: str) -> None:
        self.typed = typed
        super().__init__(Value(""))

    def as_sqlite(
        self, compiler: SQLCompiler, connection: object, **context: object
    ) -> tuple[str, tuple[str | int, ...]]:
        """By the FTS5 table; the words hold letters and digits only."""
        wanted = " ".join(f'"{word}"*' for word in self.typed.split())
        sql = "audit_entry.id IN (SELECT rowid FROM audit_words WHERE audit_words MATCH %s)"
        return sql, (wanted,)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: object, **context: object
    ) -> tuple[str, tuple[str | int, ...]]:
        """By the GIN index. Cast, not parsed: PostgreSQL would read 12e5 as a number."""
        wanted = " & ".join(f"'{word}':*" for word in self.typed.split())
        return (
            "array_to_tsvector(string_to_array(audit_entry.words, ' ')) @@ %s::tsquery",
            (wanted,),
        )
