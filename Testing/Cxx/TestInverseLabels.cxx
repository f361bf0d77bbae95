// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Labels drawn on the straightened images of the test data come back to the voxels that they belong
// to, and from there to the straightened voxels that they were drawn on.

#include "TestOwnership.h"

#include "vtkInverseCurvedPlanarReformat.h"
#include "vtkStraighteningTransform.h"
#include "vtkXMLImageDataReader.h"
#include "vtkXMLPolyDataReader.h"

using namespace testcurves;

namespace
{
struct Sample
{
  const char* Name;
  const char* Image;
  const char* Curve;
  double Spacing;
  int Pixels;
};

const Sample Samples[] = {
  { "aorta", "totalseg-aorta/ct_cropped.vti", "totalseg-aorta/aorta-centerline.vtp", 1.5, 25 },
  { "cord", "sct-cervical-cord/t2.vti", "sct-cervical-cord/cord-centerline.vtp", 1.0, 31 },
  { "fistula", "fnndsc-avf/avf_float_32.vti", "fnndsc-avf/fistula-centerline.vtp", 0.72, 21 },
  { "ring", "niivue-ct-pitch/CT_pitch.vti", "niivue-ct-pitch/skull-ring.vtp", 1.6, 21 },
};

Geometry GeometryOf(vtkImageData* image)
{
  Geometry g;
  image->GetExtent(g.Extent);
  image->GetOrigin(g.Origin.v);
  image->GetSpacing(g.Spacing.v);
  const double* d = image->GetDirectionMatrix()->GetData();
  for (int axis = 0; axis < 3; ++axis)
  {
    g.Axis[axis] = { d[axis], d[3 + axis], d[6 + axis] };
  }
  return g;
}

/** A label map on the grid of the straightened image, which keeps its field data only. */
vtkSmartPointer<vtkImageData> LabelMap(
  vtkImageData* straightened, const std::function<double(int, int, int, int)>& label)
{
  auto map = vtkSmartPointer<vtkImageData>::New();
  map->CopyStructure(straightened);
  map->GetFieldData()->ShallowCopy(straightened->GetFieldData());
  AddArray(map, "label", VTK_INT, 1, label);
  return map;
}

/** A grid of half the spacing along the axes of `g` around the tube. */
Geometry FineGrid(const Geometry& g, vtkMovingFrame* model, double radius, double spacing)
{
  Geometry fine = g;
  fine.Spacing = { spacing, spacing, spacing };
  double low[3] = { 1e99, 1e99, 1e99 };
  double high[3] = { -1e99, -1e99, -1e99 };
  for (int i = 0; i <= 1000; ++i)
  {
    const Vec index = fine.Index(FrameAt(model, model->GetLength() * i / 1000.0).C);
    for (int axis = 0; axis < 3; ++axis)
    {
      low[axis] = std::min(low[axis], index[axis] - radius / spacing - 2.0);
      high[axis] = std::max(high[axis], index[axis] + radius / spacing + 2.0);
    }
  }
  for (int axis = 0; axis < 3; ++axis)
  {
    fine.Extent[2 * axis] = static_cast<int>(std::floor(low[axis]));
    fine.Extent[2 * axis + 1] = static_cast<int>(std::ceil(high[axis]));
  }
  return fine;
}

/** What is straightened and asked in all tests of one sample. */
struct Straightened
{
  vtkNew<vtkXMLImageDataReader> Image;
  vtkNew<vtkXMLPolyDataReader> Curve;
  vtkNew<vtkCurvedPlanarReformat> Reformat;
  vtkNew<vtkMovingFrame> Model;
  int Dimensions[3];
  double Spacing;
  bool Closed;

  explicit Straightened(const Sample& sample)
    : Spacing(sample.Spacing)
  {
    const std::string folder = CURVEDREFORMAT_TEST_DATA "/";
    this->Image->SetFileName((folder + sample.Image).c_str());
    this->Curve->SetFileName((folder + sample.Curve).c_str());
    this->Reformat->SetInputConnection(this->Image->GetOutputPort());
    this->Reformat->SetCurveConnection(this->Curve->GetOutputPort());
    this->Reformat->SetSliceDimensions(sample.Pixels, sample.Pixels);
    this->Reformat->SetSpacing(sample.Spacing, sample.Spacing, sample.Spacing);
    this->Reformat->Update();
    this->Output()->GetDimensions(this->Dimensions);
    this->Model->Build(this->Curve->GetOutput());
    this->Closed = this->Model->IsClosed();
  }

  vtkImageData* Output() { return this->Reformat->GetOutput(); }

