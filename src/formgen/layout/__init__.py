"""A rendered Word document → page model → pages → PDF."""
