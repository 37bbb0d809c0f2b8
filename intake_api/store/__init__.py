"""Engine, transactions, group commit, field encryption, migrations: alone knows SQLite from PostgreSQL."""
