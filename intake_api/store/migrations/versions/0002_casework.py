"""the casework"""

import sqlalchemy as sa
from alembic import op

from intake_api.store.moment import Moment

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('before', sa.String(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'number')
    )
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index('audit_subject', ['county', 'subject', 'actor', 'at'], unique=False)
        batch_op.create_index('audit_actor', ['county', 'actor', 'number'], unique=False)
        batch_op.create_index('audit_at', ['county', 'at'], unique=False)

    op.create_table('authorisation',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('case_id', sa.String(), nullable=False),
    sa.Column('member', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('method', sa.String(), nullable=False),
    sa.Column('text_version', sa.String(), nullable=False),
    sa.Column('text_hash', sa.String(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=True),
    sa.Column('asked_at', Moment(), nullable=False),
    sa.Column('asked_by', sa.String(), nullable=False),
    sa.Column('until', Moment(), nullable=True),
    sa.Column('given_at', Moment(), nullable=True),
    sa.Column('attachment_id', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'id')
    )
    with op.batch_alter_table('authorisation', schema=None) as batch_op:
        batch_op.create_index('authorisation_case', ['county', 'case_id'], unique=False)
        batch_op.create_index('authorisation_token', ['county', 'token_hash'], unique=True)

    op.create_table('comparison',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('case_id', sa.String(), nullable=False),
    sa.Column('department', sa.String(), nullable=False),
    sa.Column('member', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('detail', sa.String(), nullable=False),
    sa.Column('handler', sa.String(), nullable=False),
    sa.Column('sent_at', Moment(), nullable=False),
    sa.Column('due_at', Moment(), nullable=False),
    sa.Column('answered_at', Moment(), nullable=True),
    sa.Column('answered_by', sa.String(), nullable=False),
    sa.Column('explanation', sa.String(), nullable=False),
    sa.Column('explained_at', Moment(), nullable=True),
    sa.Column('explained_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'id')
    )
    with op.batch_alter_table('comparison', schema=None) as batch_op:
        batch_op.create_index('comparison_case', ['county', 'case_id'], unique=False)
        batch_op.create_index('comparison_open', ['county', 'department', 'answered_at', 'due_at'], unique=False)

    op.create_table('finding',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('case_id', sa.String(), nullable=False),
    sa.Column('check_id', sa.String(), nullable=False),
    sa.Column('member', sa.Integer(), nullable=False),
    sa.Column('severity', sa.String(), nullable=False),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('found_at', Moment(), nullable=False),
    sa.Column('gone_at', Moment(), nullable=True),
    sa.Column('closed_at', Moment(), nullable=True),
    sa.Column('closed_by', sa.String(), nullable=False),
    sa.Column('closed_why', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'case_id', 'check_id', 'member')
    )
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.create_index('finding_place', ['county', 'gone_at', 'closed_at', 'town', 'village', 'check_id', 'severity', 'case_id'], unique=False)

    op.create_table('issue',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('case_id', sa.String(), nullable=True),
    sa.Column('household_id', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('category', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('found_day', sa.String(), nullable=False),
    sa.Column('found_by', sa.String(), nullable=False),
    sa.Column('found_at', Moment(), nullable=False),
    sa.Column('measure', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due_day', sa.String(), nullable=False),
    sa.Column('resolved_day', sa.String(), nullable=False),
    sa.Column('evidence', sa.String(), nullable=False),
    sa.Column('resolved_at', Moment(), nullable=True),
    sa.Column('resolved_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'id')
    )
    with op.batch_alter_table('issue', schema=None) as batch_op:
        batch_op.create_index('issue_case', ['county', 'case_id'], unique=False)
        batch_op.create_index('issue_place', ['county', 'town', 'village', 'resolved_at'], unique=False)

    op.create_table('listed',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('case_id', sa.String(), nullable=False),
    sa.Column('member', sa.Integer(), nullable=False),
    sa.Column('id_index', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'case_id', 'member')
    )
    with op.batch_alter_table('listed', schema=None) as batch_op:
        batch_op.create_index('listed_person', ['county', 'id_index'], unique=False)

    op.create_table('measure',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('case_id', sa.String(), nullable=False),
    sa.Column('household_id', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('category', sa.String(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due_day', sa.String(), nullable=False),
    sa.Column('urgent', sa.Boolean(), nullable=False),
    sa.Column('planned_at', Moment(), nullable=False),
    sa.Column('planned_by', sa.String(), nullable=False),
    sa.Column('implemented_day', sa.String(), nullable=False),
    sa.Column('evidence', sa.String(), nullable=False),
    sa.Column('photos', sa.JSON(), nullable=False),
    sa.Column('implemented_at', Moment(), nullable=True),
    sa.Column('implemented_by', sa.String(), nullable=False),
    sa.Column('dropped_at', Moment(), nullable=True),
    sa.Column('dropped_why', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'id')
    )
    with op.batch_alter_table('measure', schema=None) as batch_op:
        batch_op.create_index('measure_case', ['county', 'case_id'], unique=False)

    op.create_table('referral',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('case_id', sa.String(), nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('sent_at', Moment(), nullable=False),
    sa.Column('sent_by', sa.String(), nullable=False),
    sa.Column('due_at', Moment(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answer_note', sa.String(), nullable=False),
    sa.Column('answered_at', Moment(), nullable=True),
    sa.Column('answered_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'id')
    )
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.create_index('referral_case', ['county', 'case_id'], unique=False)
        batch_op.create_index('referral_open', ['county', 'answered_at'], unique=False)

    op.create_table('roster',
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
    sa.PrimaryKeyConstraint('county', 'list', 'id_index')
    )
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.create_index('roster_place', ['county', 'list', 'town', 'village'], unique=False)

    op.create_table('visit',
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('case_id', sa.String(), nullable=False),
    sa.Column('household_id', sa.String(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('method', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('visited_at', Moment(), nullable=False),
    sa.Column('verifiers', sa.JSON(), nullable=False),
    sa.Column('opinion', sa.String(), nullable=False),
    sa.Column('photos', sa.JSON(), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('saved_at', Moment(), nullable=False),
    sa.Column('saved_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('county', 'id')
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.create_index('visit_case', ['county', 'case_id', 'visited_at'], unique=False)

    with op.batch_alter_table('cases', schema=None) as batch_op:
        batch_op.add_column(sa.Column('since', Moment(), nullable=True))
        batch_op.add_column(sa.Column('clock', sa.String(), nullable=False, server_default='accept'))
        batch_op.add_column(sa.Column('clock_from', Moment(), nullable=True))
        batch_op.add_column(sa.Column('handler', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('proposal', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('lacks', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('household_type', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('recognised_at', Moment(), nullable=True))
        batch_op.add_column(sa.Column('previous', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('phone_index', sa.String(), nullable=True))

    # A telephone number is found by its blind index. What lies in clear so far is sealed and indexed by
    # intake_api.resealing, which has the key: when the intake opens, or with ``baopin rekey``.
    with op.batch_alter_table('household', schema=None) as batch_op:
        batch_op.add_column(sa.Column('phone_index', sa.String(), nullable=True))
        batch_op.drop_index(batch_op.f('household_contact'))
        batch_op.create_index('household_contact', ['county', 'phone_index', 'village'], unique=False)

    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('department', sa.String(), nullable=False, server_default=''))
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.alter_column('department', server_default=None)
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index('task_case', ['county', 'case_id'], unique=False)
    # Until now the clue was the one clock: lists were ordered by it.
    op.execute('UPDATE cases SET since = submitted_at')
    op.execute("UPDATE cases SET clock = 'visit', clock_from = accepted_at WHERE state = 'ACCEPTED'")
    op.execute("UPDATE cases SET clock = '' WHERE state NOT IN ('SUBMITTED', 'ACCEPTED')")
    # SQLite reads a row from its beginning: what lists look at stands before the answers, which are long.
    short = ('since', 'clock', 'clock_from', 'handler', 'proposal', 'lacks', 'household_type', 'recognised_at')
    order: list[tuple[str, ...]] = [(name, 'answers') for name in (*short, 'submitted_at', 'accepted_at', 'accepted_by', 'previous',
                                            'phone_index', 'version')]
    with op.batch_alter_table('cases', schema=None, partial_reordering=order) as batch_op:
        batch_op.alter_column('since', existing_type=Moment(), nullable=False)
        for name in ('clock', 'handler', 'proposal', 'household_type', 'previous', 'lacks'):
            batch_op.alter_column(name, server_default=None)
        batch_op.drop_index(batch_op.f('cases_area'))
        counted = ['since', 'clock', 'clock_from', 'proposal', 'handler', 'green']
        batch_op.create_index('cases_area', ['county', 'state', 'town', 'village', *counted], unique=False)
        batch_op.create_index('cases_town', ['county', 'town', 'submitted_at'], unique=False)
        batch_op.create_index('cases_place', ['county', 'village', 'submitted_at'], unique=False)
        batch_op.create_index('cases_newest', ['county', 'submitted_at'], unique=False)
        for name in ('proposal', 'green'):
            few = sa.text(f"{name} <> ''")
            batch_op.create_index(f'cases_{name}', ['county', name], sqlite_where=few, postgresql_where=few)
        batch_op.create_index('cases_state', ['county', 'state', 'submitted_at'], unique=False)
        batch_op.create_index('cases_phone', ['county', 'phone_index'], unique=False)
        batch_op.create_index('cases_village', ['county', 'village', 'state', 'since'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('household', schema=None) as batch_op:
        batch_op.drop_index('household_contact')
        batch_op.create_index(batch_op.f('household_contact'), ['county', 'phone', 'village'], unique=False)
        batch_op.drop_column('phone_index')
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_column('department')
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_index('task_case')
    with op.batch_alter_table('cases', schema=None) as batch_op:
        for name in ('cases_green', 'cases_proposal', 'cases_newest', 'cases_place', 'cases_town', 'cases_phone'):
            batch_op.drop_index(name)
        batch_op.drop_index('cases_village')
        batch_op.drop_index('cases_state')
        batch_op.drop_index('cases_area')
        batch_op.create_index(batch_op.f('cases_area'), ['county', 'state', 'town', 'village'], unique=False)
        batch_op.drop_column('phone_index')
        batch_op.drop_column('previous')
        batch_op.drop_column('recognised_at')
        batch_op.drop_column('household_type')
        batch_op.drop_column('lacks')
        batch_op.drop_column('proposal')
        batch_op.drop_column('handler')
        batch_op.drop_column('clock_from')
        batch_op.drop_column('clock')
        batch_op.drop_column('since')

    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_index('visit_case')

    op.drop_table('visit')
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.drop_index('roster_place')

    op.drop_table('roster')
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_index('referral_open')
        batch_op.drop_index('referral_case')

    op.drop_table('referral')
    with op.batch_alter_table('measure', schema=None) as batch_op:
        batch_op.drop_index('measure_case')

    op.drop_table('measure')
    with op.batch_alter_table('listed', schema=None) as batch_op:
        batch_op.drop_index('listed_person')

    op.drop_table('listed')
    with op.batch_alter_table('issue', schema=None) as batch_op:
        batch_op.drop_index('issue_place')
        batch_op.drop_index('issue_case')

    op.drop_table('issue')
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.drop_index('finding_place')

    op.drop_table('finding')
    with op.batch_alter_table('comparison', schema=None) as batch_op:
        batch_op.drop_index('comparison_open')
        batch_op.drop_index('comparison_case')

    op.drop_table('comparison')
    with op.batch_alter_table('authorisation', schema=None) as batch_op:
        batch_op.drop_index('authorisation_token')
        batch_op.drop_index('authorisation_case')

    op.drop_table('authorisation')
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_index('audit_at')
        batch_op.drop_index('audit_actor')
        batch_op.drop_index('audit_subject')

    op.drop_table('audit')
