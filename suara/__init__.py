"""The front door: command line, configuration, wiring. Knows every room; no room knows it."""
