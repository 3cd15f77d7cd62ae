"""What a benchmark finds: ours beside a reference, and the bar that it has to keep."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the report. Times are medians in milliseconds, memory is the peak in MB.

    ``most_times`` is the bar as a multiple of the reference, ``most`` as a figure in ``unit``; a
    line without either is for information. ``skipped`` says why nothing was measured.
    """

    name: str
    what: str
    ours: float | None = None
    reference: float | None = None
    unit: str = "ms"
    most_times: float | None = None
    most: float | None = None
    peak_ours: float | None = None
    peak_reference: float | None = None
    against: str = ""
    skipped: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours over the reference."""
        return self.ours / self.reference if self.ours and self.reference else None

    @property
    def bar(self) -> str:
        """The bar as people write it."""
        if self.most_times is not None:
            return f"≤ {self.most_times:g} ×"
        return "–" if self.most is None else f"≤ {self.most:g} {self.unit}"

    @property
    def verdict(self) -> str:
        """pass, FAIL, skipped, or info where there is no bar."""
        if self.skipped:
            return "skipped"
        found, most = (
            (self.ratio, self.most_times) if self.most_times is not None else (self.ours, self.most)
        )
        if found is None or most is None:
            return "info"
        return "pass" if found <= most else "FAIL"
