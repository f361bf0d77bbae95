// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * How readers of text end when something in it is wrong: with a sentence, which nobody outside has
 * to catch.
 */
#ifndef FileMistake_h
#define FileMistake_h

#include "../vtkWorldFrame.h"
#include "CurveFile.h"
#include "Numbers.h"

#include <exception>
#include <new>
#include <sstream>
#include <stdexcept>
#include <string>

namespace curvedreformat
{
/** What is wrong with the content of a file, as a sentence. */
class Mistake : public std::runtime_error
{
public:
  using std::runtime_error::runtime_error;
};

/** Sentences from pieces. */
template <typename... Types>
[[noreturn]] void Fail(const Types&... pieces)
{
  std::ostringstream text;
  (text << ... << pieces);
  throw Mistake(Printable(text.str()));
}

/** A frame of vtkWorldFrame by its name, or by the number that older Slicers wrote. */
inline int FrameOf(const std::string& name, const std::string& where)
{
  if (name == "RAS" || name == "0")
  {
    return vtkWorldFrame::RAS;
  }
  if (name == "LPS" || name == "1")
  {
    return vtkWorldFrame::LPS;
  }
  Fail("The coordinate system of ", where, " is \"", name, "\"; only RAS and LPS are known.");
}

/** Run a reader; its sentence, if it throws one. */
template <typename Reader>
std::string RunReader(const Reader& reader, FileCurves& curves) noexcept
{
  try
  {
    curves = FileCurves();
    reader();
    return KeepLines(curves);
  }
  catch (const Mistake& mistake)
  {
    return mistake.what();
  }
  catch (const std::bad_alloc&)
  {
    curves = FileCurves();
    return "There is no memory for what it holds.";
  }
  catch (const std::exception&)
  {
    return "It cannot be read; the file may be damaged.";
  }
}
}

#endif
