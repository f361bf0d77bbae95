// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause

// The installed headers and the installed library serve a project that knows nothing of ours.

#include "vtkMovingFrame.h"
#include "vtkNew.h"

#include <cstdlib>
#include <iostream>

int main()
{
  vtkNew<vtkMovingFrame> frame;
  frame->Print(std::cout);
  return frame->IsA("vtkMovingFrame") ? EXIT_SUCCESS : EXIT_FAILURE;
}
