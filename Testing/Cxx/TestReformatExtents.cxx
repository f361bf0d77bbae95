// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Any part of the output, any number of threads or pieces has the bits of the whole, and no more of
// the image is asked for than the slices and the kernel cover.

#include "TestImages.h"

#include "vtkCellData.h"
#include "vtkImageAlgorithm.h"
#include "vtkImageDataStreamer.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkSMPTools.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <array>

using namespace testcurves;

namespace
{
using Extent = std::array<int, 6>;

Geometry ImageGeometry()
{
  Geometry g = TurnedGeometry(true);
  const int extent[6] = { -3, 46, 4, 43, 10, 64 };
  std::copy_n(extent, 6, g.Extent);
  return g;
}

/** Three point arrays and a cell array over what is in memory. */
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
}

/** A source that makes just what it is asked for, and remembers what that was. */
class vtkSpySource : public vtkImageAlgorithm
{
public:
  static vtkSpySource* New();
  vtkTypeMacro(vtkSpySource, vtkImageAlgorithm);

  Geometry Image = ImageGeometry();
  bool TellsDirection = true;
  std::vector<Extent> Requests;

protected:
  vtkSpySource() { this->SetNumberOfInputPorts(0); }

  int RequestInformation(
    vtkInformation*, vtkInformationVector**, vtkInformationVector* outputVector) override
  {
    vtkInformation* info = outputVector->GetInformationObject(0);
    info->Set(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), this->Image.Extent, 6);
    info->Set(vtkDataObject::ORIGIN(), this->Image.Origin.v, 3);
    info->Set(vtkDataObject::SPACING(), this->Image.Spacing.v, 3);
    if (this->TellsDirection)
    {
      const auto image = MakeImage(this->Image);
      info->Set(vtkDataObject::DIRECTION(), image->GetDirectionMatrix()->GetData(), 9);
    }
    info->Set(vtkAlgorithm::CAN_PRODUCE_SUB_EXTENT(), 1);
    return 1;
  }

  int RequestData(
    vtkInformation*, vtkInformationVector**, vtkInformationVector* outputVector) override
  {
    vtkInformation* info = outputVector->GetInformationObject(0);
    Extent wanted;
    info->Get(vtkStreamingDemandDrivenPipeline::UPDATE_EXTENT(), wanted.data());
    this->Requests.push_back(wanted);
    Geometry part = this->Image;
    std::copy(wanted.begin(), wanted.end(), part.Extent);
    const auto image = MakeImage(part);
    AddArrays(image);
    vtkImageData::GetData(outputVector)->ShallowCopy(image);
    return 1;
  }
};
vtkStandardNewMacro(vtkSpySource);

