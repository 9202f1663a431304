"""The office of the tests itself."""

import os
import subprocess
import sys
from pathlib import Path

LOOK = "import sys, tests.web.settings as s; sys.exit(not (s.HOME / 'secret').exists())"


def test_the_folder_of_a_process_is_there_while_it_runs_and_gone_after(tmp_path: Path) -> None:
    surroundings = os.environ | {"TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", LOOK], env=surroundings, check=False)
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []
