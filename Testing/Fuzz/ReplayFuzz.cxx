// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Gives every file of a folder to a target: what was once found stays mended, with any compiler.
 * Fails when there is none.
 *
 *   ReplayFuzz TARGET FOLDER
 */
#include "FuzzTargets.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace
{
const std::map<std::string, FuzzTarget> Targets = {
  { "curve", FuzzCurve }, { "fiducials", FuzzFiducials }, { "inverse", FuzzInverse },
  { "markups", FuzzMarkups }, { "table", FuzzTable },
#ifdef CURVEDREFORMAT_WITH_ITK
  { "dicom", FuzzDicom }, { "meta", FuzzMeta }, { "mhd", FuzzMetaHeader },
  { "nhdr", FuzzNrrdHeader }, { "nifti", FuzzNifti }, { "nrrd", FuzzNrrd }
#endif
};
}

int main(int argc, char* argv[])
{
  const auto target = Targets.find(argc == 3 ? argv[1] : "");
  if (target == Targets.end())
  {
    std::cerr << "ReplayFuzz needs a target and a folder with inputs for it.\n";
    return EXIT_FAILURE;
  }
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(argv[2]))
  {
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::vector<char> bytes(
      (std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    // Named before, since a target that fails ends the program.
    std::cout << entry.path().filename().string() << std::endl;
    target->second(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    ++files;
  }
  std::cout << files << " inputs\n";
  return files > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
