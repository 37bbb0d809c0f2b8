"""the whole countryside: roster, lists, visits, warnings"""

import sqlalchemy as sa
from alembic import op

from intake_api.store.moment import Moment

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('batch',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('file_hash', sa.String(), nullable=False),
    sa.Column('file', sa.String(), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('reached', sa.Integer(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('problem', sa.String(), nullable=False),
    sa.Column('received_at', Moment(), nullable=False),
    sa.Column('received_by', sa.String(), nullable=False),
    sa.Column('done_at', Moment(), nullable=True),
    sa.Column('undone_at', Moment(), nullable=True),
    sa.Column('undone_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'id')
    )
    with op.batch_alter_table('batch', schema=None) as batch_op:
        batch_op.create_index('batch_file', ['county', 'file_hash'], unique=False)
        batch_op.create_index('batch_newest', ['county', 'received_at'], unique=False)

    op.create_table('batch_row',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('batch', sa.String(), nullable=False),
    sa.Column('sheet', sa.Integer(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('household_id', sa.String(), nullable=False),
    sa.Column('resident_id', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('cells', sa.JSON(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'batch', 'sheet', 'row')
    )
    with op.batch_alter_table('batch_row', schema=None) as batch_op:
        batch_op.create_index('batch_row_household', ['county', 'household_id'], unique=False)
        batch_op.create_index('batch_row_outcome', ['county', 'batch', 'outcome'], unique=False)

    op.create_table('concern',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('household_id', sa.String(), nullable=False),
    sa.Column('group', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('since', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'household_id', 'group')
    )
    with op.batch_alter_table('concern', schema=None) as batch_op:
        batch_op.create_index('concern_place', ['county', 'town', 'village', 'group'], unique=False)

    op.create_table('duty',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('hamlet', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('account_id', sa.String(), nullable=False),
    sa.Column('trained_day', sa.String(), nullable=False),
    sa.Column('ended_day', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'id')
    )
    with op.batch_alter_table('duty', schema=None) as batch_op:
        batch_op.create_index('duty_place', ['county', 'town', 'village'], unique=False)

    op.create_table('errand',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('warning_id', sa.String(), nullable=False),
    sa.Column('household_id', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('is_first', sa.Boolean(), nullable=False),
    sa.Column('done', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('done_at', Moment(), nullable=True),
    sa.Column('done_by', sa.String(), nullable=False),
    sa.Column('case_id', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'warning_id', 'household_id')
    )
    with op.batch_alter_table('errand', schema=None) as batch_op:
        batch_op.create_index('errand_place', ['county', 'warning_id', 'town', 'village'], unique=False)

    op.create_table('hit',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('batch', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('household_id', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('want', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('arrived_at', Moment(), nullable=False),
    sa.Column('due_at', Moment(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('case_id', sa.String(), nullable=False),
    sa.Column('settled_why', sa.String(), nullable=False),
    sa.Column('settled_at', Moment(), nullable=True),
    sa.Column('settled_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'id')
    )
    with op.batch_alter_table('hit', schema=None) as batch_op:
        batch_op.create_index('hit_batch', ['county', 'batch'], unique=False)
        batch_op.create_index('hit_household', ['county', 'household_id'], unique=False)
        batch_op.create_index('hit_open', ['county', 'state', 'town', 'village', 'due_at'], unique=False)

    op.create_table('list_entry',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('list', sa.String(), nullable=False),
    sa.Column('id_index', sa.String(), nullable=False),
    sa.Column('id_sealed', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('since', sa.String(), nullable=False),
    sa.Column('detail', sa.String(), nullable=False),
    sa.Column('batch', sa.String(), nullable=False),
    sa.Column('household_id', sa.String(), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=True),
    sa.Column('grade', sa.String(), nullable=False),
    sa.Column('until', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'list', 'id_index')
    )
    with op.batch_alter_table('list_entry', schema=None) as batch_op:
        batch_op.create_index('list_entry_household', ['county', 'household_id'], unique=False)
        batch_op.create_index('list_entry_person', ['county', 'id_index'], unique=False)
        batch_op.create_index('list_entry_place', ['county', 'list', 'town', 'village'], unique=False)

    op.create_table('patrol',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('household_id', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('hamlet', sa.String(), nullable=False),
    sa.Column('day', sa.String(), nullable=False),
    sa.Column('method', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('standing', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('went', sa.JSON(), nullable=False),
    sa.Column('case_id', sa.String(), nullable=False),
    sa.Column('hit_id', sa.String(), nullable=False),
    sa.Column('saved_at', Moment(), nullable=False),
    sa.Column('saved_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'id')
    )
    with op.batch_alter_table('patrol', schema=None) as batch_op:
        batch_op.create_index('patrol_household', ['county', 'household_id', 'day'], unique=False)
        batch_op.create_index('patrol_place', ['county', 'town', 'village', 'day'], unique=False)

    op.create_table('precaution',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('document', sa.String(), nullable=False),
    sa.Column('contacts', sa.String(), nullable=False),
    sa.Column('villages', sa.JSON(), nullable=False),
    sa.Column('first', sa.JSON(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('changed_at', Moment(), nullable=False),
    sa.Column('changed_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'town')
    )
    op.create_table('resident',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('household_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('id_sealed', sa.String(), nullable=False),
    sa.Column('id_index', sa.String(), nullable=True),
    sa.Column('born', sa.String(), nullable=False),
    sa.Column('sex', sa.String(), nullable=False),
    sa.Column('relation', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('left', sa.String(), nullable=False),
    sa.Column('left_day', sa.String(), nullable=False),
    sa.Column('batch', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'id')
    )
    with op.batch_alter_table('resident', schema=None) as batch_op:
        batch_op.create_index('resident_household', ['county', 'household_id'], unique=False)
        batch_op.create_index('resident_name', ['county', 'name', 'born'], unique=False)
        batch_op.create_index('resident_number', ['county', 'id_index'], unique=True)

    op.create_table('surge_note',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('risk', sa.String(), nullable=False),
    sa.Column('week', sa.String(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('noted_at', Moment(), nullable=False),
    sa.Column('noted_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'town', 'risk', 'week', 'count')
    )
    op.create_table('warning',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('level', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('places', sa.JSON(), nullable=False),
    sa.Column('from_at', Moment(), nullable=False),
    sa.Column('until_at', Moment(), nullable=True),
    sa.Column('entered_at', Moment(), nullable=False),
    sa.Column('entered_by', sa.String(), nullable=False),
    sa.Column('activated_at', Moment(), nullable=True),
    sa.Column('activated_by', sa.String(), nullable=False),
    sa.Column('talks', sa.String(), nullable=False),
    sa.Column('closed_at', Moment(), nullable=True),
    sa.Column('closed_by', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'id')
    )
    with op.batch_alter_table('warning', schema=None) as batch_op:
        batch_op.create_index('warning_open', ['county', 'closed_at'], unique=False)

    same = "county, list, id_index, id_sealed, name, town, village, since, detail, batch"
    op.execute(f"INSERT INTO list_entry ({same}, household_id, grade, until) SELECT {same}, '', '', '' FROM roster")
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('roster_place'))

    op.drop_table('roster')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index('event_household', ['county', 'household_id', 'at'], unique=False, sqlite_where=sa.text('case_id IS NULL'), postgresql_where=sa.text('case_id IS NULL'))

    with op.batch_alter_table('household', schema=None) as batch_op:
        batch_op.add_column(sa.Column('book', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('hamlet', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('enrolled', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('standing', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('patrolled_day', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('ended', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('ended_day', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('batch', sa.String(), nullable=False, server_default=''))
        batch_op.create_index('household_book', ['county', 'village', 'book'], unique=False)
        batch_op.create_index('household_covered', ['county', 'enrolled', 'ended', 'town', 'village', 'hamlet', 'standing', 'patrolled_day'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('household', schema=None) as batch_op:
        batch_op.drop_index('household_covered')
        batch_op.drop_index('household_book')
        batch_op.drop_column('batch')
        batch_op.drop_column('ended_day')
        batch_op.drop_column('ended')
        batch_op.drop_column('patrolled_day')
        batch_op.drop_column('standing')
        batch_op.drop_column('enrolled')
        batch_op.drop_column('hamlet')
        batch_op.drop_column('book')

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index('event_household', sqlite_where=sa.text('case_id IS NULL'), postgresql_where=sa.text('case_id IS NULL'))

    op.create_table('roster',
    sa.Column('county', sa.VARCHAR(), nullable=False),
    sa.Column('list', sa.VARCHAR(), nullable=False),
    sa.Column('id_index', sa.VARCHAR(), nullable=False),
    sa.Column('id_sealed', sa.VARCHAR(), nullable=False),
    sa.Column('name', sa.VARCHAR(), nullable=False),
    sa.Column('town', sa.VARCHAR(), nullable=False),
    sa.Column('village', sa.VARCHAR(), nullable=False),
    sa.Column('since', sa.VARCHAR(), nullable=False),
    sa.Column('detail', sa.VARCHAR(), nullable=False),
    sa.Column('batch', sa.VARCHAR(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'list', 'id_index')
    )
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('roster_place'), ['county', 'list', 'town', 'village'], unique=False)

    same = "county, list, id_index, id_sealed, name, town, village, since, detail, batch"
    op.execute(f"INSERT INTO roster ({same}) SELECT {same} FROM list_entry")
    with op.batch_alter_table('warning', schema=None) as batch_op:
        batch_op.drop_index('warning_open')

    op.drop_table('warning')
    op.drop_table('surge_note')
    with op.batch_alter_table('resident', schema=None) as batch_op:
        batch_op.drop_index('resident_number')
        batch_op.drop_index('resident_name')
        batch_op.drop_index('resident_household')

    op.drop_table('resident')
    op.drop_table('precaution')
    with op.batch_alter_table('patrol', schema=None) as batch_op:
        batch_op.drop_index('patrol_place')
        batch_op.drop_index('patrol_household')

    op.drop_table('patrol')
    with op.batch_alter_table('list_entry', schema=None) as batch_op:
        batch_op.drop_index('list_entry_place')
        batch_op.drop_index('list_entry_person')
        batch_op.drop_index('list_entry_household')

    op.drop_table('list_entry')
    with op.batch_alter_table('hit', schema=None) as batch_op:
        batch_op.drop_index('hit_open')
        batch_op.drop_index('hit_household')
        batch_op.drop_index('hit_batch')

    op.drop_table('hit')
    with op.batch_alter_table('errand', schema=None) as batch_op:
        batch_op.drop_index('errand_place')

    op.drop_table('errand')
    with op.batch_alter_table('duty', schema=None) as batch_op:
        batch_op.drop_index('duty_place')

    op.drop_table('duty')
    with op.batch_alter_table('concern', schema=None) as batch_op:
        batch_op.drop_index('concern_place')

    op.drop_table('concern')
    with op.batch_alter_table('batch_row', schema=None) as batch_op:
        batch_op.drop_index('batch_row_outcome')
        batch_op.drop_index('batch_row_household')

    op.drop_table('batch_row')
    with op.batch_alter_table('batch', schema=None) as batch_op:
        batch_op.drop_index('batch_newest')
        batch_op.drop_index('batch_file')

    op.drop_table('batch')
