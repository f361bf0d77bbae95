// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Images in every mode: each voxel holds the image at the place that the map says, the mask says
// what is owned, parts have the bits of the whole, and all of it comes back into the world.

#include "TestSpySource.h"

#include "vtkDoubleArray.h"
#include "vtkImageReslice.h"
#include "vtkInverseCurvedPlanarReformat.h"
#include "vtkReformatMap.h"

using namespace testcurves;

namespace
{
Geometry ImageGeometry()
{
  return TurnedGeometry(true, { -3, 66, 4, 53, 10, 64 });
}

/** Linear interpolation of the world coordinates is exact. */
void AddPosition(vtkImageData* image, const Geometry& g)
{
  AddArray(image, "position", VTK_DOUBLE, 3,
    [&](int i, int j, int k, int c) {
      return g.World({ 1.0 * i, 1.0 * j, 1.0 * k })[c];
    });
}

/** A curve through the image that bends all ways, and never turns back along its main direction. */
std::vector<Vec> Bent()
{
  const Geometry g = ImageGeometry();
  std::vector<Vec> points;
  for (int i = 0; i <= 120; ++i)
  {
    const double t = -1.0 + i / 60.0;
    points.push_back(g.Centre() +
      (g.Axis[0] * (18.0 * t) + g.Axis[1] * (6.0 * std::sin(3.0 * t)) +
        g.Axis[2] * (5.0 * std::cos(2.5 * t))));
  }
  return points;
}

struct Mode
{
  std::string Name;
  std::function<void(vtkCurvedPlanarReformat*)> Set;
};

std::vector<Mode> Modes()
{
  return {
    { "straightened", [](vtkCurvedPlanarReformat* f) { f->SetModeToStraightened(); } },
    { "stretched", [](vtkCurvedPlanarReformat* f) { f->SetModeToStretched(); } },
    { "stretched along a given vector",
      [](vtkCurvedPlanarReformat* f)
      {
        f->SetModeToStretched();
        f->SetVectorOfInterest(1.0, -2.0, 2.0);
        f->SetRotationAngle(20.0);
      } },
    { "projected", [](vtkCurvedPlanarReformat* f) { f->SetModeToProjected(); } },
    { "unfolded",
      [](vtkCurvedPlanarReformat* f)
      {
        f->SetModeToUnfolded();
        f->SetRadiusRange(0.8, 7.0);
        f->SetSliceDimensions(40, 9);
      } },
    { "unfolded from the curve",
      [](vtkCurvedPlanarReformat* f)
      {
        f->SetModeToUnfolded();
        f->SetRadiusRange(0.0, 6.0);
        f->SetSliceDimensions(24, 9);
      } },
    { "unfolded relative to a wall",
      [](vtkCurvedPlanarReformat* f)
      {
        f->SetModeToUnfolded();
        f->SetSliceDimensions(30, 0);
      } },
    { "rotating",
      [](vtkCurvedPlanarReformat* f)
      {
        f->SetModeToRotating();
        f->SetNumberOfAngles(12);
        f->SetSliceDimensions(22, 0);
      } },
  };
}

vtkSmartPointer<vtkPolyData> Curve(const std::string& name)
{
  const auto curve = MakePolyline(Bent());
  if (name == "unfolded relative to a wall")
  {
    vtkNew<vtkDoubleArray> radius;
    radius->SetName("Radius");
    for (vtkIdType i = 0; i < curve->GetNumberOfPoints(); ++i)
    {
      radius->InsertNextValue(4.0 + 0.01 * static_cast<double>(i));
    }
    curve->GetPointData()->AddArray(radius);
  }
  return curve;
}

void Configure(vtkCurvedPlanarReformat* reformat, const Mode& mode)
{
  reformat->SetSliceDimensions(25, 17);
  reformat->SetSpacing(0.9, 0.8, 0.7);
  mode.Set(reformat);
  reformat->SetCurveData(Curve(mode.Name));
  reformat->SetBackgroundValue(-999.0);
}

Extent ExtentFrom(const int e[6])
{
  Extent extent;
  std::copy_n(e, 6, extent.begin());
  return extent;
}

/** The output's own coordinates of a voxel. */
Vec OutputPoint(vtkImageData* output, int i, int j, int k)
{
  const double* o = output->GetOrigin();
  const double* d = output->GetSpacing();
  return { o[0] + i * d[0], o[1] + j * d[1], o[2] + k * d[2] };
}

void TestPlaces(const Mode& mode)
{
  const Geometry g = ImageGeometry();
  const auto image = MakeImage(g);
  AddPosition(image, g);
  vtkNew<vtkCurvedPlanarReformat> reformat;
  Configure(reformat, mode);
  reformat->SetInputData(image);
  reformat->Update();
  vtkImageData* output = reformat->GetOutput();
  // the map on its own, of the settings that the output holds
  vtkNew<vtkMovingFrame> frame;
  vtkNew<vtkReformatMap> map;
  CHECK(frame->BuildFromFieldData(output->GetFieldData()) &&
      map->ReadSettings(output->GetFieldData()) && map->Build(frame),
    mode.Name << ": " << map->GetErrorMessage());
  vtkDataArray* values = output->GetPointData()->GetScalars();
  double worst = 0.0;
  int inside = 0;
  int wrongMask = 0;
  int owned = 0;
  ForEachVoxel(output,
    [&](int i, int j, int k, vtkIdType tuple)
    {
      const Vec q = OutputPoint(output, i, j, k);
      Vec world;
      map->MapToWorld(q.v, world.v);
      const double outside = g.Outside(g.Index(world));
      Vec value;
      values->GetTuple(tuple, value.v);
      if (outside < -1e-6)
      {
        ++inside;
        worst = std::max(worst, Norm(value - world));
      }
      else if (outside > 0.5 + 1e-6)
      {
        CHECK(value[0] == -999.0, mode.Name << ": no background outside the image");
      }
      if (std::abs(outside - 0.5) > 1e-6)
      {
        const bool isOwned = map->IsOwned(q.v);
        owned += isOwned ? 1 : 0;
        wrongMask += Masked(output, tuple) != (outside < 0.5 && isOwned) ? 1 : 0;
      }
    });
  std::cout << mode.Name << ": " << output->GetNumberOfPoints() << " voxels, " << inside
            << " inside, " << owned << " owned\n";
  CHECK(inside > 5000 && owned > 5000, mode.Name << ": hardly anything to look at");
  CheckBelow(worst, 1e-9, mode.Name + ", value against place");
  CHECK(wrongMask == 0, mode.Name << ": the mask is wrong in " << wrongMask << " voxels");
}

void TestParts(const Mode& mode)
{
  const auto source = vtkSmartPointer<SpySource>::New();
  source->Image = ImageGeometry();
  source->Fill = [](vtkImageData* image)
  {
    AddArray(image, "real", VTK_DOUBLE, 1, Noise(-1, 1));
    AddArray(image, "label", VTK_UNSIGNED_SHORT, 2, Noise(0, 65535));
  };
  vtkNew<vtkCurvedPlanarReformat> reformat;
  Configure(reformat, mode);
  reformat->SetInputConnection(source->GetOutputPort());
  reformat->SetNumberOfThreads(1);
  reformat->Update();
  vtkNew<vtkImageData> whole;
  whole->DeepCopy(reformat->GetOutput());
  int e[6];
  whole->GetExtent(e);
  const double brick = CountVoxels(source->Requests.back());
  for (const int threads : { 1, 3 })
  {
    for (int part = 0; part < 4; ++part)
    {
      const int wanted[6] = { e[0] + (part % 2) * (e[1] / 3), part % 2 ? e[1] : e[1] / 2,
        part == 2 ? e[3] / 2 : e[2], e[3], e[5] * part / 5, std::min(e[5], e[5] * part / 5 + 3) };
      vtkNew<vtkCurvedPlanarReformat> again;
      Configure(again, mode);
      again->SetInputConnection(source->GetOutputPort());
      again->SetNumberOfThreads(threads);
      again->UpdateExtent(wanted);
      CHECK(ExtentOf(again->GetOutput()) == ExtentFrom(wanted), mode.Name << ": another part");
      CHECK(Differences(whole, again->GetOutput(), ExtentFrom(wanted)) == 0,
        mode.Name << ": a part differs from the whole");
      CHECK(CountVoxels(source->Requests.back()) <= brick, mode.Name << ": asks for more");
    }
  }
}

void TestBack(const Mode& mode)
{
  const Geometry g = ImageGeometry();
  const auto image = MakeImage(g);
  AddPosition(image, g);
  vtkNew<vtkCurvedPlanarReformat> reformat;
  Configure(reformat, mode);
  reformat->SetSpacing(0.5, 0.5, 0.5);
  if (reformat->GetMode() == vtkReformatMap::Unfolded)
  {
    reformat->SetSliceDimensions(120, 0);
  }
  else
  {
    reformat->SetSliceDimensions(25, 25); // all of it in the image
    reformat->SetNumberOfAngles(60);
  }
  reformat->SetInputData(image);
  vtkNew<vtkInverseCurvedPlanarReformat> inverse;
  inverse->SetInputConnection(reformat->GetOutputPort());
  inverse->SetReferenceData(image);
  inverse->Update();
  vtkImageData* output = inverse->GetOutput();
  vtkDataArray* values = output->GetPointData()->GetScalars();
  double worst = 0.0;
  int back = 0;
  ForEachVoxel(output,
    [&](int i, int j, int k, vtkIdType tuple)
    {
      if (Masked(output, tuple))
      {
        Vec value;
        values->GetTuple(tuple, value.v);
        // half a sample beyond the outermost ones the border's value holds
        worst = std::max(worst, Norm(value - g.World({ 1.0 * i, 1.0 * j, 1.0 * k })));
        ++back;
      }
    });
  std::cout << mode.Name << ": " << back << " voxels back\n";
  CHECK(back > 3000, mode.Name << ": hardly anything comes back");
  CheckBelow(worst, 0.7, mode.Name + ", there and back");

  // without a reference there is a grid around all of it
  vtkNew<vtkInverseCurvedPlanarReformat> own;
  own->SetInputConnection(reformat->GetOutputPort());
  own->SetOutputSpacing(0.9, 0.9, 0.9);
  own->Update();
  vtkImageData* around = own->GetOutput();
  int e[6];
  around->GetExtent(e);
  int within = 0;
  int border = 0;
  ForEachVoxel(around,
    [&](int i, int j, int k, vtkIdType tuple)
    {
      const bool onBorder =
        i == e[0] || i == e[1] || j == e[2] || j == e[3] || k == e[4] || k == e[5];
      (onBorder ? border : within) += Masked(around, tuple) ? 1 : 0;
    });
  CHECK(within > 1000 && border == 0,
    mode.Name << ": " << within << " voxels in the chosen grid, " << border << " on its border");

  // a part, asked for alone
  vtkNew<vtkImageData> whole;
  whole->DeepCopy(output);
  const int* w = whole->GetExtent();
  const int wanted[6] = { w[0] + 20, w[0] + 45, w[2] + 10, w[2] + 40, w[4] + 20, w[4] + 28 };
  inverse->Modified();
  inverse->UpdateExtent(wanted);
  CHECK(
    ExtentOf(output) == ExtentFrom(wanted) && Differences(whole, output, ExtentFrom(wanted)) == 0,
    mode.Name << ": a part back differs");
}

/** The reduction of some samples, in the order that slabs have. */
double Reduce(const std::vector<double>& samples, int how)
{
  double result = samples.front();
  for (std::size_t i = 1; i < samples.size(); ++i)
  {
    result = how == VTK_IMAGE_SLAB_MIN ? std::min(result, samples[i])
      : how == VTK_IMAGE_SLAB_MAX      ? std::max(result, samples[i])
                                       : result + samples[i];
  }
  return how == VTK_IMAGE_SLAB_MEAN ? result / static_cast<double>(samples.size()) : result;
}

// A slab of n spacings is the thick image of n voxels, reduced along the axis.
void TestSlabs(const Mode& mode)
{
  const auto image = MakeImage(ImageGeometry());
  AddArray(image, "v", VTK_DOUBLE, 1, Noise(-1, 1));
  for (const int axis : { 0, 1, 2 })
  {
    vtkNew<vtkCurvedPlanarReformat> thick;
    Configure(thick, mode);
    thick->SetInputData(image);
    const int kind = thick->GetMode();
    if (kind == vtkReformatMap::Unfolded)
    {
      thick->SetSliceDimensions(20, 0);
      thick->SetRadiusRange(1.0, 1.0 + 6 * 0.8);
      if (axis == 0)
      {
        continue; // an angle
      }
    }
    else
    {
      thick->SetSliceDimensions(axis == 0 ? 7 : 12, axis == 1 ? 7 : 12);
    }
    if (kind == vtkReformatMap::Rotating && axis == 1)
    {
      continue; // see TestRotatingSlab()
    }
    thick->Update();
    vtkImageData* volume = thick->GetOutput();
    const int along = axis == 2 ? (kind == vtkReformatMap::Rotating ? 1 : 2) : axis;
    const double step = volume->GetSpacing()[along];
    for (const int how :
      { VTK_IMAGE_SLAB_MIN, VTK_IMAGE_SLAB_MAX, VTK_IMAGE_SLAB_MEAN, VTK_IMAGE_SLAB_SUM })
    {
      vtkNew<vtkCurvedPlanarReformat> slab;
      Configure(slab, mode);
      slab->SetInputData(image);
      slab->SetSliceDimensions(thick->GetSliceDimensions());
      slab->SetRadiusRange(thick->GetRadiusRange());
      slab->SetSlabAxis(axis);
      slab->SetSlabMode(how);
      const int samples = axis == 2 ? 5 : volume->GetDimensions()[along];
      slab->SetSlabThickness(samples * step);
      if (kind == vtkReformatMap::Unfolded && axis == 1)
      {
        slab->SetSlabCenter(0.5 * (thick->GetRadiusRange()[0] + thick->GetRadiusRange()[1]));
      }
      slab->Update();
      vtkImageData* output = slab->GetOutput();
      CHECK(output->GetDimensions()[along] == (axis == 2 ? volume->GetDimensions()[along] : 1),
        mode.Name << ": " << output->GetDimensions()[along] << " voxels along the slab");
      double worst = 0.0;
      int compared = 0;
      const int length = volume->GetDimensions()[along];
      ForEachVoxel(output,
        [&](int i, int j, int k, vtkIdType tuple)
        {
          int at[3] = { i, j, k };
          const int middle = at[along];
          const int first = axis == 2 ? std::max(middle - 2, 0) : 0;
          const int last = axis == 2 ? std::min(middle + 2, length - 1) : length - 1;
          std::vector<double> values;
          for (at[along] = first; at[along] <= last; ++at[along])
          {
            const vtkIdType t = volume->ComputePointId(at);
            // of what is beyond a fold, or behind another sheet, see the tests of these
            if (Masked(volume, t))
            {
              values.push_back(volume->GetPointData()->GetScalars()->GetComponent(t, 0));
            }
          }
          CHECK(Masked(output, tuple) != values.empty(), mode.Name << ": mask of a slab");
          if (!values.empty())
          {
            ++compared;
            worst = std::max(worst,
              std::abs(Reduce(values, how) -
                output->GetPointData()->GetScalars()->GetComponent(tuple, 0)));
          }
        });
      CHECK(compared > 200, mode.Name << ": hardly any slab");
      CHECK(worst < 1e-12,
        mode.Name << ", slab along " << axis << ", kind " << how << ": off by " << worst);
    }
  }
}

// Across a section of the rotating view: where the angle is 0, that is along y of the straightened.
void TestRotatingSlab()
{
  const auto image = MakeImage(ImageGeometry());
  AddArray(image, "v", VTK_DOUBLE, 1, Noise(-1, 1));
  const auto make = [&](vtkCurvedPlanarReformat* f)
  {
    f->SetInputData(image);
    f->SetCurveData(MakePolyline(Bent()));
    f->SetSliceDimensions(20, 5);
    f->SetSpacing(0.8, 0.8, 0.8);
    f->SetSlabThickness(5 * 0.8);
    f->SetSlabModeToMax();
    f->Update();
  };
  vtkNew<vtkCurvedPlanarReformat> straight;
  make(straight);
  vtkNew<vtkCurvedPlanarReformat> rotating;
  rotating->SetModeToRotating();
  rotating->SetNumberOfAngles(4);
  make(rotating);
  vtkDataArray* a = straight->GetOutput()->GetPointData()->GetScalars();
  vtkDataArray* b = rotating->GetOutput()->GetPointData()->GetScalars();
  CHECK(rotating->GetOutput()->GetDimensions()[2] == 4, "the slab has eaten the angles");
  double worst = 0.0;
  for (vtkIdType i = 0; i < a->GetNumberOfTuples(); ++i)
  {
    worst = std::max(worst, std::abs(a->GetComponent(i, 0) - b->GetComponent(i, 0)));
  }
  CHECK(a->GetNumberOfTuples() * 4 == b->GetNumberOfTuples() && worst == 0.0,
    "rotating slab off by " << worst);
}

// A hairpin, seen from the side: both legs land on one pixel. With a mask of the image's own the
// first leg is invalid: it is seen where it is alone, and takes no part in what lies behind.
void TestSheets(bool masked)
{
  Geometry g;
  const int extent[6] = { 0, 49, 0, 19, 0, 39 };
  std::copy_n(extent, 6, g.Extent);
  const auto image = MakeImage(g);
  AddPosition(image, g);
  if (masked)
  {
    AddArray(image, "vtkValidPointMask", VTK_CHAR, 1,
      [](int, int, int k, int) { return k < 18 ? 0.0 : 1.0; });
    image->GetPointData()->SetActiveScalars("position");
  }
  std::vector<Vec> points;
  for (int i = 0; i <= 60; ++i)
  {
    points.push_back({ 5.0 + 0.5 * i, 10.0, 10.0 });
  }
  for (int i = 1; i <= 60; ++i)
  {
    const double a = -0.5 * Pi + Pi * i / 60.0;
    points.push_back({ 35.0 + 8.0 * std::cos(a), 10.0, 18.0 + 8.0 * std::sin(a) });
  }
  for (int i = 1; i <= 40; ++i)
  {
    points.push_back({ 35.0 - 0.5 * i, 10.0, 26.0 });
  }
  // legs at z = 10, from x = 5, and at z = 26, down to x = 15
  for (const int how : { VTK_IMAGE_SLAB_MIN, VTK_IMAGE_SLAB_MAX, VTK_IMAGE_SLAB_MEAN })
  {
    vtkNew<vtkCurvedPlanarReformat> reformat;
    reformat->SetInputData(image);
    reformat->SetCurveData(MakePolyline(points));
    reformat->SetModeToProjected();
    reformat->SetVectorOfInterest(0, 1, 0);
    reformat->SetProjectionDirection(1, 0, 0);
    reformat->SetSlabMode(how);
    reformat->SetSliceDimensions(5, 3);
    reformat->SetSpacing(1, 1, 1);
    reformat->Update();
    vtkImageData* output = reformat->GetOutput();
    const auto check = [&](int k, double z, bool owned)
    {
      // in the middle of the slice: y = 10, and x = 5 + k
      double place[3] = { 0.0, 0.0, 1.0 * k };
      const vtkIdType tuple = output->FindPoint(place); // from VTK 9.3 on not of three numbers
      const double* v = output->GetPointData()->GetScalars()->GetTuple(tuple);
      CHECK(std::abs(v[0] - (5.0 + k)) < 1e-6 && std::abs(v[1] - 10.0) < 1e-6 &&
          std::abs(v[2] - z) < 1e-5,
        "sheets, slice " << k << ": (" << v[0] << ", " << v[1] << ", " << v[2] << "), z " << z
                         << " expected");
      CHECK(Masked(output, tuple) == owned, "sheets, slice " << k << ": mask");
    };
    check(4, 10.0, !masked); // the first leg alone
    const double both =
      how == VTK_IMAGE_SLAB_MIN ? 10.0 : (how == VTK_IMAGE_SLAB_MAX ? 26.0 : 18.0);
    check(20, masked ? 26.0 : both, false);
  }
}

// Slabs along the direction of a hairpin's projection: all sheets of all of their slices count.
void TestSheetsAlong()
{
  Geometry g;
  const int extent[6] = { 0, 49, 0, 19, 0, 39 };
  std::copy_n(extent, 6, g.Extent);
  const auto image = MakeImage(g);
  AddArray(image, "v", VTK_DOUBLE, 1, Noise(-1, 1));
  std::vector<Vec> points;
  for (int i = 0; i <= 200; ++i)
  {
    const double t = 0.02 * i; // over three turning points
    points.push_back({ 25.0 + 14.0 * std::sin(2.0 * t), 10.0, 8.0 + 6.0 * t });
  }
  const auto make = [&](vtkCurvedPlanarReformat* f, double thickness)
  {
    f->SetInputData(image);
    f->SetCurveData(MakePolyline(points));
    f->SetModeToProjected();
    f->SetVectorOfInterest(0, 1, 0);
    f->SetProjectionDirection(1, 0, 0);
    f->SetSlabModeToSum();
    f->SetSlabAxisToCurve();
    f->SetSlabThickness(thickness);
    f->SetSliceDimensions(6, 4);
    f->SetSpacing(1, 1, 1);
    f->Update();
  };
  vtkNew<vtkCurvedPlanarReformat> thin;
  make(thin, 0);
  vtkNew<vtkCurvedPlanarReformat> thick;
  make(thick, 3);
  vtkImageData* a = thin->GetOutput();
  vtkImageData* b = thick->GetOutput();
  const int slices = a->GetDimensions()[2];
  double worst = 0.0;
  ForEachVoxel(b,
    [&](int i, int j, int k, vtkIdType tuple)
    {
      double sum = 0.0;
      for (int other = std::max(k - 1, 0); other <= std::min(k + 1, slices - 1); ++other)
      {
        int at[3] = { i, j, other };
        sum += a->GetPointData()->GetScalars()->GetComponent(a->ComputePointId(at), 0);
      }
      worst =
        std::max(worst, std::abs(sum - b->GetPointData()->GetScalars()->GetComponent(tuple, 0)));
    });
  CHECK(slices > 25, slices << " slices");
  CheckBelow(worst, 1e-12, "sheets in slabs along the projection");
}

// The wall of a tube around a helix, unfolded: its radius and thickness are the same everywhere.
void TestShell()
{
  constexpr double radius = 6.0;
  constexpr double wall = 2.0;
  Geometry g;
  const int extent[6] = { -56, 56, -56, 56, -24, 74 };
  std::copy_n(extent, 6, g.Extent);
  g.Spacing = { 0.5, 0.5, 0.5 };
  const ClosedForm helix = Helix(18.0, 8.0, 0.5);
  const auto curve = MakePolyline(helix.Points(200));
  // the distance from the curve, by its closed form: the nearest of many points, and Newton
  const auto distance = [&](const Vec& p)
  {
    double best = 1e99;
    double at = helix.T0;
    for (int i = 0; i <= 60; ++i)
    {
      const double t = helix.T0 + (helix.T1 - helix.T0) * i / 60.0;
      const double d = Norm(p - helix.C(t));
      if (d < best)
      {
        best = d;
        at = t;
      }
    }
    for (int i = 0; i < 5; ++i)
    {
      const Vec off = helix.C(at) - p;
      const double slope = Dot(helix.D(at), helix.D(at)) + Dot(off, helix.E(at));
      at = slope > 0.0 ? at - Dot(off, helix.D(at)) / slope : at;
    }
    return Norm(p - helix.C(at));
  };
  const auto image = MakeImage(g);
  AddArray(image, "shell", VTK_FLOAT, 1,
    [&](int i, int j, int k, int)
    {
      // a linear ramp over one voxel at both faces, as sampling a shell makes it
      const double d = distance(g.World({ 1.0 * i, 1.0 * j, 1.0 * k }));
      const double depth = 0.5 * wall - std::abs(d - radius - 0.5 * wall);
      return std::min(std::max(0.5 + depth / 0.5, 0.0), 1.0);
    });
  vtkNew<vtkCurvedPlanarReformat> unfolded;
  unfolded->SetInputData(image);
  unfolded->SetCurveData(curve);
  unfolded->SetModeToUnfolded();
  unfolded->SetRadiusRange(3.0, 11.0);
  unfolded->SetSliceDimensions(36, 81); // 0.1 apart
  unfolded->SetSpacing(0, 0, 2.0);
  unfolded->Update();
  vtkImageData* output = unfolded->GetOutput();
  const int* n = output->GetDimensions();
  double worstInner = 0.0;
  double worstThickness = 0.0;
  for (int k = 2; k < n[2] - 2; ++k)
  {
    for (int i = 0; i < n[0]; ++i)
    {
      double inner = -1.0;
      double outer = -1.0;
      for (int j = 0; j + 1 < n[1]; ++j)
      {
        const double a = output->GetScalarComponentAsDouble(i, j, k, 0) - 0.5;
        const double b = output->GetScalarComponentAsDouble(i, j + 1, k, 0) - 0.5;
        const double r = 3.0 + 0.1 * (j + a / (a - b));
        inner = a < 0.0 && b >= 0.0 ? r : inner;
        outer = a >= 0.0 && b < 0.0 ? r : outer;
      }
      worstInner = std::max(worstInner, std::abs(inner - radius));
      worstThickness = std::max(worstThickness, std::abs(outer - inner - wall));
    }
  }
  CheckBelow(worstInner, 0.25, "unfolded shell: radius, in half voxels of 0.25");
  CheckBelow(worstThickness, 0.25, "unfolded shell: thickness");
}

// Two marks a known way apart on the surface that is stretched: that far apart in the image.
void TestMarks()
{
  Geometry g;
  const int extent[6] = { -50, 50, -50, 50, -10, 90 };
  std::copy_n(extent, 6, g.Extent);
  g.Spacing = { 0.5, 0.5, 0.5 };
  // a quarter of a helix of radius 20; two balls on the cylinder, 25 degrees and 10 up apart
  std::vector<Vec> points;
  for (int i = 0; i <= 180; ++i)
  {
    const double a = 0.5 * Pi * i / 180.0;
    points.push_back({ 20.0 * std::cos(a), 20.0 * std::sin(a), 10.0 + 12.0 * i / 180.0 });
  }
  const auto onCylinder = [](double angle, double z) -> Vec {
    return { 20.0 * std::cos(angle), 20.0 * std::sin(angle), z };
  };
  const Vec first = onCylinder(0.5, 12.0);
  const Vec second = onCylinder(1.1, 22.0);
  const auto image = MakeImage(g);
  AddArray(image, "marks", VTK_FLOAT, 1,
    [&](int i, int j, int k, int)
    {
      const Vec p = g.World({ 1.0 * i, 1.0 * j, 1.0 * k });
      const auto bump = [&](const Vec& c, double height)
      { return height * std::exp(-Dot(p - c, p - c) / 2.0); };
      return bump(first, 1.0) + bump(second, 2.0);
    });
  vtkNew<vtkCurvedPlanarReformat> stretched;
  stretched->SetInputData(image);
  stretched->SetCurveData(MakePolyline(points));
  stretched->SetModeToStretched();
  stretched->SetVectorOfInterest(0, 0, 1);
  stretched->SetSliceSize(40, 0.2);
  stretched->SetSliceDimensions(0, 1);
  stretched->SetSpacing(0.2, 0, 0.2);
  stretched->Update();
  vtkImageData* output = stretched->GetOutput();
  // the centres of both marks, by their moments
  Vec centre[2] = { { 0, 0, 0 }, { 0, 0, 0 } };
  double weight[2] = { 0, 0 };
  ForEachVoxel(output,
    [&](int i, int j, int k, vtkIdType tuple)
    {
      const Vec q = OutputPoint(output, i, j, k);
      const double v = output->GetPointData()->GetScalars()->GetComponent(tuple, 0);
      const std::size_t which = q[2] < 16.0 ? 0 : 1; // half way
      centre[which] = centre[which] + q * v;
      weight[which] += v;
    });
  const Vec apart = centre[1] * (1.0 / weight[1]) - centre[0] * (1.0 / weight[0]);
  std::cout << "marks: " << apart[0] << " and " << apart[2] << " apart\n";
  CheckBelow(std::abs(apart[0] - 10.0), 0.02, "stretched: along the vector of interest");
  CheckBelow(std::abs(apart[2] - 20.0 * 0.6), 0.02, "stretched: along the projected curve");
}

// Along a straight curve every mode is a plain reslice.
void TestStraight()
{
  Geometry g;
  const int extent[6] = { 0, 39, 0, 29, 0, 49 };
  std::copy_n(extent, 6, g.Extent);
  const auto image = MakeImage(g);
  AddArray(image, "v", VTK_SHORT, 1, Noise(-3000, 3000));
  const Vec start = { 19.3, 14.6, 4.2 };
  std::vector<Vec> points;
  for (int i = 0; i <= 20; ++i)
  {
    points.push_back(start + Vec{ 0, 0, 2.0 * i });
  }
  for (const int mode :
    { vtkReformatMap::Straightened, vtkReformatMap::Stretched, vtkReformatMap::Projected })
  {
    vtkNew<vtkCurvedPlanarReformat> reformat;
    reformat->SetInputData(image);
    reformat->SetCurveData(MakePolyline(points));
    reformat->SetMode(mode);
    reformat->SetSliceDimensions(21, 15);
    reformat->SetSpacing(0.7, 0.9, 1.1);
    reformat->Update();
    vtkNew<vtkImageReslice> reslice;
    reslice->SetInputData(image);
    reslice->SetInterpolationModeToLinear();
    reslice->SetOutputSpacing(0.7, 0.9, 1.1);
    reslice->SetOutputOrigin(start[0] - 10 * 0.7, start[1] - 7 * 0.9, start[2]);
    reslice->SetOutputExtent(0, 20, 0, 14, 0, 36);
    reslice->Update();
    vtkDataArray* a = reformat->GetOutput()->GetPointData()->GetScalars();
    vtkDataArray* b = reslice->GetOutput()->GetPointData()->GetScalars();
    CHECK(a->GetNumberOfTuples() == b->GetNumberOfTuples(), "grids differ");
    int different = 0;
    for (vtkIdType i = 0; i < b->GetNumberOfTuples(); ++i)
    {
      // half a grey value may be rounded either way
      different += std::abs(a->GetComponent(i, 0) - b->GetComponent(i, 0)) > 1.0 ? 1 : 0;
    }
    CHECK(different == 0, "mode " << mode << ": " << different << " voxels differ from a reslice");
  }
}

// A curve in a plane, and the vector normal to it.
void TestPlanar()
{
  const auto image = MakeImage(ImageGeometry());
  AddArray(image, "v", VTK_DOUBLE, 1, Noise(-1, 1));
  const Geometry g = ImageGeometry();
  std::vector<Vec> points;
  for (int i = 0; i <= 120; ++i)
  {
    const double t = -1.0 + i / 60.0;
    points.push_back(g.Centre() + g.Axis[0] * (18.0 * t) + g.Axis[1] * (6.0 * std::sin(3.0 * t)));
  }
  const Vec normal = g.Axis[2];
  const auto make = [&](vtkCurvedPlanarReformat* f)
  {
    f->SetInputData(image);
    f->SetCurveData(MakePolyline(points));
    f->SetSliceDimensions(15, 11);
    f->SetSpacing(0.8, 0.8, 0.8);
    f->Update();
  };
  vtkNew<vtkCurvedPlanarReformat> stretched;
  stretched->SetModeToStretched();
  stretched->SetVectorOfInterest(normal.v);
  make(stretched);
  vtkNew<vtkCurvedPlanarReformat> straightened;
  straightened->SetFrameTypeToFixedUp();
  straightened->SetUpVector(normal.v);
  straightened->SetRotationAngle(90.0); // up is x
  make(straightened);
  vtkDataArray* a = stretched->GetOutput()->GetPointData()->GetScalars();
  vtkDataArray* b = straightened->GetOutput()->GetPointData()->GetScalars();
  CHECK(a->GetNumberOfTuples() == b->GetNumberOfTuples(), "grids differ");
  double worst = 0.0;
  for (vtkIdType i = 0; i < b->GetNumberOfTuples(); ++i)
  {
    worst = std::max(worst, std::abs(a->GetComponent(i, 0) - b->GetComponent(i, 0)));
  }
  CheckBelow(worst, 1e-9, "a planar curve, stretched and straightened");
}
}

int TestReformatModes(int, char*[])
{
  for (const Mode& mode : Modes())
  {
    TestPlaces(mode);
    TestParts(mode);
    TestSlabs(mode);
    TestBack(mode);
  }
  TestRotatingSlab();
  TestSheets(false);
  TestSheets(true);
  TestSheetsAlong();
  TestShell();
  TestMarks();
  TestStraight();
  TestPlanar();
  return Verdict();
}
