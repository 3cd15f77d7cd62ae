"""A writer of OLE files (MS-CFB 3.0), small: every stream at least 4,096 bytes, one FAT sector."""

import struct
from dataclasses import dataclass, field

SECTOR, MINI = 512, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5


@dataclass
class Node:
    """A storage with nodes, or a stream with bytes."""

    name: str
    kind: int
    body: bytes = b""
    inside: list["Node"] = field(default_factory=list)
    number: int = 0


def ole(parts: dict[str, bytes | None]) -> bytes:
    """An OLE file; "a/b" is stream b in storage a, None a storage."""
    root = Node("Root Entry", ROOT)
    for path, body in parts.items():
        *above, name = path.split("/")
        parent = root
        for step in above:
            parent = next(node for node in parent.inside if node.name == step)
        kind = STORAGE if body is None else STREAM
        parent.inside.append(Node(name, kind, b"" if body is None else body.ljust(MINI, b"\0")))
    return _written(root)


def _written(root: Node) -> bytes:
    nodes = _numbered(root)
    sectors: list[bytes] = []
    chain: list[int] = []

    def put(raw: bytes) -> int:
        start = len(sectors)
        count = -(-len(raw) // SECTOR)
        for at in range(count):
            sectors.append(raw[at * SECTOR : (at + 1) * SECTOR].ljust(SECTOR, b"\0"))
            chain.append(start + at + 1 if at + 1 < count else END)
        return start

    starts = {node.number: put(node.body) if node.body else END for node in nodes}
    entries = b"".join(_entry(node, starts[node.number]) for node in nodes)
    directory = put(entries.ljust(-(-len(entries) // SECTOR) * SECTOR, b"\0"))
    fat_count = next(n for n in range(1, 100) if n * 128 >= len(chain) + n)
    fat_start = len(sectors)
    chain += [FAT] * fat_count
    table = struct.pack(f"<{len(chain)}L", *chain).ljust(fat_count * SECTOR, b"\xff")
    return _header(directory, range(fat_start, fat_start + fat_count)) + b"".join(sectors) + table


def _numbered(root: Node) -> list[Node]:
    nodes, waiting = [], [root]
    while waiting:
        node = waiting.pop(0)
        node.number = len(nodes)
        nodes.append(node)
        node.inside.sort(key=lambda one: (len(one.name), one.name.upper()))
        waiting += node.inside
    return nodes


def _entry(node: Node, start: int) -> bytes:
    name = (node.name + "\0").encode("utf-16-le")
    child = node.inside[0].number if node.inside else FREE
    right = getattr(node, "right", FREE)
    for one, following in zip(node.inside, node.inside[1:], strict=False):
        one.right = following.number  # type: ignore[attr-defined]
    return struct.pack(
        "<64sHBBLLL16sLQQLQ",
        *(name, len(name), node.kind, 1, FREE, right, child, b"", 0, 0, 0),
        *(start, len(node.body)),
    )


def _header(directory: int, fat: range) -> bytes:
    begin = struct.pack(
        "<8s16s6H4xLLLLLLLLL",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0),
        *(0, len(fat), directory, 0, MINI, END, 0, END, 0),
    )
    return begin + struct.pack("<109L", *fat, *[FREE] * (109 - len(fat)))
