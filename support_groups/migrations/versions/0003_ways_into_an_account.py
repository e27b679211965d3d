"""Keep the ways into an account in a table of their own"""

import sqlalchemy as sa
from alembic import op

from support_groups.migrations import refuse_accounts

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    refuse_accounts(op.get_bind())
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_column("passphrase_hash")
        accounts.drop_column("recovery_hash")
        accounts.add_column(
            sa.Column(
                "public_key",
                sa.LargeBinary(length=32),
                nullable=True,
                comment="X25519; the private one is sealed in every way in.",
            )
        )
    with op.batch_alter_table("sign_ins") as sign_ins:
        sign_ins.add_column(
            sa.Column(
                "device_key",
                sa.LargeBinary(length=32),
                nullable=True,
                comment="Opens what this device keeps; gone with the sign-in.",
            )
        )
    op.create_table(
        "ways_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("PASSPHRASE", "WORDS", "PASSKEY", name="waykind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=40), nullable=True, comment="What its owner calls a passkey."),
        sa.Column("format", sa.Integer(), nullable=False, comment="How its keys are made and sealed."),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True, comment="Of a passphrase."),
        sa.Column("proof_hash", sa.String(length=255), nullable=True, comment="argon2id"),
        sa.Column("credential_id", sa.LargeBinary(length=1023), nullable=True),
        sa.Column("credential", sa.JSON(), nullable=True, comment="Of a passkey: its public key and counter."),
        sa.Column(
            "sealed",
            sa.LargeBinary(),
            nullable=True,
            comment="The private key of the account, to be opened with this way alone.",
        ),
        sa.Column("created_on", sa.Date(), nullable=False, comment="The Monday of the week; no day is kept."),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_ways_in_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ways_in")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_ways_in_credential_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_ways_in_public_id")),
    )
    op.create_index(op.f("ix_ways_in_account_id"), "ways_in", ["account_id"])
    op.create_index(
        "uq_ways_in_one_of_a_kind",
        "ways_in",
        ["account_id", "kind"],
        unique=True,
        sqlite_where=sa.text("kind <> 'PASSKEY'"),
        postgresql_where=sa.text("kind <> 'PASSKEY'"),
    )


def downgrade() -> None:
    op.drop_table("ways_in")
    with op.batch_alter_table("sign_ins") as sign_ins:
        sign_ins.drop_column("device_key")
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_column("public_key")
        for name in ("passphrase_hash", "recovery_hash"):
            # Nobody can sign in by it: no hash looks like this.
            accounts.add_column(sa.Column(name, sa.String(length=255), nullable=False, server_default="-"))
