// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Any part of the output, any number of threads or pieces has the bits of the whole, and no more of
// the image is asked for than the slices and the kernel cover.

#include "TestSpySource.h"

#include "vtkCallbackCommand.h"
#include "vtkCellData.h"
#include "vtkExecutive.h"
#include "vtkImageDataStreamer.h"
#include "vtkMultiThreader.h"
#include "vtkObjectFactory.h"
#include "vtkSMPTools.h"
#include "vtkTestErrorObserver.h"
#include "vtkXMLImageDataReader.h"
#include "vtkXMLImageDataWriter.h"

#include <mutex>
#include <set>
#include <thread>

using namespace testcurves;

namespace
{
Geometry ImageGeometry()
{
  return TurnedGeometry(true, { -3, 46, 4, 43, 10, 64 });
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

/** A source of ImageGeometry() with these arrays. */
vtkSmartPointer<SpySource> MakeSource()
{
  auto source = vtkSmartPointer<SpySource>::New();
  source->Image = ImageGeometry();
  source->Fill = AddArrays;
  return source;
}

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

/** That no more of the image was asked for than a part of the output and the kernel cover. */
void CheckBrick(vtkImageData* whole, const Extent& wanted, int mode, const Extent& brick)
{
  const Geometry g = ImageGeometry();
  double low[3] = { 1e99, 1e99, 1e99 };
  double high[3] = { -1e99, -1e99, -1e99 };
  for (int k = wanted[4]; k <= wanted[5]; ++k)
  {
    const Frame f = SliceFrame(whole, k);
    for (int corner = 0; corner < 4; ++corner)
    {
      const Vec index = g.Index(SampleAt(f, whole, wanted[corner % 2], wanted[2 + corner / 2]));
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
    meets =
      meets && high[axis] > g.Extent[2 * axis] - 0.5 && low[axis] < g.Extent[2 * axis + 1] + 0.5;
  }
  const int support = mode == 2 ? 2 : 1;
  for (int axis = 0; axis < 3 && meets; ++axis)
  {
    const auto clamp = [&](double v)
    { return std::min(std::max(static_cast<int>(v), g.Extent[2 * axis]), g.Extent[2 * axis + 1]); };
    CHECK(brick[2 * axis] >= clamp(std::floor(low[axis] - 1e-6) - support) &&
        brick[2 * axis + 1] <= clamp(std::ceil(high[axis] + 1e-6) + support),
      "axis " << axis << ": " << brick[2 * axis] << " to " << brick[2 * axis + 1]
              << " was asked for, samples lie in " << low[axis] << " to " << high[axis]);
  }
}

/** Random parts, each from an image that is in memory only as far as was asked for. */
void TestRandomParts()
{
  std::mt19937 random(11);
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
        const auto source = MakeSource();
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

        Extent told{};
        CHECK(reformat->ComputeInputExtent(wanted.data(), told.data()) &&
            told == source->Requests.back(),
          "another extent is asked for than the one that was told");

        // What was asked for: with no direction told, one voxel and its neighbours (one cell) to
        // see it; then the slab.
        const std::size_t requests = source->Requests.size();
        const auto single = [](const Extent& e)
        { return e[1] - e[0] <= 1 && e[3] - e[2] <= 1 && e[5] - e[4] <= 1; };
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
        CheckBrick(whole, wanted, mode, source->Requests.back());
      }
    }
  }
}

/** Notes the progress of an algorithm, which must never go back. */
class ProgressWatch
{
public:
  explicit ProgressWatch(vtkAlgorithm* algorithm, const char* name)
    : Name(name)
  {
    algorithm->AddObserver(vtkCommand::StartEvent, this, &ProgressWatch::Start);
    algorithm->AddObserver(vtkCommand::ProgressEvent, this, &ProgressWatch::Look);
  }
  int Reports = 0;

private:
  void Start(vtkObject*, unsigned long, void*) { this->Last = 0.0; }
  void Look(vtkObject*, unsigned long, void* amount)
  {
    const double now = *static_cast<double*>(amount);
    CHECK(now >= this->Last && now <= 1.0,
      "progress of the " << this->Name << " goes from " << this->Last << " to " << now);
    this->Last = now;
    ++this->Reports;
  }
  const std::string Name;
  double Last = 0.0;
};

