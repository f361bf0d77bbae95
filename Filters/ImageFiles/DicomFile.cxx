// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "DicomFile.h"

#include "../Files/FileMistake.h"
#include "../Files/Numbers.h"
#include "DicomCodestream.h"
#include "DicomElements.h"
#include "RunQuietly.h"

#include "vtkType.h"

#include <gdcmDataElement.h>
#include <gdcmFragment.h>
#include <gdcmImage.h>
#include <gdcmMediaStorage.h>
#include <gdcmPhotometricInterpretation.h>
#include <gdcmPixelFormat.h>
#include <gdcmRescaler.h>
#include <gdcmSequenceOfFragments.h>
#include <gdcmTransferSyntax.h>
#include <vtksys/FStream.hxx>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace curvedreformat
{
namespace
{
// How far a direction may be from a unit vector, and two of them from a right angle, before it is
// taken for something else. Some files have three digits only.
constexpr double DirectionRounding = 1e-3;

/** Exactly so many finite numbers, with a backslash between them. */
bool Numbers(std::string_view text, std::size_t count, double* numbers)
{
  for (std::size_t i = 0; i < count; ++i)
  {
    const std::size_t end = text.find('\\');
    if ((end == std::string_view::npos) != (i + 1 == count) ||
      !ParseNumber(text.substr(0, end), numbers[i]) || !std::isfinite(numbers[i]))
    {
      return false;
    }
    text.remove_prefix(i + 1 == count ? text.size() : end + 1);
  }
  return true;
}

void TakeNumbers(const DicomElements& data, std::uint32_t tag, const char* name, std::size_t count,
  double* numbers)
{
  const std::string text = data.Text(tag);
  if (!Numbers(text, count, numbers))
  {
    Fail("has the ", name, " \"", text.substr(0, 80), "\"; ", count,
      " numbers with \\ between them are needed, or else its place is not known.");
  }
}

double Dot(const double a[3], const double b[3])
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

void TakePlace(const DicomElements& data, DicomFile& file)
{
  TakeNumbers(data, 0x00200032, "Image Position (Patient)", 3, file.Position);
  double axes[6];
  TakeNumbers(data, 0x00200037, "Image Orientation (Patient)", 6, axes);
  const double lengths[2] = { std::sqrt(Dot(axes, axes)), std::sqrt(Dot(axes + 3, axes + 3)) };
  if (!(std::abs(lengths[0] - 1.0) <= DirectionRounding) ||
    !(std::abs(lengths[1] - 1.0) <= DirectionRounding) ||
    !(std::abs(Dot(axes, axes + 3)) <= DirectionRounding))
  {
    Fail("has the Image Orientation (Patient) \"", data.Text(0x00200037).substr(0, 120),
      "\"; two unit vectors at a right angle are needed.");
  }
  // at a right angle to rounding: what the second has of the first is taken away
  double second[3];
  const double along = Dot(axes, axes + 3) / (lengths[0] * lengths[0]);
  for (int i = 0; i < 3; ++i)
  {
    second[i] = axes[3 + i] - along * axes[i];
  }
  const double length = std::sqrt(Dot(second, second));
  for (int i = 0; i < 3; ++i)
  {
    file.Axes[0][i] = axes[i] / lengths[0];
    file.Axes[1][i] = second[i] / length;
  }
  double spacing[2]; // from row to row, from column to column
  TakeNumbers(data, 0x00280030, "Pixel Spacing", 2, spacing);
  if (!(spacing[0] > 0.0) || !(spacing[1] > 0.0))
  {
    Fail("has the Pixel Spacing \"", data.Text(0x00280030).substr(0, 80),
      "\"; two numbers above 0 are needed.");
  }
  file.Spacing[0] = spacing[1];
  file.Spacing[1] = spacing[0];
  for (const std::uint32_t tag : { 0x00180088U, 0x00180050U }) // between slices, else of the slice
  {
    double thickness = 0.0;
    if (file.Thickness == 0.0 && Numbers(data.Text(tag), 1, &thickness) && thickness > 0.0)
    {
      file.Thickness = thickness;
    }
  }
}

/** VTK's number, 0 for what is not known. */
int TypeOf(gdcm::PixelFormat::ScalarType type)
{
  switch (type)
  {
    case gdcm::PixelFormat::INT8:
      return VTK_SIGNED_CHAR;
    case gdcm::PixelFormat::UINT8:
      return VTK_UNSIGNED_CHAR;
    case gdcm::PixelFormat::INT12:
    case gdcm::PixelFormat::INT16:
      return VTK_SHORT;
    case gdcm::PixelFormat::UINT12:
    case gdcm::PixelFormat::UINT16:
      return VTK_UNSIGNED_SHORT;
    case gdcm::PixelFormat::INT32:
      return VTK_INT;
    case gdcm::PixelFormat::UINT32:
      return VTK_UNSIGNED_INT;
    case gdcm::PixelFormat::FLOAT32:
      return VTK_FLOAT;
    case gdcm::PixelFormat::FLOAT64:
      return VTK_DOUBLE;
    default:
      return 0;
  }
}

/** The pixels must be as many as the file can hold: nobody gets memory for others. */
void CheckPixelBytes(const DicomFile& file, const DicomElements& found)
{
  constexpr double seldom = 67108864.0; // so much is in one slice seldom enough
  constexpr double mostCompressed = 2000.0;
  const double bytes =
    static_cast<double>(file.Dimensions[0]) * file.Dimensions[1] * file.PixelSize;
  const auto there = static_cast<double>(found.PixelBytes);
  if (there < bytes && !found.Encapsulated)
  {
    Fail("has ", found.PixelBytes, " bytes of pixels, and ", file.Dimensions[0], " x ",
      file.Dimensions[1], " of them would take ", bytes, "; it is damaged. Copy it again.");
  }
  if (found.Encapsulated && (there == 0.0 || (bytes > seldom && bytes > mostCompressed * there)))
  {
    Fail("has ", found.PixelBytes, " bytes of compressed pixels, which are too few for ",
      file.Dimensions[0], " x ", file.Dimensions[1], " of them; it is damaged. Copy it again.");
  }
}

/** How pixels are stored. */
gdcm::PixelFormat PixelFormatOf(const DicomElements& data)
{
  const int samples = data.Number(0x00280002);
  const int allocated = data.Number(0x00280100);
  const int stored = data.Number(0x00280101);
  const int high = data.Number(0x00280102);
  const int isSigned = data.Number(0x00280103);
  const std::string colours = data.Text(0x00280004);
  if ((samples != 1 && samples != 3) || (allocated != 8 && allocated != 16 && allocated != 32) ||
    stored < 1 || stored > allocated || high != stored - 1 || isSigned < 0 || isSigned > 1)
  {
    Fail("has pixels of ", samples, " samples of ", stored, " bits up to bit ", high, " in ",
      allocated, ", which are not read; 1 or 3 samples in the lowest bits of 8, 16 or 32 are.");
  }
  if (samples == 1 ? colours != "MONOCHROME1" && colours != "MONOCHROME2"
                   : colours != "RGB" && colours != "YBR_RCT" && colours != "YBR_ICT")
  {
    Fail("has the Photometric Interpretation \"", colours.substr(0, 40), "\" of ", samples,
      " samples, which is not read; MONOCHROME1, MONOCHROME2 and RGB are.");
  }
  return gdcm::PixelFormat(static_cast<unsigned short>(samples),
    static_cast<unsigned short>(allocated), static_cast<unsigned short>(stored),
    static_cast<unsigned short>(high), static_cast<unsigned short>(isSigned));
}

/** What makes values of what is stored. Not of colours. */
gdcm::Rescaler RescalerOf(const DicomElements& data)
{
  double values[2] = { 0.0, 1.0 }; // intercept, slope
  for (int i = 0; i < 2; ++i)
  {
    const std::string text = data.Text(i == 0 ? 0x00281052 : 0x00281053);
    if (!text.empty() && (!Numbers(text, 1, values + i) || (i == 1 && values[1] == 0.0)))
    {
      Fail("has the ", i == 0 ? "Rescale Intercept" : "Rescale Slope", " \"", text.substr(0, 40),
        "\"; a number is needed, for the slope other than 0.");
    }
  }
  gdcm::Rescaler rescaler;
  rescaler.SetIntercept(values[0]);
  rescaler.SetSlope(values[1]);
  rescaler.SetPixelFormat(PixelFormatOf(data));
  return rescaler;
}

void TakePixelFormat(const DicomElements& found, DicomFile& file)
{
  const gdcm::PixelFormat format = PixelFormatOf(found);
  file.Components = format.GetSamplesPerPixel();
  file.PixelSize = format.GetPixelSize();
  file.ScalarType = file.Components == 1
    ? TypeOf(RescalerOf(found).ComputeInterceptSlopePixelType())
    : TypeOf(format.GetScalarType());
  if (file.ScalarType == 0)
  {
    Fail("has a Rescale Slope or Rescale Intercept that no type of values fits.");
  }
  const gdcm::TransferSyntax::TSType syntax = gdcm::TransferSyntax::GetTSType(found.Syntax.c_str());
  if (syntax == gdcm::TransferSyntax::TS_END ||
    gdcm::TransferSyntax(syntax).IsEncapsulated() != found.Encapsulated)
  {
    Fail("has pixels in the Transfer Syntax \"", Printable(found.Syntax),
      "\", which is not known or does not fit; convert it (gdcmconv --raw, for example).");
  }
  CheckPixelBytes(file, found);
}

void TakeTimes(const DicomElements& data, DicomFile& file)
{
  struct
  {
    const char* Name;
    std::uint32_t Tag;
  } const names[] = { { "Acquisition Number", 0x00200012 },
    { "Temporal Position Identifier", 0x00200100 }, { "Echo Number", 0x00180086 },
    { "Echo Time", 0x00180081 }, { "Trigger Time", 0x00181060 }, { "Image Type", 0x00080008 },
    { "Acquisition Time", 0x00080032 } };
  for (const auto& name : names)
  {
    const std::string text = data.Text(name.Tag);
    if (!text.empty())
    {
      file.Times.emplace_back(name.Name, Printable(text));
    }
  }
}

void TakeSlice(const DicomElements& data, DicomFile& file)
{
  const std::string frames = data.Text(0x00280008);
  double count = 1.0;
  if (!frames.empty() && !(Numbers(frames, 1, &count) && count == 1.0))
  {
    Fail("has ", frames.substr(0, 20),
      " frames in one file, which is not read; make a file of each frame, or an image in NRRD, "
      "NIfTI or MetaImage of all.");
  }
  file.Dimensions[0] = data.Number(0x00280011);
  file.Dimensions[1] = data.Number(0x00280010);
  if (file.Dimensions[0] <= 0 || file.Dimensions[1] <= 0)
  {
    Fail("does not say how many columns and rows it has; it is damaged. Copy it again.");
  }
  if (!data.Pixels)
  {
    Fail("has no pixels that can be read; it may be cut short. Copy it again.");
  }
  TakePlace(data, file);
  TakePixelFormat(data, file);
}

void TakeHeader(const std::string& mistake, const DicomElements& data, DicomFile& file)
{
  const gdcm::MediaStorage storage(gdcm::MediaStorage::GetMSType(data.Storage.c_str()));
  const bool isImage = gdcm::MediaStorage::IsImage(storage);
  file.Image = isImage || data.Pixels || data.Number(0x00280010) >= 0;
  file.Series = Printable(data.Text(0x0020000e));
  if (!mistake.empty() && file.Series.empty())
  {
    file.Image = false;
    Fail(mistake); // nobody knows where it belongs
  }
  if (!file.Image)
  {
    return; // a report, a plan, the index of a medium
  }
  file.Description = Printable(data.Text(0x0008103e));
  file.Instance = Printable(data.Text(0x00080018));
  TakeTimes(data, file);
  if (!mistake.empty())
  {
    Fail(mistake);
  }
  TakeSlice(data, file);
}

/** The pixels of a file, as GDCM takes them. */
gdcm::DataElement PixelsOf(const DicomFile& file, const DicomElements& data)
{
  vtksys::ifstream stream(file.Name.c_str(), std::ios::binary);
  const gdcm::Tag tag(0x7fe0, 0x0010);
  gdcm::DataElement pixels(tag);
  pixels.SetVR(
    data.Encapsulated || file.PixelSize == file.Components ? gdcm::VR::OB : gdcm::VR::OW);
  const gdcm::SmartPointer<gdcm::SequenceOfFragments> fragments = new gdcm::SequenceOfFragments;
  std::vector<char> bytes;
  std::string all;
  for (const auto& part : data.Parts)
  {
    bytes.resize(part.second);
    stream.seekg(static_cast<std::streamoff>(part.first));
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!stream)
    {
      Fail("cannot be read, or has changed.");
    }
    if (data.Encapsulated)
    {
      gdcm::Fragment fragment;
      fragment.SetByteValue(bytes.data(), part.second);
      fragments->AddFragment(fragment);
      all.append(bytes.data(), bytes.size());
    }
    else
    {
      const std::size_t needed = static_cast<std::size_t>(file.Dimensions[0]) *
        static_cast<std::size_t>(file.Dimensions[1]) * static_cast<std::size_t>(file.PixelSize);
      pixels.SetByteValue(bytes.data(), static_cast<std::uint32_t>(needed)); // without padding
    }
  }
  if (data.Encapsulated)
  {
    const std::string damage = CheckCodestream(data.Syntax, all,
      { file.Dimensions[0], file.Dimensions[1], file.Components, data.Number(0x00280100) });
    if (!damage.empty())
    {
      Fail(damage);
    }
    pixels.SetValue(*fragments);
  }
  return pixels;
}

void ReadPixels(const DicomFile& file, const DicomElements& data, char* values)
{
  gdcm::Image image;
  image.SetNumberOfDimensions(2);
  image.SetDimension(0, static_cast<unsigned int>(file.Dimensions[0]));
  image.SetDimension(1, static_cast<unsigned int>(file.Dimensions[1]));
  image.SetPixelFormat(PixelFormatOf(data));
  image.SetTransferSyntax(
    gdcm::TransferSyntax(gdcm::TransferSyntax::GetTSType(data.Syntax.c_str())));
  image.SetPhotometricInterpretation(gdcm::PhotometricInterpretation(
    gdcm::PhotometricInterpretation::GetPIType(data.Text(0x00280004).c_str())));
  const bool planes = file.Components == 3 && data.Number(0x00280006) == 1;
  image.SetPlanarConfiguration(planes && !data.Encapsulated ? 1 : 0);
  image.SetDataElement(PixelsOf(file, data));
  const std::size_t pixels =
    static_cast<std::size_t>(file.Dimensions[0]) * static_cast<std::size_t>(file.Dimensions[1]);
  std::vector<char> stored(pixels * static_cast<std::size_t>(file.PixelSize));
  if (image.GetBufferLength() != stored.size() || !image.GetBuffer(stored.data()))
  {
    Fail("has pixels that cannot be decoded; it may be damaged. Copy it again.");
  }
  if (file.Components == 1)
  {
    gdcm::Rescaler rescaler = RescalerOf(data);
    if (rescaler.GetSlope() != 1.0 || rescaler.GetIntercept() != 0.0)
    {
      rescaler.Rescale(values, stored.data(), stored.size());
      return;
    }
  }
  const std::size_t size = stored.size() / (pixels * static_cast<std::size_t>(file.Components));
  if (!planes || data.Encapsulated)
  {
    std::memcpy(values, stored.data(), stored.size());
    return;
  }
  for (std::size_t i = 0; i < 3 * pixels; ++i)
  {
    std::memcpy(values + i * size, stored.data() + (i % 3 * pixels + i / 3) * size, size);
  }
}

/** Run a function that throws what is wrong with a file. Returns it as a sentence, or an empty
 * string. */
template <typename Function>
std::string MistakeIn(const std::string& fileName, const Function& function)
{
  return RunQuietly(
    [&]() -> std::string
    {
      try
      {
        function();
      }
      catch (const Mistake& mistake)
      {
        return fileName + " " + mistake.what();
      }
      return std::string();
    },
    fileName + " cannot be read (");
}
}

