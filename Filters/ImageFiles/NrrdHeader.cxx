// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FormatHeader.h"

#include "../Files/Numbers.h"
#include "../Files/WholeFile.h"

#include <NrrdIO.h>

#include <cmath>
#include <cstdlib>
#include <memory>

namespace curvedreformat
{
namespace
{
/** The signs that take a space's x and y to LPS; of a space that is not the patient's, none. */
void FindSigns(int space, double signs[3])
{
  signs[0] = space == nrrdSpaceRightAnteriorSuperior ? -1.0 : 1.0;
  signs[1] =
    space == nrrdSpaceRightAnteriorSuperior || space == nrrdSpaceLeftAnteriorSuperior ? -1.0 : 1.0;
  signs[2] = 1.0;
}

bool Exists(const double vector[3])
{
  return std::isfinite(vector[0]) && std::isfinite(vector[1]) && std::isfinite(vector[2]);
}

void FindGrid(const Nrrd& nrrd, FormatHeader& header)
{
  double signs[3];
  FindSigns(nrrd.space, signs);
  int found = 0;
  for (unsigned int axis = 0; nrrd.spaceDim == 3 && axis < nrrd.dim; ++axis)
  {
    const double* edge = nrrd.axis[axis].spaceDirection;
    if (!Exists(edge))
    {
      continue; // no axis of space
    }
    for (int row = 0; row < 3 && found < 3; ++row)
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
  const auto inFolder = [&](const char* name)
  {
    // as NrrdIO has it: relative to the header
    const std::filesystem::path path = PathOf(name);
    return path.is_absolute() ? path.u8string()
                              : (PathOf(fileName).parent_path() / path).u8string();
  };
  if (state.dataFNFormat) // numbered, as printf() has it; NrrdIO has seen that they are there
  {
    stored.Encoding = ValueEncoding::Other;
    return;
  }
  for (unsigned int i = 0; i < state.dataFNArr->len; ++i)
  {
    stored.Files.push_back(inFolder(state.dataFN[i]));
  }
  const bool attached = stored.Files.empty();
  if (attached)
  {
    stored.Files.push_back(fileName);
  }
  stored.Encoding = state.encoding == nrrdEncodingRaw ? ValueEncoding::Raw
    : state.encoding == nrrdEncodingGzip              ? ValueEncoding::Deflated
    : state.encoding == nrrdEncodingAscii             ? ValueEncoding::Text
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
  return std::string();
}
}
