// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Makes one line of an output of many rows of samples: the largest, smallest, mean or sum of the
 * samples of each voxel, as they would be stored in the type of the image. One for each thread.
 *
 * Only rows are in memory, in slots of which one row may be added to several lines. Totals lie side
 * by side, as the samples do, so that loops over them are vector operations.
 */
#ifndef SlabReducer_h
#define SlabReducer_h

#include "ImageSampler.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace curvedreformat
{
class ArrayReducer;

class SlabReducer
{
public:
  /**
   * For lines of the voxels `line.First` <= i < `line.Last`, into the arrays of `output`, which was
   * made for a reduction and must live as long. Throws std::bad_alloc.
   */
  SlabReducer(const ImageSampler& output, SampleRange line, std::size_t slots);
  ~SlabReducer();

  /**
   * Sample a row into a slot. `shown` are the samples that count for the value, all of them inside
   * the image; of these those in `owned` count for the mask. `showMasked`: samples count for the
   * value even where the image's own mask is 0.
   */
  void Sample(
    std::size_t slot, const SampleRow& row, SampleRange shown, SampleRange owned, bool showMasked);

  /** Begin a line. */
  void Begin();

  /** Add the row in a slot. */
  void Add(std::size_t slot);

  /** Write the line to the tuples `tuple`, `tuple` + `stride` and so on. Voxels without a sample
   * get the background value and 0 in the mask. */
  void Finish(vtkIdType tuple, vtkIdType stride) const;

private:
  /** What there is of a row; counted from the beginning of the line. */
  struct Slot
  {
    std::vector<SampleRange> Shown;
    SampleRange Owned;
  };

  vtkIdType TupleAt(std::size_t slot) const { return static_cast<vtkIdType>(slot) * this->Length; }

  const ImageSampler& Output;
  const int First;
  const int Length;
  ImageSampler Scratch;
  std::vector<std::unique_ptr<ArrayReducer>> Arrays;
  std::vector<Slot> Slots;
  std::vector<int> Count;  // of the samples that a voxel has
  std::vector<char> Valid; // the mask
  bool Fresh = true;       // nothing was added to the line
};
}

#endif
