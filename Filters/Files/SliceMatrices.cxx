// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "SliceMatrices.h"

#include "../Input/WholeArrays.h"
#include "../vtkWorldFrame.h"
#include "Numbers.h"

#include "vtkDataArray.h"
#include "vtkFieldData.h"
#include "vtkImageData.h"
#include "vtkPolyData.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace curvedreformat
{
namespace
{
/** The sentence on the first number that is none; JSON has no word for it. */
std::string CheckFinite(const SliceMatrices& slices)
{
  for (std::size_t k = 0; k < slices.Matrices.size(); ++k)
  {
    const auto& m = slices.Matrices[k];
    if (!std::isfinite(slices.ArcLengths[k]) ||
      !std::all_of(m.begin(), m.end(), [](double value) { return std::isfinite(value); }))
    {
      std::ostringstream text;
      text << "The matrix or the arc length of slice " << k
           << " has a value that is not finite; straighten the image again.";
      return text.str();
    }
  }
  return std::string();
}

void Append(const std::vector<std::string>& texts, const char* separator, std::string& all)
{
  for (std::size_t i = 0; i < texts.size(); ++i)
  {
    all += i > 0 ? separator : "";
    all += texts[i];
  }
}

template <typename Values>
std::string JsonArray(const Values& values)
{
  std::vector<std::string> texts;
  for (const auto value : values)
  {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, int>)
    {
      texts.push_back(std::to_string(value));
    }
    else
    {
      texts.push_back(FormatNumber(value));
    }
  }
  std::string all = "[";
  Append(texts, ", ", all);
  return all + "]";
}
}

//------------------------------------------------------------------------------
std::string FindSliceMatrices(vtkImageData* image, const int wholeExtent[6], SliceMatrices& slices)
{
  vtkDataArray* matrices = image->GetFieldData()->GetArray("SliceToWorld");
  vtkDataArray* lengths = image->GetFieldData()->GetArray("ArcLength");
  if (!matrices || !lengths)
  {
    return "Input has no field arrays SliceToWorld and ArcLength; give a straightened image.";
  }
  if (matrices->GetNumberOfComponents() != 16 || lengths->GetNumberOfComponents() != 1 ||
    matrices->GetNumberOfTuples() != lengths->GetNumberOfTuples() ||
    matrices->GetNumberOfTuples() == 0)
  {
    std::ostringstream text;
    text << "Input has " << matrices->GetNumberOfTuples() << " matrices of "
         << matrices->GetNumberOfComponents() << " values in SliceToWorld and "
         << lengths->GetNumberOfTuples()
         << " values in ArcLength; one matrix of 16 and one value a "
         << "slice are needed.";
    return text.str();
  }
  slices.OfImage = true;
  for (int i = 0; i < 3; ++i)
  {
    const auto at = static_cast<std::size_t>(i);
    slices.Dimensions[at] = wholeExtent[2 * i + 1] - wholeExtent[2 * i] + 1;
    slices.Spacing[at] = image->GetSpacing()[i];
    slices.Origin[at] = image->GetOrigin()[i] + wholeExtent[2 * i] * image->GetSpacing()[i];
  }
  for (vtkIdType k = 0; k < matrices->GetNumberOfTuples(); ++k)
  {
    std::array<double, 16> m{};
    matrices->GetTuple(k, m.data());
    slices.Matrices.push_back(m);
    slices.ArcLengths.push_back(lengths->GetComponent(k, 0));
  }
  return CheckFinite(slices);
}

//------------------------------------------------------------------------------
std::string FindSliceMatrices(vtkPolyData* curve, SliceMatrices& slices)
{
  const std::array<vtkDataArray*, 3> axes = { FindWholeArray(curve, "Normals"),
    FindWholeArray(curve, "Binormals"), FindWholeArray(curve, "Tangents") };
  vtkDataArray* lengths = FindWholeArray(curve, "ArcLength");
  if (!lengths || lengths->GetNumberOfComponents() != 1 ||
    !std::all_of(axes.begin(), axes.end(),
      [](vtkDataArray* axis) { return axis && axis->GetNumberOfComponents() == 3; }))
  {
    return "Input has no point arrays Normals, Binormals, Tangents and ArcLength; give a curve "
           "from "
           "Curve Frames, or a straightened image.";
  }
  for (vtkIdType id = 0; id < curve->GetNumberOfPoints(); ++id)
  {
    std::array<double, 16> m{};
    double center[3];
    curve->GetPoint(id, center);
    for (std::size_t row = 0; row < 3; ++row)
    {
      for (std::size_t column = 0; column < 3; ++column)
      {
        m[4 * row + column] = axes[column]->GetComponent(id, static_cast<int>(row));
      }
      m[4 * row + 3] = center[row];
    }
    m[15] = 1.0;
    slices.Matrices.push_back(m);
    slices.ArcLengths.push_back(lengths->GetComponent(id, 0));
  }
  return slices.Matrices.empty() ? "Input has no points; give a curve from Curve Frames."
                                 : CheckFinite(slices);
}

//------------------------------------------------------------------------------
void FlipSliceMatrices(SliceMatrices& slices)
{
  for (std::array<double, 16>& m : slices.Matrices)
  {
    vtkWorldFrame::FlipColumns(m.data(), 4);
  }
}

//------------------------------------------------------------------------------
std::string WriteSlicesAsCsv(const SliceMatrices& slices)
{
  std::string text = "slice,arc_length";
  for (int i = 0; i < 16; ++i)
  {
    text += ",m" + std::to_string(i / 4) + std::to_string(i % 4);
  }
  text += "\n";
  for (std::size_t k = 0; k < slices.Matrices.size(); ++k)
  {
    text += std::to_string(k) + "," + FormatNumber(slices.ArcLengths[k]);
    for (const double value : slices.Matrices[k])
    {
      text += "," + FormatNumber(value);
    }
    text += "\n";
  }
  return text;
}

//------------------------------------------------------------------------------
std::string WriteSlicesAsJson(const SliceMatrices& slices, int frame)
{
  std::string text = "{\n  \"format\": \"CurvedReformat slice matrices\",\n  \"version\": 1,\n"
                     "  \"world_frame\": \"";
  text += vtkWorldFrame::GetName(frame);
  text += "\",\n  \"units\": \"mm\",\n";
  if (slices.OfImage)
  {
    text += "  \"dimensions\": " + JsonArray(slices.Dimensions) +
      ",\n  \"spacing\": " + JsonArray(slices.Spacing) +
      ",\n  \"origin\": " + JsonArray(slices.Origin) + ",\n";
  }
  text += "  \"slices\": [";
  for (std::size_t k = 0; k < slices.Matrices.size(); ++k)
  {
    text += k > 0 ? ",\n" : "\n";
    text += "    { \"slice\": " + std::to_string(k) +
      ", \"arc_length\": " + FormatNumber(slices.ArcLengths[k]) + ", \"matrix\": [";
    for (std::size_t row = 0; row < 4; ++row)
    {
      std::array<double, 4> values{};
      std::copy_n(
        slices.Matrices[k].begin() + static_cast<std::ptrdiff_t>(4 * row), 4, values.begin());
      text += (row > 0 ? ", " : "") + JsonArray(values);
    }
    text += "] }";
  }
  return text + "\n  ]\n}\n";
}
}
