// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "MarkupsFile.h"
#include "Numbers.h"

#include <nlohmann/json.hpp>

namespace curvedreformat
{
namespace
{
using Json = nlohmann::json;

const char* const Schema = "https://raw.githubusercontent.com/slicer/slicer/master/Modules/"
                           "Loadable/Markups/Resources/Schema/markups-schema-v1.0.3.json#";

template <typename Numbers>
void WriteNumbers(const Numbers& numbers, std::string& text)
{
  text += '[';
  bool first = true;
  for (const double number : numbers)
  {
    text += first ? "" : ", ";
    text += FormatNumber(number);
    first = false;
  }
  text += ']';
}

std::string Quoted(const std::string& text)
{
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

void WriteMarkup(const FileCurve& curve, std::string& text)
{
  // Slicer's axes of a point without a direction: those of RAS
  const std::array<double, 9> identity = { -1.0, 0.0, 0.0, 0.0, -1.0, 0.0, 0.0, 0.0, 1.0 };
  text += "    {\n      \"type\": " + Quoted(curve.Type) +
    ",\n      \"name\": " + Quoted(curve.Name) + ",\n      \"coordinateSystem\": \"LPS\",\n" +
    "      \"coordinateUnits\": \"mm\",\n      \"labelFormat\": \"%N-%d\",\n" +
    "      \"lastUsedControlPointNumber\": " + std::to_string(curve.Points.size()) + ",\n" +
    "      \"controlPoints\": [";
  for (std::size_t i = 0; i < curve.Points.size(); ++i)
  {
    const Vector3& p = curve.Points[i];
    const std::string number = std::to_string(i + 1);
    text += i > 0 ? ",\n" : "\n";
    text += "        { \"id\": \"" + number +
      "\", \"label\": " + Quoted(curve.Name + "-" + number) + ", \"position\": ";
    WriteNumbers(std::array<double, 3>{ p[0], p[1], p[2] }, text);
    text += ", \"orientation\": ";
    WriteNumbers(curve.Orientations.empty() ? identity : curve.Orientations[i], text);
    text += ", \"selected\": true, \"locked\": false, \"visibility\": true, \"positionStatus\": "
            "\"defined\" }";
  }
  text += "\n      ],\n      \"measurements\": [";
  for (std::size_t i = 0; i < curve.Values.size(); ++i)
  {
    text += i > 0 ? ",\n" : "\n";
    text += "        { \"name\": " + Quoted(curve.Values[i].first) +
      ", \"enabled\": true, \"units\": \"mm\", \"controlPointValues\": ";
    WriteNumbers(curve.Values[i].second, text);
    text += " }";
  }
  text += curve.Values.empty() ? "]\n    }" : "\n      ]\n    }";
}
}

//------------------------------------------------------------------------------
std::string WriteMarkups(const FileCurves& curves)
{
  std::string text = "{\n  \"@schema\": \"" + std::string(Schema) + "\",\n  \"markups\": [\n";
  for (std::size_t i = 0; i < curves.Curves.size(); ++i)
  {
    WriteMarkup(curves.Curves[i], text);
    text += i + 1 < curves.Curves.size() ? ",\n" : "\n";
  }
  return text + "  ]\n}\n";
}
}
