"""A command line → its exit code, processor seconds and most bytes of memory, as JSON.

Linux counts to a process what the one it was forked from had (getrusage(2), ru_maxrss). This one
is small, which a test runner is not; run it with -I -S.
"""

import json
import os
import sys
from pathlib import Path

report, *command = sys.argv[1:]
child = os.fork()
if not child:
    os.execvp(command[0], command)
_, status, usage = os.wait4(child, 0)
code = os.waitstatus_to_exitcode(status)
measured = [code, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024]
Path(report).write_text(json.dumps(measured))
