"""The way back: returned Word forms → records, read with the campaign's own templates."""
