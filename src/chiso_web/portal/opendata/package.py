"""Data packages (Frictionless, version 1): tables, their description, and what to read first.

The same content gives the same bytes: files stand in a fixed order with a fixed time.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import override

import chiso
from chiso import tables
from chiso_web.look.saving import Columns
from chiso_web.portal.opendata.columns import Column, Table

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
PLAIN_FILE = 0o100644 << 16
UNIX = 3


@dataclass(frozen=True, slots=True)
class About:
    """What a package says of itself; titles and licence in English, as its columns are."""

    name: str
    title: str
    title_vi: str
    description: str
    licence: Mapping[str, str]
    sources: Sequence[Mapping[str, str]]
    contributors: Sequence[Mapping[str, str]]
    facts: Mapping[str, object]
    readme: str
    sources_text: str


def package_bytes(
    about: About,
    held: Sequence[tuple[Table, Columns]],
    *,
    prefix: str = "",
    others: Mapping[str, bytes] | None = None,
) -> bytes:
    """The zip of a package: datapackage.json, a CSV a table, its name after ``prefix``, README.md
    and SOURCES.md, and the files that ``others`` holds by name.
    """
    named = {table.name: f"{prefix}{table.name}.csv" for table, _ in held}
    files = {named[table.name]: table_bytes(table, columns) for table, columns in held}
    described = [_resource(table, named[table.name], files[named[table.name]]) for table, _ in held]
    descriptor = json.dumps(_descriptor(about, described), ensure_ascii=False, indent=1)
    return _zipped(
        {
            "datapackage.json": descriptor.encode() + b"\n",
            "README.md": about.readme.encode(),
            **files,
            "SOURCES.md": about.sources_text.encode(),
            **(others or {}),
        }
    )


def table_bytes(table: Table, columns: Columns) -> bytes:
    """The columns of a table, in its order, as CSV."""
    return tables.encoded({one.name: columns[one.name] for one in table.columns}, "csv")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in files.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.external_attr, entry.create_system = PLAIN_FILE, UNIX
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, held)
    return content.getvalue()


def _descriptor(about: About, resources: Sequence[Mapping[str, object]]) -> Mapping[str, object]:
    return {
        "profile": "data-package",
        "name": about.name,
        "title": about.title,
        "title_vi": about.title_vi,
        "description": about.description,
        "version": chiso.__version__,
        **about.facts,
        "licenses": [about.licence],
        "sources": about.sources,
        "contributors": about.contributors,
        "resources": resources,
    }


def _resource(table: Table, path: str, content: bytes) -> Mapping[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": path,
        **_described(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": list(one.columns),
                    "reference": {"resource": one.table, "fields": list(one.named)},
                }
                for one in table.references
            ],
        },
    }


def _field(column: Column) -> Mapping[str, object]:
    own = {"constraints": dict(column.constraints)} if column.constraints else {}
    return {"name": column.name, "type": column.type, **_described(column), **own}


def _described(thing: Table | Column) -> Mapping[str, str]:
    """The meaning in both languages, whatever language asked for the file."""
    with override("en"):
        english = str(thing.meaning)
    with override("vi"):
        return {"description": english, "description_vi": str(thing.meaning)}