  Vec Coordinates(double i, double j, double k) const
  {
    return { (i - 0.5 * (this->Dimensions[0] - 1)) * this->Spacing,
      (j - 0.5 * (this->Dimensions[1] - 1)) * this->Spacing, k * this->Spacing };
  }

  /** Index of a straightened point, and whether it is within half a voxel of the image. */
  bool Locate(Vec q, Vec& index) const
  {
    const double last = this->Spacing * (this->Dimensions[2] - 1);
    const double length = this->Model->GetLength();
    if (this->Closed && length - q[2] < q[2] - last)
    {
      q[2] -= length; // nearer to the first slice, once around
    }
    index = { q[0] / this->Spacing + 0.5 * (this->Dimensions[0] - 1),
      q[1] / this->Spacing + 0.5 * (this->Dimensions[1] - 1), q[2] / this->Spacing };
    bool inside = true;
    for (int axis = 0; axis < 3; ++axis)
    {
      inside = inside && index[axis] >= -0.5 && index[axis] < this->Dimensions[axis] - 0.5;
    }
    return inside;
  }

  double Radius() const { return this->Coordinates(0, 0, 0)[0] * -std::sqrt(2.0) + this->Spacing; }
};

/** Distance of a coordinate from where rounding goes one way or the other. */
double FromTie(const Vec& index)
{
  double tie = 1.0;
  for (int axis = 0; axis < 3; ++axis)
  {
    tie = std::min(tie, std::abs(index[axis] - std::floor(index[axis]) - 0.5));
  }
  return tie;
}

/** On the reference grid each voxel of the tube has the label of its straightened voxel. */
void TestReferenceGrid(const Sample& sample)
{
  Straightened s(sample);
  const int blocks[2] = { (s.Dimensions[0] + 3) / 4, (s.Dimensions[1] + 3) / 4 };
  const auto labelAt = [&](int i, int j, int k, int)
  { return 1.0 + i / 4 + blocks[0] * (j / 4 + blocks[1] * double(k / 4)); };
  vtkNew<vtkInverseCurvedPlanarReformat> bend;
  const auto map = LabelMap(s.Output(), labelAt);
  bend->SetInputData(map);
  bend->SetReferenceConnection(s.Image->GetOutputPort());
  bend->SetInterpolationToNearest();
  bend->SetBackgroundValue(-7);
  bend->Update();
  vtkImageData* out = bend->GetOutput();
  // so far the reader has only read what was asked for
  s.Image->UpdateWholeExtent();
  const Geometry g = GeometryOf(s.Image->GetOutput());
  const Geometry same = GeometryOf(out);
  CHECK(std::equal(g.Extent, g.Extent + 6, same.Extent) && Norm(g.Origin - same.Origin) == 0.0 &&
      Norm(g.Spacing - same.Spacing) == 0.0 &&
      Norm(g.Axis[0] - same.Axis[0]) + Norm(g.Axis[1] - same.Axis[1]) == 0.0,
    sample.Name << ": the output does not have the grid of the reference");

  // Where the tube can be: in balls around points of the curve.
  std::vector<char> near(static_cast<std::size_t>(out->GetNumberOfPoints()), 0);
  const double reach = s.Radius() + 1.0;
  for (double at = 0.0; at <= s.Model->GetLength() + 1.0; at += 1.0)
  {
    const Vec centre = g.Index(FrameAt(s.Model, at).C);
    int box[6];
    for (int axis = 0; axis < 3; ++axis)
    {
      const double r = reach / g.Spacing[axis];
      box[2 * axis] = std::max(int(std::floor(centre[axis] - r)), g.Extent[2 * axis]);
      box[2 * axis + 1] = std::min(int(std::ceil(centre[axis] + r)), g.Extent[2 * axis + 1]);
    }
    for (int k = box[4]; k <= box[5]; ++k)
    {
      for (int j = box[2]; j <= box[3]; ++j)
      {
        for (int i = box[0]; i <= box[1]; ++i)
        {
          int ijk[3] = { i, j, k };
          near[static_cast<std::size_t>(out->ComputePointId(ijk))] = 1;
        }
      }
    }
  }

  vtkNew<vtkStraighteningTransform> transform;
  transform->SetCurveConnection(s.Reformat->GetOutputPort(1));
  vtkAbstractTransform* inverse = transform->GetInverse();
  inverse->Update();
  const SampledCurve sampled(s.Model, 0.1, 2.0 * s.Radius());
  vtkDataArray* labels = out->GetPointData()->GetArray("label");
  vtkIdType inTube = 0;
  vtkIdType wrong = 0;
  vtkIdType tested = 0;
  vtkIdType brute = 0;
  vtkIdType wrongMask = 0;
  ForEachVoxel(out,
    [&](int i, int j, int k, vtkIdType tuple)
    {
      Vec index;
      bool inside = false;
      Vec q;
      const Vec p = g.World({ double(i), double(j), double(k) });
      if (near[static_cast<std::size_t>(tuple)])
      {
        inverse->InternalTransformPoint(p.v, q.v);
        inside = s.Locate(q, index);
        if (FromTie(index) < 1e-9)
        {
          return;
        }
      }
      const double expected = inside
        ? labelAt(int(std::floor(index[0] + 0.5)), int(std::floor(index[1] + 0.5)),
            int(std::floor(index[2] + 0.5)), 0)
        : -7.0;
      ++tested;
      inTube += inside ? 1 : 0;
      wrong += labels->GetComponent(tuple, 0) == expected ? 0 : 1;
      wrongMask += Masked(out, tuple) == inside ? 0 : 1;

      // the same by brute force, without the transform
      if (inside && inTube % 100 == 0)
      {
        Vec nearest{ 1e9, 1e9, 0 };
        for (const Vec& candidate : sampled.Preimages(p, 2.0 * s.Radius()))
        {
          nearest = std::hypot(candidate[0], candidate[1]) < std::hypot(nearest[0], nearest[1])
            ? candidate
            : nearest;
        }
        ++brute;
        CHECK(Norm(nearest - q) < 1e-6,
          sample.Name << ": brute force finds s " << nearest[2] << ", the transform " << q[2]);
      }
    });
  std::cout << sample.Name << ": " << inTube << " voxels in the tube, " << brute
            << " of them by brute force, " << wrong << " wrong labels\n";
  CHECK(wrong == 0, sample.Name << ": " << wrong << " of " << tested << " labels are wrong");
  CHECK(wrongMask == 0, sample.Name << ": " << wrongMask << " voxels have the wrong mask");
  CHECK(inTube > 4000 && brute > 40, sample.Name << ": only " << inTube << " voxels in the tube");
}

/**
 * Bent back on a grid twice as fine and straightened again, a voxel has its own label again.
 *
 * Straightening takes the fine voxel nearest to the world point of the straightened voxel: within
 * half the diagonal of a fine cell, sqrt(3)/2 * 1/2 = 0.433 of the straightened spacing. That fine
 * voxel holds the label of the straightened voxel that is nearest to its own straightened
 * coordinates. Across the curve these are as far from the voxel's as in the world, 0.433 < 0.5;
 * along the curve, at a place where slices are J = 1 - curvature * offset as far apart as on the
 * curve itself, up to 0.433 / J, which is below 0.5 for J > 0.866. (On a circle it is asin(0.433 c
 * / J) / c with c the curvature times the spacing: for c up to 0.2 that moves the bound to 0.868.)
 * And all around the voxel must be owned, so that no other stretch of the curve, and no fold, lies
 * between the two.
 */
void TestThereAndBack(const Sample& sample)
{
  Straightened s(sample);
  const auto labelAt = [&](int i, int j, int k, int)
  { return 1.0 + i + s.Dimensions[0] * (j + double(s.Dimensions[1]) * k); };
  const auto map = LabelMap(s.Output(), labelAt);
  const auto fine = MakeImage(
    FineGrid(GeometryOf(s.Image->GetOutput()), s.Model, s.Radius(), 0.5 * sample.Spacing));
  vtkNew<vtkInverseCurvedPlanarReformat> bend;
  bend->SetInputData(map);
  bend->SetReferenceData(fine);
  bend->SetInterpolationToNearest();
  vtkNew<vtkCurvedPlanarReformat> again;
  again->SetInputConnection(bend->GetOutputPort());
  again->SetCurveConnection(s.Reformat->GetOutputPort(1));
  again->SetSliceDimensions(sample.Pixels, sample.Pixels);
  again->SetSpacing(sample.Spacing, sample.Spacing, sample.Spacing);
  again->SetInterpolationToNearest();
  again->Update();
  vtkDataArray* labels = again->GetOutput()->GetPointData()->GetArray("label");
  CHECK(labels->GetNumberOfTuples() == s.Output()->GetNumberOfPoints(), "another grid");

  vtkIdType all = 0;
  vtkIdType back = 0;
  vtkIdType owned = 0;
  vtkIdType ownedBack = 0;
  vtkIdType wide = 0;
  vtkIdType wideBack = 0;
  vtkIdType sure = 0;
  vtkIdType sureBack = 0;
  ForEachVoxel(s.Output(),
    [&](int i, int j, int k, vtkIdType tuple)
    {
      const bool same = labels->GetComponent(tuple, 0) == labelAt(i, j, k, 0);
      ++all;
      back += same ? 1 : 0;
      const Vec q = s.Coordinates(i, j, k);
      if (!s.Model->IsOwned(q.v))
      {
        return;
      }
      ++owned;
      ownedBack += same ? 1 : 0;
      const Frame f = FrameAt(s.Model, q[2]);
      const double h = 1e-4;
      const Vec slope = (FrameAt(s.Model, q[2] + h).T - FrameAt(s.Model, q[2] - h).T) * (0.5 / h);
      if (1.0 - Dot(f.N * q[0] + f.B * q[1], slope) < 0.87)
      {
        return;
      }
      ++wide;
      wideBack += same ? 1 : 0;
      // the first and the last slice of a closed curve may lie next to each other
      if (s.Closed && (k == 0 || k + 1 == s.Dimensions[2]))
      {
        return;
      }
      for (int around = 0; around < 27; ++around)
      {
        const Vec neighbour =
          s.Coordinates(i + around % 3 - 1, j + around / 3 % 3 - 1, k + around / 9 - 1);
        if (!s.Model->IsOwned(neighbour.v))
        {
          return;
        }
      }
      ++sure;
      sureBack += same ? 1 : 0;
    });
  std::cout << sample.Name << ": of all voxels " << 100.0 * double(back) / double(all)
            << " % have their label again, of the " << owned << " owned "
            << 100.0 * double(ownedBack) / double(owned) << " %, of the " << wide
            << " with J >= 0.87 " << 100.0 * double(wideBack) / double(wide) << " %, of the "
            << sure << " that must " << 100.0 * double(sureBack) / double(sure) << " %\n";
  CHECK(sureBack == sure,
    sample.Name << ": " << sure - sureBack << " of " << sure << " voxels have another label");
  CHECK(sure > all / 2, sample.Name << ": only " << sure << " of " << all << " voxels tested");
  CHECK(double(back) > 0.9 * double(all), sample.Name << ": " << back << " of " << all);
}

/** The grid that the filter chooses holds the whole tube. */
void TestChosenGrid(const Sample& sample)
{
  Straightened s(sample);
  vtkNew<vtkInverseCurvedPlanarReformat> bend;
  bend->SetInputData(s.Output());
  for (const double factor : { 0.0, 3.0 })
  {
    const Vec wanted{ factor * 1.0, factor * 1.1, factor * 1.2 };
    bend->SetOutputSpacing(wanted[0], wanted[1], wanted[2]);
    bend->Update();
    vtkImageData* out = bend->GetOutput();
    double bounds[6];
    out->GetBounds(bounds);
    for (int axis = 0; axis < 3; ++axis)
    {
      const double expected = factor > 0.0 ? wanted[axis] : sample.Spacing;
      CHECK(out->GetSpacing()[axis] == expected,
        sample.Name << ": spacing " << out->GetSpacing()[axis] << ", " << expected << " expected");
    }
    CHECK(out->GetDirectionMatrix()->IsIdentity(), sample.Name << ": the chosen grid is turned");
    vtkIdType outside = 0;
    double furthest = 0.0;
    ForEachVoxel(s.Output(),
      [&](int i, int j, int k, vtkIdType)
      {
        const Vec p = ToWorld(s.Model, s.Coordinates(i, j, k));
        for (int axis = 0; axis < 3; ++axis)
        {
          outside += p[axis] < bounds[2 * axis] || p[axis] > bounds[2 * axis + 1] ? 1 : 0;
        }
      });
    CHECK(outside == 0, sample.Name << ": " << outside << " voxels lie outside of the chosen grid");
    // and it is not much larger: by a voxel and a few for the half voxels around the samples
    double tube[6] = { 1e99, -1e99, 1e99, -1e99, 1e99, -1e99 };
    ForEachVoxel(s.Output(),
      [&](int i, int j, int k, vtkIdType)
      {
        const Vec p = ToWorld(s.Model, s.Coordinates(i, j, k));
        for (int axis = 0; axis < 3; ++axis)
        {
          tube[2 * axis] = std::min(tube[2 * axis], p[axis]);
          tube[2 * axis + 1] = std::max(tube[2 * axis + 1], p[axis]);
        }
      });
    for (int axis = 0; axis < 3; ++axis)
    {
      const double around =
        std::max(tube[2 * axis] - bounds[2 * axis], bounds[2 * axis + 1] - tube[2 * axis + 1]);
      furthest = std::max(furthest, around - 2.0 * out->GetSpacing()[axis]);
    }
    CheckBelow(furthest, 2.0 * sample.Spacing, std::string(sample.Name) + ": grid around the tube");
  }
}
}

int TestInverseLabels(int, char*[])
{
  for (const Sample& sample : Samples)
  {
    TestReferenceGrid(sample);
    TestThereAndBack(sample);
    TestChosenGrid(sample);
  }
  return Verdict();
}
