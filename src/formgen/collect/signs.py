"""The characters that people and programs tick with, by sort."""

TYPED_TICKS = "√✓✔"
"""Ticks that are written beside or into a box."""
TICKS = f"☑✅{TYPED_TICKS}∨🗸🗹■●◆▲★◉⊙▣⦿"
CROSSES = "×✗✘✕✖☒╳❌⊠"
ROUNDS = "○〇◯⚪"
BOXES = "□☐◇▢◻⬜◽❏❑▫£¨"
"""£ and ¨ are the empty box of a symbol font that is gone."""
SIGNS = TICKS + CROSSES + ROUNDS + BOXES
"""Every character that is a mark by itself, wherever it stands."""
