"""The message catalogues: `extract` from the sources, `compile` to .mo, `check` that all is said.

Messages are the English sentences. The library marks them with `mark("…")` or passes them to
`say("…")`; the platform uses Django's gettext functions and template tags.
"""

import argparse
import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
EPOCH = datetime(
    2000, 1, 1, tzinfo=UTC
)  # no date of building, so that equal texts give equal bytes
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdif]|\{\w*(?:[.\[!:][^{}]*)?\}")
HEADER = """\
# {title}
msgid ""
msgstr ""
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
GETTEXT = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
Found = tuple[int, Any, list[str], str | None]


@dataclass(frozen=True)
class Domain:
    """One catalogue and the sources that its messages come from."""

    title: str
    sources: Path
    po: Path
    keywords: dict[str, Any]

    @property
    def mo(self) -> Path:
        """The compiled file beside the catalogue."""
        return self.po.with_suffix(".mo")


DOMAINS = (
    Domain(
        title="What the library says, in Vietnamese.",
        sources=ROOT / "src/chiso",
        po=ROOT / "src/chiso/wording/locale/vi/LC_MESSAGES/chiso.po",
        keywords={"mark": None, "say": None},
    ),
    Domain(
        title="What the platform says, in Vietnamese.",
        sources=ROOT / "src/chiso_web",
        po=ROOT / "src/chiso_web/locale/vi/LC_MESSAGES/django.po",
        keywords=GETTEXT,
    ),
)


def template_messages(path: Path, keywords: dict[str, Any]) -> Iterator[Found]:
    """The messages of a Django template, read through Django's own `templatize`."""
    from django.utils.translation.template import templatize  # noqa: PLC0415  not there in a build

    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for line, function, messages, comments in extract_python(
        io.BytesIO(source.encode()), keywords, [], {"encoding": "utf-8"}
    ):
        spec = keywords[function or "gettext"]
        yield from _as_found(line, spec, messages, comments)


def _as_found(line: int, spec: Any, messages: Any, comments: list[str]) -> Iterator[Found]:
    """Read the arguments of one call as Babel does: which is the context, which the text."""
    given = messages if isinstance(messages, tuple) else (messages,)
    context = given[0] if spec and isinstance(spec[0], tuple) else None
    texts = given[1:] if context is not None else given
    wanted = tuple(text for text in texts[: 2 if spec and len(spec) > 1 else 1] if text)
    if wanted:
        yield line, wanted if len(wanted) > 1 else wanted[0], comments, context


def sources(domain: Domain) -> Iterable[Path]:
    """The files that may hold messages, in a stable order."""
    found = (path for path in domain.sources.rglob("*") if path.suffix in {".py", ".html", ".txt"})
    return sorted(
        path
        for path in found
        if path.suffix == ".py" or "templates" in path.relative_to(domain.sources).parts
    )


def extracted(domain: Domain) -> Catalog:
    """The messages of the sources, without translations."""
    catalog = Catalog(locale="vi")
    for path in sources(domain):
        name = path.relative_to(domain.sources.parent).as_posix()
        if path.suffix == ".py":
            found: Iterable[Found] = extract_from_file("python", path, keywords=domain.keywords)
        else:
            found = template_messages(path, domain.keywords)
        for _line, text, _comments, context in found:
            catalog.add(text, locations=[(name, 0)], context=context)
    return catalog


def written(domain: Domain) -> Catalog:
    """The catalogue as it stands on disk; empty when there is none yet."""
    if not domain.po.exists():
        return Catalog(locale="vi")
    with domain.po.open("rb") as file:
        return read_po(file, locale="vi")


def merged(domain: Domain) -> Catalog:
    """The messages of the sources with the translations that are already known; nothing guessed."""
    known = written(domain)
    catalog = extracted(domain)
    for message in catalog:
        old = known.get(message.id, message.context) if message.id else None
        if old is not None:
            message.string = old.string
            message.flags |= old.flags & {"fuzzy"}
            message.user_comments = old.user_comments
    return catalog


def as_text(domain: Domain, catalog: Catalog) -> bytes:
    """The .po file: sorted by message, no line numbers, no dates."""
    body = io.BytesIO()
    write_po(body, catalog, width=100, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER.format(title=domain.title).encode() + body.getvalue().strip(b"\n") + b"\n"


def extract(domain: Domain) -> list[str]:
    """Bring the .po up to date with the sources; returns no faults."""
    domain.po.parent.mkdir(parents=True, exist_ok=True)
    domain.po.write_bytes(as_text(domain, merged(domain)))
    return []


def compile_(domain: Domain) -> list[str]:
    """Write the .mo; a catalogue that does not exist yet is left out."""
    if not domain.po.exists():
        return []
    catalog = written(domain)
    catalog.creation_date = catalog.revision_date = EPOCH
    with domain.mo.open("wb") as file:
        write_mo(file, catalog)
    return []


def check(domain: Domain) -> list[str]:
    """Every fault of one catalogue, each with its message."""
    known, wanted = written(domain), extracted(domain)
    faults = [f"fuzzy: {_short(m)}" for m in known if m.id and m.fuzzy]
    faults += [f"not translated: {_short(m)}" for m in known if m.id and not _complete(m)]
    faults += [f"no longer in the sources: {_short(m)}" for m in _lacking(known, wanted)]
    faults += [f"obsolete: {_short(m)}" for m in known.obsolete.values()]
    faults += [f"not extracted (make catalogues): {_short(m)}" for m in _lacking(wanted, known)]
    faults += [f"other placeholders: {_short(m)}" for m in known if m.id and not _placed(m)]
    return [f"{domain.po.name}: {fault}" for fault in faults]


def _short(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return repr(text if len(text) <= 90 else text[:87] + "…")


def _complete(message: Message) -> bool:
    return bool(message.string) and (isinstance(message.string, str) or all(message.string))


def _lacking(left: Catalog, right: Catalog) -> list[Message]:
    return [m for m in left if m.id and right.get(m.id, m.context) is None]


def _placed(message: Message) -> bool:
    """Whether the translation has the placeholders of the message (of the plural, if any)."""
    wanted = message.id if isinstance(message.id, str) else message.id[-1]
    given = [message.string] if isinstance(message.string, str) else list(message.string)
    return not _complete(message) or all(
        set(PLACEHOLDER.findall(wanted)) == set(PLACEHOLDER.findall(text)) for text in given
    )


COMMANDS: dict[str, Callable[[Domain], list[str]]] = {
    "extract": extract,
    "compile": compile_,
    "check": check,
}


def main() -> int:
    """Run one command over both catalogues."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    command = COMMANDS[parser.parse_args().command]
    faults = [fault for domain in DOMAINS for fault in command(domain)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
