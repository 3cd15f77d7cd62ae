"""What an entry is found by: its words without marks, in an index of the database's own kind."""

import re
from collections.abc import Iterable
from typing import Protocol

from django.db.models import BooleanField, Func, Value
from django.db.models.sql.compiler import SQLCompiler

from chiso.spelling import fold

MOST_WORDS = 400  # of a long document only the beginning is found
MOST_LETTERS = 40
_WORD = re.compile(r"[^\W_]+")
_JSON_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.)")  # of "\\nXã" the word is Xã


class Worded(Protocol):
    """What has an entry's texts."""

    @property
    def actor_full_name(self) -> str: ...
    @property
    def actor_name(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def before(self) -> str: ...


def entry_words(entry: Worded) -> str:
    """What an entry is found by: who did it, to what, why, and the values after and before."""
    values = (_JSON_ESCAPE.sub(" ", text) for text in (entry.after, entry.before))
    who = (entry.actor_full_name, entry.actor_name)
    return words_of((*who, entry.subject, entry.reason, *values))


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
        """By the FTS5 table; the words hold letters and digits only. The + keeps SQLite from
        fetching every entry of a common word before it puts them in order.
        """
        wanted = " ".join(f'"{word}"*' for word in self.typed.split())
        sql = "+audit_entry.id IN (SELECT rowid FROM audit_words WHERE audit_words MATCH %s)"
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
