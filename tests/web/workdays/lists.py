"""Lists as an office would load them."""

import csv
import io
from collections.abc import Iterable

from chiso.calendar import Day, columns_of, shipped

HEADER = "date,kind,name_vi,basis\n"
LOCAL = f"{HEADER}2026-12-07,local_off,Mất điện,34/TB-UBND\n"
WINDOWS = "regime,part,opens,last_day,deadline,citation\nPhường,M12,01/12/Y,25/12/Y,+2,12/QĐ-UBND\n"


def as_csv(days: Iterable[Day]) -> str:
    """Days as the CSV list that the library reads back."""
    columns = columns_of(days)
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(columns)
    rows.writerows(zip(*columns.values(), strict=True))
    return written.getvalue()


def decision_2027(*, swap: bool = True) -> str:
    """A made-up decision on 2027: the days of the forecast and, with ``swap``, Thursday 23 December
    off for Saturday 25.
    """
    days = [day for day in shipped().days.values() if day.date.year == 2027]
    rows = as_csv(days).splitlines()
    document = rows[0].split(",").index("basis")
    filled = []
    for row in csv.reader(rows[1:]):
        row[document] = row[document] or "99/VPCP-KGVX"
        filled.append(row)
    written = io.StringIO()
    out = csv.writer(written, lineterminator="\n")
    out.writerow(rows[0].split(","))
    out.writerows(filled)
    if swap:
        out.writerow(["2027-12-23", "Thu", "swapped_off", "Nghỉ", "Off", "99/VPCP-KGVX", "", ""])
        out.writerow(["2027-12-25", "Sat", "makeup_working", "Bù", "On", "99/VPCP-KGVX", "", ""])
    return written.getvalue()
