// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "DicomSeries.h"

#include "../Files/FileMistake.h"
#include "../Model/Vector3.h"
#include "DicomElements.h"

#include "vtkDataArray.h"
#include "vtkSetGet.h"
#include "vtkType.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <filesystem>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

namespace curvedreformat
{
namespace
{
namespace fs = std::filesystem;

// In sentences; a folder may hold hundreds of series.
constexpr std::size_t MostListed = 20;

/** A slice and where it is along the normal (mm). */
struct Place
{
  const DicomFile* File;
  double Along;
};

/** What positions may be off by rounding, which is less where slices are microscopically thin. */
double Rounding(double step)
{
  return step > 0.0 ? std::min(DicomRounding, 0.1 * step) : DicomRounding;
}

Vector3 PositionOf(const DicomFile& file)
{
  return { file.Position[0], file.Position[1], file.Position[2] };
}

Vector3 AxisOf(const DicomFile& file, int axis)
{
  return { file.Axes[axis][0], file.Axes[axis][1], file.Axes[axis][2] };
}

std::string BaseName(const DicomFile& file)
{
  return fs::path(file.Name).filename().string();
}

/** A length in sentences: to a thousandth, without zeros at the end. */
std::string Millimetres(double length)
{
  std::ostringstream text;
  text << std::round(length * 1000.0) / 1000.0 << " mm";
  return text.str();
}

std::string Named(const Place& place)
{
  return BaseName(*place.File) + " (at " + Millimetres(place.Along) + ")";
}

/** The regular files directly in a folder, by name. */
std::vector<std::string> FilesIn(const fs::path& folder)
{
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
  {
    std::error_code ignored;
    if (entry.is_regular_file(ignored))
    {
      files.push_back(entry.path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

using SeriesByUID = std::map<std::string, std::vector<const DicomFile*>>;

SeriesByUID SeriesIn(const std::vector<std::string>& files, DicomHeaders& headers)
{
  SeriesByUID found;
  for (const std::string& name : files)
  {
    const DicomFile& file = headers.Get(name);
    if (!file.Damage.empty())
    {
      Fail(file.Damage);
    }
    if (file.Image)
    {
      found[file.Series].push_back(&file);
    }
  }
  return found;
}

std::string Listed(const SeriesByUID& found)
{
  std::ostringstream text;
  std::size_t count = 0;
  for (const auto& series : found)
  {
    if (count == MostListed)
    {
      text << "; and " << found.size() - count << " more";
      break;
    }
    const std::string& description = series.second.front()->Description;
    text << (count++ == 0 ? "" : "; ") << (series.first.empty() ? "(no UID)" : series.first) << ", "
         << series.second.size() << (series.second.size() == 1 ? " slice" : " slices");
    if (!description.empty())
    {
      text << ", \"" << description << "\"";
    }
  }
  return text.str();
}

/** All slices must be like the first one. */
void CheckAlike(const std::vector<const DicomFile*>& files)
{
  constexpr double sameDirection = 1e-4; // a hundredth of a millimetre on 100
  constexpr double sameSpacing = 1e-4;
  const DicomFile& first = *files.front();
  for (const DicomFile* file : files)
  {
    const auto fail = [&](const std::string& what, const std::string& one, const std::string& other)
    {
      Fail("The slices of the series differ in their ", what, ": ", BaseName(first), " has ", one,
        ", ", BaseName(*file), " has ", other, ". Put those that belong together into a folder.");
    };
    const auto pair = [](const auto& a, const char* between, const auto& b)
    {
      std::ostringstream text;
      text << a << between << b;
      return text.str();
    };
    if (file->Dimensions[0] != first.Dimensions[0] || file->Dimensions[1] != first.Dimensions[1])
    {
      fail("size", pair(first.Dimensions[0], " x ", first.Dimensions[1]) + " pixels",
        pair(file->Dimensions[0], " x ", file->Dimensions[1]));
    }
    if (file->Components != first.Components)
    {
      fail("kind of pixels", pair(first.Components, "", " components"),
        pair(file->Components, "", ""));
    }
    for (int axis = 0; axis < 2; ++axis)
    {
      if ((AxisOf(*file, axis) - AxisOf(first, axis)).Norm() > sameDirection)
      {
        const auto axes = [](const DicomFile& f)
        {
          std::ostringstream text;
          for (int i = 0; i < 6; ++i)
          {
            text << (i == 0 ? "" : "\\") << f.Axes[i / 3][i % 3];
          }
          return text.str();
        };
        fail("orientation", axes(first), axes(*file));
      }
      if (std::abs(file->Spacing[axis] - first.Spacing[axis]) > sameSpacing * first.Spacing[axis])
      {
        fail("pixel spacing", pair(first.Spacing[0], " x ", first.Spacing[1]) + " mm",
          pair(file->Spacing[0], " x ", file->Spacing[1]));
      }
    }
  }
}

/** Two slices at one place: how they differ, if that is known. */
[[noreturn]] void FailAboutDoubled(const Place& a, const Place& b)
{
  const std::string start =
    "Two slices of the series are at the same place: " + Named(a) + " and " + BaseName(*b.File);
  if (!a.File->Instance.empty() && a.File->Instance == b.File->Instance)
  {
    Fail(start, "; they are the same image twice. Take one of them out of the folder.");
  }
  for (const auto& time : a.File->Times)
  {
    for (const auto& other : b.File->Times)
    {
      if (time.first == other.first && time.second != other.second)
      {
        Fail(start, ", with the ", time.first, " ", time.second, " and ", other.second,
          "; the series holds several images. Put the files of each into a folder of its own.");
      }
    }
  }
  Fail(start, ". Leave one of them in the folder.");
}

/** Sorted along the normal. The step from slice to slice, 0 when there is one slice. */
double CheckSteps(const std::vector<Place>& places, double tolerance)
{
  const std::size_t count = places.size();
  if (count < 2)
  {
    return 0.0;
  }
  const double first = places.front().Along;
  const double mean = (places.back().Along - first) / static_cast<double>(count - 1);
  double least = std::numeric_limits<double>::max();
  double largest = 0.0;
  for (std::size_t k = 1; k < count; ++k)
  {
    const double step = places[k].Along - places[k - 1].Along;
    if (!(step > Rounding(mean)))
    {
      FailAboutDoubled(places[k - 1], places[k]);
    }
    least = std::min(least, step);
    largest = std::max(largest, step);
  }
  const double most = std::max(Rounding(mean), tolerance * mean);
  bool even = true;
  for (std::size_t k = 1; k < count && even; ++k)
  {
    even = std::abs(places[k].Along - first - static_cast<double>(k) * mean) <= most;
  }
  if (even)
  {
    return mean;
  }
  // multiples of the smallest step: some are missing
  std::size_t missing = 0;
  std::size_t before = 0; // the first gap
  bool multiples = true;
  for (std::size_t k = 1; k < count && multiples; ++k)
  {
    const double step = places[k].Along - places[k - 1].Along;
    const double steps = std::round(step / least);
    multiples = std::abs(step - steps * least) <= std::max(2.0 * Rounding(mean), 0.02 * step);
    if (multiples && steps > 1.0)
    {
      before = missing == 0 ? k : before;
      missing += static_cast<std::size_t>(steps) - 1;
    }
  }
  if (multiples && missing > 0)
  {
    Fail(missing, missing == 1 ? " slice is" : " slices are", " missing: from ",
      Named(places[before - 1]), " to ", Named(places[before]), " it is ",
      Millimetres(places[before].Along - places[before - 1].Along), ", where others are ",
      Millimetres(least), " apart. Bring the whole series into the folder.");
  }
  std::size_t widest = 1;
  for (std::size_t k = 1; k < count; ++k)
  {
    if (places[k].Along - places[k - 1].Along == largest)
    {
      widest = k;
    }
  }
  Fail("The slices are not evenly spaced: the steps are from ", Millimetres(least), " to ",
    Millimetres(largest), ", the largest from ", Named(places[widest - 1]), " to ",
    Named(places[widest]),
    ". Resample the series elsewhere, or set Tolerance if this is but rounding.");
}

/** The slices must lie one above the other. */
void CheckTilt(const std::vector<Place>& places, const Vector3& normal, double most)
{
  const Vector3 origin = PositionOf(*places.front().File);
  const Place* worst = nullptr;
  double farthest = most;
  for (const Place& place : places)
  {
    const Vector3 way = PositionOf(*place.File) - origin;
    const double aside = (way - normal * way.Dot(normal)).Norm();
    if (aside > farthest)
    {
      farthest = aside;
      worst = &place;
    }
  }
  if (worst)
  {
    const double height = worst->Along - places.front().Along;
    constexpr double degree = 0.017453292519943295;
    std::ostringstream angle;
    angle << std::round(std::atan2(farthest, height) / degree * 100.0) / 100.0;
    Fail("The slices do not lie straight above each other: ", Named(*worst), " is ",
      Millimetres(farthest), " beside where the first one, ", Named(places.front()),
      ", would have it, as of a gantry that is tilted by ", angle.str(),
      " degrees. Straighten the series first (dcm2niix does, for example), or set Tolerance if "
      "this is but rounding.");
  }
}

void TakeGrid(
  const std::vector<Place>& places, double step, const Vector3& normal, DicomSeries& series)
{
  const DicomFile& first = *places.front().File;
  ImageFileHeader& header = series.Header;
  header = ImageFileHeader();
  header.Dimensions[0] = first.Dimensions[0];
  header.Dimensions[1] = first.Dimensions[1];
  header.Dimensions[2] = static_cast<int>(places.size());
  header.Spacing[0] = first.Spacing[0];
  header.Spacing[1] = first.Spacing[1];
  header.Spacing[2] = step > 0.0 ? step : first.Thickness > 0.0 ? first.Thickness : 1.0;
  const double axis[3] = { normal.X, normal.Y, normal.Z };
  for (int i = 0; i < 3; ++i)
  {
    header.Origin[i] = first.Position[i];
    header.Direction[3 * i] = first.Axes[0][i];
    header.Direction[3 * i + 1] = first.Axes[1][i];
    header.Direction[3 * i + 2] = axis[i];
  }
  header.Streams = true;
  header.Components = first.Components;
  header.ScalarType = first.ScalarType;
  for (const Place& place : places)
  {
    // a slope of its own for each slice, as in PET
    header.ScalarType =
      place.File->ScalarType == header.ScalarType ? header.ScalarType : VTK_DOUBLE;
    series.Slices.push_back(*place.File);
  }
  series.Description = first.Description;
}

void MakeSeries(const std::vector<const DicomFile*>& files, double tolerance, DicomSeries& series)
{
  for (const DicomFile* file : files)
  {
    if (!file->Mistake.empty())
    {
      Fail(file->Mistake);
    }
  }
  CheckAlike(files);
  const Vector3 normal = AxisOf(*files.front(), 0).Cross(AxisOf(*files.front(), 1));
  std::vector<Place> places;
  places.reserve(files.size());
  for (const DicomFile* file : files)
  {
    places.push_back({ file, PositionOf(*file).Dot(normal) });
  }
  std::stable_sort(
    places.begin(), places.end(), [](const Place& a, const Place& b) { return a.Along < b.Along; });
  const double step = CheckSteps(places, tolerance);
  CheckTilt(places, normal, std::max(Rounding(step), tolerance * step));
  TakeGrid(places, step, normal, series);
}

void Find(const std::string& path, const std::string& uid, double tolerance, DicomHeaders& headers,
  DicomSeries& series)
{
  if (path.empty())
  {
    Fail("There is no FileName; give a folder of DICOM files, or one of them.");
  }
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status))
  {
    Fail("There is no file or folder ", path, ".");
  }
  fs::path folder = path;
  std::string wanted = uid;
  if (!fs::is_directory(status))
  {
    folder = fs::path(path).parent_path();
    folder = folder.empty() ? fs::path(".") : folder;
    if (!IsDicomFile(path))
    {
      Fail(path, " is no DICOM file: there is no DICM after 128 bytes.");
    }
    const DicomFile& file = headers.Get(path);
    if (!file.Damage.empty() || !file.Mistake.empty())
    {
      Fail(file.Damage.empty() ? file.Mistake : file.Damage);
    }
    if (!file.Image)
    {
      Fail(path, " holds no image; give the folder of the series, or a file of it.");
    }
    wanted = uid.empty() ? file.Series : uid;
  }
  const SeriesByUID found = SeriesIn(FilesIn(folder), headers);
  if (found.empty())
  {
    Fail(folder.string(),
      " has no DICOM images directly in it; give the folder that has (those within are not "
      "searched).");
  }
  if (wanted.empty() && found.size() > 1)
  {
    Fail(folder.string(), " has ", found.size(),
      " series; set SeriesUID to one of them: ", Listed(found), ".");
  }
  const auto chosen = wanted.empty() ? found.begin() : found.find(wanted);
  if (chosen == found.end())
  {
    Fail(folder.string(), " has no series with the SeriesUID ", wanted,
      ", but these: ", Listed(found), ".");
  }
  MakeSeries(chosen->second, tolerance, series);
}

template <typename T>
void ToDouble(const T* from, std::size_t count, double* to)
{
  std::transform(from, from + count, to, [](T value) { return static_cast<double>(value); });
}
}

//------------------------------------------------------------------------------
const DicomFile& DicomHeaders::Get(const std::string& fileName)
{
  std::error_code error;
  const std::uintmax_t size = fs::file_size(fileName, error);
  const std::int64_t time =
    static_cast<std::int64_t>(fs::last_write_time(fileName, error).time_since_epoch().count());
  Known& known = this->Files[fileName];
  if (error || known.Header.Name.empty() || known.Size != size || known.Time != time)
  {
    known.Header = ReadDicomHeader(fileName);
    known.Size = size;
    known.Time = time;
  }
  return known.Header;
}

//------------------------------------------------------------------------------
bool HasDicom(const std::string& path)
{
  try
  {
    if (!fs::is_directory(path))
    {
      return IsDicomFile(path);
    }
    const std::vector<std::string> files = FilesIn(path);
    return std::any_of(files.begin(), files.end(), IsDicomFile);
  }
  catch (const std::exception&) // a folder that may not be read
  {
    return false;
  }
}

//------------------------------------------------------------------------------
std::string FindDicomSeries(const std::string& path, const std::string& uid, double tolerance,
  DicomHeaders& headers, DicomSeries& series)
{
  series = DicomSeries();
  try
  {
    Find(path, uid, tolerance, headers, series);
  }
  catch (const Mistake& mistake)
  {
    return mistake.what();
  }
  catch (const std::exception&)
  {
    return Printable(path) + " cannot be read.";
  }
  return std::string();
}

//------------------------------------------------------------------------------
std::string ListDicomSeries(
  const std::string& path, DicomHeaders& headers, std::vector<DicomSeriesSummary>& series)
{
  series.clear();
  try
  {
    fs::path folder = path;
    if (!fs::is_directory(folder))
    {
      folder = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
    }
    for (const auto& found : SeriesIn(FilesIn(folder), headers))
    {
      series.push_back(
        { found.first, found.second.front()->Description, static_cast<int>(found.second.size()) });
    }
  }
  catch (const Mistake& mistake)
  {
    return mistake.what();
  }
  catch (const std::exception&)
  {
    return Printable(path) + " cannot be read.";
  }
  return std::string();
}

//------------------------------------------------------------------------------
std::string ReadDicomSlice(const DicomSeries& series, int k, void* values)
{
  const DicomFile& file = series.Slices[static_cast<std::size_t>(k)];
  if (file.ScalarType == series.Header.ScalarType)
  {
    return ReadDicomPixels(file, values);
  }
  const std::size_t count = static_cast<std::size_t>(file.Dimensions[0]) *
    static_cast<std::size_t>(file.Dimensions[1]) * static_cast<std::size_t>(file.Components);
  std::vector<char> own(
    count * static_cast<std::size_t>(vtkDataArray::GetDataTypeSize(file.ScalarType)));
  std::string mistake = ReadDicomPixels(file, own.data());
  if (mistake.empty())
  {
    switch (file.ScalarType)
    {
      vtkTemplateMacro(ToDouble(static_cast<const VTK_TT*>(static_cast<const void*>(own.data())),
        count, static_cast<double*>(values)));
    }
  }
  return mistake;
}
}
