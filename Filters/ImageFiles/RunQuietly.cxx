// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "RunQuietly.h"

#include "../Files/Numbers.h"

#include <gdcmTrace.h>
#include <itkObject.h>
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
