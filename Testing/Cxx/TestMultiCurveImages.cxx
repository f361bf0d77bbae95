// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Each image of many is that of the filter for one, bit for bit; their names, slices and order; and
// what is going on while they are made.

#include "TestTree.h"

#include "vtkCallbackCommand.h"
#include "vtkDoubleArray.h"
#include "vtkTestErrorObserver.h"

using namespace testcurves;

namespace
{
Line Moved(Line line, const Vec& by)
{
  for (Vec& p : line)
  {
    p = p + by;
  }
  return line;
}

/** Lines that share nothing; one is closed. */
std::vector<Line> Apart()
{
  return { Moved(Helix(6.0, 1.5, 1.5).Points(60), { 10, 10, 0 }),
    Moved(Circle(7.0).Points(40), { 22, 20, 25 }), { { 3, 4, 5 }, { 30, 20, 11 } },
    Moved(Sine(3.0, 20.0, 1.4).Points(30), { 2, 30, 12 }) };
}

vtkSmartPointer<vtkImageData> NoisyImage()
{
  Geometry g;
  const int extent[6] = { 0, 39, 0, 39, 0, 39 };
  std::copy_n(extent, 6, g.Extent);
  auto image = MakeImage(g);
  AddArray(image, "short", VTK_SHORT, 1, Noise(-1000, 1000));
  AddArray(image, "vectors", VTK_FLOAT, 3, Noise(-1, 1));
  return image;
}

/** The same settings, for one and for many. */
void Configure(vtkCurvedPlanarReformat* reformat, vtkImageData* image, vtkPolyData* curve)
{
  reformat->SetInputData(image);
  reformat->SetCurveData(curve);
  reformat->SetSliceDimensions(11, 8);
  reformat->SetSpacing(0.7, 0.9, 0.8);
  reformat->SetInterpolationToCubic();
  reformat->SetBackgroundValue(-7.0);
  reformat->SetRotationAngle(12.0);
}

void TestEachIsThatOfOne()
{
  const auto image = NoisyImage();
  const auto tree = MakeTree(Apart());
  vtkNew<vtkMultiCurvePlanarReformat> many;
  Configure(many, image, tree);
  many->SetCurveIndex(17); // which has no meaning
  many->Update();
  CHECK(CountBlocks(many->GetOutput()) == 4 && CountBlocks(many->GetOutput(1)) == 4,
    CountBlocks(many->GetOutput())
      << " images and " << CountBlocks(many->GetOutput(1)) << " curves, 4 expected");
  for (int line = 0; line < 4; ++line)
  {
    vtkNew<vtkCurvedPlanarReformat> one;
    Configure(one, image, tree);
    one->SetCurveIndex(line);
    one->Update();
    CHECK(one->GetOutput()->GetNumberOfPoints() > 1000, "there is nothing to compare with");
    vtkImageData* out = Straightened(many, line);
    const vtkIdType different = DifferentBytes(one->GetOutput(), out);
    CHECK(different == 0, "image " << line << " differs in " << different << " bytes");
    for (int axis = 0; out && axis < 3; ++axis)
    {
      CHECK(out->GetSpacing()[axis] == one->GetOutput()->GetSpacing()[axis] &&
          out->GetOrigin()[axis] == one->GetOutput()->GetOrigin()[axis],
        "image " << line << " has another origin or spacing");
    }
    const auto* curve = vtkPolyData::SafeDownCast(one->GetOutputDataObject(1));
    const vtkIdType others = DifferentBytes(const_cast<vtkPolyData*>(curve), Framed(many, line));
    CHECK(others == 0, "curve " << line << " differs in " << others << " bytes");
  }
}

/** A branch that takes over a frame: the same as with its framed curve alone. */
void TestBranchIsThatOfItsCurve()
{
  const auto image = NoisyImage();
  Line main = Apart()[0];
  Line branch(main.begin() + 20, main.begin() + 40);
  const Vec from = branch.back();
  for (int i = 1; i < 10; ++i)
  {
    branch.push_back(from + Vec{ 0.3 * i, 0.8 * i, 0.4 * i });
  }
  vtkNew<vtkMultiCurvePlanarReformat> many;
  Configure(many, image, MakeTree({ main, branch }));
  many->Update();
  vtkNew<vtkCurvedPlanarReformat> one;
  Configure(one, image, Framed(many, 1));
  one->SetRotationAngle(0.0); // the framed curve has it
  one->Update();
  const vtkIdType different = DifferentBytes(one->GetOutput(), Straightened(many, 1));
  CHECK(different == 0, "the branch's image differs in " << different << " bytes");
  vtkNew<vtkCurvedPlanarReformat> alone;
  Configure(alone, image, MakePolyline(branch));
  alone->Update();
  CHECK(DifferentBytes(alone->GetOutput(), Straightened(many, 1)) > 0,
    "the branch has taken over nothing");
}

vtkSmartPointer<vtkStringArray> Strings(const char* name, const std::vector<std::string>& values)
{
  auto array = vtkSmartPointer<vtkStringArray>::New();
  array->SetName(name);
  for (const std::string& value : values)
  {
    array->InsertNextValue(value);
  }
  return array;
}

void CheckNames(vtkPolyData* curve, const std::vector<std::string>& expected, const char* what)
{
  vtkNew<vtkMultiCurvePlanarReformat> many;
  many->SetInputData(MakeLinearImage(0, 10));
  many->SetCurveData(curve);
  many->SetSliceDimensions(2, 2);
  many->Update();
  for (int port = 0; port < 2; ++port)
  {
    std::vector<std::string> names;
    for (int block = 0; block < CountBlocks(many->GetOutput(port)); ++block)
    {
      names.push_back(BlockName(many->GetOutput(port), block));
    }
    std::string all;
    for (const std::string& name : names)
    {
      all += "\"" + name + "\" ";
    }
    CHECK(names == expected, what << ": the names on port " << port << " are " << all);
  }
}

std::vector<Line> Parallels(int count)
{
  std::vector<Line> lines;
  for (int i = 0; i < count; ++i)
  {
    lines.push_back({ { 1, 1.0 + i, 2 }, { 5, 1.2 + i, 3 }, { 8, 1.0 + i, 5 } });
  }
  return lines;
}

void TestNames()
{
  auto curve = MakeTree(Parallels(3));
  CheckNames(curve, { "Line 0", "Line 1", "Line 2" }, "no names");

  curve->GetCellData()->AddArray(Strings("Colour", { "red", "green", "blue" }));
  CheckNames(curve, { "red", "green", "blue" }, "the first strings");
  curve->GetCellData()->AddArray(Strings("LABELS", { "Aorta", " Iliac ", "Iliac" }));
  CheckNames(curve, { "Aorta", "Iliac", "Iliac 2" }, "labels, one twice");

  auto five = MakeTree(Parallels(5));
  five->GetCellData()->AddArray(Strings("name", { "A", "", "A", "A 2", " \t" }));
  CheckNames(five, { "A", "Line 1", "A 3", "A 2", "Line 4" }, "names missing and taken");

  // Vertices come before lines among the cells, polygons after them.
  auto mixed = MakeTree(Parallels(2));
  vtkNew<vtkCellArray> verts;
  const vtkIdType ids[3] = { 0, 1, 2 };
  verts->InsertNextCell(1, ids);
  verts->InsertNextCell(1, ids + 1);
  mixed->SetVerts(verts);
  vtkNew<vtkCellArray> polys;
  polys->InsertNextCell(3, ids);
  mixed->SetPolys(polys);
  mixed->GetCellData()->AddArray(Strings("Names", { "vertex", "vertex", "one", "two", "polygon" }));
  CheckNames(mixed, { "one", "two" }, "vertices, lines and a polygon");

  // Loose segments are joined; a line is called what its first segment is.
  auto loose = MakeTree(Parallels(2));
  vtkNew<vtkCellArray> segments;
  for (const vtkIdType first : { 3, 0, 4, 1 })
  {
    const vtkIdType segment[2] = { first, first + 1 };
    segments->InsertNextCell(2, segment);
  }
  loose->SetLines(segments);
  loose->GetCellData()->AddArray(Strings("Name", { "b1", "a1", "b2", "a2" }));
  CheckNames(loose, { "b1", "a1" }, "segments");
}

/** All images have the same slices, those for the largest radius. */
void TestSlicesForTheLargestRadius()
{
  const auto tree = MakeTree(Parallels(3));
  vtkNew<vtkDoubleArray> radius;
  radius->SetName("Radius");
  for (const double r : { 0.5, 0.5, 0.5, 1.0, 1.5, 1.0, 0.2, 0.2, 0.2 })
  {
    radius->InsertNextValue(r);
  }
  tree->GetPointData()->AddArray(radius);
  vtkNew<vtkMultiCurvePlanarReformat> many;
  many->SetInputData(MakeLinearImage(0, 10));
  many->SetCurveData(tree);
  many->SetSpacing(0.25, 0.5, 0.5);
  many->Update();
  for (int line = 0; line < 3; ++line)
  {
    const int* d = Straightened(many, line)->GetDimensions();
    // 4 times 1.5 is 6
    CHECK(
      d[0] == 24 && d[1] == 12, "image " << line << " has " << d[0] << " x " << d[1] << " pixels");
  }
  many->SetSliceSize(2.0, 4.0);
  many->Update();
  const int* d = Straightened(many, 0)->GetDimensions();
  CHECK(
    d[0] == 8 && d[1] == 8, "a slice size that is given does not count: " << d[0] << " x " << d[1]);
}

struct Watched
{
  vtkMultiCurvePlanarReformat* Filter;
  std::vector<double> Progress;
  double StopAt = 2.0;
};

void Watch(vtkObject* caller, unsigned long, void* client, void*)
{
  auto* watched = static_cast<Watched*>(client);
  watched->Progress.push_back(static_cast<vtkAlgorithm*>(caller)->GetProgress());
  if (watched->Progress.back() >= watched->StopAt)
  {
    watched->Filter->SetAbortExecute(1);
  }
}

void TestProgressAndAbort()
{
  const auto image = NoisyImage();
  vtkNew<vtkMultiCurvePlanarReformat> many;
  Configure(many, image, MakeTree(Apart()));
  Watched watched{ many, {} };
  vtkNew<vtkCallbackCommand> command;
  command->SetCallback(Watch);
  command->SetClientData(&watched);
  many->AddObserver(vtkCommand::ProgressEvent, command);
  many->Update();
  CHECK(std::is_sorted(watched.Progress.begin(), watched.Progress.end()), "progress goes back");
  CHECK(watched.Progress.size() > 20 && watched.Progress.back() <= 1.0,
    watched.Progress.size() << " reports of progress");
  std::vector<vtkSmartPointer<vtkImageData>> whole;
  for (int line = 0; line < 4; ++line)
  {
    whole.emplace_back(Straightened(many, line));
  }

  watched.StopAt = 0.6;
  watched.Progress.clear();
  many->Modified();
  many->Update();
  const int made = CountBlocks(many->GetOutput());
  CHECK(made < 4, "nothing was stopped");
  for (int line = 0; line < made; ++line)
  {
    CHECK(DifferentBytes(whole[static_cast<std::size_t>(line)], Straightened(many, line)) == 0,
      "image " << line << " was given up but is there");
  }

  watched.StopAt = 2.0;
  many->SetAbortExecute(0);
  many->Modified();
  many->Update();
  CHECK(CountBlocks(many->GetOutput()) == 4, "it does not go on after it was stopped");
}

/** Pieces put together are the whole; the curves are in the first piece. */
void TestPieces()
{
  const auto image = NoisyImage();
  vtkNew<vtkMultiCurvePlanarReformat> whole;
  Configure(whole, image, MakeTree(Apart()));
  whole->Update();
  vtkNew<vtkMultiCurvePlanarReformat> part;
  Configure(part, image, MakeTree(Apart()));
  std::vector<std::vector<int>> covered(4);
  for (int piece = 0; piece < 3; ++piece)
  {
    part->UpdatePiece(piece, 3, 0);
    CHECK(CountBlocks(part->GetOutput()) == 4, "piece " << piece << " lacks a block");
    for (int line = 0; line < 4; ++line)
    {
      vtkImageData* all = Straightened(whole, line);
      vtkImageData* some = Straightened(part, line);
      covered[static_cast<std::size_t>(line)].resize(
        static_cast<std::size_t>(all->GetNumberOfPoints()));
      CHECK(some && some->GetNumberOfPoints() < all->GetNumberOfPoints(), "a piece is the whole");
      ForEachVoxel(some,
        [&](int i, int j, int k, vtkIdType tuple)
        {
          int ijk[3] = { i, j, k };
          const vtkIdType there = all->ComputePointId(ijk);
          covered[static_cast<std::size_t>(line)][static_cast<std::size_t>(there)] = 1;
          CHECK(some->GetPointData()->GetArray("short")->GetComponent(tuple, 0) ==
              all->GetPointData()->GetArray("short")->GetComponent(there, 0),
            "a voxel of piece " << piece << " differs");
        });
      CHECK((Framed(part, line) != nullptr) == (piece == 0), "the curve is in piece " << piece);
    }
  }
  for (const auto& line : covered)
  {
    CHECK(std::find(line.begin(), line.end(), 0) == line.end(), "voxels are in no piece");
  }
}
}

int TestMultiCurveImages(int, char*[])
{
  TestEachIsThatOfOne();
  TestBranchIsThatOfItsCurve();
  TestNames();
  TestSlicesForTheLargestRadius();
  TestProgressAndAbort();
  TestPieces();
  return Verdict();
}
