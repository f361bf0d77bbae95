// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// A cross-section that follows time has the arc lengths of the slices of the straightened image as
// its time steps, and at each of them the slice of that arc length, bit for bit. Its inputs are
// never asked for an arc length.

#include "TestSpySource.h"

#include "vtkCurveCrossSection.h"
#include "vtkCurvedPlanarReformat.h"
#include "vtkExecutive.h"
#include "vtkFieldData.h"
#include "vtkMultiBlockDataSet.h"
#include "vtkPolyDataAlgorithm.h"
#include "vtkTestErrorObserver.h"
#include "vtkTrivialProducer.h"

#include <algorithm>
#include <limits>

using namespace testcurves;

namespace
{
using Pipeline = vtkStreamingDemandDrivenPipeline;

/** What makes a source vary with time, or not, and remembers the times it was asked for. */
struct Times
{
  std::vector<double> Steps;
  std::vector<double> Asked; ///< NaN where there was no time in the request
  double Shown = 0.0;

  void Tell(vtkInformation* info) const
  {
    if (!this->Steps.empty())
    {
      const double range[2] = { this->Steps.front(), this->Steps.back() };
      info->Set(Pipeline::TIME_STEPS(), this->Steps.data(), static_cast<int>(this->Steps.size()));
      info->Set(Pipeline::TIME_RANGE(), range, 2);
    }
  }

  void Take(vtkInformation* info, vtkDataObject* data)
  {
    const bool any = info->Has(Pipeline::UPDATE_TIME_STEP());
    this->Asked.push_back(
      any ? info->Get(Pipeline::UPDATE_TIME_STEP()) : std::numeric_limits<double>::quiet_NaN());
    if (!this->Steps.empty())
    {
      this->Shown = any ? this->Asked.back() : this->Steps.front();
      data->GetInformation()->Set(vtkDataObject::DATA_TIME_STEP(), this->Shown);
    }
  }

  /** Whether every request was for this time; NaN: for none. */
  bool Only(double time) const
  {
    return !this->Asked.empty() &&
      std::all_of(this->Asked.begin(), this->Asked.end(),
        [&](double t) { return std::isnan(time) ? std::isnan(t) : t == time; });
  }
};

/** An image whose values are its time plus z. */
class TimedImage : public vtkImageAlgorithm
{
public:
  static TimedImage* New() { VTK_STANDARD_NEW_BODY(TimedImage); }
  vtkTypeMacro(TimedImage, vtkImageAlgorithm);
  Times When;

protected:
  TimedImage() { this->SetNumberOfInputPorts(0); }
  int RequestInformation(
    vtkInformation*, vtkInformationVector**, vtkInformationVector* outputVector) override
  {
    const int extent[6] = { 0, 30, 0, 30, 0, 50 };
    vtkInformation* info = outputVector->GetInformationObject(0);
    info->Set(Pipeline::WHOLE_EXTENT(), extent, 6);
    this->When.Tell(info);
    return 1;
  }
  int RequestData(
    vtkInformation*, vtkInformationVector**, vtkInformationVector* outputVector) override
  {
    vtkImageData* image = vtkImageData::GetData(outputVector);
    this->When.Take(outputVector->GetInformationObject(0), image);
    image->SetExtent(0, 30, 0, 30, 0, 50);
    AddArray(
      image, "value", VTK_DOUBLE, 1, [this](int, int, int k, int) { return this->When.Shown + k; });
    return 1;
  }
};

/** A line through the middle of the image, along z from 5 on, 30 long, or as long as its time. */
class TimedCurve : public vtkPolyDataAlgorithm
{
public:
  static TimedCurve* New() { VTK_STANDARD_NEW_BODY(TimedCurve); }
  vtkTypeMacro(TimedCurve, vtkPolyDataAlgorithm);
  Times When;

protected:
  TimedCurve() { this->SetNumberOfInputPorts(0); }
  int RequestInformation(
    vtkInformation*, vtkInformationVector**, vtkInformationVector* outputVector) override
  {
    this->When.Tell(outputVector->GetInformationObject(0));
    return 1;
  }
  int RequestData(
    vtkInformation*, vtkInformationVector**, vtkInformationVector* outputVector) override
  {
    vtkPolyData* curve = vtkPolyData::GetData(outputVector);
    this->When.Take(outputVector->GetInformationObject(0), curve);
    const double length = this->When.Steps.empty() ? 30.0 : this->When.Shown;
    curve->ShallowCopy(MakePolyline({ { 15, 15, 5 }, { 15, 15, 5 + length } }));
    return 1;
  }
};

struct Scene
{
  vtkNew<TimedImage> Image;
  vtkNew<TimedCurve> Curve;
  vtkNew<vtkCurveCrossSection> Section;
  vtkNew<vtkTest::ErrorObserver> Errors;
  vtkNew<vtkTest::ErrorObserver> Executive; // says only that there were errors

