// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * All benchmarks in one program, so that they can be run interleaved. Utilities/benchmark.sh runs
 * it; --small, before the arguments of Google Benchmark, makes tiny data, to see that everything
 * works.
 */
#include "BenchmarkData.h"
#include "GatherLoop.h"

#include "vtkMultiThreader.h"
#include "vtkObject.h"
#include "vtkSMPTools.h"
#include "vtkThreadedImageAlgorithm.h"
#include "vtkVersion.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

int main(int argc, char* argv[])
{
  if (argc > 1 && std::strcmp(argv[1], "--small") == 0)
  {
    benchmarks::UseSmallData();
    std::copy(argv + 2, argv + argc, argv + 1);
    --argc;
  }
#if defined(__GLIBC__)
  // Large blocks come from the kernel and go back to it, so that every output costs its page
  // faults, as that of a user's first run does, whatever ran before.
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
  // As in stock ParaView; elsewhere VTK's filters would take all cores.
  vtkSMPTools::SetBackend("Sequential");
  vtkThreadedImageAlgorithm::SetGlobalDefaultEnableSMP(false);
  vtkMultiThreader::SetGlobalDefaultNumberOfThreads(1);
  // The iterations of the competing inverse warn for every point where they do not converge.
  vtkObject::GlobalWarningDisplayOff();

  benchmarks::RegisterReformat();
  benchmarks::RegisterSlabs();
  benchmarks::RegisterInverse();
  benchmarks::RegisterFrames();
  benchmarks::RegisterInteraction();
  benchmarks::RegisterMemory();

  benchmark::AddCustomContext("vtk", vtkVersion::GetVTKVersion());
#if defined(__clang__)
  benchmark::AddCustomContext("compiler", "Clang " __clang_version__);
#elif defined(__GNUC__)
  benchmark::AddCustomContext("compiler", "GCC " __VERSION__);
#endif
  benchmark::AddCustomContext("simd", benchmarks::GatherForm());
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv))
  {
    return 1;
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
