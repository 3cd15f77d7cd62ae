"""Where a figure of PAPI stands, in both languages: the data say it in English."""

import re
from collections.abc import Mapping

from chiso.wording import Text

_PARTS: Mapping[str, str] = {
    "table of totals": "bảng tổng",
    "unweighted": "không trọng số",
    "weighted": "có trọng số",
    "table of dimensions": "bảng chỉ số nội dung",
    "table of sub-dimensions": "bảng nội dung thành phần",
    "indicator table": "bảng chỉ tiêu",
    "sum over the table of dimensions": "cộng từ bảng chỉ số nội dung",
    "sum over the table of sub-dimensions": "cộng từ bảng nội dung thành phần",
}
_NUMBERED: Mapping[str, str] = {
    "dimension": "nội dung",
    "sub-dimension": "nội dung thành phần",
    "slot": "mục",
    "row": "dòng",
}
_OF_PAPI = re.compile(r"PAPI [0-9]{4}, .+")
_NUMBER = re.compile(r"([a-z-]+) ([0-9.]+)")


def source_text(source: str) -> Text:
    """An observation's source in both languages; one that is not PAPI's stays as it is.

    >>> source_text("PAPI 2023, table of dimensions, dimension 4").vi
    'PAPI 2023, bảng chỉ số nội dung, nội dung 4'
    """
    if _OF_PAPI.fullmatch(source) is None:
        return Text(vi=source, en=source)
    return Text(vi=", ".join(map(_in_vietnamese, source.split(", "))), en=source)


def _in_vietnamese(part: str) -> str:
    numbered = _NUMBER.fullmatch(part)
    if numbered is not None and numbered[1] in _NUMBERED:
        return f"{_NUMBERED[numbered[1]]} {numbered[2]}"
    return _PARTS.get(part, part)
