// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "NiftiFile.h"

#include "vtkType.h"

#include <nifti1_io.h>
#include <vtk_zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <sstream>

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

/** NIfTI-2 begins with the size of its header, 540, in either order of bytes. */
bool IsNifti2(const std::string& fileName)
{
  std::array<unsigned char, 4> bytes{};
  // which reads files that are not compressed as they are
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(fileName.c_str(), "rb"), gzclose);
  if (!file || gzread(file.get(), bytes.data(), 4) != 4)
  {
    return false;
  }
  return bytes == std::array<unsigned char, 4>{ 0x1c, 0x02, 0, 0 } ||
    bytes == std::array<unsigned char, 4>{ 0, 0, 0x02, 0x1c };
}

/** The number of a header that is not finite, or is 0 where it must not be; niftilib would put
 * something else in its place. */
std::string CheckNumbers(const nifti_1_header& raw, const nifti_image& image, bool qform)
{
  std::ostringstream text;
  const auto check = [&](const char* name, const float* numbers, int count)
  {
    for (int i = 0; text.str().empty() && i < count; ++i)
    {
      if (!std::isfinite(numbers[i]))
      {
        text << "Its " << name << " has " << numbers[i] << "; mend its header.";
      }
    }
  };
  if (qform)
  {
    check("quaternion", &raw.quatern_b, 3);
    check("qoffset", &raw.qoffset_x, 3);
  }
  else if (image.sform_code > 0)
  {
    check("sform", raw.srow_x, 12);
    return text.str();
  }
  check("pixdim", raw.pixdim + 1, 3);
  for (int axis = 1; text.str().empty() && axis <= 3; ++axis)
  {
    if (raw.pixdim[axis] == 0.0F && image.dim[axis] > 1 && axis <= image.dim[0])
    {
      text << "Its pixdim has 0 for the axis "
           << "ijk"[axis - 1] << "; all must be above 0: mend its header.";
    }
  }
  return text.str();
}

/** From a matrix to RAS, in a unit, to LPS and millimetres: two rows change their signs. */
void SetGrid(const mat44& matrix, double unit, ImageFileHeader& header)
{
  double edges[9];
  for (int row = 0; row < 3; ++row)
  {
    const double scale = row < 2 ? -unit : unit;
    for (int column = 0; column < 3; ++column)
    {
      edges[3 * row + column] = scale * static_cast<double>(matrix.m[row][column]);
    }
    header.Origin[row] = scale * static_cast<double>(matrix.m[row][3]);
  }
  SetEdges(edges, header);
}

struct StoredType
{
  int Vtk;
  int Components;
};

StoredType TypeOf(int datatype)
{
  switch (datatype)
  {
    case NIFTI_TYPE_UINT8:
      return { VTK_UNSIGNED_CHAR, 1 };
    case NIFTI_TYPE_INT8:
      return { VTK_SIGNED_CHAR, 1 };
    case NIFTI_TYPE_UINT16:
      return { VTK_UNSIGNED_SHORT, 1 };
    case NIFTI_TYPE_INT16:
      return { VTK_SHORT, 1 };
    case NIFTI_TYPE_UINT32:
      return { VTK_UNSIGNED_INT, 1 };
    case NIFTI_TYPE_INT32:
      return { VTK_INT, 1 };
    case NIFTI_TYPE_UINT64:
      return { VTK_TYPE_UINT64, 1 };
    case NIFTI_TYPE_INT64:
      return { VTK_TYPE_INT64, 1 };
    case NIFTI_TYPE_FLOAT32:
      return { VTK_FLOAT, 1 };
    case NIFTI_TYPE_FLOAT64:
      return { VTK_DOUBLE, 1 };
    case NIFTI_TYPE_COMPLEX64:
      return { VTK_FLOAT, 2 };
    case NIFTI_TYPE_COMPLEX128:
      return { VTK_DOUBLE, 2 };
    case NIFTI_TYPE_RGB24:
      return { VTK_UNSIGNED_CHAR, 3 };
    case NIFTI_TYPE_RGBA32:
      return { VTK_UNSIGNED_CHAR, 4 };
    default:
      return { 0, 0 };
  }
}

const char* const damaged = "It is no file of NIfTI-1, or its header is damaged.";

/** What niftilib would complain of on the standard error, or put something in the place of. */
std::string CheckHeader(const nifti_1_header& raw)
{
  if (raw.sizeof_hdr != sizeof raw || std::memcmp(raw.magic, "n+1", sizeof raw.magic) != 0 ||
    raw.dim[0] < 1 || raw.dim[0] > 7)
  {
    return damaged;
  }
  std::ostringstream text;
  for (int axis = 1; axis <= raw.dim[0]; ++axis)
  {
    if (raw.dim[axis] < 1)
    {
      text << "It has " << raw.dim[axis] << " voxels along its axis " << axis
           << "; at least 1 is needed.";
      return text.str();
    }
  }
  if (TypeOf(raw.datatype).Vtk == 0)
  {
    text << "Its values are of type " << nifti_datatype_string(raw.datatype) << " (" << raw.datatype
         << "), which VTK does not have; convert them to FLOAT64.";
  }
  return text.str();
}

