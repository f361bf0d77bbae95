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
#include "SliceRows.h"

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
   * made for a reduction and must live as long. `counts` says which samples count for values.
   * Throws std::bad_alloc.
   */
  SlabReducer(
    const ImageSampler& output, const TakesPart& counts, SampleRange line, std::size_t slots);
  ~SlabReducer();

  /** Sample a row into a slot: the samples `inside` the image, of which those in `owned` are owned.
   * Those where the image's own mask is 0 count when both `counts` and `masked` say so. */
  void Sample(
    std::size_t slot, const SampleRow& row, SampleRange inside, SampleRange owned, bool masked);

  /** Begin a line. */
  void Begin();

  /** Add the row in a slot. */
  void Add(std::size_t slot);

  /** Write the line to the tuples `tuple`, `tuple` + `stride` and so on. Voxels without a sample
   * get the background value and 0 in the mask. */
  void Finish(vtkIdType tuple, vtkIdType stride) const;

  /** Write the one voxel that all samples of the line belong to. */
  void FinishFolded(vtkIdType tuple) const;

private:
  /** What there is of a row; counted from the beginning of the line. */
  struct Slot
  {
    bool Whole = false;             ///< all of the line counts
    std::vector<SampleRange> Shown; ///< what counts for values
    SampleRange Owned;
  };

  vtkIdType TupleAt(std::size_t slot) const { return static_cast<vtkIdType>(slot) * this->Length; }
  void AddToMask(const Slot& place, vtkIdType begin);

  const ImageSampler& Output;
  const TakesPart Counts;
  const bool MaskApart; // the mask is not simply where samples count
  const int First;
  const int Length;
  ImageSampler Scratch;
  std::vector<std::unique_ptr<ArrayReducer>> Arrays;
  std::vector<Slot> Slots;
  int WholeRows = 0;       // that were added to the line
  bool AnyPart = false;    // rows of which only a part counts, too
  std::vector<int> Count;  // of their samples
  std::vector<char> Valid; // the mask, when it is apart
};
}

#endif
