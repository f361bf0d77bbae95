// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ItkImageIO.h"

#include "../Files/Numbers.h"
#include "../Files/TextFile.h"

#include "vtkSetGet.h"

#include <gdcmTrace.h>
#include <itkMetaImageIO.h>
#include <itkNrrdImageIO.h>
#include <nifti1_io.h>

#include <exception>
#include <iostream>
#include <mutex>
#include <new>
#include <streambuf>
#include <string_view>

namespace curvedreformat
{
namespace
{
// So that a double comes back as it was.
constexpr unsigned int AllDigits = 17;

/** Takes everything and keeps nothing. */
class NoBuffer : public std::streambuf
{
protected:
  int_type overflow(int_type c) override { return traits_type::not_eof(c); }
};

/**
 * ITK's warnings and what GDCM, MetaIO and niftilib print, switched off while there is one. Never
 * two at a time, since what they switch is the process's.
 */
class Quiet
{
public:
  Quiet()
    : Lock(Mutex())
    , Warnings(itk::Object::GetGlobalWarningDisplay())
  {
    // never deleted: somebody may be writing to it
    static auto* nowhere = new NoBuffer;
    itk::Object::SetGlobalWarningDisplay(false);
    SetGdcm(false, false, false);
    nifti_set_debug_level(0);
    this->Errors = std::cerr.rdbuf(nowhere);
  }
  ~Quiet()
  {
    std::cerr.rdbuf(this->Errors);
    SetGdcm(this->GdcmDebug, this->GdcmWarnings, this->GdcmErrors);
    itk::Object::SetGlobalWarningDisplay(this->Warnings);
  }
  Quiet(const Quiet&) = delete;
  void operator=(const Quiet&) = delete;

private:
  static std::mutex& Mutex()
  {
    static std::mutex mutex;
    return mutex;
  }

  static void SetGdcm(bool debug, bool warnings, bool errors)
  {
    gdcm::Trace::SetDebug(debug);
    gdcm::Trace::SetWarning(warnings);
    gdcm::Trace::SetError(errors);
  }

  std::lock_guard<std::mutex> Lock;
  bool Warnings;
  bool GdcmDebug = gdcm::Trace::GetDebugFlag();
  bool GdcmWarnings = gdcm::Trace::GetWarningFlag();
  bool GdcmErrors = gdcm::Trace::GetErrorFlag();
  std::streambuf* Errors = nullptr;
};

/** What ITK says, without what it says first, places in its sources and names of its classes; of
 * several lines the last one, which is the cause. */
std::string Reason(const std::string& said)
{
  std::string_view text = Trimmed(said);
  const std::size_t line = text.rfind('\n');
  text = line == std::string_view::npos ? text : text.substr(line + 1);
  const std::size_t from = text.rfind("): ");
  text = from == std::string_view::npos ? text : text.substr(from + 3);
  const std::size_t bracket = text.find("[nrrd] ");
  const std::size_t function = text.find(": ");
  if (bracket == 0 && function != std::string_view::npos)
  {
    text = text.substr(function + 2);
  }
  text = Trimmed(text);
  return Printable(text.substr(0, text.find_last_not_of('.') + 1));
}
}

//------------------------------------------------------------------------------
ImageFormat FormatOf(const std::string& fileName)
{
  const auto ends = [&](const char* ending) { return HasEnding(fileName.c_str(), ending); };
  if (ends(".nii") || ends(".nii.gz"))
  {
    return ImageFormat::Nifti;
  }
  if (ends(".nrrd") || ends(".nhdr"))
  {
    return ImageFormat::Nrrd;
  }
  return ends(".mha") || ends(".mhd") ? ImageFormat::MetaImage : ImageFormat::None;
}

//------------------------------------------------------------------------------
itk::ImageIOBase::Pointer MakeImageIO(ImageFormat format)
{
  if (format == ImageFormat::Nrrd)
  {
    return itk::NrrdImageIO::New().GetPointer();
  }
  auto io = itk::MetaImageIO::New();
  io->SetDoublePrecision(AllDigits);
  return io.GetPointer();
}

//------------------------------------------------------------------------------
int VtkType(itk::ImageIOBase::IOComponentType type)
{
  using Type = itk::ImageIOBase;
  switch (type)
  {
    case Type::UCHAR:
      return VTK_UNSIGNED_CHAR;
    case Type::CHAR:
      return VTK_SIGNED_CHAR;
    case Type::USHORT:
      return VTK_UNSIGNED_SHORT;
    case Type::SHORT:
      return VTK_SHORT;
    case Type::UINT:
      return VTK_UNSIGNED_INT;
    case Type::INT:
      return VTK_INT;
    case Type::ULONG:
      return sizeof(long) == 8 ? VTK_TYPE_UINT64 : VTK_TYPE_UINT32;
    case Type::LONG:
      return sizeof(long) == 8 ? VTK_TYPE_INT64 : VTK_TYPE_INT32;
    case Type::ULONGLONG:
      return VTK_TYPE_UINT64;
    case Type::LONGLONG:
      return VTK_TYPE_INT64;
    case Type::FLOAT:
      return VTK_FLOAT;
    case Type::DOUBLE:
      return VTK_DOUBLE;
    default:
      return 0;
  }
}

//------------------------------------------------------------------------------
itk::ImageIOBase::IOComponentType ItkType(int vtkType)
{
  switch (vtkType)
  {
    vtkTemplateMacro(return itk::ImageIOBase::MapPixelType<VTK_TT>::CType);
    default:
      return itk::ImageIOBase::UNKNOWNCOMPONENTTYPE;
  }
}

//------------------------------------------------------------------------------
std::string RunQuietly(
  const std::function<std::string()>& function, const std::string& before, const std::string& after)
{
  const Quiet quiet;
  std::string reason;
  try
  {
    return function();
  }
  catch (const std::bad_alloc&)
  {
    reason = "there is no memory for it";
  }
  catch (const itk::ExceptionObject& exception)
  {
    reason = Reason(exception.GetDescription());
  }
  catch (const std::exception& exception)
  {
    reason = Reason(exception.what());
  }
  return before + reason + after;
}
}
