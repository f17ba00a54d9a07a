"""Packages and hand-kept tables → the gazetteer's artefact, byte for byte the same each time."""