  Scene()
  {
    this->Section->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, this->Executive);
    this->Section->SetInputConnection(this->Image->GetOutputPort());
    this->Section->SetCurveConnection(this->Curve->GetOutputPort());
    this->Section->SetSliceDimensions(5, 5);
    this->Section->SetSpacing(1, 1, 1.5);
    this->Section->FollowTimeOn();
    for (const auto event : { vtkCommand::ErrorEvent, vtkCommand::WarningEvent })
    {
      this->Section->AddObserver(event, this->Errors);
    }
  }
  vtkInformation* Info() { return this->Section->GetOutputInformation(0); }
  double Value()
  {
    vtkDataArray* values = this->Section->GetOutput()->GetPointData()->GetArray("value");
    return values && values->GetNumberOfTuples() == 25 ? values->GetTuple1(12) : -1.0;
  }
  double DataTime()
  {
    return this->Section->GetOutput()->GetInformation()->Get(vtkDataObject::DATA_TIME_STEP());
  }
};

constexpr double NoTime = std::numeric_limits<double>::quiet_NaN();

void TestSteps()
{
  Scene scene;
  scene.Section->UpdateInformation();
  const double* range = scene.Info()->Get(Pipeline::TIME_RANGE());
  CHECK(range && range[0] == 0.0 && std::abs(range[1] - 30.0) < 1e-12, "another range of times");
  CHECK(scene.Section->GetArcLengthRange()[0] == 0.0 &&
      std::abs(scene.Section->GetArcLengthRange()[1] - 30.0) < 1e-12,
    "arc lengths up to " << scene.Section->GetArcLengthRange()[1]);
  const int count = scene.Info()->Length(Pipeline::TIME_STEPS());
  CHECK(count == 21, count << " time steps");
  for (int k = 0; k < count; ++k)
  {
    const double step = scene.Info()->Get(Pipeline::TIME_STEPS())[k];
    CHECK(std::abs(step - 1.5 * k) < 1e-12, "step " << k << " is " << step);
  }
  // too many to be listed
  scene.Section->SetSpacing(1, 1, 1e-5);
  scene.Section->UpdateInformation();
  CHECK(!scene.Info()->Has(Pipeline::TIME_STEPS()) && scene.Info()->Has(Pipeline::TIME_RANGE()),
    "three million time steps are listed");

  // without, and no more of them once it is off
  scene.Section->FollowTimeOff();
  scene.Section->UpdateInformation();
  CHECK(!scene.Info()->Has(Pipeline::TIME_STEPS()) && !scene.Info()->Has(Pipeline::TIME_RANGE()),
    "a slice that does not follow time has times");
  CHECK(scene.Section->GetArcLengthRange()[1] > 29.0, "no range of arc lengths without time");
  scene.Section->SetCurveConnection(nullptr);
  scene.Section->UpdateInformation();
  CHECK(scene.Section->GetArcLengthRange()[1] == 0.0, "arc lengths of no curve");
}

/** On a bent curve in a turned image: the steps are those of the straightened image, and so are the
 * slices. */
