# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The version of the package, which is that of the project in CMakeLists.txt."""

VERSION = "0.1.0"