/** Notes which parts of the output a filter makes. */
class PartWatch
{
public:
  explicit PartWatch(vtkImageAlgorithm* filter)
    : Filter(filter)
  {
    filter->AddObserver(vtkCommand::EndEvent, this, &PartWatch::Look);
  }
  std::vector<Extent> Parts;

private:
  void Look() { this->Parts.push_back(ExtentOf(this->Filter->GetOutput())); }
  vtkImageAlgorithm* const Filter;
};

/** What would be read is told before anything is, and that there is no output, too. */
void TestToldExtent()
{
  const auto source = MakeSource();
  vtkNew<vtkCurvedPlanarReformat> reformat;
  Configure(reformat, 2);
  const Extent part{ 3, 9, 2, 7, 5, 11 };
  Extent told{};
  vtkNew<vtkTest::ErrorObserver> errors;
  reformat->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, errors);
  reformat->AddObserver(vtkCommand::ErrorEvent, errors);
  CHECK(!reformat->ComputeInputExtent(part.data(), told.data()), "no image, but an extent of it");
  reformat->SetInputConnection(source->GetOutputPort());
  CHECK(reformat->ComputeInputExtent(part.data(), told.data()), "no extent is told");
  CHECK(source->Requests.empty(), "the image was read to tell what would be read");
  reformat->UpdateExtent(const_cast<int*>(part.data()));
  CHECK(source->Requests.size() == 1 && source->Requests[0] == told,
    "another extent is asked for than the one that was told");
  reformat->SetSpacing(-1, 1, 1);
  CHECK(!reformat->ComputeInputExtent(part.data(), told.data()), "no output, but an extent for it");
  errors->Clear();
}

/** Slabs joined by vtkImageDataStreamer: the source sees only what lies under each, and progress
 * goes on. */
void TestStreaming()
{
  for (int mode = 0; mode < 3; ++mode)
  {
    const auto whole = WholeOutput(mode);
    for (const int divisions : { 1, 2, 7, 60 })
    {
      const auto source = MakeSource();
      vtkNew<vtkCurvedPlanarReformat> reformat;
      Configure(reformat, mode);
      reformat->SetInputConnection(source->GetOutputPort());
      vtkNew<vtkImageDataStreamer> streamer;
      streamer->SetInputConnection(reformat->GetOutputPort());
      streamer->SetNumberOfStreamDivisions(divisions);
      // the streamer's start comes with each division; its progress goes on through all of them
      double joinedProgress = 0.0;
      bool back = false;
      const std::function<void()> look = [&]()
      {
        back = back || streamer->GetProgress() < joinedProgress;
        joinedProgress = streamer->GetProgress();
      };
      vtkNew<vtkCallbackCommand> command;
      command->SetClientData(const_cast<std::function<void()>*>(&look));
      command->SetCallback([](vtkObject*, unsigned long, void* call, void*)
        { (*static_cast<const std::function<void()>*>(call))(); });
      streamer->AddObserver(vtkCommand::ProgressEvent, command);
      ProgressWatch progress(reformat, "filter");
      PartWatch watch(reformat);
      streamer->Update();
      CHECK(!back, "progress of the streamer goes back");
      CHECK(progress.Reports >= divisions, progress.Reports << " reports of progress");

      const auto count = static_cast<std::size_t>(divisions);
      CHECK(source->Requests.size() == count && watch.Parts.size() == count,
        source->Requests.size() << " requests and " << watch.Parts.size() << " parts for "
                                << divisions << " divisions");
      for (std::size_t i = 0; i < std::min(watch.Parts.size(), source->Requests.size()); ++i)
      {
        CheckBrick(whole, watch.Parts[i], mode, source->Requests[i]);
      }
      // vtkImageDataStreamer passes the active scalars on
      vtkDataArray* joined = streamer->GetOutput()->GetPointData()->GetScalars();
      vtkDataArray* expected = whole->GetPointData()->GetScalars();
      CHECK(joined->GetNumberOfTuples() == expected->GetNumberOfTuples() &&
          joined->GetDataType() == expected->GetDataType(),
        "the joined slabs are another image");
      CHECK(std::memcmp(joined->GetVoidPointer(0), expected->GetVoidPointer(0),
              static_cast<std::size_t>(expected->GetNumberOfTuples()) *
                static_cast<std::size_t>(expected->GetDataTypeSize())) == 0,
        "the joined slabs differ from the whole");
    }
  }
}

