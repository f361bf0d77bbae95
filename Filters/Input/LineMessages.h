// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What is to be said of several lines: each sentence once, with the lines that it is about.
 */
#ifndef LineMessages_h
#define LineMessages_h

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace curvedreformat
{
class LineMessages
{
public:
  void Add(const std::string& line, const std::string& sentence);

  bool IsEmpty() const { return this->Messages.empty(); }

  /** The sentence that came first. */
  const std::string& First() const { return this->Messages.front().first; }

  /**
   * The sentences, after the lines' names and `verdict`: Line "A" is left out: Curve has ... What
   * is said of `all` lines, if there are more than one, is said without their names and the
   * verdict.
   */
  std::vector<std::string> Sentences(std::size_t all, const std::string& verdict) const;

private:
  std::vector<std::pair<std::string, std::vector<std::string>>> Messages;
};
}

#endif
