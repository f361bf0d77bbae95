// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "LineMessages.h"

#include <algorithm>

namespace curvedreformat
{
namespace
{
constexpr std::size_t MostNames = 5;

std::string List(const std::vector<std::string>& names)
{
  std::string text = names.size() == 1 ? "Line " : "Lines ";
  const std::size_t named = names.size() > MostNames ? MostNames - 1 : names.size();
  for (std::size_t i = 0; i < named; ++i)
  {
    text += i == 0 ? "\"" : (i + 1 == names.size() ? " and \"" : ", \"");
    text += names[i] + "\"";
  }
  return named == names.size() ? text
                               : text + " and " + std::to_string(names.size() - named) + " more";
}
}

//------------------------------------------------------------------------------
void LineMessages::Add(const std::string& line, const std::string& sentence)
{
  auto at = std::find_if(this->Messages.begin(), this->Messages.end(),
    [&](const auto& message) { return message.first == sentence; });
  if (at == this->Messages.end())
  {
    at = this->Messages.insert(at, { sentence, {} });
  }
  at->second.push_back(line);
}

//------------------------------------------------------------------------------
std::vector<std::string> LineMessages::Sentences(std::size_t all, const std::string& verdict) const
{
  std::vector<std::string> sentences;
  for (const auto& message : this->Messages)
  {
    const std::vector<std::string>& names = message.second;
    const std::string verb = names.size() == 1 ? " is " : " are ";
    sentences.push_back(names.size() == all && all > 1 ? message.first
        : verdict.empty()                              ? List(names) + ": " + message.first
                          : List(names) + verb + verdict + ": " + message.first);
  }
  return sentences;
}
}
