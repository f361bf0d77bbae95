// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// In place of VectorKernels.cxx in a build without Highway.
#include "VectorKernels.h"

namespace curvedreformat
{
VectorSet GetVectorSet()
{
  return { "", nullptr };
}
}
