// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Sampling all arrays of an image at once: what is common to everything that turns one image into
 * another.
 *
 * Within half a voxel of the border of the whole extent samples take the border's value; further
 * out there is nothing, and the background value is put.
 */
#ifndef ImageSampler_h
#define ImageSampler_h

#include "ImageGeometry.h"
#include "Reduction.h"
#include "RowSampler.h"

#include "vtkCharArray.h"
#include "vtkSmartPointer.h"
#include "vtkType.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

class vtkAbstractImageInterpolator;
class vtkDataArray;
class vtkDataSetAttributes;
class vtkImageData;

namespace curvedreformat
{
/** VTK's own name for the array that tells where an output holds something. */
constexpr const char* ValidPointMaskName = "vtkValidPointMask";

struct SamplerSettings
{
  Interpolation Mode = Interpolation::Linear;
  vtkAbstractImageInterpolator* Interpolator = nullptr; ///< instead of Mode, when set
  double Background = 0.0;
  bool Mask = false; ///< make the array `vtkValidPointMask`: 1 where sampled, 0 where filled
  bool CombineMask =
    false; ///< with such an array of the image: 0 also where its nearest voxel has 0
  std::optional<Reduction> Reduce;               ///< many samples become one voxel; see SlabReducer
  std::optional<std::vector<std::string>> Names; ///< of the arrays to sample; all without
};

class ImageSampler
{
public:
  /**
   * The extent that must be in memory for samples within the box [low, high] of index space; at
   * least one voxel, also when the box lies outside.
   */
  static void RequiredExtent(const ImageGeometry& geometry, const SamplerSettings& settings,
    const Vector3& low, const Vector3& high, int extent[6]);

  /**
   * Make an output array of `tuples` tuples for every point and cell array of the image that is to
   * be sampled: same name, type, components and component names, and the same active attributes. A
   * cell array whose name a point array has gets `_cell` after it. Returns an empty string, or the
   * sentence that says what is wrong (no arrays, not enough memory).
   *
   * Where samples are to be reduced, this only makes the arrays, of double for sums; a SlabReducer
   * fills them.
   */
  std::string Allocate(vtkImageData* image, const ImageGeometry& geometry,
    const SamplerSettings& settings, vtkIdType tuples, vtkDataSetAttributes* output);

  /** The part of the range within half a voxel of the image. */
  SampleRange Clip(const SampleRow& row, SampleRange range) const;

  // For all arrays and the mask, see RowSampler. Tuples are counted from 0 in the output arrays.
  void Sample(const SampleRow& row, SampleRange range, vtkIdType tuple) const;
  void SamplePoints(const double* positions, vtkIdType count, const vtkIdType* tuples) const;
  void Fill(vtkIdType tuple, vtkIdType count) const;

  /** Put 0 into the mask, if there is one. */
  void Unmask(vtkIdType tuple, vtkIdType count) const;

  /**
   * A sampler of the same image, into `tuples` tuples of memory of its own: arrays of the image's
   * types, in the same order, and a mask where the image has one that counts. Throws
   * std::bad_alloc.
   */
  ImageSampler MakeScratch(vtkIdType tuples) const;

  const SamplerSettings& GetSettings() const { return this->Settings; }
  std::size_t GetNumberOfArrays() const { return this->Arrays.size(); }
  vtkDataArray* GetOutput(std::size_t i) const { return this->Arrays[i].Out; }

  /** The mask that is made, or nullptr. */
  vtkCharArray* GetMask() const { return this->Mask; }

  /** The sentence that names the arrays that could not be sampled, or an empty string. */
  std::string GetSkipped() const;

private:
  /** How many voxels beyond the two (along an axis) that a sample lies between an interpolation
   * reads. */
  static int Support(const SamplerSettings& settings);

  /** An array that is read, and the one that its samples go to. */
  struct Sampled
  {
    vtkSmartPointer<vtkDataArray> In;
    vtkSmartPointer<vtkDataArray> Out;
    vtkSmartPointer<vtkAbstractImageInterpolator> Interpolator; ///< of its own, or nullptr
    bool OfCells;
  };

  void TakeOwnMask(vtkImageData* image);
  void MakeMask(vtkIdType tuples);
  void MakeSamplers();

  SamplerSettings Settings;
  SampleGrid Grid;
  std::vector<Sampled> Arrays;
  std::vector<std::unique_ptr<RowSampler>> Samplers;
  vtkSmartPointer<vtkCharArray> Mask;
  vtkSmartPointer<vtkCharArray> OwnMask;   // the image's, where it counts
  std::unique_ptr<RowSampler> MaskSampler; // of that
  int FirstVoxel[3];
  double Low[3];
  double High[3];
  std::string Skipped;
};
}

#endif
