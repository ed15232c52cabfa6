"""The record: tables, migrations, one module per noun; and what every room may read."""
