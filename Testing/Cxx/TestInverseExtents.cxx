// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Bent back, any part of the output, any number of threads or pieces has the bits of the whole, and
// of the straightened image no slice too many is asked for.

#include "TestOwnership.h"
#include "TestSpySource.h"

#include "vtkCellData.h"
#include "vtkImageDataStreamer.h"
#include "vtkInverseCurvedPlanarReformat.h"
#include "vtkSMPTools.h"

using namespace testcurves;

namespace
{
struct Tube
{
  std::string Name;
  std::vector<Vec> Points;
  Vec Spacing;
  int Pixels;
};

std::vector<Tube> Tubes()
{
  return { { "helix", PointsPerUnit(Helix(14, 4, 1.5)), { 0.9, 1.1, 1.3 }, 15 },
    { "ring", PointsPerUnit(Circle(16)), { 1.0, 0.9, 1.2 }, 17 },
    { "coil", PointsPerUnit(Helix(9, 6.0 / (2.0 * Pi), 3)), { 0.8, 0.8, 0.9 }, 13 },
    // few slices, far apart: half a slice beyond the ends is a long way
    { "thick slices", PointsPerUnit(Helix(18, 2, 0.8)), { 0.7, 0.7, 9.0 }, 9 } };
}

/** What vtkCurvedPlanarReformat would put out along the curve. */
Geometry StraightGeometry(const Tube& tube)
{
  vtkNew<vtkMovingFrame> model;
  Build(model, tube.Points);
  Geometry g;
  const double half = 0.5 * (tube.Pixels - 1);
  const int extent[6] = { 0, tube.Pixels - 1, 0, tube.Pixels - 1, 0,
    static_cast<int>(model->GetLength() / tube.Spacing[2]) };
  std::copy_n(extent, 6, g.Extent);
  g.Spacing = tube.Spacing;
  g.Origin = { -half * tube.Spacing[0], -half * tube.Spacing[1], 0 };
  return g;
}

void AddArrays(vtkImageData* image)
{
  AddArray(image, "real", VTK_DOUBLE, 1, Noise(-1, 1));
  AddArray(image, "vector", VTK_FLOAT, 3, Noise(0, 1e6));
  AddArray(image, "label", VTK_UNSIGNED_SHORT, 1, Noise(0, 65535));
  int e[6];
  image->GetExtent(e);
  vtkNew<vtkImageData> cells;
  cells->SetExtent(
    e[0], std::max(e[1] - 1, e[0]), e[2], std::max(e[3] - 1, e[2]), e[4], std::max(e[5] - 1, e[4]));
  image->GetCellData()->AddArray(AddArray(cells, "cell", VTK_INT, 1, Noise(-1e9, 1e9)));
}

/** Turned and left-handed, around the tube. */
Geometry ReferenceGeometry()
{
  Geometry g = TurnedGeometry(true);
  const int extent[6] = { -3, 51, 4, 51, 10, 59 };
  std::copy_n(extent, 6, g.Extent);
  g.Spacing = { 1.1, 1.2, 1.0 };
  g.Origin = g.Origin + Vec{ 1, 2, 12 } - g.Centre();
  return g;
}

void Configure(vtkInverseCurvedPlanarReformat* bend, const Tube& tube, int interpolation)
{
  bend->SetCurveData(MakePolyline(tube.Points));
  bend->SetReferenceData(MakeImage(ReferenceGeometry()));
  bend->SetInterpolation(interpolation);
  bend->SetBackgroundValue(3);
}

vtkSmartPointer<vtkImageData> WholeOutput(const Tube& tube, int interpolation)
{
  const auto image = MakeImage(StraightGeometry(tube));
  AddArrays(image);
  vtkNew<vtkInverseCurvedPlanarReformat> bend;
  Configure(bend, tube, interpolation);
  bend->SetInputData(image);
  bend->SetEnableSMP(false);
  bend->SetNumberOfThreads(1);
  bend->Update();
  auto whole = vtkSmartPointer<vtkImageData>::New();
  whole->DeepCopy(bend->GetOutput());
  vtkIdType inside = 0;
  for (vtkIdType i = 0; i < whole->GetNumberOfPoints(); ++i)
  {
    inside += Masked(whole, i) ? 1 : 0;
  }
  CHECK(inside > 1500 && inside < whole->GetNumberOfPoints() / 2,
    tube.Name << ": " << inside << " of " << whole->GetNumberOfPoints() << " voxels in the tube");
  return whole;
}

/** Random parts, each from slices that are in memory only as far as was asked for. */
void TestRandomParts(const Tube& tube)
{
  std::mt19937 random(5);
  const Geometry straight = StraightGeometry(tube);
  const Geometry reference = ReferenceGeometry();
  vtkNew<vtkMovingFrame> model;
  Build(model, tube.Points);
  const double radius =
    std::hypot((tube.Pixels * 0.5) * tube.Spacing[0], (tube.Pixels * 0.5) * tube.Spacing[1]);
  int fewer = 0;
  for (int mode = 0; mode < 3; ++mode)
  {
    const auto whole = WholeOutput(tube, mode);
    const Extent all = ExtentOf(whole);
    for (int n = 0; n < 60; ++n)
    {
      Extent wanted;
      for (int axis = 0; axis < 3; ++axis)
      {
        const int size = all[2 * axis + 1] - all[2 * axis] + 1;
        // many of them small
        const int a = static_cast<int>(random() % size);
        const int b = n % 3 == 0 ? static_cast<int>(random() % size)
                                 : std::min(a + static_cast<int>(random() % 6), size - 1);
        wanted[2 * axis] = all[2 * axis] + std::min(a, b);
        wanted[2 * axis + 1] = all[2 * axis] + std::max(a, b);
      }
      vtkNew<SpySource> source;
      source->Image = straight;
      source->Fill = AddArrays;
      source->TellsDirection = n % 2 == 0;
      vtkNew<vtkInverseCurvedPlanarReformat> bend;
      Configure(bend, tube, mode);
      bend->SetInputConnection(source->GetOutputPort());
      bend->UpdateExtent(wanted.data());
      CHECK(ExtentOf(bend->GetOutput()) == wanted, "another extent than the one asked for");
      const vtkIdType different = Differences(whole, bend->GetOutput(), wanted);
      CHECK(different == 0,
        tube.Name << ", interpolation " << mode << ": " << different
                  << " voxels of a part differ from the whole");

      // The slices that were asked for: those of the stretch of the curve that is within the tube's
      // radius of the box around what was wanted.
      double low[3] = { 1e99, 1e99, 1e99 };
      double high[3] = { -1e99, -1e99, -1e99 };
      for (int corner = 0; corner < 8; ++corner)
      {
        const Vec p = reference.World({ double(wanted[corner & 1]),
          double(wanted[2 + (corner >> 1 & 1)]), double(wanted[4 + (corner >> 2)]) });
        for (int axis = 0; axis < 3; ++axis)
        {
          low[axis] = std::min(low[axis], p[axis]);
          high[axis] = std::max(high[axis], p[axis]);
        }
      }
      // the curve is looked at in spans, each of them shorter than this
      const double slack = 3.0;
      double first = 1e99;
      double last = -1e99;
      for (double s = 0.0; s <= model->GetLength(); s += 0.25)
      {
        const Vec c = FrameAt(model, s).C;
        double d2 = 0.0;
        for (int axis = 0; axis < 3; ++axis)
        {
          const double d = std::max({ low[axis] - c[axis], c[axis] - high[axis], 0.0 });
          d2 += d * d;
        }
        if (std::sqrt(d2) < radius + tube.Spacing[2] + slack)
        {
          first = std::min(first, s);
          last = std::max(last, s);
        }
      }
      const Extent& slab = source->Requests.back();
      const int support = mode == 2 ? 2 : 1;
      const int slices = straight.Extent[5] + 1;
      const bool wraps =
        model->IsClosed() && (first < 3.0 * slack || last > model->GetLength() - 3.0 * slack);
      if (last >= 0.0 && !wraps)
      {
        const int from = static_cast<int>(std::floor((first - slack) / tube.Spacing[2])) - 1;
        const int to = static_cast<int>(std::ceil((last + slack) / tube.Spacing[2])) + 1;
        // one voxel and its neighbours stand for none
        const bool needed = slab[5] - slab[4] <= 1 ||
          (slab[4] >= std::max(from - support, 0) && slab[5] <= std::min(to + support, slices - 1));
        CHECK(needed,
          tube.Name << ": slices " << slab[4] << " to " << slab[5] << " were asked for, " << from
                    << " to " << to << " are near");
      }
      else if (last < 0.0)
      {
        CHECK(slab[5] - slab[4] <= 1,
          tube.Name << ": slices " << slab[4] << " to " << slab[5]
                    << " for a part away from the tube");
      }
      fewer += slab[5] - slab[4] + 1 < slices / 2 ? 1 : 0;
    }
  }
  std::cout << tube.Name << ": " << fewer
            << " of 180 parts asked for less than half of the slices\n";
  CHECK(fewer > 20, tube.Name << ": " << fewer << " parts asked for less than half of the slices");
}

/** One voxel after the other, all over the tube: of each the slices around it are enough. */
void TestSingleVoxels(const Tube& tube)
{
  std::mt19937 random(6);
  const auto whole = WholeOutput(tube, 1);
  vtkNew<SpySource> source;
  source->Image = StraightGeometry(tube);
  source->Fill = AddArrays;
  vtkNew<vtkInverseCurvedPlanarReformat> bend;
  Configure(bend, tube, 1);
  bend->SetInputConnection(source->GetOutputPort());
  int tested = 0;
  ForEachVoxel(whole,
    [&](int i, int j, int k, vtkIdType tuple)
    {
      if (!Masked(whole, tuple) || random() % 40 != 0)
      {
        return;
      }
      ++tested;
      const Extent voxel{ i, i, j, j, k, k };
      // another one in between, so that nothing is there from before
      const Extent& all = ExtentOf(whole);
      const Extent corner{ all[0], all[0], all[2], all[2], all[4], all[4] };
      bend->UpdateExtent(const_cast<int*>(corner.data()));
      bend->UpdateExtent(const_cast<int*>(voxel.data()));
      CHECK(
        ExtentOf(bend->GetOutput()) == voxel && Differences(whole, bend->GetOutput(), voxel) == 0,
        tube.Name << ": voxel " << i << " " << j << " " << k << " alone differs from the whole");
    });
  CHECK(tested > 20, tube.Name << ": only " << tested << " voxels");
}

/** Pieces joined by vtkImageDataStreamer. */
void TestStreaming(const Tube& tube)
{
  const auto whole = WholeOutput(tube, 1);
  vtkNew<SpySource> source;
  source->Image = StraightGeometry(tube);
  source->Fill = AddArrays;
  vtkNew<vtkInverseCurvedPlanarReformat> bend;
  Configure(bend, tube, 1);
  bend->SetInputConnection(source->GetOutputPort());
  vtkNew<vtkImageDataStreamer> streamer;
  streamer->SetInputConnection(bend->GetOutputPort());
  streamer->SetNumberOfStreamDivisions(7);
  streamer->Update();
  vtkDataArray* joined = streamer->GetOutput()->GetPointData()->GetScalars();
  vtkDataArray* expected = whole->GetPointData()->GetScalars();
  CHECK(joined->GetNumberOfTuples() == expected->GetNumberOfTuples() &&
      std::memcmp(joined->GetVoidPointer(0), expected->GetVoidPointer(0),
        static_cast<std::size_t>(expected->GetNumberOfTuples()) * expected->GetDataTypeSize()) == 0,
    tube.Name << ": the joined pieces differ from the whole");
}

/** Pieces, as a rank of MPI or a writer asks for them: the whole extent, and one piece of many. */
void TestPieces(const Tube& tube)
{
  const auto whole = WholeOutput(tube, 1);
  Extent all = ExtentOf(whole);
  for (const int pieces : { 3, 8 })
  {
    vtkNew<SpySource> source;
    source->Image = StraightGeometry(tube);
    source->Fill = AddArrays;
    vtkNew<vtkInverseCurvedPlanarReformat> bend;
    Configure(bend, tube, 1);
    bend->SetInputConnection(source->GetOutputPort());
    vtkIdType voxels = 0;
    for (int piece = 0; piece < pieces; ++piece)
    {
      bend->UpdatePiece(piece, pieces, 0, all.data());
      const Extent extent = ExtentOf(bend->GetOutput());
      CHECK(Differences(whole, bend->GetOutput(), extent) == 0,
        tube.Name << ": piece " << piece << " of " << pieces << " differs from the whole");
      voxels += bend->GetOutput()->GetNumberOfPoints();
    }
    CHECK(voxels >= whole->GetNumberOfPoints(), tube.Name << ": the pieces are not the whole");
  }
}

void TestThreads(const Tube& tube)
{
  const auto image = MakeImage(StraightGeometry(tube));
  AddArrays(image);
  for (int mode = 0; mode < 3; ++mode)
  {
    const auto whole = WholeOutput(tube, mode);
    for (const bool smp : { false, true })
    {
      for (const int threads : { 2, 3, 8 })
      {
        vtkNew<vtkInverseCurvedPlanarReformat> bend;
        Configure(bend, tube, mode);
        bend->SetInputData(image);
        bend->SetEnableSMP(smp);
        bend->SetNumberOfThreads(threads);
        bend->SetSplitModeToBlock();
        bend->SetDesiredBytesPerPiece(1000);
        vtkSMPTools::LocalScope(
          vtkSMPTools::Config{ threads, "STDThread", false }, [&]() { bend->Update(); });
        const vtkIdType different = Differences(whole, bend->GetOutput(), ExtentOf(whole));
        CHECK(different == 0,
          tube.Name << ": " << different << " voxels differ with " << threads << " threads, SMP "
                    << smp);
      }
    }
  }
}
}

int TestInverseExtents(int, char*[])
{
  for (const Tube& tube : Tubes())
  {
    TestRandomParts(tube);
    TestSingleVoxels(tube);
    TestStreaming(tube);
    TestPieces(tube);
    TestThreads(tube);
  }
  return Verdict();
}
