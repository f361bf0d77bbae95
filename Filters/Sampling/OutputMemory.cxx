// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "OutputMemory.h"

#ifdef __linux__
#include <cstdint>
#include <sys/mman.h>
#endif

namespace curvedreformat
{
void PreferLargePages(void* memory, std::size_t bytes)
{
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  // only the whole ones within, so that no page reaches beyond
  constexpr std::uintptr_t page = std::uintptr_t(1) << 21;
  const auto start = reinterpret_cast<std::uintptr_t>(memory);
  const std::uintptr_t first = (start + page - 1) / page * page;
  const std::uintptr_t last = (start + bytes) / page * page;
  if (first < last)
  {
    // what it answers does not matter: it is a hint
    static_cast<void>(madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE));
  }
#else
  static_cast<void>(memory);
  static_cast<void>(bytes);
#endif
}
}
