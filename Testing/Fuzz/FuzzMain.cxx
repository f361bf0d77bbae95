// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What libFuzzer calls; the build says which target it is for.
 */
#include "FuzzTargets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  CURVEDREFORMAT_FUZZ_TARGET(data, size);
  return 0;
}