namespace
{
/** A helix that runs through the image, and at its end leaves it. */
vtkSmartPointer<vtkPolyData> Curve()
{
  const Geometry g = ImageGeometry();
  std::vector<Vec> points = Helix(9.0, 4.0, 1.4).Points(70);
  for (Vec& p : points)
  {
    p = p + g.Centre() - Vec{ 0, 0, 10 };
  }
  return MakePolyline(points);
}

void Configure(vtkCurvedPlanarReformat* reformat, int interpolation)
{
  reformat->SetCurveData(Curve());
  reformat->SetSliceDimensions(23, 19);
  reformat->SetSpacing(0.9, 1.1, 1.3);
  reformat->SetInterpolation(interpolation);
  reformat->SetBackgroundValue(3);
}

/** How many voxels of the part differ from the whole in any array. */
vtkIdType Differences(vtkImageData* whole, vtkImageData* part, const Extent& extent)
{
  vtkIdType different = 0;
  CHECK(part->GetPointData()->GetNumberOfArrays() == whole->GetPointData()->GetNumberOfArrays(),
    "a part has " << part->GetPointData()->GetNumberOfArrays() << " arrays");
  for (int a = 0; a < whole->GetPointData()->GetNumberOfArrays(); ++a)
  {
    vtkDataArray* w = whole->GetPointData()->GetArray(a);
    vtkDataArray* p = part->GetPointData()->GetArray(w->GetName());
    if (!p || p->GetDataType() != w->GetDataType())
    {
      return -1;
    }
    const auto bytes = static_cast<std::size_t>(w->GetNumberOfComponents()) * w->GetDataTypeSize();
    for (int k = extent[4]; k <= extent[5]; ++k)
    {
      for (int j = extent[2]; j <= extent[3]; ++j)
      {
        for (int i = extent[0]; i <= extent[1]; ++i)
        {
          int ijk[3] = { i, j, k };
          const auto* x = static_cast<const char*>(w->GetVoidPointer(0)) +
            bytes * static_cast<std::size_t>(whole->ComputePointId(ijk));
          const auto* y = static_cast<const char*>(p->GetVoidPointer(0)) +
            bytes * static_cast<std::size_t>(part->ComputePointId(ijk));
          different += std::memcmp(x, y, bytes) == 0 ? 0 : 1;
        }
      }
    }
  }
  return different;
}

Extent ExtentOf(vtkImageData* image)
{
  Extent e;
  image->GetExtent(e.data());
  return e;
}

vtkSmartPointer<vtkImageData> WholeOutput(int interpolation)
{
  const auto image = MakeImage(ImageGeometry());
  AddArrays(image);
  vtkNew<vtkCurvedPlanarReformat> reformat;
  Configure(reformat, interpolation);
  reformat->SetInputData(image);
  reformat->SetEnableSMP(false);
  reformat->SetNumberOfThreads(1);
  reformat->Update();
  auto whole = vtkSmartPointer<vtkImageData>::New();
  whole->DeepCopy(reformat->GetOutput());
  vtkIdType inside = 0;
  for (vtkIdType i = 0; i < whole->GetNumberOfPoints(); ++i)
  {
    inside += Masked(whole, i) ? 1 : 0;
  }
  CHECK(inside > 10000 && inside < whole->GetNumberOfPoints() - 1000,
    inside << " of " << whole->GetNumberOfPoints() << " samples inside: no test of borders");
  return whole;
}

/** Random parts, each from an image that is in memory only as far as was asked for. */
void TestRandomParts()
{
  std::mt19937 random(11);
  const Geometry g = ImageGeometry();
  for (const bool tellsDirection : { true, false })
  {
    for (int mode = 0; mode < 3; ++mode)
    {
      const auto whole = WholeOutput(mode);
      const Extent all = ExtentOf(whole);
      for (int n = 0; n < 40; ++n)
      {
        Extent wanted;
        for (int axis = 0; axis < 3; ++axis)
        {
          const int size = all[2 * axis + 1] + 1;
          const int a = static_cast<int>(random() % size);
          const int b = n % 5 == 0 ? a : static_cast<int>(random() % size);
          wanted[2 * axis] = std::min(a, b);
          wanted[2 * axis + 1] = std::max(a, b);
        }
        vtkNew<vtkSpySource> source;
        source->TellsDirection = tellsDirection;
        vtkNew<vtkCurvedPlanarReformat> reformat;
        Configure(reformat, mode);
        reformat->SetInputConnection(source->GetOutputPort());
        reformat->UpdateExtent(wanted.data());
        CHECK(ExtentOf(reformat->GetOutput()) == wanted, "another extent than the one asked for");
        const vtkIdType different = Differences(whole, reformat->GetOutput(), wanted);
        CHECK(different == 0,
          "interpolation " << mode << ": " << different
                           << " voxels of a part differ from the whole");
        CHECK(
          reformat->GetOutput()->GetFieldData()->GetArray("SliceToWorld")->GetNumberOfTuples() ==
            all[5] + 1,
          "a part does not know all slices");

        // What was asked for: with no direction told, one voxel to see it; then the slab.
        const std::size_t requests = source->Requests.size();
        const auto single = [](const Extent& e)
        { return e[0] == e[1] && e[2] == e[3] && e[4] == e[5]; };
        if (tellsDirection)
        {
          CHECK(requests == 1, requests << " requests to the source, 1 expected");
        }
        else
        {
          CHECK(
            single(source->Requests.front()), "more than a voxel asked for to see the direction");
          // outside the image that voxel is all that is needed
          CHECK(requests == 2 || (requests == 1 && wanted[4] > 30),
            requests << " requests to the source, 2 expected");
        }
        double low[3] = { 1e99, 1e99, 1e99 };
        double high[3] = { -1e99, -1e99, -1e99 };
        for (int k = wanted[4]; k <= wanted[5]; ++k)
        {
          const Frame f = SliceFrame(whole, k);
          for (int corner = 0; corner < 4; ++corner)
          {
            const Vec index =
              g.Index(SampleAt(f, whole, wanted[corner % 2], wanted[2 + corner / 2]));
            for (int axis = 0; axis < 3; ++axis)
            {
              low[axis] = std::min(low[axis], index[axis]);
              high[axis] = std::max(high[axis], index[axis]);
            }
          }
        }
        bool meets = true;
        for (int axis = 0; axis < 3; ++axis)
        {
          meets = meets && high[axis] > g.Extent[2 * axis] - 0.5 &&
            low[axis] < g.Extent[2 * axis + 1] + 0.5;
        }
        const int support = mode == 2 ? 2 : 1;
        const Extent& slab = source->Requests.back();
        for (int axis = 0; axis < 3 && meets; ++axis)
        {
          const auto clamp = [&](double v) {
            return std::min(
              std::max(static_cast<int>(v), g.Extent[2 * axis]), g.Extent[2 * axis + 1]);
          };
          CHECK(slab[2 * axis] >= clamp(std::floor(low[axis] - 1e-6) - support) &&
              slab[2 * axis + 1] <= clamp(std::ceil(high[axis] + 1e-6) + support),
            "axis " << axis << ": " << slab[2 * axis] << " to " << slab[2 * axis + 1]
                    << " was asked for, samples lie in " << low[axis] << " to " << high[axis]);
        }
      }
    }
  }
}

/** Pieces joined by vtkImageDataStreamer, and the source saw only slabs. */
void TestStreaming()
{
  const auto whole = WholeOutput(1);
  vtkNew<vtkSpySource> source;
  vtkNew<vtkCurvedPlanarReformat> reformat;
  Configure(reformat, 1);
  reformat->SetInputConnection(source->GetOutputPort());
  vtkNew<vtkImageDataStreamer> streamer;
  streamer->SetInputConnection(reformat->GetOutputPort());
  streamer->SetNumberOfStreamDivisions(7);
  streamer->Update();
  CHECK(source->Requests.size() == 7, source->Requests.size() << " requests for 7 divisions");
  const Geometry g = ImageGeometry();
  const double voxels = double(g.Dimension(0)) * double(g.Dimension(1)) * double(g.Dimension(2));
  for (const Extent& e : source->Requests)
  {
    const double part = double(e[1] - e[0] + 1) * double(e[3] - e[2] + 1) * double(e[5] - e[4] + 1);
    CHECK(
      part < 0.7 * voxels, "a seventh of the output asks for " << part / voxels << " of the image");
  }
  // vtkImageDataStreamer passes the active scalars on
  vtkDataArray* joined = streamer->GetOutput()->GetPointData()->GetScalars();
  vtkDataArray* expected = whole->GetPointData()->GetScalars();
  CHECK(joined->GetNumberOfTuples() == expected->GetNumberOfTuples() &&
      joined->GetDataType() == expected->GetDataType(),
    "the joined pieces are another image");
  CHECK(
    std::memcmp(joined->GetVoidPointer(0), expected->GetVoidPointer(0),
      static_cast<std::size_t>(expected->GetNumberOfTuples()) * expected->GetDataTypeSize()) == 0,
    "the joined pieces differ from the whole");
}

void TestThreads()
{
  const auto image = MakeImage(ImageGeometry());
  AddArrays(image);
  for (int mode = 0; mode < 3; ++mode)
  {
    const auto whole = WholeOutput(mode);
    for (const bool smp : { false, true })
    {
      for (const int threads : { 1, 2, 3, 8 })
      {
        vtkNew<vtkCurvedPlanarReformat> reformat;
        Configure(reformat, mode);
        reformat->SetInputData(image);
        reformat->SetEnableSMP(smp);
        reformat->SetNumberOfThreads(threads);
        reformat->SetSplitModeToSlab();
        reformat->SetDesiredBytesPerPiece(1000);
        vtkSMPTools::LocalScope(
          vtkSMPTools::Config{ threads, "STDThread", false }, [&]() { reformat->Update(); });
        const vtkIdType different = Differences(whole, reformat->GetOutput(), ExtentOf(whole));
        CHECK(different == 0,
          different << " voxels differ with " << threads << " threads, SMP " << smp);
      }
    }
  }
}

/** The curve alone can be asked for, and a later piece of it is empty. */
void TestCurvePort()
{
  vtkNew<vtkSpySource> source;
  vtkNew<vtkCurvedPlanarReformat> reformat;
  Configure(reformat, 1);
  reformat->SetInputConnection(source->GetOutputPort());
  reformat->Update(1);
  auto* curve = vtkPolyData::SafeDownCast(reformat->GetOutputDataObject(1));
  const auto whole = WholeOutput(1);
  CHECK(curve->GetNumberOfPoints() == whole->GetDimensions()[2],
    "the curve has " << curve->GetNumberOfPoints() << " points");

  // a curve whose points change is seen, without anybody telling the filter
  const auto moving = Curve();
  vtkNew<vtkCurvedPlanarReformat> follower;
  Configure(follower, 1);
  follower->SetCurveData(moving);
  follower->SetInputConnection(source->GetOutputPort());
  follower->Update();
  CHECK(Differences(whole, follower->GetOutput(), ExtentOf(whole)) == 0, "not the same curve");
  double p[3];
  moving->GetPoint(10, p);
  moving->GetPoints()->SetPoint(10, p[0] + 1.0, p[1], p[2]);
  moving->GetPoints()->Modified();
  follower->Update();
  CHECK(Norm(SliceFrame(follower->GetOutput(), 5).C - SliceFrame(whole, 5).C) > 1e-3,
    "a moved point of the curve was not seen");
  // and so are settings of the frame
  const Frame before = SliceFrame(follower->GetOutput(), 5);
  follower->SetRotationAngle(90);
  follower->Update();
  CHECK(Norm(SliceFrame(follower->GetOutput(), 5).N - before.B) < 1e-12,
    "a changed RotationAngle was not seen");
}
}

int TestReformatExtents(int, char*[])
{
  TestRandomParts();
  TestStreaming();
  TestThreads();
  TestCurvePort();
  return Verdict();
}
