// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "LineNames.h"

#include "vtkCellData.h"
#include "vtkPolyData.h"
#include "vtkStringArray.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace curvedreformat
{
namespace
{
bool IsUsualName(const char* name)
{
  std::string small = name ? name : "";
  std::transform(small.begin(), small.end(), small.begin(),
    [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return small == "name" || small == "names" || small == "label" || small == "labels";
}

vtkStringArray* FindNames(vtkCellData* data)
{
  vtkStringArray* first = nullptr;
  for (int i = 0; i < data->GetNumberOfArrays(); ++i)
  {
    auto* array = vtkStringArray::SafeDownCast(data->GetAbstractArray(i));
    if (array && array->GetNumberOfComponents() == 1)
    {
      if (IsUsualName(array->GetName()))
      {
        return array;
      }
      first = first ? first : array;
    }
  }
  return first;
}

std::string Trimmed(const std::string& text)
{
  const char* const blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string::npos ? std::string()
                                    : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}
}

//------------------------------------------------------------------------------
std::vector<std::string> FindLineNames(vtkPolyData* curve, const CurveLines& lines)
{
  vtkStringArray* array = FindNames(curve->GetCellData());
  std::vector<std::string> names;
  for (const vtkIdType cell : lines.Cells)
  {
    std::string name;
    if (array && cell < array->GetNumberOfValues())
    {
      name = Trimmed(array->GetValue(cell));
    }
    names.push_back(name.empty() ? "Line " + std::to_string(names.size()) : name);
  }
  // A number makes a name different from those given, too.
  const std::set<std::string> given(names.begin(), names.end());
  std::set<std::string> used;
  for (std::string& name : names)
  {
    const std::string wanted = name;
    for (int number = 2; used.count(name) > 0 || (name != wanted && given.count(name) > 0);
         ++number)
    {
      name = wanted + " " + std::to_string(number);
    }
    used.insert(name);
  }
  return names;
}
}
