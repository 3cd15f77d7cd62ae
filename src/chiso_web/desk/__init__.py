"""My work: what waits for whom, due when; reads only."""
