"""What a build leaves behind when it is broken off, and what the next one makes of it."""

import pytest

pytest.register_assert_rewrite("tests.faults.yard", "tests.faults.kills")
