// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What a build without ITK says of image files.
 */
#ifndef NoItk_h
#define NoItk_h

#include <string>

namespace curvedreformat
{
/** `done` is read or written. */
inline std::string NoItkMessage(const std::string& fileName, const char* done)
{
  return fileName + " cannot be " + done +
    ", since this is built without ITK; install ITK 5 (libinsighttoolkit5-dev) and build again.";
}
}

#endif