/**
 * Pieces, as a rank of MPI or a writer asks for them: the whole extent, and one piece of many. The
 * executive splits the output; what the source is asked for must be what that piece needs, and not
 * a piece of what the whole needs.
 */
void TestPieces()
{
  const auto whole = WholeOutput(1);
  const Extent all = ExtentOf(whole);
  for (const int pieces : { 1, 3, 8, 500 })
  {
    for (const int ghosts : { 0, 1 })
    {
      const auto source = MakeSource();
      vtkNew<vtkCurvedPlanarReformat> reformat;
      Configure(reformat, 1);
      reformat->SetInputConnection(source->GetOutputPort());
      std::vector<char> covered(static_cast<std::size_t>(whole->GetNumberOfPoints()), 0);
      for (int piece = 0; piece < pieces; ++piece)
      {
        source->Requests.clear();
        reformat->UpdatePiece(piece, pieces, ghosts, all.data());
        vtkImageData* part = reformat->GetOutput();
        const Extent extent = ExtentOf(part);
        if (part->GetNumberOfPoints() == 0)
        {
          continue;
        }
        // the executive's, which flags what other pieces have, too
        part->GetPointData()->RemoveArray(vtkDataSetAttributes::GhostArrayName());
        CHECK(Differences(whole, part, extent) == 0,
          "piece " << piece << " of " << pieces << " differs from the whole");
        CHECK(source->Requests.size() <= 1, source->Requests.size() << " requests for a piece");
        if (!source->Requests.empty())
        {
          CheckBrick(whole, extent, 1, source->Requests[0]);
        }
        ForEachVoxel(part,
          [&](int i, int j, int k, vtkIdType)
          {
            int ijk[3] = { i, j, k };
            covered[static_cast<std::size_t>(whole->ComputePointId(ijk))] = 1;
          });
      }
      CHECK(std::count(covered.begin(), covered.end(), 1) == whole->GetNumberOfPoints(),
        pieces << " pieces do not cover the whole");
    }
  }

  // a writer that writes in pieces: never more than one is in memory
  const auto source = MakeSource();
  vtkNew<vtkCurvedPlanarReformat> reformat;
  Configure(reformat, 1);
  reformat->SetInputConnection(source->GetOutputPort());
  PartWatch watch(reformat);
  vtkNew<vtkXMLImageDataWriter> writer;
  writer->SetInputConnection(reformat->GetOutputPort());
  writer->SetNumberOfPieces(6);
  writer->SetDataModeToBinary();
  const std::string file = std::string(CURVEDREFORMAT_TEST_OUTPUT) + "/ReformatPieces.vti";
  writer->SetFileName(file.c_str());
  CHECK(writer->Write() == 1, "the pieces could not be written");
  CHECK(watch.Parts.size() == 6, watch.Parts.size() << " parts for 6 pieces");
  for (const Extent& part : watch.Parts)
  {
    CHECK(part != all, "the whole was made for a piece");
  }
  vtkNew<vtkXMLImageDataReader> reader;
  reader->SetFileName(file.c_str());
  reader->Update();
  vtkImageData* read = reader->GetOutput();
  CHECK(ExtentOf(read) == all, "the file has another extent");
  for (int a = 0; a < whole->GetPointData()->GetNumberOfArrays(); ++a)
  {
    // by value: char has become signed char
    vtkDataArray* expected = whole->GetPointData()->GetArray(a);
    vtkDataArray* found = read->GetPointData()->GetArray(expected->GetName());
    vtkIdType different =
      !found || found->GetNumberOfTuples() != expected->GetNumberOfTuples() ? -1 : 0;
    for (vtkIdType i = 0; different >= 0 && i < expected->GetNumberOfTuples(); ++i)
    {
      for (int c = 0; c < expected->GetNumberOfComponents(); ++c)
      {
        different += found->GetComponent(i, c) == expected->GetComponent(i, c) ? 0 : 1;
      }
    }
    CHECK(different == 0, expected->GetName() << " differs in the file: " << different);
  }
  CHECK(read->GetFieldData()->HasArray("MovingFrameKnots"), "the file does not have the curve");
}

