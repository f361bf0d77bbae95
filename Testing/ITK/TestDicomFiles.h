// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * DICOM files for tests, written with GDCM element by element, so that each can be wrong.
 */
#ifndef TestDicomFiles_h
#define TestDicomFiles_h

#include "TestFiles.h"

#include <gdcmDataElement.h>
#include <gdcmFile.h>
#include <gdcmImageChangeTransferSyntax.h>
#include <gdcmImageReader.h>
#include <gdcmImageWriter.h>
#include <gdcmWriter.h>

#include <cstdint>
#include <filesystem>
#include <iomanip>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace testcurves
{
/** Numbers with backslashes between them. */
inline std::string Joined(const std::vector<double>& numbers)
{
  std::ostringstream text;
  text << std::setprecision(14);
  for (std::size_t i = 0; i < numbers.size(); ++i)
  {
    text << (i == 0 ? "" : "\\") << numbers[i];
  }
  return text.str();
}

/** The elements of a file, by tag. */
struct DicomElementsToWrite
{
  std::map<std::uint32_t, std::pair<gdcm::VR::VRType, std::string>> Elements;
  std::string Storage = "1.2.840.10008.5.1.4.1.1.2"; // CT
  gdcm::TransferSyntax::TSType Syntax = gdcm::TransferSyntax::ExplicitVRLittleEndian;

  void Set(std::uint32_t tag, gdcm::VR::VRType kind, const std::string& value)
  {
    this->Elements[tag] = { kind, value };
  }
  void SetNumber(std::uint32_t tag, unsigned int value) // of 16 bits
  {
    this->Set(
      tag, gdcm::VR::US, { static_cast<char>(value & 255U), static_cast<char>(value >> 8U) });
  }
  void Remove(std::uint32_t tag) { this->Elements.erase(tag); }

  void Write(const std::string& fileName) const
  {
    gdcm::Writer writer;
    gdcm::File& file = writer.GetFile();
    file.GetHeader().SetDataSetTransferSyntax(this->Syntax);
    for (const auto& one : this->Elements)
    {
      std::string value = one.second.second;
      if (value.size() % 2 == 1)
      {
        value += one.second.first == gdcm::VR::UI || one.second.first == gdcm::VR::OW ? '\0' : ' ';
      }
      gdcm::DataElement element(gdcm::Tag(
        static_cast<std::uint16_t>(one.first >> 16U), static_cast<std::uint16_t>(one.first)));
      element.SetVR(one.second.first);
      element.SetByteValue(value.data(), static_cast<std::uint32_t>(value.size()));
      file.GetDataSet().Insert(element);
    }
    writer.SetFileName(fileName.c_str());
    CHECK(writer.Write(), fileName << " is not written");
  }
};

namespace tags
{
constexpr std::uint32_t StorageUID = 0x00080016;
constexpr std::uint32_t Instance = 0x00080018;
constexpr std::uint32_t ImageType = 0x00080008;
constexpr std::uint32_t Modality = 0x00080060;
constexpr std::uint32_t Description = 0x0008103e;
constexpr std::uint32_t PatientName = 0x00100010;
constexpr std::uint32_t Thickness = 0x00180050;
constexpr std::uint32_t EchoNumber = 0x00180086;
constexpr std::uint32_t Study = 0x0020000d;
constexpr std::uint32_t Series = 0x0020000e;
constexpr std::uint32_t Number = 0x00200013;
constexpr std::uint32_t Position = 0x00200032;
constexpr std::uint32_t Orientation = 0x00200037;
constexpr std::uint32_t Samples = 0x00280002;
constexpr std::uint32_t Colours = 0x00280004;
constexpr std::uint32_t Planar = 0x00280006;
constexpr std::uint32_t Frames = 0x00280008;
constexpr std::uint32_t Rows = 0x00280010;
constexpr std::uint32_t Columns = 0x00280011;
constexpr std::uint32_t Spacing = 0x00280030;
constexpr std::uint32_t BitsAllocated = 0x00280100;
constexpr std::uint32_t BitsStored = 0x00280101;
constexpr std::uint32_t HighBit = 0x00280102;
constexpr std::uint32_t Signed = 0x00280103;
constexpr std::uint32_t Intercept = 0x00281052;
constexpr std::uint32_t Slope = 0x00281053;
constexpr std::uint32_t Pixels = 0x7fe00010;
}

/** A series of slices on an even grid, in LPS. */
struct DicomGrid
{
  int Columns = 7;
  int Rows = 5;
  int Slices = 6;
  Vec Origin = { -12.5, 30.25, -100 };
  Vec I = { 1, 0, 0 };
  Vec J = { 0, 1, 0 };
  double Spacing[3] = { 0.75, 0.5, 1.25 };
  std::string Series = "1.2.3.4";
  std::string Description = "Axial thin";

  Vec K() const { return Cross(this->I, this->J); }
  Vec World(double i, double j, double k) const
  {
    return this->Origin + this->I * (i * this->Spacing[0]) + this->J * (j * this->Spacing[1]) +
      this->K() * (k * this->Spacing[2]);
  }

  /** What is stored, of 0 to 999. */
  static int Stored(int i, int j, int k) { return (37 * i + 101 * j + 211 * k) % 1000; }

  DicomElementsToWrite Slice(int k) const
  {
    DicomElementsToWrite file;
    file.Set(tags::StorageUID, gdcm::VR::UI, file.Storage);
    file.Set(tags::Instance, gdcm::VR::UI, this->Series + ".9." + std::to_string(k + 1));
    file.Set(tags::Modality, gdcm::VR::CS, "CT");
    file.Set(tags::Description, gdcm::VR::LO, this->Description);
    file.Set(tags::PatientName, gdcm::VR::PN, "Secret^Name");
    file.Set(tags::Study, gdcm::VR::UI, "1.2.3");
    file.Set(tags::Series, gdcm::VR::UI, this->Series);
    file.Set(tags::Number, gdcm::VR::IS, std::to_string(1000 - 3 * k)); // which say nothing
    this->Move(file, this->World(0, 0, k));
    file.Set(tags::Orientation, gdcm::VR::DS,
      Joined({ this->I[0], this->I[1], this->I[2], this->J[0], this->J[1], this->J[2] }));
    file.Set(tags::Spacing, gdcm::VR::DS, Joined({ this->Spacing[1], this->Spacing[0] }));
    file.SetNumber(tags::Samples, 1);
    file.Set(tags::Colours, gdcm::VR::CS, "MONOCHROME2");
    file.SetNumber(tags::Rows, static_cast<unsigned int>(this->Rows));
    file.SetNumber(tags::Columns, static_cast<unsigned int>(this->Columns));
    file.SetNumber(tags::BitsAllocated, 16);
    file.SetNumber(tags::BitsStored, 12);
    file.SetNumber(tags::HighBit, 11);
    file.SetNumber(tags::Signed, 0);
    file.Set(tags::Intercept, gdcm::VR::DS, "-1024");
    file.Set(tags::Slope, gdcm::VR::DS, "1");
    std::string pixels;
    for (int j = 0; j < this->Rows; ++j)
    {
      for (int i = 0; i < this->Columns; ++i)
      {
        const int value = Stored(i, j, k);
        pixels += static_cast<char>(value & 255);
        pixels += static_cast<char>(value >> 8);
      }
    }
    file.Set(tags::Pixels, gdcm::VR::OW, pixels);
    return file;
  }

  static void Move(DicomElementsToWrite& file, const Vec& position)
  {
    file.Set(tags::Position, gdcm::VR::DS, Joined({ position[0], position[1], position[2] }));
  }
};

/** A folder, empty, among what tests write. */
inline std::string EmptyFolder(const std::string& name)
{
  const std::string folder = OutputFile("dicom/" + name);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

/** A name for slice k that says nothing of its place. */
inline std::string FileOf(const std::string& folder, int k)
{
  std::ostringstream name;
  name << folder << "/" << std::hex << (k * 7919 + 31) % 257 << ".dcm";
  return name.str();
}

/** A folder with the whole series. */
inline std::string WriteSeries(const DicomGrid& grid, const std::string& name)
{
  const std::string folder = EmptyFolder(name);
  for (int k = 0; k < grid.Slices; ++k)
  {
    grid.Slice(k).Write(FileOf(folder, k));
  }
  return folder;
}

constexpr gdcm::TransferSyntax::TSType Compressions[] = {
  gdcm::TransferSyntax::JPEGLosslessProcess14_1, gdcm::TransferSyntax::RLELossless,
  gdcm::TransferSyntax::JPEG2000Lossless, gdcm::TransferSyntax::JPEGLSLossless
};

/** Compress the pixels of a file, without loss. */
inline void Compress(const std::string& fileName, gdcm::TransferSyntax::TSType syntax)
{
  gdcm::ImageReader in;
  in.SetFileName(fileName.c_str());
  CHECK(in.Read(), "GDCM does not read " << fileName);
  gdcm::ImageChangeTransferSyntax change;
  change.SetTransferSyntax(gdcm::TransferSyntax(syntax));
  change.SetInput(in.GetImage());
  CHECK(change.Change(), "GDCM does not compress " << fileName);
  gdcm::ImageWriter out;
  out.SetFile(in.GetFile());
  out.SetImage(change.GetOutput());
  out.SetFileName(fileName.c_str());
  CHECK(out.Write(), fileName << " is not written");
}
}

#endif
