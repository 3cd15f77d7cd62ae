"""The pages of the trail: who may read which chains, search, an entry, files, verification."""