void TestSlices()
{
  Geometry g = TurnedGeometry(true);
  const int extent[6] = { -3, 46, 4, 43, 10, 64 };
  std::copy_n(extent, 6, g.Extent);
  const auto image = MakeImage(g);
  AddArray(image, "real", VTK_DOUBLE, 1, Noise(-1, 1));
  std::vector<Vec> points;
  for (const Vec& p : Helix(9, 2, 2).Points(100))
  {
    points.push_back(p + g.Centre() - Vec{ 0, 0, 12 });
  }
  const auto curve = MakePolyline(points);
  const auto configure = [&](vtkCurveSliceAlgorithm* filter)
  {
    filter->SetInputData(image);
    filter->SetCurveData(curve);
    filter->SetSliceDimensions(13, 15);
    filter->SetSpacing(0.8, 0.9, 0.7);
  };
  vtkNew<vtkCurvedPlanarReformat> reformat;
  configure(reformat);
  reformat->Update();
  vtkDataArray* arcLength = reformat->GetOutput()->GetFieldData()->GetArray("ArcLength");
  vtkDataArray* whole = reformat->GetOutput()->GetPointData()->GetArray("real");
  vtkNew<vtkCurveCrossSection> section;
  configure(section);
  section->FollowTimeOn();
  section->UpdateInformation();
  vtkNew<vtkCurveCrossSection> placed;
  configure(placed);
  vtkInformation* info = section->GetOutputInformation(0);
  const int slices = reformat->GetOutput()->GetDimensions()[2];
  CHECK(slices > 100, "only " << slices << " slices");
  CHECK(info->Length(Pipeline::TIME_STEPS()) == slices,
    info->Length(Pipeline::TIME_STEPS()) << " time steps, " << slices << " slices");
  for (int k = 0; k < slices && k < info->Length(Pipeline::TIME_STEPS()); ++k)
  {
    const double time = info->Get(Pipeline::TIME_STEPS())[k];
    CHECK(time == arcLength->GetTuple1(k), "step " << k << " is " << time);
    section->UpdateTimeStep(time);
    vtkDataArray* part = section->GetOutput()->GetPointData()->GetArray("real");
    const std::size_t bytes = sizeof(double) * 13 * 15;
    CHECK(part && part->GetNumberOfTuples() == 13 * 15 &&
        std::memcmp(part->GetVoidPointer(0),
          static_cast<const char*>(whole->GetVoidPointer(0)) + bytes * static_cast<std::size_t>(k),
          bytes) == 0,
      "slice " << k << " is another one");
    placed->SetArcLength(time);
    placed->Update();
    const double* origin = placed->GetOutput()->GetOrigin();
    CHECK(std::equal(origin, origin + 3, section->GetOutput()->GetOrigin()),
      "slice " << k << " stands elsewhere");
    CHECK(section->GetOutput()->GetFieldData()->GetArray("ArcLength")->GetTuple1(0) == time,
      "slice " << k << " has another arc length");
  }
}

void TestRequests()
{
  Scene scene;
  scene.Section->SetArcLength(12.0);
  scene.Section->Update();
  CHECK(scene.Value() == 17.0, "without a time the slice shows " << scene.Value() << ", not 17");
  CHECK(scene.Image->When.Only(NoTime), "the image is asked for a time that nobody has");
  for (const double time : { 3.0, 7.5, 7.5, 30.0, 31.0, -5.0, 4.25, 0.0 })
  {
    scene.Section->UpdateTimeStep(time);
    const double s = std::min(std::max(time, 0.0), 30.0);
    CHECK(std::abs(scene.Value() - (5.0 + s)) < 1e-12,
      "at " << time << " the slice shows " << scene.Value() << ", not " << 5.0 + s);
    CHECK(scene.DataTime() == s, "at " << time << " the data say " << scene.DataTime());
  }
  CHECK(!scene.Errors->GetError() && !scene.Errors->GetWarning(),
    "a complaint: " << scene.Errors->GetErrorMessage() << scene.Errors->GetWarningMessage());
  CHECK(scene.Image->When.Only(NoTime), "an image without time is asked for an arc length");
  CHECK(scene.Curve->When.Only(NoTime), "a curve without time is asked for an arc length");
  scene.Section->UpdateTimeStep(NoTime);
  CHECK(scene.Errors->GetErrorMessage().find("Time is nan") != std::string::npos,
    "a time that is no number: \"" << scene.Errors->GetErrorMessage() << "\"");
  scene.Section->UpdateTimeStep(6.0);
  CHECK(scene.Value() == 11.0, "after that the slice shows " << scene.Value() << ", not 11");
}

