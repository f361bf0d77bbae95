// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FormatHeader.h"

#include "../Files/Numbers.h"
#include "../Files/WholeFile.h"

#include <NrrdIO.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string_view>

namespace curvedreformat
{
namespace
{
/** The signs that take a space's x and y to LPS; of a space that is not the patient's, none. */
void FindSigns(int space, double signs[3])
{
  const bool right =
    space == nrrdSpaceRightAnteriorSuperior || space == nrrdSpaceRightAnteriorSuperiorTime;
  const bool left =
    space == nrrdSpaceLeftAnteriorSuperior || space == nrrdSpaceLeftAnteriorSuperiorTime;
  signs[0] = right ? -1.0 : 1.0;
  signs[1] = right || left ? -1.0 : 1.0;
  signs[2] = 1.0;
}

bool Exists(const double vector[3])
{
  return std::isfinite(vector[0]) && std::isfinite(vector[1]) && std::isfinite(vector[2]);
}

/**
 * Look for what NrrdIO must not see: names of files that it would give to printf(), which have to
 * do no more than print a number, and a line without its end, of which it takes nothing or, in a
 * list of files, memory without an end. `bytes` gets the length of the header, after which the
 * values may come.
 */
std::string CheckText(const std::string& fileName, double& bytes)
{
  constexpr std::size_t longest = 1U << 20U;
  std::ifstream stream(PathOf(fileName), std::ios::binary);
  std::string line;
  bool isNrrd = false;
  do
  {
    line.clear();
    for (char c = 0; line.size() < longest && stream.get(c) && c != '\n';)
    {
      line += c;
    }
    isNrrd = isNrrd || line.compare(0, 4, "NRRD") == 0;
    if (isNrrd && !line.empty() && !stream.good())
    {
      return "Its header ends within a line, which may be cut short; end it with a line break.";
    }
    const std::size_t colon = line.find(':');
    std::string name = SmallLetters(line.substr(0, std::min(colon, line.size())));
    name.erase(
      std::remove_if(name.begin(), name.end(), [](char c) { return c == ' '; }), name.end());
    if (name == "datafile" && line.find('%') != std::string::npos)
    {
      return CheckPattern(std::string(Trimmed(std::string_view(line).substr(colon + 1))));
    }
  } while (stream.good() && line.size() < longest && !Trimmed(line).empty());
  bytes = stream.good() ? static_cast<double>(stream.tellg()) : 0.0;
  return std::string();
}

void FindGrid(const Nrrd& nrrd, FormatHeader& header)
{
  double signs[3];
  FindSigns(nrrd.space, signs);
  int found = 0;
  const bool inSpace = nrrd.spaceDim == 3 || nrrd.spaceDim == 4; // the fourth is time
  for (unsigned int axis = 0; inSpace && found < 3 && axis < nrrd.dim; ++axis)
  {
    const double* edge = nrrd.axis[axis].spaceDirection;
    if (!Exists(edge))
    {
      continue; // no axis of space
    }
    for (int row = 0; row < 3; ++row)
    {
      header.Edges[3 * row + found] = signs[row] * edge[row];
    }
    ++found;
  }
  header.HasGrid = found == 3;
  for (int row = 0; header.HasGrid && Exists(nrrd.spaceOrigin) && row < 3; ++row)
  {
    header.Origin[row] = signs[row] * nrrd.spaceOrigin[row];
  }
}

void FindValues(
  const std::string& fileName, const Nrrd& nrrd, const NrrdIoState& state, StoredValues& stored)
{
  if (state.dataFNFormat)
  {
    stored.Files = NumberedFiles(
      fileName, state.dataFNFormat, state.dataFNMin, state.dataFNMax, state.dataFNStep);
  }
  for (unsigned int i = 0; i < state.dataFNArr->len; ++i)
  {
    stored.Files.push_back(InFolderOf(fileName, state.dataFN[i]));
  }
  const bool attached = stored.Files.empty();
  if (attached)
  {
    stored.Files.push_back(fileName);
  }
  stored.Encoding = state.encoding == nrrdEncodingRaw ? ValueEncoding::Raw
    // lines to skip are before what is compressed
    : state.encoding == nrrdEncodingGzip && state.lineSkip == 0 ? ValueEncoding::Deflated
    : state.encoding == nrrdEncodingAscii                       ? ValueEncoding::Text
                                                                : ValueEncoding::Other;
  stored.Values = 1.0;
  for (unsigned int axis = 0; axis < nrrd.dim; ++axis)
  {
    stored.Values *= static_cast<double>(nrrd.axis[axis].size);
  }
  stored.Bytes = stored.Values * static_cast<double>(nrrdElementSize(&nrrd));
}
}

//------------------------------------------------------------------------------
std::string ReadNrrdHeader(const std::string& fileName, FormatHeader& header)
{
  double textBytes = 0.0;
  std::string error = CheckText(fileName, textBytes);
  if (!error.empty())
  {
    return error;
  }
  const std::unique_ptr<Nrrd, Nrrd* (*)(Nrrd*)> nrrd(nrrdNew(), nrrdNuke);
  const std::unique_ptr<NrrdIoState, NrrdIoState* (*)(NrrdIoState*)> state(
    nrrdIoStateNew(), nrrdIoStateNix);
  state->skipData = 1;
  if (nrrdLoad(nrrd.get(), fileName.c_str(), state.get()) != 0)
  {
    // the last line of what it says is the cause
    const std::unique_ptr<char, void (*)(void*)> said(biffGetDone(NRRD), std::free);
    const std::string all(Trimmed(said.get()));
    const std::size_t line = all.rfind('\n');
    const std::string cause = line == std::string::npos ? all : all.substr(line + 1);
    const std::size_t from = cause.find(": ");
    return "It cannot be read (" +
      Printable(from == std::string::npos ? cause : cause.substr(from + 2)) + "); mend its header.";
  }
  FindGrid(*nrrd, header);
  header.AllOrNothing = true;
  FindValues(fileName, *nrrd, *state, header.Stored);
  if (header.Stored.Files.front() == fileName)
  {
    header.Stored.Offset = textBytes;
  }
  return std::string();
}
}
