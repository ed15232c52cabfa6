"""The week: cube, scoring, publication gate, charts, digests, schedule."""
