"""How the benchmarks measure: medians of alternating runs, peak memory, the machine, the report."""
