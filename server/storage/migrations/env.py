"""Run the steps on the connection that `server.storage.schema` hands over; there is no other way in."""

from alembic import context

from server.storage import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.account.metadata,
    # SQLite changes tables by copying them; PostgreSQL ignores this.
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
