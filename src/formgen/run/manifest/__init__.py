"""What runs have made, and of what: kept in one SQLite file beside the files."""
