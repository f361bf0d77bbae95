// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// The grid of a displacement field is chosen once, again when something has changed, and then as if
// for the first time; choosing it can be aborted.

#include "TestDisplacement.h"

#include "vtkCallbackCommand.h"
#include "vtkCurvedPlanarReformat.h"
#include "vtkTestErrorObserver.h"
#include "vtkTrivialProducer.h"

#include <cstring>

using namespace testcurves;

namespace
{
using Field = vtkStraighteningDisplacementField;

/** What a filter tells of its progress. */
struct Reports
{
  int Count = 0;
  bool Abort = false;

  static void Hear(vtkObject* caller, unsigned long, void* self, void*)
  {
    auto* reports = static_cast<Reports*>(self);
    ++reports->Count;
    if (reports->Abort)
    {
      vtkAlgorithm::SafeDownCast(caller)->SetAbortExecute(1);
    }
  }

  explicit Reports(vtkAlgorithm* filter)
  {
    vtkNew<vtkCallbackCommand> command;
    command->SetCallback(&Reports::Hear);
    command->SetClientData(this);
    filter->AddObserver(vtkCommand::ProgressEvent, command);
  }

  /** How many there are until the output's grid is known; of any later request. */
  int UntilInformation(Field* filter)
  {
    this->Count = 0;
    filter->UpdateInformation();
    return this->Count;
  }
};

bool Same(vtkImageData* a, vtkImageData* b)
{
  auto* u = a->GetPointData()->GetArray("Displacement");
  auto* v = b->GetPointData()->GetArray("Displacement");
  return u && v && u->GetNumberOfTuples() > 100 &&
    u->GetNumberOfTuples() == v->GetNumberOfTuples() &&
    std::memcmp(u->GetVoidPointer(0), v->GetVoidPointer(0),
      sizeof(double) * static_cast<std::size_t>(u->GetNumberOfValues())) == 0;
}

void CheckOutput(const char* what, Field* kept, vtkAlgorithm* input)
{
  vtkNew<Field> fresh;
  fresh->SetInputConnection(input->GetOutputPort());
  fresh->SetDirection(kept->GetDirection());
  fresh->SetTolerance(kept->GetTolerance());
  fresh->SetRotationAngle(kept->GetRotationAngle());
  fresh->SetSliceSize(kept->GetSliceSize());
  fresh->Update();
  kept->Update();
  CHECK(Same(kept->GetOutput(), fresh->GetOutput()), what << ": another field than a new filter's");
}

//------------------------------------------------------------------------------
// `change` makes what is upstream another one.
void TestKept(const char* name, vtkAlgorithm* input, const std::function<void()>& change)
{
  vtkNew<Field> field;
  field->SetInputConnection(input->GetOutputPort());
  field->SetDirectionToWorldToStraightened();
  field->SetSliceSize(12, 12);
  field->SetTolerance(0.5);
  Reports reports(field);
  CHECK(reports.UntilInformation(field) > 0, name << ": no progress while the grid is chosen");
  field->Modified();
  CHECK(reports.UntilInformation(field) == 0, name << ": chosen again though nothing changed");
  CheckOutput(name, field, input);
  reports.Count = 0;
  field->Update();
  CHECK(reports.Count == 0, name << ": " << reports.Count << " reports of an unchanged update");

  const auto changed = [&](const char* what)
  {
    CHECK(reports.UntilInformation(field) > 0, name << ", " << what << ": not chosen again");
    CheckOutput(what, field, input);
  };
  field->SetTolerance(2.0);
  changed("another tolerance");
  field->SetDirectionToStraightenedToWorld();
  changed("the other direction");
  change();
  changed("another curve");
}

//------------------------------------------------------------------------------
void TestAbort(vtkAlgorithm* input)
{
  for (const int direction : { Field::WorldToStraightened, Field::StraightenedToWorld })
  {
    vtkNew<Field> field;
    field->SetInputConnection(input->GetOutputPort());
    field->SetDirection(direction);
    field->SetSliceSize(12, 12);
    field->SetTolerance(0.5);
    vtkNew<vtkTest::ErrorObserver> errors;
    field->AddObserver(vtkCommand::ErrorEvent, errors);
    Reports reports(field);
    reports.Abort = true;
    field->Update();
    CHECK(reports.Count == 1, "choosing went on for " << reports.Count << " reports");
    CHECK(!errors->GetError(), "an aborted filter says " << errors->GetErrorMessage());
    CHECK(field->GetOutput()->GetNumberOfPoints() == 0, "an aborted filter has an output");
    reports.Abort = false;
    field->SetAbortExecute(0);
    CheckOutput("after an abort", field, input);
  }
}
}

//------------------------------------------------------------------------------
int TestDisplacementKept(int, char*[])
{
  vtkNew<vtkTrivialProducer> curve;
  curve->SetOutput(MakePolyline(PointsPerUnit(Helix(20, 10, 1))));
  TestKept(
    "curve", curve, [&]() { curve->SetOutput(MakePolyline(PointsPerUnit(Helix(17, 10, 1)))); });

  vtkNew<vtkTrivialProducer> image;
  const auto values = MakeImage(OddGeometry());
  AddArray(values, "Value", VTK_SHORT, 1, [](int i, int j, int k, int) { return i + 2 * j - k; });
  image->SetOutput(values);
  vtkNew<vtkCurvedPlanarReformat> straightened;
  straightened->SetInputConnection(0, image->GetOutputPort());
  straightened->SetInputConnection(1, curve->GetOutputPort());
  straightened->SetSliceSize(12, 12);
  straightened->SetSpacing(1, 1, 1);
  TestKept("straightened image", straightened, [&]() { straightened->SetRotationAngle(30); });

  TestAbort(curve);
  return Verdict();
}
