"""What a command has done → what its user reads on screen, in Chinese."""
