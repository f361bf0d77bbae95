# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Bad input gives one sentence and no output, and the same object works when it is mended.

The tables are in the files bad_*.py. Arguments choose rows: those with all of them in
"SUBJECT: WHAT", such as `vtkReformatProfile nan`; with --large those that take minutes; with
--memory-unlimited without those that limit memory, of which a sanitizer takes a multiple.
"""

import os
import shutil
import sys
import time
import traceback

import bad_curves
import bad_files
import bad_images
import bad_runs
import bad_settings
from rows import try_row
from subjects import FOLDER, OF_IMAGE_FILES, READ_IMAGE

shutil.rmtree(FOLDER, ignore_errors=True)
os.makedirs(FOLDER)
bad_files.write_files()

built_without_itk = not READ_IMAGE.cls.CanRead()
wanted = [word for word in sys.argv[1:] if not word.startswith("--")]
large = "--large" in sys.argv
memory_unlimited = "--memory-unlimited" in sys.argv
count, failed = {}, []
for module in (bad_curves, bad_images, bad_settings, bad_files, bad_runs):
    for row in getattr(module, "LARGE", []) if large else module.ROWS:
        for subject in row.on:
            name = "%s: %s" % (subject.name, row.what)
            if built_without_itk and subject in OF_IMAGE_FILES:
                continue
            if memory_unlimited and row.limit and row.limit[0] == "AS":
                continue
            if not all(word in name for word in wanted):
                continue
            begin = time.monotonic()
            try:
                try_row(row, subject)
            except Exception as error:
                failed.append(name)
                print("%s\n    %s" % (name, str(error).strip().replace("\n", "\n    ")))
                if not isinstance(error, AssertionError):
                    traceback.print_exc(file=sys.stdout)
            spent = time.monotonic() - begin
            if spent > 2:
                print("%s took %.1f s" % (name, spent))
            count[module.__name__] = count.get(module.__name__, 0) + 1
print("tried %s" % ", ".join("%d %s" % (n, name.replace("_", " ")) for name, n in count.items()))
assert count, "no row is chosen"
assert not failed, "%d of them failed: %s" % (len(failed), "; ".join(failed))
