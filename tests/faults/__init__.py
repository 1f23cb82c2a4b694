"""What a build leaves behind when it is broken off, and what the next one makes of it."""
