"""A person no message of a failure may name."""

PERSON = "钱某某 990101199001011234 19900001234"
