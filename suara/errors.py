"""What a command tells in one line before it exits with 1."""


class SuaraError(Exception):
    """Base of the front door's own errors; the text is one line that says what to do."""


class ConfigError(SuaraError):
    """config.toml or the environment is missing something or says something wrong."""


class BackupError(SuaraError):
    """A backup could not be written, or a file is no backup that can be restored."""
