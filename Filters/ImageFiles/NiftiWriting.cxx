// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "NiftiFile.h"

#include "RunQuietly.h"

#include "vtkDataArray.h"
#include "vtkMath.h"
#include "vtkMatrix3x3.h"

#include <nifti1_io.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>
#include <memory>
#include <sstream>
#include <vector>

namespace curvedreformat
{
namespace
{
bool IsColour(const ImageFileHeader& header)
{
  return !header.Vectors && header.ScalarType == VTK_UNSIGNED_CHAR &&
    (header.Components == 3 || header.Components == 4);
}

int NiftiType(const ImageFileHeader& header)
{
  if (IsColour(header))
  {
    return header.Components == 3 ? NIFTI_TYPE_RGB24 : NIFTI_TYPE_RGBA32;
  }
  const bool isSigned = vtkDataArray::GetDataTypeMin(header.ScalarType) < 0.0;
  switch (header.ScalarType)
  {
    case VTK_FLOAT:
      return NIFTI_TYPE_FLOAT32;
    case VTK_DOUBLE:
      return NIFTI_TYPE_FLOAT64;
    default:
      break;
  }
  switch (vtkDataArray::GetDataTypeSize(header.ScalarType))
  {
    case 1:
      return isSigned ? NIFTI_TYPE_INT8 : NIFTI_TYPE_UINT8;
    case 2:
      return isSigned ? NIFTI_TYPE_INT16 : NIFTI_TYPE_UINT16;
    case 4:
      return isSigned ? NIFTI_TYPE_INT32 : NIFTI_TYPE_UINT32;
    default:
      return isSigned ? NIFTI_TYPE_INT64 : NIFTI_TYPE_UINT64;
  }
}

/** The last three numbers are stored, the first one follows from them: it is >= 0, and of half
 * turns 0. There it must not become the root of what they lose when they are rounded, so that they
 * are rounded away from 0; readers take the root of what is below 0 for 0. */
void SetQuaternion(const double quaternion[4], nifti_image& image)
{
  constexpr double halfTurn = 1e-6;
  const double sign = quaternion[0] < 0.0 ? -1.0 : 1.0;
  float* const numbers[3] = { &image.quatern_b, &image.quatern_c, &image.quatern_d };
  for (int i = 0; i < 3; ++i)
  {
    const double exact = sign * quaternion[i + 1];
    auto rounded = static_cast<float>(exact);
    if (std::abs(quaternion[0]) < halfTurn && std::abs(rounded) < std::abs(exact))
    {
      rounded = std::nextafter(rounded, exact < 0.0 ? -1.0F : 1.0F);
    }
    *numbers[i] = rounded;
  }
}

/** The sform as it is, and the qform: a quaternion, for whose sake a left-handed third axis is
 * turned round. In double precision; niftilib's own loses four digits at half turns. */
void SetForms(const ImageFileHeader& header, nifti_image& image)
{
  double rotation[3][3];
  for (int row = 0; row < 3; ++row)
  {
    const double sign = row < 2 ? -1.0 : 1.0; // from LPS to RAS
    for (int column = 0; column < 3; ++column)
    {
      rotation[row][column] = sign * header.Direction[3 * row + column];
      image.sto_xyz.m[row][column] =
        static_cast<float>(rotation[row][column] * header.Spacing[column]);
    }
    image.sto_xyz.m[row][3] = static_cast<float>(sign * header.Origin[row]);
  }
  image.sto_xyz.m[3][3] = 1.0F;
  const double handedness = vtkMath::Determinant3x3(rotation) < 0.0 ? -1.0 : 1.0;
  for (double* row : { rotation[0], rotation[1], rotation[2] })
  {
    row[2] *= handedness;
  }
  double quaternion[4];
  vtkMath::Matrix3x3ToQuaternion(rotation, quaternion);
  SetQuaternion(quaternion, image);
  image.qoffset_x = image.sto_xyz.m[0][3];
  image.qoffset_y = image.sto_xyz.m[1][3];
  image.qoffset_z = image.sto_xyz.m[2][3];
  image.qfac = static_cast<float>(handedness);
  image.pixdim[0] = image.qfac;
  image.qform_code = NIFTI_XFORM_SCANNER_ANAT;
  image.sform_code = NIFTI_XFORM_SCANNER_ANAT;
}

/** Components side by side become images, one after the other. */
std::vector<char> Planar(const ImageFileHeader& header, const char* values)
{
  const auto size = static_cast<std::size_t>(vtkDataArray::GetDataTypeSize(header.ScalarType));
  const auto components = static_cast<std::size_t>(header.Components);
  std::vector<char> planar(static_cast<std::size_t>(header.Bytes()));
  char* to = planar.data();
  for (std::size_t component = 0; component < components; ++component)
  {
    for (std::size_t at = component * size; at < planar.size(); at += components * size, to += size)
    {
      std::memcpy(to, values + at, size);
    }
  }
  return planar;
}

std::string Write(const std::string& fileName, const ImageFileHeader& header, const void* values)
{
  const std::unique_ptr<nifti_image, void (*)(nifti_image*)> image(
    nifti_simple_init_nim(), nifti_image_free);
  const bool vectors = header.Components > 1 && !IsColour(header);
  const int* n = header.Dimensions;
  const int dimensions[8] = { vectors ? 5 : 3, n[0], n[1], n[2], 1, vectors ? header.Components : 1,
    1, 1 };
  std::copy_n(dimensions, 8, image->dim);
  std::copy_n(header.Spacing, 3, image->pixdim + 1);
  std::fill_n(image->pixdim + 4, 4, 1.0F);
  nifti_update_dims_from_array(image.get());
  // which leaves out last axes of one voxel: ITK then reads a plane without its place
  image->ndim = dimensions[0];
  image->dim[0] = dimensions[0];
  image->datatype = NiftiType(header);
  nifti_datatype_sizes(image->datatype, &image->nbyper, &image->swapsize);
  image->dx = image->pixdim[1];
  image->dy = image->pixdim[2];
  image->dz = image->pixdim[3];
  image->intent_code = vectors ? NIFTI_INTENT_VECTOR : NIFTI_INTENT_NONE;
  image->xyz_units = NIFTI_UNITS_MM;
  image->time_units = NIFTI_UNITS_SEC;
  image->nifti_type = NIFTI_FTYPE_NIFTI1_1;
  SetForms(header, *image);
  image->fname = nifti_strdup(fileName.c_str());
  image->iname = nifti_strdup(fileName.c_str());
  std::vector<char> planar;
  if (vectors)
  {
    planar = Planar(header, static_cast<const char*>(values));
  }
  // not nifti_image_write(), which prints where the disk is full
  constexpr int headerAlone = 2; // and the file stays open
  if (znzFile file = nifti_image_write_hdr_img(image.get(), headerAlone, "wb"))
  {
    nifti_write_buffer(file, vectors ? planar.data() : values, image->nvox * image->nbyper);
    znzclose(file);
  }
  return std::string(); // Check() sees whether all is there
}

/** niftilib does not tell whether it has written all. The last voxel can be read only when all
 * before it is there. */
std::string Check(const std::string& fileName, const ImageFileHeader& header)
{
  NiftiFile file;
  const std::string error =
    RunQuietly([&] { return ReadNiftiHeader(fileName, ImageFileChoices(), file); });
  const int* n = header.Dimensions;
  const int last[6] = { n[0] - 1, n[0] - 1, n[1] - 1, n[1] - 1, n[2] - 1, n[2] - 1 };
  std::vector<char> voxel(static_cast<std::size_t>(header.BytesOf(1.0)));
  const bool whole = error.empty() &&
    ReadNiftiValues(
      fileName, file.Header, ImageFileChoices(), last, 0, voxel.data(), [](double) { return true; })
      .empty();
  std::error_code ignored;
  std::ostringstream text;
  text << "only " << std::filesystem::file_size(std::filesystem::u8path(fileName), ignored)
       << " bytes got there";
  return whole ? std::string() : text.str();
}
}

//------------------------------------------------------------------------------
std::string WriteNiftiFile(
  const std::string& fileName, const ImageFileHeader& header, const void* values, bool& full)
{
  constexpr int most = std::numeric_limits<short>::max();
  for (int axis = 0; axis < 3; ++axis)
  {
    if (header.Dimensions[axis] > most)
    {
      std::ostringstream text;
      text << "NIfTI has up to " << most << " voxels along an axis, and this image has "
           << header.Dimensions[axis] << " along "
           << "ijk"[axis] << "; write .nrrd or .mha";
      return text.str();
    }
  }
  std::string error = RunQuietly([&] { return Write(fileName, header, values); }, "", "");
  if (error.empty())
  {
    error = Check(fileName, header);
    full = !error.empty();
  }
  return error;
}
}
