// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Bent back along a circle, whose straightened coordinates are known in closed form, a linear field
// is exact with linear interpolation, a quadratic one with cubic, and with the nearest voxel every
// array of every type is the voxel that it should be, on reference grids of any direction.

#include "TestImages.h"

#include "vtkCellData.h"
#include "vtkInverseCurvedPlanarReformat.h"
#include "vtkTypeInt64Array.h"
#include "vtkTypeUInt64Array.h"

using namespace testcurves;

namespace
{
constexpr double Radius = 40.0;

/**
 * Straightened coordinates along a circle about z, open from angle 0 to pi or closed. The first
 * tangent is y, so that N starts along z and stays there: x is z, y is the distance from the
 * circle, outwards, and s the arc length.
 */
Vec Coordinates(const Vec& p, bool closed)
{
  if (!closed && p[1] < 0.0)
  {
    // straight on beyond the ends
    return p[0] > 0.0 ? Vec{ p[2], p[0] - Radius, p[1] }
                      : Vec{ p[2], -p[0] - Radius, Pi * Radius - p[1] };
  }
  double angle = std::atan2(p[1], p[0]);
  angle += angle < 0.0 ? 2.0 * Pi : 0.0;
  return { p[2], std::hypot(p[0], p[1]) - Radius, Radius * angle };
}

/** The straightened grid: where the filter would put it. */
Geometry Straight(bool closed)
{
  Geometry g;
  const int slices = static_cast<int>((closed ? 2.0 : 1.0) * Pi * Radius / 1.3) + 1;
  const int extent[6] = { 0, 14, 0, 16, 0, slices - 1 };
  std::copy_n(extent, 6, g.Extent);
  g.Spacing = { 0.9, 1.1, 1.3 };
  g.Origin = { -7 * 0.9, -8 * 1.1, 0 };
  return g;
}

vtkSmartPointer<vtkPolyData> Curve(bool closed)
{
  const ClosedForm f = closed ? Circle(Radius) : Helix(Radius, 0, 0.5);
  return MakePolyline(f.Points(static_cast<int>(f.Length())));
}

/** Three reference grids around a part of the tube. */
std::vector<Geometry> References()
{
  std::vector<Geometry> grids;
  for (Geometry g : { OddGeometry(), TurnedGeometry(false), TurnedGeometry(true) })
  {
    const int extent[6] = { 3, 78, -2, 85, 5, 33 };
    std::copy_n(extent, 6, g.Extent);
    g.Spacing = { 1.4, 1.3, 0.83 };
    // its middle is near the beginning of the curve
    g.Origin = g.Origin + Vec{ 15, 10, 0 } - g.Centre();
    grids.push_back(g);
  }
  return grids;
}

struct Sample
{
  Vec Index;
  double Border; ///< how far inside the half voxels around the samples, in voxels
};

Sample Locate(const Geometry& straight, const Vec& p, bool closed)
{
  Vec q = Coordinates(p, closed);
  const double length = 2.0 * Pi * Radius;
  if (closed && length - q[2] < q[2] - straight.Extent[5] * straight.Spacing[2])
  {
    q[2] -= length; // nearer to the first slice, once around
  }
  Sample s;
  s.Index = straight.Index(q);
  s.Border = 0.5 - straight.Outside(s.Index);
  return s;
}

/** What is left of the interpolating spline's and the search's errors. */
constexpr double Tolerance = 1e-4;

void TestFields()
{
  const auto linear = [](const Vec& q) { return 2.0 + 0.3 * q[0] - 0.7 * q[1] + 0.05 * q[2]; };
  const auto quadratic = [](const Vec& q)
  { return 0.2 * q[0] * q[0] - 0.3 * q[1] * q[1] + 0.02 * q[2] * q[2] + 0.1 * q[0] * q[1] - q[2]; };
  for (const bool closed : { false, true })
  {
    const Geometry straight = Straight(closed);
    const auto image = MakeImage(straight);
    const auto valueOf = [&](const std::function<double(const Vec&)>& field)
    {
      return [&straight, field](int i, int j, int k, int) {
        return field(straight.World({ double(i), double(j), double(k) }));
      };
    };
    AddArray(image, "linear", VTK_DOUBLE, 1, valueOf(linear));
    AddArray(image, "quadratic", VTK_DOUBLE, 1, valueOf(quadratic));
    for (const Geometry& reference : References())
    {
      for (int mode = 1; mode < 3; ++mode)
      {
        vtkNew<vtkInverseCurvedPlanarReformat> bend;
        bend->SetInputData(image);
        bend->SetCurveData(Curve(closed));
        const auto grid = MakeImage(reference);
        bend->SetReferenceData(grid);
        bend->SetInterpolation(mode);
        bend->SetBackgroundValue(99);
        bend->Update();
        vtkImageData* out = bend->GetOutput();
        double worst = 0.0;
        int inTube = 0;
        int compared = 0;
        const char* name = mode == 1 ? "linear" : "quadratic";
        vtkDataArray* values = out->GetPointData()->GetArray(name);
        CHECK(out->GetPointData()->GetScalars() == out->GetPointData()->GetArray("linear"),
          "other active scalars");
        ForEachVoxel(out,
          [&](int i, int j, int k, vtkIdType tuple)
          {
            const Vec p = reference.World({ double(i), double(j), double(k) });
            const Sample s = Locate(straight, p, closed);
            if (std::abs(s.Border) < Tolerance)
            {
              return; // on the border
            }
            const double got = values->GetComponent(tuple, 0);
            const bool inside = s.Border > 0.0;
            inTube += inside ? 1 : 0;
            CHECK(Masked(out, tuple) == inside,
              "mask " << Masked(out, tuple) << " at " << p[0] << " " << p[1] << " " << p[2]);
            if (!inside)
            {
              CHECK(got == 99.0, "background is " << got);
              return;
            }
            // up to half a voxel outside of the samples the border's value is taken
            Vec index = s.Index;
            bool border = false;
            for (int axis = 0; axis < 3; ++axis)
            {
              const double margin = mode == 1 ? 0.0 : 1.0;
              border = border || index[axis] < straight.Extent[2 * axis] + margin ||
                index[axis] > straight.Extent[2 * axis + 1] - margin;
              index[axis] = std::min(std::max(index[axis], double(straight.Extent[2 * axis])),
                double(straight.Extent[2 * axis + 1]));
            }
            if (mode == 2 && border)
            {
              return; // a cubic has no second neighbour there
            }
            ++compared;
            const Vec q = straight.World(index);
            const double expected = mode == 1 ? linear(q) : quadratic(q);
            worst = std::max(worst, std::abs(got - expected));
          });
        CheckBelow(worst, Tolerance,
          std::string(closed ? "closed, " : "open, ") + name + " field, worst of " +
            std::to_string(compared));
        CHECK(inTube > 3000 && compared > inTube / 2, inTube << " voxels in the tube");
      }
    }
  }
}

double Lowest(int type)
{
  switch (type)
  {
    case VTK_CHAR:
    case VTK_SIGNED_CHAR:
      return -128;
    case VTK_SHORT:
      return -32768;
    case VTK_INT:
    case VTK_LONG:
    case VTK_LONG_LONG:
    case VTK_ID_TYPE:
      return -2147483648.0;
    case VTK_FLOAT:
    case VTK_DOUBLE:
      return -1e6;
    default:
      return 0;
  }
}

double Highest(int type)
{
  switch (type)
  {
    case VTK_CHAR:
    case VTK_SIGNED_CHAR:
      return 127;
    case VTK_UNSIGNED_CHAR:
      return 255;
    case VTK_SHORT:
      return 32767;
    case VTK_UNSIGNED_SHORT:
      return 65535;
    case VTK_FLOAT:
    case VTK_DOUBLE:
      return 1e6;
    default:
      return 2147483647.0;
  }
}

/** All scalar types, several components, cell data, exactly. */
void TestTypes()
{
  const std::vector<int> types = { VTK_CHAR, VTK_SIGNED_CHAR, VTK_UNSIGNED_CHAR, VTK_SHORT,
    VTK_UNSIGNED_SHORT, VTK_INT, VTK_UNSIGNED_INT, VTK_LONG, VTK_UNSIGNED_LONG, VTK_LONG_LONG,
    VTK_UNSIGNED_LONG_LONG, VTK_ID_TYPE, VTK_FLOAT, VTK_DOUBLE };
  const Geometry straight = Straight(false);
  const auto image = MakeImage(straight);
  for (std::size_t n = 0; n < types.size(); ++n)
  {
    AddArray(image, ("type " + std::to_string(types[n])).c_str(), types[n], n % 4 == 1 ? 3 : 1,
      Noise(Lowest(types[n]), Highest(types[n])));
  }
  image->GetPointData()->SetActiveScalars("type 4");
  // what no double holds
  vtkNew<vtkTypeInt64Array> large;
  large->SetName("large");
  vtkNew<vtkTypeUInt64Array> larger;
  larger->SetName("larger");
  for (vtkIdType i = 0; i < image->GetNumberOfPoints(); ++i)
  {
    large->InsertNextValue((vtkTypeInt64(1) << 62) + i * (i % 2 ? 1 : -1));
    larger->InsertNextValue((vtkTypeUInt64(1) << 63) + vtkTypeUInt64(2 * i + 1));
  }
  image->GetPointData()->AddArray(large);
  image->GetPointData()->AddArray(larger);
  // cells: one fewer along each axis; one array with a name of its own, one with a point array's
  vtkNew<vtkImageData> cells;
  cells->SetExtent(0, straight.Extent[1] - 1, 0, straight.Extent[3] - 1, 0, straight.Extent[5] - 1);
  const auto cellValue = Noise(-1e9, 1e9);
  image->GetCellData()->AddArray(AddArray(cells, "cell", VTK_INT, 2, cellValue));
  image->GetCellData()->AddArray(AddArray(cells, "large", VTK_INT, 1, cellValue));
  // the straightened image's own mask does not come out twice
  AddArray(image, "vtkValidPointMask", VTK_CHAR, 1,
    [](int i, int, int, int) { return i % 2 ? 1.0 : 0.0; });

  for (const Geometry& reference : References())
  {
    vtkNew<vtkInverseCurvedPlanarReformat> bend;
    bend->SetInputData(image);
    bend->SetCurveData(Curve(false));
    const auto grid = MakeImage(reference);
    bend->SetReferenceData(grid);
    bend->SetInterpolationToNearest();
    bend->SetBackgroundValue(-5);
    bend->Update();
    vtkImageData* out = bend->GetOutput();
    vtkPointData* data = out->GetPointData();
    CHECK(data->GetNumberOfArrays() == image->GetPointData()->GetNumberOfArrays() + 2,
      data->GetNumberOfArrays() << " arrays");
    CHECK(data->GetScalars() && data->GetScalars()->GetName() == std::string("type 4"),
      "the active scalars are lost");
    vtkNew<vtkImageData> source;
    source->CopyStructure(image);
    int compared = 0;
    ForEachVoxel(out,
      [&](int i, int j, int k, vtkIdType tuple)
      {
        const Vec p = reference.World({ double(i), double(j), double(k) });
        const Sample s = Locate(straight, p, false);
        double tie = std::abs(s.Border);
        int voxel[3];
        int cell[3];
        for (int axis = 0; axis < 3; ++axis)
        {
          const double at = s.Index[axis];
          tie = std::min(
            { tie, std::abs(at - std::floor(at) - 0.5), std::abs(at - std::floor(at + 0.5)) });
          voxel[axis] = static_cast<int>(std::floor(at + 0.5));
          cell[axis] = std::min(
            std::max(static_cast<int>(std::floor(at)), 0), straight.Extent[2 * axis + 1] - 1);
        }
        if (tie < Tolerance)
        {
          return;
        }
        const bool inside = s.Border > 0.0;
        compared += inside ? 1 : 0;
        const vtkIdType from = inside ? source->ComputePointId(voxel) : 0;
        for (int a = 0; a < image->GetPointData()->GetNumberOfArrays(); ++a)
        {
          vtkDataArray* in = image->GetPointData()->GetArray(a);
          if (in->GetName() == std::string("vtkValidPointMask"))
          {
            continue;
          }
          vtkDataArray* got = data->GetArray(in->GetName());
          if (!got || got->GetDataType() != in->GetDataType() ||
            got->GetNumberOfComponents() != in->GetNumberOfComponents())
          {
            CHECK(false, in->GetName() << " is missing or of another type");
            continue;
          }
          if (inside)
          {
            const auto bytes =
              static_cast<std::size_t>(in->GetNumberOfComponents()) * in->GetDataTypeSize();
            const auto* x = static_cast<const char*>(in->GetVoidPointer(0)) +
              bytes * static_cast<std::size_t>(from);
            const auto* y = static_cast<const char*>(got->GetVoidPointer(0)) +
              bytes * static_cast<std::size_t>(tuple);
            CHECK(std::memcmp(x, y, bytes) == 0,
              in->GetName() << " is " << got->GetComponent(tuple, 0) << ", "
                            << in->GetComponent(from, 0) << " expected");
          }
          else
          {
            const double expected = in->GetDataType() == VTK_FLOAT ||
                Lowest(in->GetDataType()) < 0.0 || in == static_cast<vtkDataArray*>(large)
              ? -5.0
              : 0.0;
            for (int c = 0; c < got->GetNumberOfComponents(); ++c)
            {
              CHECK(got->GetComponent(tuple, c) == expected,
                in->GetName() << " has background " << got->GetComponent(tuple, c));
            }
          }
        }
        for (int c = 0; c < 2; ++c)
        {
          const double expected =
            inside ? std::trunc(cellValue(cell[0], cell[1], cell[2], c)) : -5.0;
          CHECK(data->GetArray("cell")->GetComponent(tuple, c) == expected,
            "cell value " << data->GetArray("cell")->GetComponent(tuple, c) << ", " << expected
                          << " expected");
        }
        CHECK(!inside ||
            data->GetArray("large_cell")->GetComponent(tuple, 0) ==
              data->GetArray("cell")->GetComponent(tuple, 0),
          "the cell array with the name of a point array");
        CHECK(Masked(out, tuple) == inside, "mask " << Masked(out, tuple));
      });
    std::cout << "types: " << compared << " voxels compared\n";
    CHECK(compared > 3000, "only " << compared << " voxels in the tube");
  }
}

/** Along a line bending is indexing, whatever the spacings are. */
void TestStraightLine()
{
  const Vec start{ 4, -3, 7 };
  const Vec direction{ 1, 2, -1.5 };
  const Frame f = StraightFrame(start, direction);
  Geometry straight;
  const int extent[6] = { 0, 10, 0, 8, 0, 20 };
  std::copy_n(extent, 6, straight.Extent);
  straight.Spacing = { 0.6, 0.7, 1.1 };
  straight.Origin = { -3.0, -2.8, 0 };
  const auto image = MakeImage(straight);
  AddArray(image, "v", VTK_INT, 1, Noise(0, 1e9));
  vtkNew<vtkInverseCurvedPlanarReformat> bend;
  bend->SetInputData(image);
  bend->SetCurveData(MakePolyline({ start, start + Unit(direction) * 22.0 }));
  bend->SetInterpolationToNearest();

  // the reference whose voxels are the straightened ones: every value comes back as it is
  Geometry same = straight;
  same.Axis[0] = f.N;
  same.Axis[1] = f.B;
  same.Axis[2] = f.T;
  same.Origin = start + f.N * straight.Origin[0] + f.B * straight.Origin[1];
  const auto grid = MakeImage(same);
  bend->SetReferenceData(grid);
  bend->Update();
  vtkDataArray* in = image->GetPointData()->GetArray("v");
  vtkDataArray* out = bend->GetOutput()->GetPointData()->GetArray("v");
  vtkIdType different = 0;
  for (vtkIdType i = 0; i < in->GetNumberOfTuples(); ++i)
  {
    different += in->GetComponent(i, 0) == out->GetComponent(i, 0) ? 0 : 1;
  }
  CHECK(different == 0, different << " voxels differ along a line");
  CHECK(bend->GetOutput()->GetPointData()->HasArray("vtkValidPointMask"), "no mask");
  bend->GenerateMaskOff();
  bend->Update();
  CHECK(!bend->GetOutput()->GetPointData()->HasArray("vtkValidPointMask"),
    "a mask that was not asked for");
}
}

int TestInverseFields(int, char*[])
{
  TestFields();
  TestTypes();
  TestStraightLine();
  return Verdict();
}
