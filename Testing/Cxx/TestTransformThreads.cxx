// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Once it is up to date, a transform is used from many threads at once, and each gets the bits that
// one thread alone gets.

#include "TestOwnership.h"

#include "vtkStraighteningTransform.h"

#include <thread>

using namespace testcurves;

int TestTransformThreads(int, char*[])
{
  vtkNew<vtkStraighteningTransform> transform;
  transform->SetCurveData(MakePolyline(PointsPerUnit(TorusKnot())));
  transform->Update();
  vtkAbstractTransform* inverse = transform->GetInverse();
  inverse->Update();
  vtkMovingFrame* model = transform->GetMovingFrame();

  Random random(17);
  std::vector<Vec> points;
  for (int n = 0; n < 4000; ++n)
  {
    points.push_back(random.InTube(25.0, 0.0, model->GetLength()));
  }
  // forward and back, points and derivatives, and who owns them
  struct Result
  {
    Vec World;
    Vec Back;
    double Forward[3][3];
    double Backward[3][3];
    double Owned;
  };
  const auto work = [&](std::vector<Result>& results)
  {
    for (std::size_t i = 0; i < points.size(); ++i)
    {
      Result& r = results[i];
      transform->InternalTransformDerivative(points[i].v, r.World.v, r.Forward);
      inverse->InternalTransformPoint(r.World.v, r.Back.v);
      Vec same;
      inverse->InternalTransformDerivative(r.World.v, same.v, r.Backward);
      r.Owned = model->IsOwned(points[i].v) ? 1.0 : 0.0;
    }
  };
  std::vector<Result> alone(points.size());
  work(alone);
  std::vector<std::vector<Result>> results(8, std::vector<Result>(points.size()));
  std::vector<std::thread> threads;
  for (std::vector<Result>& result : results)
  {
    threads.emplace_back(work, std::ref(result));
  }
  for (std::thread& thread : threads)
  {
    thread.join();
  }
  for (const std::vector<Result>& result : results)
  {
    CHECK(std::memcmp(result.data(), alone.data(), sizeof(Result) * alone.size()) == 0,
      "a thread among eight has other bits than one alone");
  }

  // TransformPoints has threads of its own; from eight threads, too
  vtkNew<vtkPoints> in;
  in->SetDataTypeToDouble();
  for (const Vec& p : points)
  {
    in->InsertNextPoint(p.v);
  }
  std::vector<vtkSmartPointer<vtkPoints>> outputs(8);
  threads.clear();
  for (vtkSmartPointer<vtkPoints>& output : outputs)
  {
    output = vtkSmartPointer<vtkPoints>::New();
    output->SetDataTypeToDouble();
    threads.emplace_back([&]() { transform->TransformPoints(in, output); });
  }
  for (std::thread& thread : threads)
  {
    thread.join();
  }
  for (const auto& output : outputs)
  {
    bool same = output->GetNumberOfPoints() == in->GetNumberOfPoints();
    for (std::size_t i = 0; same && i < alone.size(); ++i)
    {
      Vec p;
      output->GetPoint(static_cast<vtkIdType>(i), p.v);
      same = Norm(p - alone[i].World) == 0.0;
    }
    CHECK(same, "TransformPoints in a thread has other points");
  }
  return Verdict();
}