/** The curve goes the way of the image: it is in the first piece, also where there are more pieces
 * than can be made. */
void TestCurveInPieces()
{
  const vtkIdType slices = ExtentOf(WholeOutput(1))[5] + 1;
  for (const int pieces : { 2, 500 })
  {
    for (int piece = 0; piece<pieces; piece += pieces> 10 ? 61 : 1)
    {
      const auto source = MakeSource();
      vtkNew<vtkCurvedPlanarReformat> reformat;
      Configure(reformat, 1);
      reformat->SetInputConnection(source->GetOutputPort());
      reformat->UpdatePiece(piece, pieces, 0);
      const vtkIdType points =
        vtkPolyData::SafeDownCast(reformat->GetOutputDataObject(1))->GetNumberOfPoints();
      CHECK(points == (piece == 0 ? slices : 0),
        "piece " << piece << " of the curve has " << points << " points");
    }
  }
}

/** Tells which threads have made something. */
class ThreadWatch : public vtkCurvedPlanarReformat
{
public:
  static ThreadWatch* New();
  vtkTypeMacro(ThreadWatch, vtkCurvedPlanarReformat);

  std::set<std::thread::id> Threads;

protected:
  void ThreadedRequestData(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector, vtkImageData*** inData, vtkImageData** outData,
    int extent[6], int threadId) override
  {
    {
      const std::lock_guard<std::mutex> lock(this->Mutex);
      this->Threads.insert(std::this_thread::get_id());
    }
    this->Superclass::ThreadedRequestData(
      request, inputVector, outputVector, inData, outData, extent, threadId);
  }

private:
  std::mutex Mutex;
};
vtkStandardNewMacro(ThreadWatch);

/** As many threads as it is told, also in a program that keeps VTK at one, as ParaView does. */
void TestThreadLimit()
{
  const auto image = MakeImage(ImageGeometry());
  AddArrays(image);
  const int before = vtkMultiThreader::GetGlobalMaximumNumberOfThreads();
  for (const int limit : { 0, 1 })
  {
    vtkMultiThreader::SetGlobalMaximumNumberOfThreads(limit);
    vtkNew<ThreadWatch> reformat;
    CHECK(reformat->GetNumberOfThreads() == vtkMultiThreader::GetGlobalDefaultNumberOfThreads(),
      reformat->GetNumberOfThreads() << " threads by default");
    Configure(reformat, 1);
    reformat->SetInputData(image);
    reformat->SetEnableSMP(false);
    for (const int threads : { 1, 3 })
    {
      reformat->Threads.clear();
      reformat->SetNumberOfThreads(threads);
      reformat->Update();
      CHECK(static_cast<int>(reformat->Threads.size()) == threads,
        reformat->Threads.size() << " threads at work, not " << threads << ", with the limit "
                                 << limit);
    }
    CHECK(vtkMultiThreader::GetGlobalMaximumNumberOfThreads() == limit,
      "the limit of other filters is " << vtkMultiThreader::GetGlobalMaximumNumberOfThreads());
  }
  vtkMultiThreader::SetGlobalMaximumNumberOfThreads(before);
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
  const auto source = MakeSource();
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
  TestToldExtent();
  TestStreaming();
  TestPieces();
  TestCurveInPieces();
  TestThreads();
  TestThreadLimit();
  TestCurvePort();
  return Verdict();
}