void TestInputsThatVary()
{
  {
    Scene scene;
    scene.Image->When.Steps = { 100.0, 200.0 };
    scene.Section->UpdateTimeStep(7.0);
    CHECK(scene.Value() == 112.0, "the slice shows " << scene.Value() << ", not 112");
    scene.Section->UpdateTimeStep(8.0);
    CHECK(scene.Value() == 113.0, "then the slice shows " << scene.Value() << ", not 113");
    CHECK(scene.Image->When.Only(100.0), "the image is asked for another time than its first");
    const int count = scene.Info()->Length(Pipeline::TIME_STEPS());
    CHECK(count == 21, count << " steps: those of the image are there, too");
    // also when somebody else has asked the image for another time before
    scene.Image->UpdateTimeStep(200.0);
    scene.Image->When.Asked.clear();
    scene.Section->UpdateTimeStep(9.0);
    CHECK(scene.Value() == 114.0, "after another filter it shows " << scene.Value() << ", not 114");
    // off, time is that of the inputs again
    scene.Section->FollowTimeOff();
    scene.Section->SetArcLength(2.0);
    scene.Section->UpdateTimeStep(200.0);
    CHECK(scene.Value() == 207.0, "off, it shows " << scene.Value() << ", not 207");
    CHECK(scene.Info()->Length(Pipeline::TIME_STEPS()) == 2, "off, it has other times");
    scene.Section->FollowTimeOn();
    scene.Section->UpdateTimeStep(20.0);
    CHECK(scene.Value() == 125.0, "on again, it shows " << scene.Value() << ", not 125");
  }
  {
    // the curve varies: it is 20 long at its first time
    Scene scene;
    scene.Curve->When.Steps = { 20.0, 40.0 };
    scene.Section->UpdateTimeStep(30.0);
    CHECK(scene.Curve->When.Only(20.0), "the curve is asked for another time than its first");
    CHECK(scene.Value() == 25.0, "a curve that varies: " << scene.Value() << ", not 25");
    const double* range = scene.Info()->Get(Pipeline::TIME_RANGE());
    CHECK(range[1] == 20.0, "times up to " << range[1]);
  }
  {
    // both: the moment is that of the image
    Scene scene;
    scene.Image->When.Steps = { 10.0, 15.0 };
    scene.Curve->When.Steps = { 5.0, 10.0, 40.0 };
    scene.Section->UpdateTimeStep(30.0);
    CHECK(scene.Curve->When.Only(10.0) && scene.Image->When.Only(10.0),
      "image and curve are asked for different times");
    CHECK(scene.Value() == 25.0, "both vary: " << scene.Value() << ", not 25");
  }
}

/** Blocks are refused, and sliced when time is not followed. */
void TestBlocks()
{
  vtkNew<TimedImage> image;
  image->Update();
  vtkNew<vtkMultiBlockDataSet> blocks;
  blocks->SetBlock(0, image->GetOutput());
  blocks->SetBlock(1, image->GetOutput());
  vtkNew<vtkTrivialProducer> producer;
  producer->SetOutput(blocks);
  Scene scene;
  scene.Section->SetInputConnection(producer->GetOutputPort());
  scene.Section->UpdateTimeStep(2.0);
  CHECK(scene.Errors->GetErrorMessage().find("composite data set, which cannot follow time") !=
      std::string::npos,
    "blocks: \"" << scene.Errors->GetErrorMessage() << "\"");
  const auto block = [&]
  {
    auto* output = vtkMultiBlockDataSet::SafeDownCast(scene.Section->GetOutputDataObject(0));
    return output ? vtkImageData::SafeDownCast(output->GetBlock(1)) : nullptr;
  };
  CHECK(!block() || block()->GetNumberOfPoints() == 0, "blocks are sliced at some time");
  scene.Section->FollowTimeOff();
  scene.Section->SetArcLength(11.0);
  scene.Errors->Clear();
  scene.Section->Update();
  CHECK(!scene.Errors->GetError() && block() && block()->GetNumberOfPoints() == 25 &&
      block()->GetPointData()->GetScalars()->GetTuple1(12) == 16.0,
    "blocks are not sliced without time: " << scene.Errors->GetErrorMessage());
}
}

int TestCrossSectionTime(int, char*[])
{
  TestSteps();
  TestSlices();
  TestRequests();
  TestInputsThatVary();
  TestBlocks();
  return Verdict();
}
