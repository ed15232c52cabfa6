"""Alembic's entry: runs the migrations on the connection it is given."""

from alembic import context

from data.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller's transaction holds all of it
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
