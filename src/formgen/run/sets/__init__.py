"""Papers that are printed in one go: planned, given out, bound, and listed for stamping."""
