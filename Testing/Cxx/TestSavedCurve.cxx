// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// What was saved is enough: a framed curve read from a .vtp gives the same transform, a
// straightened image read from a .vti alone bends back to the same bits, and so it does with the
// curve on port 1.

#include "TestOwnership.h"
#include "TestSpySource.h"

#include "vtkCurveFrames.h"
#include "vtkInverseCurvedPlanarReformat.h"
#include "vtkStraightenDataSet.h"
#include "vtkStraighteningTransform.h"
#include "vtkXMLImageDataReader.h"
#include "vtkXMLImageDataWriter.h"
#include "vtkXMLPolyDataReader.h"
#include "vtkXMLPolyDataWriter.h"

using namespace testcurves;

namespace
{
struct Sample
{
  std::string Name;
  std::vector<Vec> Points;
  double Radius;
};

std::vector<Sample> Samples()
{
  return { { "helix", PointsPerUnit(Helix(20, 10, 1)), 8 },
    { "trefoil knot", PointsPerUnit(TorusKnot()), 8 }, { "hairpin", Hairpin(8, 30), 9 } };
}

template <typename Writer>
std::string Save(vtkDataObject* data, const std::string& name)
{
  const std::string file = std::string(CURVEDREFORMAT_TEST_OUTPUT) + "/" + name;
  vtkNew<Writer> writer;
  writer->SetInputData(data);
  writer->SetFileName(file.c_str());
  writer->SetDataModeToBinary();
  CHECK(writer->Write() == 1, file << " could not be written");
  return file;
}

/** Frame settings that are not the default ones. */
template <typename Class>
void Configure(Class* object)
{
  object->SetFrameTypeToFixedUp();
  object->SetUpVector(0.3, 0.2, 1);
  object->SetRotationAngle(25);
  object->SetSmoothingLength(1.5);
}

void TestFramedCurve(const Sample& sample)
{
  vtkNew<vtkStraighteningTransform> original;
  original->SetCurveData(MakePolyline(sample.Points));
  Configure(original.Get());
  vtkNew<vtkCurveFrames> frames;
  frames->SetInputData(MakePolyline(sample.Points));
  Configure(frames.Get());
  frames->Update();
  const std::string file =
    Save<vtkXMLPolyDataWriter>(frames->GetOutput(), "framed " + sample.Name + ".vtp");
  vtkNew<vtkXMLPolyDataReader> reader;
  reader->SetFileName(file.c_str());
  vtkNew<vtkStraighteningTransform> saved;
  saved->SetCurveConnection(reader->GetOutputPort());
  saved->Update();
  original->Update();
  const double length = original->GetMovingFrame()->GetLength();
  Random random(30);
  double worst = 0.0;
  double worstInverse = 0.0;
  for (int n = 0; n < 5000; ++n)
  {
    const Vec q = random.InTube(sample.Radius, -10.0, length + 10.0);
    Vec p;
    original->TransformPoint(q.v, p.v);
    Vec r;
    saved->TransformPoint(q.v, r.v);
    worst = std::max(worst, Norm(r - p));
    Vec a;
    original->GetInverse()->TransformPoint(p.v, a.v);
    Vec b;
    saved->GetInverse()->TransformPoint(p.v, b.v);
    worstInverse = std::max(worstInverse, Norm(a - b));
  }
  CheckBelow(worst / length, 1e-12, sample.Name + ", read again: forward / length");
  CheckBelow(worstInverse / length, 1e-12, sample.Name + ", read again: inverse / length");
}

/** Of the saved curve only the frames are made anew where others are asked for. */
void TestFramedAnew(const Sample& sample)
{
  vtkNew<vtkCurveFrames> frames;
  frames->SetInputData(MakePolyline(sample.Points));
  frames->SetSmoothingLength(1.5);
  frames->SetRotationAngle(40); // of which nothing may be left
  for (const int frameType : { vtkMovingFrame::FixedUp, vtkMovingFrame::Frenet })
  {
    vtkNew<vtkStraighteningTransform> original;
    original->SetCurveData(MakePolyline(sample.Points));
    Configure(original.Get());
    original->SetFrameType(frameType);
    original->Update();
    vtkNew<vtkStraighteningTransform> saved;
    saved->SetCurveConnection(frames->GetOutputPort());
    Configure(saved.Get());
    saved->SetFrameType(frameType);
    saved->SetSmoothingLength(0.0); // it is smooth
    saved->Update();
    const double length = original->GetMovingFrame()->GetLength();
    double worst = 0.0;
    for (int i = 0; i <= 1000; ++i)
    {
      const Frame a = FrameAt(original->GetMovingFrame(), 0.001 * i * length);
      const Frame b = FrameAt(saved->GetMovingFrame(), 0.001 * i * length);
      worst = std::max(worst, Norm(a.C - b.C) / length + Norm(a.N - b.N) + Norm(a.B - b.B));
    }
    CheckBelow(worst, 1e-11, sample.Name + ", with frames of type " + std::to_string(frameType));
  }
}

vtkSmartPointer<vtkImageData> Copy(vtkImageData* image)
{
  auto copy = vtkSmartPointer<vtkImageData>::New();
  copy->DeepCopy(image);
  return copy;
}

void RemoveCurve(vtkImageData* image)
{
  image->GetFieldData()->RemoveArray(vtkMovingFrame::KnotsArrayName());
  image->GetFieldData()->RemoveArray(vtkMovingFrame::SettingsArrayName());
}

void TestStraightenedImage(const Sample& sample)
{
  vtkNew<vtkMovingFrame> model;
  Build(model, sample.Points);
  const auto image = ImageAround(model, sample.Radius);
  AddArray(image, "noise", VTK_DOUBLE, 1, Noise(-1, 1));
  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputData(image);
  reformat->SetCurveData(MakePolyline(sample.Points));
  reformat->SetSliceSize(2 * sample.Radius, 2 * sample.Radius);
  reformat->SetSpacing(1, 1, 1.1);
  Configure(reformat.Get());
  reformat->Update();

  Geometry reference = TurnedGeometry(false);
  const int extent[6] = { 3, 65, -2, 65, 5, 65 };
  std::copy_n(extent, 6, reference.Extent);
  double centre[3];
  image->GetCenter(centre);
  reference.Origin = reference.Origin + Vec{ centre[0], centre[1], centre[2] } - reference.Centre();
  const auto grid = MakeImage(reference);
  const auto bent = [&](vtkImageData* straightened, vtkPolyData* curve, bool settings)
  {
    vtkNew<vtkInverseCurvedPlanarReformat> bend;
    bend->SetInputData(straightened);
    bend->SetCurveData(curve);
    if (settings)
    {
      Configure(bend.Get());
    }
    bend->SetReferenceData(grid);
    bend->Update();
    return Copy(bend->GetOutput());
  };
  const auto expected = bent(reformat->GetOutput(), nullptr, false);
  vtkIdType inTube = 0;
  for (vtkIdType i = 0; i < expected->GetNumberOfPoints(); ++i)
  {
    inTube += Masked(expected, i) ? 1 : 0;
  }
  CHECK(inTube > 3000, sample.Name << ": " << inTube << " voxels in the tube");
  const auto same = [&](vtkImageData* other, const char* what)
  {
    const vtkIdType different = Differences(expected, other, ExtentOf(expected));
    CHECK(different == 0, sample.Name << ", " << what << ": " << different << " voxels differ");
  };

  // saved, and read in another session: there is nothing but the file
  const std::string file =
    Save<vtkXMLImageDataWriter>(reformat->GetOutput(), "straightened " + sample.Name + ".vti");
  vtkNew<vtkXMLImageDataReader> reader;
  reader->SetFileName(file.c_str());
  vtkNew<vtkInverseCurvedPlanarReformat> bend;
  bend->SetInputConnection(reader->GetOutputPort());
  bend->SetReferenceData(grid);
  bend->Update();
  same(bend->GetOutput(), "read from a file");
  CHECK(!bend->GetOutput()->GetFieldData()->HasArray("SliceToWorld") &&
      !bend->GetOutput()->GetFieldData()->HasArray(vtkMovingFrame::KnotsArrayName()),
    "what describes slices is on the image in the world");

  // its field data and a curve that agrees
  vtkPolyData* framed = vtkPolyData::SafeDownCast(reformat->GetOutputDataObject(1));
  same(bent(reformat->GetOutput(), framed, false), "both the field data and the framed curve");
  same(bent(reformat->GetOutput(), MakePolyline(sample.Points), true),
    "both the field data and the polyline");
  // the field data count, frames included, whatever the frame settings are
  vtkNew<vtkInverseCurvedPlanarReformat> other;
  other->SetInputData(reformat->GetOutput());
  other->SetReferenceData(grid);
  other->SetRotationAngle(77);
  other->Update();
  same(other->GetOutput(), "another rotation angle beside the field data");

  // no field data: the curve on port 1
  const auto bare = Copy(reformat->GetOutput());
  RemoveCurve(bare);
  same(bent(bare, framed, false), "the framed curve alone");
  same(bent(bare, MakePolyline(sample.Points), true), "the polyline and the settings alone");
  vtkNew<vtkInverseCurvedPlanarReformat> turned;
  turned->SetInputData(bare);
  turned->SetCurveData(framed);
  turned->SetReferenceData(grid);
  turned->SetRotationAngle(90);
  turned->Update();
  CHECK(Differences(expected, turned->GetOutput(), ExtentOf(expected)) > inTube / 2,
    sample.Name << ": the frame settings do not count without field data");

  // The saved image's curve is the same for the other classes, too.
  vtkNew<vtkMovingFrame> saved;
  CHECK(saved->BuildFromFieldData(reader->GetOutput()->GetFieldData()), saved->GetErrorMessage());
  vtkMovingFrame* used = reformat->GetMovingFrame();
  for (double s = 0.0; s < used->GetLength(); s += 0.7)
  {
    const Frame a = FrameAt(used, s);
    const Frame b = FrameAt(saved, s);
    CHECK(Norm(a.C - b.C) + Norm(a.N - b.N) + Norm(a.T - b.T) == 0.0, "another frame at " << s);
  }
}
}

int TestSavedCurve(int, char*[])
{
  for (const Sample& sample : Samples())
  {
    TestFramedCurve(sample);
    TestFramedAnew(sample);
    TestStraightenedImage(sample);
  }
  return Verdict();
}
