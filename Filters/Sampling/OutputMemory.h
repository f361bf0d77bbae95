// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Memory that is about to be written from one end to the other.
 */
#ifndef OutputMemory_h
#define OutputMemory_h

#include <cstddef>

namespace curvedreformat
{
/**
 * Ask the system for large pages where it has them (Linux, where that is left to programs). Of a
 * quick interpolation a third of the time would go into getting pages of 4 kB one by one. A hint:
 * without effect elsewhere, or on memory that is in use already.
 */
void PreferLargePages(void* memory, std::size_t bytes);
}

#endif
