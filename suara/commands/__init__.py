"""The commands: a module per group, each command a few lines that call a room."""
