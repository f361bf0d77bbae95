// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Calls into ITK and the libraries below it that neither throw nor print. Only in a build with ITK.
 */
#ifndef RunQuietly_h
#define RunQuietly_h

#include <functional>
#include <string>

namespace curvedreformat
{
/**
 * Run a function that returns an empty string or a sentence. What it throws becomes the reason in
 * a sentence, between `before` and `after`, on one line and without places in ITK's sources;
 * neither ITK nor the libraries below it, GDCM among them, print anything meanwhile.
 */
std::string RunQuietly(const std::function<std::string()>& function,
  const std::string& before = "It cannot be read (",
  const std::string& after = "); it is damaged, or has what ITK does not read.");
}

#endif
