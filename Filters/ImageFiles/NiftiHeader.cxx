// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FormatHeader.h"

#include "../Files/WholeFile.h"
#include "NiftiName.h"

#include <nifti1_io.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <memory>

namespace curvedreformat
{
namespace
{
/** Millimetres of a unit of length; files without one mean millimetres. */
double Millimetres(int unit)
{
  return unit == NIFTI_UNITS_METER ? 1e3 : unit == NIFTI_UNITS_MICRON ? 1e-3 : 1.0;
}

double Seconds(int unit)
{
  return unit == NIFTI_UNITS_MSEC ? 1e-3 : unit == NIFTI_UNITS_USEC ? 1e-6 : 1.0;
}

/** From a matrix to RAS: the first two rows change their signs. */
void SetGrid(const mat44& matrix, double unit, FormatHeader& header)
{
  for (int row = 0; row < 3; ++row)
  {
    const double scale = row < 2 ? -unit : unit;
    for (int column = 0; column < 3; ++column)
    {
      header.Edges[3 * row + column] = scale * static_cast<double>(matrix.m[row][column]);
    }
    header.Origin[row] = scale * static_cast<double>(matrix.m[row][3]);
  }
}

/** NIfTI-2 begins with the size of its header, 540, in either order of bytes. */
bool IsNifti2(const std::string& fileName)
{
  unsigned char bytes[4] = {};
  std::ifstream(PathOf(fileName), std::ios::binary).read(reinterpret_cast<char*>(bytes), 4);
  const auto is540 = [&](int first, int second)
  { return bytes[first] == 0x1c && bytes[second] == 0x02; };
  return (is540(0, 1) && !bytes[2] && !bytes[3]) || (is540(3, 2) && !bytes[0] && !bytes[1]);
}
}

//------------------------------------------------------------------------------
std::string ReadNiftiHeader(
  const std::string& fileName, const ImageFileChoices& choices, FormatHeader& header)
{
  if (IsNifti2(fileName))
  {
    return "It is a file of NIfTI-2, which ITK does not read; convert it to NIfTI-1.";
  }
  const NiftiName name(fileName);
  const std::unique_ptr<nifti_image, void (*)(nifti_image*)> image(
    nifti_image_read(name.Get().c_str(), 0), nifti_image_free);
  if (!image || image->nifti_type == NIFTI_FTYPE_ANALYZE)
  {
    return "It is no file of NIfTI-1, or its header is damaged.";
  }
  const bool takesQForm =
    image->qform_code > 0 && (image->sform_code <= 0 || choices.PreferQForm);
  header.HasGrid = takesQForm || image->sform_code > 0;
  if (header.HasGrid)
  {
    SetGrid(takesQForm ? image->qto_xyz : image->sto_xyz, Millimetres(image->xyz_units), header);
  }
  else
  {
    header.Remark = "It has neither a sform nor a qform, so that nothing is known of the place and "
                    "the orientation of its voxels; its axes are taken for those of LPS.";
  }
  header.HasTimes = true;
  header.FirstTime = Seconds(image->time_units) * image->toffset;
  header.TimeStep = Seconds(image->time_units) * image->dt;
  header.AllOrNothing = nifti_is_gzfile(image->iname) != 0;
  StoredValues& stored = header.Stored;
  stored.Files = { fileName };
  stored.Encoding = header.AllOrNothing ? ValueEncoding::Deflated : ValueEncoding::Raw;
  stored.Offset = image->iname_offset;
  stored.Values = 1.0;
  for (int axis = 1; axis <= 7; ++axis)
  {
    stored.Values *= std::max(image->dim[axis], 1);
  }
  stored.Bytes = stored.Values * image->nbyper;
  return std::string();
}
}