//------------------------------------------------------------------------------
bool HasDicomFiles()
{
  return true;
}

//------------------------------------------------------------------------------
DicomFile ReadDicomHeader(const std::string& fileName)
{
  DicomFile file;
  file.Name = fileName;
  if (!IsDicomFile(fileName))
  {
    return file;
  }
  const std::string mistake = MistakeIn(fileName,
    [&]
    {
      DicomElements found;
      TakeHeader(ReadDicomElements(fileName, found), found, file);
    });
  (file.Image ? file.Mistake : file.Damage) = mistake;
  return file;
}

//------------------------------------------------------------------------------
std::string ReadDicomPixels(const DicomFile& file, void* values)
{
  return MistakeIn(file.Name,
    [&]
    {
      DicomElements found;
      const std::string mistake = ReadDicomElements(file.Name, found);
      if (!mistake.empty())
      {
        Fail(mistake);
      }
      DicomFile now; // it may have changed
      TakeSlice(found, now);
      if (now.Dimensions[0] != file.Dimensions[0] || now.Dimensions[1] != file.Dimensions[1] ||
        now.Components != file.Components || now.ScalarType != file.ScalarType ||
        now.PixelSize != file.PixelSize)
      {
        Fail("has changed while it was read; update again.");
      }
      ReadPixels(file, found, static_cast<char*>(values));
    });
}
}
