"""Where files are written to: a folder or object storage, one run at a time."""
