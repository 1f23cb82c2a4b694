"""Papers for the printer: sets to be printed in one go, and the list of what is to be stamped."""
