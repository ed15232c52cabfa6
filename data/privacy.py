"""Which version of the privacy text is in force; raise it when the text changes in substance."""

VERSION = 3