/** The type of scaled values: whole numbers of 32 bits need doubles. */
int ScaledType(int stored)
{
  return stored == VTK_DOUBLE || stored == VTK_INT || stored == VTK_UNSIGNED_INT ||
      stored == VTK_TYPE_INT64 || stored == VTK_TYPE_UINT64
    ? VTK_DOUBLE
    : VTK_FLOAT;
}

std::string SetValues(const nifti_image& image, NiftiFile& file)
{
  std::ostringstream text;
  ImageFileHeader& header = file.Header;
  const StoredType type = TypeOf(image.datatype);
  // the fifth dimension has the components of vectors; those beyond it are not used by anybody
  const bool vectors = image.nu > 1 && image.intent_code != NIFTI_INTENT_NONE;
  if (image.nv > 1 || image.nw > 1 || (image.nu > 1 && (!vectors || type.Components > 1)))
  {
    text << "It has " << image.ndim
         << " dimensions; images with up to 3 are read, a fourth as time, and a fifth where its "
            "intent says that it has components.";
    return text.str();
  }
  // those beyond the number of dimensions may be anything, and niftilib leaves 0 as it is
  const auto size = [&](int axis) { return axis <= image.ndim ? image.dim[axis] : 1; };
  header.Dimensions[0] = size(1);
  header.Dimensions[1] = size(2);
  header.Dimensions[2] = size(3);
  header.Times = size(4);
  header.FirstTime = Seconds(image.time_units) * image.toffset;
  header.TimeStep = Seconds(image.time_units) * image.dt;
  header.Components = vectors ? image.nu : type.Components;
  header.Vectors = vectors && image.nu == 3;
  file.Planar = vectors;
  file.StoredType = type.Vtk;
  file.Swapped = image.byteorder != nifti_short_order();
  file.Slope = image.scl_slope;
  file.Intercept = image.scl_inter;
  const bool colours = image.datatype == NIFTI_TYPE_RGB24 || image.datatype == NIFTI_TYPE_RGBA32;
  file.Scaled = !colours && file.Slope != 0.0 && std::isfinite(file.Slope) &&
    std::isfinite(file.Intercept) && (file.Slope != 1.0 || file.Intercept != 0.0);
  header.ScalarType = file.Scaled ? ScaledType(type.Vtk) : type.Vtk;
  header.Streams = nifti_is_gzfile(image.fname) == 0;
  StoredValues& stored = file.Stored;
  stored.Encoding = header.Streams ? ValueEncoding::Raw : ValueEncoding::Deflated;
  stored.Offset = std::max(image.iname_offset, 0);
  stored.Values = type.Components;
  for (int axis = 1; axis <= image.ndim; ++axis)
  {
    stored.Values *= image.dim[axis];
  }
  stored.Bytes = stored.Values / type.Components * image.nbyper;
  return std::string();
}
}

//------------------------------------------------------------------------------
std::string ReadNiftiHeader(
  const std::string& fileName, const ImageFileChoices& choices, NiftiFile& file)
{
  if (IsNifti2(fileName))
  {
    return "It is a file of NIfTI-2, which is not read; convert it to NIfTI-1.";
  }
  int swapped = 0;
  const std::unique_ptr<nifti_1_header, void (*)(void*)> raw(
    nifti_read_header(fileName.c_str(), &swapped, 0), std::free);
  std::string error = raw ? CheckHeader(*raw) : damaged;
  if (!error.empty())
  {
    return error;
  }
  const std::unique_ptr<nifti_image, void (*)(nifti_image*)> image(
    nifti_image_read(fileName.c_str(), 0), nifti_image_free);
  if (!image)
  {
    return damaged;
  }
  const bool qform = image->qform_code > 0 && (image->sform_code <= 0 || choices.PreferQForm);
  error = CheckNumbers(*raw, *image, qform);
  if (!error.empty())
  {
    return error;
  }
  const double unit = Millimetres(image->xyz_units);
  if (qform || image->sform_code > 0)
  {
    // a negative pixdim, which should not be, has the length of a voxel, as nibabel has it;
    // niftilib would take 1
    SetGrid(qform ? nifti_quatern_to_mat44(image->quatern_b, image->quatern_c, image->quatern_d,
                      image->qoffset_x, image->qoffset_y, image->qoffset_z, std::abs(image->dx),
                      std::abs(image->dy), std::abs(image->dz), image->qfac)
                  : image->sto_xyz,
      unit, file.Header);
  }
  else
  {
    file.Header.Spacing[0] = unit * image->dx;
    file.Header.Spacing[1] = unit * image->dy;
    file.Header.Spacing[2] = unit * image->dz;
    file.Remark = "It has neither a sform nor a qform, so that nothing is known of the place and "
                  "the orientation of its voxels; its axes are taken for those of LPS.";
  }
  file.Stored.Files = { fileName };
  return SetValues(*image, file);
}
}
