// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FileMistake.h"
#include "MarkupsFile.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace curvedreformat
{
namespace
{
using Json = nlohmann::json;

// of what is read: { "markups": [ { "controlPoints": [ { "position": [
constexpr std::size_t DeepestLevel = 8;

// Several hundred thousand points as Slicer writes them, a few million in the shortest form.
constexpr std::size_t MostValues = 16'000'000;

/** Members of the objects of a file that are not read. */
bool IsUnread(const std::string& key)
{
  for (const char* unread : { "display", "id", "label", "description", "associatedNodeID",
         "selected", "locked", "visibility" })
  {
    if (key == unread)
    {
      return true;
    }
  }
  return false;
}

/** Empty containers from the deepest on, which needs no memory; their own destructor does, and ends
 * the program where there is none. */
void Clear(Json& value) noexcept
{
  if (auto* array = value.get_ptr<Json::array_t*>())
  {
    std::for_each(array->begin(), array->end(), Clear);
    array->clear();
  }
  else if (auto* object = value.get_ptr<Json::object_t*>())
  {
    for (auto& member : *object)
    {
      Clear(member.second);
    }
    object->clear();
  }
}

/** For what is kept of a file, which is nested DeepestLevel deep at most. */
struct ClearAtEnd
{
  Json& Root;

  ~ClearAtEnd() { Clear(this->Root); }
};

/**
 * Keeps, while a text is parsed, what is read of it: how a file is nested or what else it holds
 * must not cost memory. (The callback of Json::parse would do, but looks through all points at
 * each.)
 */
class Builder : public Json::json_sax_t
{
public:
  std::size_t ErrorByte = 0;
  bool OutOfRange = false;
  std::size_t Values = 0;

  explicit Builder(Json& root)
    : Root(root)
  {
  }
  ~Builder() override = default;
  Builder(const Builder&) = delete;
  void operator=(const Builder&) = delete;

  bool null() override { return this->Add(nullptr); }
  bool boolean(bool value) override { return this->Add(value); }
  bool number_integer(number_integer_t value) override { return this->Add(value); }
  bool number_unsigned(number_unsigned_t value) override { return this->Add(value); }
  bool number_float(number_float_t value, const string_t&) override { return this->Add(value); }
  bool string(string_t& value) override { return this->Add(std::move(value)); }
  bool binary(binary_t&) override { return this->Add(nullptr); }
  bool start_object(std::size_t) override { return this->Start(Json::object()); }
  bool start_array(std::size_t) override { return this->Start(Json::array()); }
  bool end_object() override { return this->End(); }
  bool end_array() override { return this->End(); }

  bool key(string_t& key) override
  {
    this->Key = std::move(key);
    this->SkipsNext = this->Skipped == 0 &&
      (this->Open.size() == 1 ? this->Key != "@schema" && this->Key != "markups"
                              : IsUnread(this->Key));
    return true;
  }

  bool parse_error(
    std::size_t byte, const std::string&, const nlohmann::detail::exception& error) override
  {
    this->ErrorByte = byte;
    this->OutOfRange = error.id == 406; // a number
    return false;
  }

private:
  bool Add(Json&& value)
  {
    if (this->Skipped == 0 && !this->SkipsNext)
    {
      this->Put(std::move(value));
    }
    this->SkipsNext = false;
    return this->Values <= MostValues;
  }

  Json* Put(Json&& value)
  {
    ++this->Values;
    if (this->Open.empty())
    {
      this->Root = std::move(value);
      return &this->Root;
    }
    Json& parent = *this->Open.back();
    if (parent.is_array())
    {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    Json& member = parent[this->Key];
    member = std::move(value);
    return &member;
  }

  bool Start(Json&& container)
  {
    if (this->Skipped > 0 || this->SkipsNext)
    {
      ++this->Skipped;
    }
    else if (this->Open.size() == DeepestLevel)
    {
      this->Put(Json(Json::value_t::discarded));
      this->Skipped = 1;
    }
    else
    {
      this->Open.push_back(this->Put(std::move(container)));
    }
    this->SkipsNext = false;
    return this->Values <= MostValues;
  }

  bool End()
  {
    if (this->Skipped > 0)
    {
      --this->Skipped;
    }
    else
    {
      this->Open.pop_back();
    }
    return true;
  }

  Json& Root;
  std::vector<Json*> Open; ///< the containers that have begun and not ended
  std::string Key;
  bool SkipsNext = false;
  std::size_t Skipped = 0; ///< containers that have begun within one that is not read
};

void Parse(const std::string& text, Json& root)
{
  Builder builder(root);
  if (!Json::sax_parse(text.begin(), text.end(), &builder))
  {
    if (builder.Values > MostValues)
    {
      Fail("It has more than ", MostValues, " values, which is no curve; save fewer points.");
    }
    if (builder.OutOfRange)
    {
      Fail("It has a number that is out of range; numbers may be up to 1e308.");
    }
    // what is missing at the end has the number of the byte after it
    const std::size_t byte = std::min(builder.ErrorByte, text.size());
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(byte > 0 ? byte - 1 : 0);
    Fail("It is no valid JSON: line ", 1 + std::count(text.begin(), end, '\n'), " (byte ", byte,
      " of ", text.size(), ") cannot be read; the file may be damaged or cut off.");
  }
}

/** What a value is called in messages. */
std::string Kind(const Json& value)
{
  if (value.is_discarded())
  {
    return "nested too deeply";
  }
  std::string kind = value.type_name();
  const bool vowel = kind[0] == 'a' || kind[0] == 'o';
  return kind == "null" ? kind : (vowel ? "an " : "a ") + kind;
}

/** A member of an object; nullptr when it has none of that name. */
const Json* Find(const Json& object, const char* name)
{
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

std::string GetString(const Json& object, const char* name, const std::string& where)
{
  const Json* value = Find(object, name);
  if (!value)
  {
    return std::string();
  }
  if (!value->is_string())
  {
    Fail("The ", name, " of ", where, " is ", Kind(*value), "; a string is needed.");
  }
  return value->get<std::string>();
}

/** An array of an object; nullptr when it has none of that name. */
const Json* GetArray(const Json& object, const char* name, const std::string& where)
{
  const Json* value = Find(object, name);
  if (value && !value->is_array())
  {
    Fail("The ", name, " of ", where, " is ", Kind(*value), "; an array is needed.");
  }
  return value;
}

template <std::size_t Count>
std::array<double, Count> GetNumbers(const Json& value, const char* name, const std::string& where)
{
  std::array<double, Count> numbers{};
  if (!value.is_array() || value.size() != Count)
  {
    Fail("The ", name, " of ", where, " is ", Kind(value),
      value.is_array() ? " of " + std::to_string(value.size()) + " values" : "", "; ", Count,
      " numbers are needed.");
  }
  const auto wrong =
    std::find_if_not(value.begin(), value.end(), [](const Json& v) { return v.is_number(); });
  if (wrong != value.end())
  {
    Fail("Value ", wrong - value.begin(), " of the ", name, " of ", where, " is ", Kind(*wrong),
      "; ", Count, " numbers are needed.");
  }
  std::transform(
    value.begin(), value.end(), numbers.begin(), [](const Json& v) { return v.get<double>(); });
  return numbers;
}

/** Millimetres of a unit of length after UCUM; 0 when it is another unit. */
double Millimetres(const std::string& unit)
{
  static const std::map<std::string, double> known = { { "nm", 1e-6 }, { "um", 1e-3 },
    { "mm", 1.0 }, { "cm", 10.0 }, { "dm", 100.0 }, { "m", 1000.0 } };
  const auto found = known.find(unit);
  return found == known.end() ? 0.0 : found->second;
}

/** A unit: a string, or an array of code, scheme and meaning. */
std::string GetUnit(const Json& object, const char* name, const std::string& where)
{
  const Json* value = Find(object, name);
  if (value && value->is_array() && value->size() == 3 &&
    std::all_of(value->begin(), value->end(), [](const Json& v) { return v.is_string(); }))
  {
    return (*value)[0].get<std::string>();
  }
  return GetString(object, name, where);
}

int ReadFrame(const Json& markup, const std::string& where)
{
  const Json* value = Find(markup, "coordinateSystem");
  if (!value)
  {
    return vtkWorldFrame::LPS; // the schema's default
  }
  if (value->is_number_integer())
  {
    return FrameOf(value->dump(), where);
  }
  return FrameOf(GetString(markup, "coordinateSystem", where), where);
}

/** Read the points; `defined` gets the numbers of those that are kept. */
void ReadPoints(const Json& points, double unit, const std::string& where, FileCurve& curve,
  std::vector<std::size_t>& defined)
{
  for (std::size_t i = 0; i < points.size(); ++i)
  {
    const Json& point = points[i];
    const std::string place = "control point " + std::to_string(i) + " of " + where;
    if (!point.is_object())
    {
      Fail("The ", place, " is ", Kind(point), "; an object is needed.");
    }
    const std::string status = GetString(point, "positionStatus", place);
    if (!status.empty() && status != "defined" && status != "undefined" && status != "preview" &&
      status != "missing")
    {
      Fail("The positionStatus of ", place, " is \"", status,
        "\"; defined, undefined, preview and missing are known.");
    }
    const Json* position = Find(point, "position");
    if (!position || (!status.empty() && status != "defined"))
    {
      ++curve.UndefinedPoints;
      continue;
    }
    const auto p = GetNumbers<3>(*position, "position", place);
    curve.Points.emplace_back(p[0] * unit, p[1] * unit, p[2] * unit);
    defined.push_back(i);
    if (const Json* orientation = Find(point, "orientation"))
    {
      curve.Orientations.push_back(GetNumbers<9>(*orientation, "orientation", place));
    }
  }
  if (curve.Orientations.size() != curve.Points.size())
  {
    curve.Orientations.clear();
  }
}

/** Read the numbers that a measurement has at the points. */
void ReadMeasurements(const Json& measurements, std::size_t count,
  const std::vector<std::size_t>& defined, const std::string& where, FileCurve& curve)
{
  for (std::size_t i = 0; i < measurements.size(); ++i)
  {
    const Json& measurement = measurements[i];
    const std::string place = "measurement " + std::to_string(i) + " of " + where;
    if (!measurement.is_object())
    {
      Fail("The ", place, " is ", Kind(measurement), "; an object is needed.");
    }
    std::string name = GetString(measurement, "name", place);
    const Json* values = GetArray(measurement, "controlPointValues", place);
    if (name.empty() || name == "Orientation" || !values || values->size() != count)
    {
      continue; // of the whole curve, or of other points
    }
    double unit = 1.0;
    if (SmallLetters(name) == "radius")
    {
      name = "Radius";
      unit = Millimetres(GetUnit(measurement, "units", place));
      unit = unit > 0.0 ? unit : 1.0;
    }
    std::vector<double> kept;
    for (const std::size_t at : defined)
    {
      const Json& value = (*values)[at];
      if (!value.is_number())
      {
        Fail("Value ", at, " of ", place, " is ", Kind(value), "; a number is needed.");
      }
      kept.push_back(value.get<double>() * unit);
    }
    curve.Values.emplace_back(name, std::move(kept));
  }
}

void ReadMarkup(const Json& markup, std::size_t index, FileCurves& curves)
{
  const std::string where = "markup " + std::to_string(index);
  if (!markup.is_object())
  {
    Fail("The ", where, " is ", Kind(markup), "; an object is needed.");
  }
  FileCurve curve;
  curve.Type = GetString(markup, "type", where);
  if (curve.Type.empty())
  {
    Fail("The ", where, " has no type; Curve, ClosedCurve, Line, Angle and Fiducial are read.");
  }
  curve.Name = GetString(markup, "name", where);
  curve.Closed = curve.Type == "ClosedCurve";
  if (!curve.Closed && curve.Type != "Curve" && curve.Type != "Line" && curve.Type != "Angle" &&
    curve.Type != "Fiducial")
  {
    curves.LeftOut.push_back(Printable("The " + where + " is of type " + curve.Type +
      "; Curve, ClosedCurve, Line, Angle and Fiducial are read."));
    return;
  }
  curve.Frame = ReadFrame(markup, where);
  const std::string unitName = GetUnit(markup, "coordinateUnits", where);
  const double unit = unitName.empty() ? 1.0 : Millimetres(unitName);
  if (unit == 0.0)
  {
    Fail("The coordinateUnits of ", where, " are \"", unitName,
      "\"; nm, um, mm, cm, dm and m are known.");
  }
  std::vector<std::size_t> defined;
  std::size_t count = 0;
  if (const Json* points = GetArray(markup, "controlPoints", where))
  {
    count = points->size();
    ReadPoints(*points, unit, where, curve, defined);
  }
  if (const Json* measurements = GetArray(markup, "measurements", where))
  {
    ReadMeasurements(*measurements, count, defined, where, curve);
  }
  curves.Curves.push_back(std::move(curve));
}

void ReadRoot(const Json& root, FileCurves& curves)
{
  if (!root.is_object())
  {
    Fail("It holds ", Kind(root), " and no markups; give a file that Slicer saved as .mrk.json.");
  }
  const std::string schema = SmallLetters(GetString(root, "@schema", "the file"));
  const std::string known = "markups-schema-v";
  const std::size_t at = schema.find(known);
  if (at != std::string::npos && schema.compare(at + known.size(), 2, "1.") != 0)
  {
    Fail("Its schema is \"", schema, "\"; only markups-schema-v1 is known.");
  }
  const Json* markups = GetArray(root, "markups", "the file");
  if (!markups)
  {
    Fail("It has no markups; give a file that Slicer saved as .mrk.json.");
  }
  for (std::size_t i = 0; i < markups->size(); ++i)
  {
    ReadMarkup((*markups)[i], i, curves);
  }
}
}

//------------------------------------------------------------------------------
std::string ReadMarkups(const std::string& text, FileCurves& curves) noexcept
{
  return RunReader(
    [&]()
    {
      Json root;
      const ClearAtEnd clear{ root };
      Parse(text, root);
      ReadRoot(root, curves);
    },
    curves);
}
}
