// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// The derivatives of vtkStraighteningTransform are those of the map, both ways round; float and
// double, in place and not, give the same; and every frame type, closed curves and what lies beyond
// the ends come back.

#include "TestOwnership.h"

#include "vtkStraighteningTransform.h"

#include <limits>

using namespace testcurves;

namespace
{
using Matrix = std::array<std::array<double, 3>, 3>;

Vec Column(const double m[3][3], int c)
{
  return { m[0][c], m[1][c], m[2][c] };
}

Matrix Differences(const std::function<Vec(const Vec&)>& map, const Vec& at)
{
  const double h = 1e-4;
  Matrix m;
  for (int c = 0; c < 3; ++c)
  {
    Vec low = at;
    Vec high = at;
    low[c] -= h;
    high[c] += h;
    const Vec slope = (map(high) - map(low)) * (0.5 / h);
    for (int row = 0; row < 3; ++row)
    {
      m[static_cast<std::size_t>(row)][static_cast<std::size_t>(c)] = slope[row];
    }
  }
  return m;
}

double Difference(const double m[3][3], const Matrix& n)
{
  double worst = 0.0;
  for (std::size_t i = 0; i < 9; ++i)
  {
    worst = std::max(worst, std::abs(m[i / 3][i % 3] - n[i / 3][i % 3]));
  }
  return worst;
}

/** The nearest floats. (GCC 12 takes (double)(float)x for x when it does two at a time.) */
Vec Rounded(const Vec& q, float rounded[3])
{
  Vec exactly;
  for (int c = 0; c < 3; ++c)
  {
    volatile float v = static_cast<float>(q[c]);
    rounded[c] = v;
    exactly[c] = v;
  }
  return exactly;
}

struct Setting
{
  std::string Name;
  std::vector<Vec> Points;
  double Radius;
  std::function<void(vtkStraighteningTransform*)> Configure;
};

std::vector<Setting> Settings()
{
  const auto nothing = [](vtkStraighteningTransform*) {};
  const auto helix = PointsPerUnit(Helix(20, 10, 2));
  return {
    { "helix", helix, 15, nothing },
    { "half circle", PointsPerUnit(Helix(40, 0, 0.5)), 30, nothing },
    { "sine", PointsPerUnit(Sine(20, 300, 1)), 60, nothing },
    { "circle, closed", PointsPerUnit(Circle(10)), 8, nothing },
    { "trefoil knot, closed", PointsPerUnit(TorusKnot()), 10, nothing },
    { "turned", helix, 15, [](vtkStraighteningTransform* t) { t->SetRotationAngle(72); } },
    { "fixed up", helix, 15,
      [](vtkStraighteningTransform* t)
      {
        t->SetFrameTypeToFixedUp();
        t->SetUpVector(0.2, 1, 0.3);
      } },
    { "Frenet", helix, 15, [](vtkStraighteningTransform* t) { t->SetFrameTypeToFrenet(); } },
    { "smoothed", helix, 15, [](vtkStraighteningTransform* t) { t->SetSmoothingLength(4); } },
    // along one of the up vectors, where the other takes over
    { "fixed up, blended", PointsPerUnit(Helix(40, 0, 0.5)), 30,
      [](vtkStraighteningTransform* t)
      {
        t->SetFrameTypeToFixedUp();
        t->SetUpVector(1, 0, 0.1);
        t->SetSecondUpVector(0, 1, 3);
      } },
    { "from an array", helix, 15,
      [](vtkStraighteningTransform* t)
      {
        // a normal that turns about the curve, for every point of it
        vtkPolyData* curve = t->GetCurve();
        auto* normals = vtkDataArray::CreateDataArray(VTK_DOUBLE);
        normals->SetName("Normals");
        normals->SetNumberOfComponents(3);
        for (vtkIdType i = 0; i < curve->GetNumberOfPoints(); ++i)
        {
          const double a = 0.07 * static_cast<double>(i);
          normals->InsertNextTuple3(std::cos(a), 0.3, std::sin(a));
        }
        curve->GetPointData()->AddArray(normals);
        normals->Delete();
        t->SetFrameTypeToFromArray();
      } },
  };
}

void TestSetting(const Setting& setting)
{
  const auto curve = MakePolyline(setting.Points);
  vtkNew<vtkStraighteningTransform> transform;
  transform->SetCurveData(curve);
  setting.Configure(transform);
  transform->Update();
  vtkAbstractTransform* inverse = transform->GetInverse();
  inverse->Update();
  vtkMovingFrame* model = transform->GetMovingFrame();
  const double length = model->GetLength();
  const auto forward = [&](const Vec& q)
  {
    Vec p;
    transform->InternalTransformPoint(q.v, p.v);
    return p;
  };
  const auto backward = [&](const Vec& p)
  {
    Vec q;
    inverse->InternalTransformPoint(p.v, q.v);
    return q;
  };

  std::vector<double> jumps{ length };
  for (const Vec& p : setting.Points)
  {
    jumps.push_back(FromWorld(model, p)[2]);
  }

  Random random(3);
  double worstForward = 0.0;
  double worstBackward = 0.0;
  double worstProduct = 0.0;
  double worstTrip = 0.0;
  double worstFloat = 0.0;
  int tested = 0;
  for (int n = 0; n < 3000; ++n)
  {
    // a tenth of them beyond the ends (or around again)
    const Vec q = random.InTube(setting.Radius, -0.05 * length, 1.05 * length);
    const bool around = model->IsClosed() && (q[2] < 0.001 || q[2] > length - 0.001);
    // at the ends, and with normals from an array at each of the points, the derivative jumps
    if (std::any_of(
          jumps.begin(), jumps.end(), [&](double s) { return std::abs(q[2] - s) < 1e-3; }))
    {
      continue;
    }
    double derivative[3][3];
    Vec p;
    transform->TemplateTransformPoint(q.v, p.v, derivative);
    CHECK(Norm(p - forward(q)) == 0.0, "the point with derivative is another one");
    // The determinant is that of the map: N and B are orthonormal.
    const Frame f = FrameAt(model, q[2]);
    CHECK(Norm(Column(derivative, 0) - f.N) < 1e-15 && Norm(Column(derivative, 1) - f.B) < 1e-15,
      "the derivatives by x and y are not N and B");
    double slope[3][3];
    Vec place;
    model->StraightenedToWorld(q.v, place.v, slope);
    CHECK(Norm(place - p) == 0.0 && std::equal(slope[0], slope[0] + 9, derivative[0]),
      "the moving frame's map is another one at " << q[2]);
    model->EvaluatePosition(q[2], place.v);
    CHECK(Norm(place - f.C) == 0.0, "the moving frame's point is another one at " << q[2]);
    const Matrix expected = Differences(forward, q);
    worstForward = std::max(worstForward, Difference(derivative, expected) / setting.Radius);
    if (!model->IsOwned(q.v) || around)
    {
      continue;
    }
    ++tested;

    // TemplateTransformInverse gives the derivative of the forward transform at the result.
    double atResult[3][3];
    Vec back;
    transform->TemplateTransformInverse(p.v, back.v, atResult);
    CHECK(Norm(back - backward(p)) == 0.0, "the inverse with derivative is another one");
    worstTrip = std::max(worstTrip, Norm(back - q));
    const double determinant =
      Dot(Column(derivative, 0), Cross(Column(derivative, 1), Column(derivative, 2)));
    CHECK(determinant > 0.0, "owned, with determinant " << determinant);
    double difference = 0.0;
    for (int i = 0; i < 9; ++i)
    {
      difference =
        std::max(difference, std::abs(atResult[i / 3][i % 3] - derivative[i / 3][i % 3]));
    }
    CHECK(difference < 1e-9 / determinant / determinant,
      "the derivative at the inverse's result differs by " << difference);

    // A transform's own derivative is that of what it does: the inverse's is the inverse matrix.
    double inverted[3][3];
    inverse->InternalTransformDerivative(p.v, back.v, inverted);
    if (determinant > 0.1)
    {
      for (int row = 0; row < 3; ++row)
      {
        for (int c = 0; c < 3; ++c)
        {
          double sum = 0.0;
          for (int i = 0; i < 3; ++i)
          {
            sum += derivative[row][i] * inverted[i][c];
          }
          worstProduct = std::max(worstProduct, std::abs(sum - (row == c ? 1.0 : 0.0)));
        }
      }
      // differences of the inverse only where no other stretch gets into the way
      bool alone = true;
      for (int c = 0; c < 6; ++c)
      {
        Vec near = p;
        near[c / 2] += c % 2 ? 1e-3 : -1e-3;
        alone = alone && Norm(backward(near) - back) < 0.1;
      }
      if (alone)
      {
        worstBackward = std::max(worstBackward,
          Difference(inverted, Differences(backward, p)) * determinant * determinant * determinant /
            setting.Radius);
      }
    }

    // float
    float qFloat[3];
    const Vec exactly = Rounded(q, qFloat);
    float pFloat[3];
    float derivativeFloat[3][3];
    transform->InternalTransformPoint(qFloat, pFloat);
    const Vec there = forward(exactly);
    for (int c = 0; c < 3; ++c)
    {
      CHECK(pFloat[c] == static_cast<float>(there[c]),
        "float gives " << pFloat[c] << ", double " << there[c]);
    }
    transform->InternalTransformDerivative(qFloat, pFloat, derivativeFloat);
    transform->TemplateTransformPoint(exactly.v, p.v, derivative);
    for (int i = 0; i < 9; ++i)
    {
      worstFloat =
        std::max(worstFloat, std::abs(derivativeFloat[i / 3][i % 3] - derivative[i / 3][i % 3]));
    }
    float backFloat[3];
    inverse->InternalTransformPoint(pFloat, backFloat);
    const Vec home = backward({ pFloat[0], pFloat[1], pFloat[2] });
    for (int c = 0; c < 3; ++c)
    {
      CHECK(backFloat[c] == static_cast<float>(home[c]), "the inverse in float differs");
    }
    inverse->InternalTransformDerivative(pFloat, backFloat, derivativeFloat);
    const Vec exactlyThere{ pFloat[0], pFloat[1], pFloat[2] };
    inverse->InternalTransformDerivative(exactlyThere.v, back.v, inverted);
    // VTK inverts the matrix when it is rounded: an error of eps |M| |M^-1|^2.
    const auto largest = [](const double m[3][3])
    {
      return std::abs(*std::max_element(
        m[0], m[0] + 9, [](double a, double b) { return std::abs(a) < std::abs(b); }));
    };
    const double scale = largest(inverted) * largest(inverted) * largest(derivative);
    for (int i = 0; i < 9; ++i)
    {
      const double error = std::abs(derivativeFloat[i / 3][i % 3] - inverted[i / 3][i % 3]);
      CHECK(error < 2e-6 * scale, "the derivative of the inverse in float differs by " << error);
    }

    // in and out the same
    Vec same = exactly;
    transform->InternalTransformPoint(same.v, same.v);
    CHECK(Norm(same - there) == 0.0, "forward in place differs");
    same = exactly;
    double inPlace[3][3];
    transform->InternalTransformDerivative(same.v, same.v, inPlace);
    CHECK(Norm(same - there) == 0.0 && std::equal(inPlace[0], inPlace[0] + 9, derivative[0]),
      "forward with derivative in place differs");
    same = there;
    inverse->InternalTransformPoint(same.v, same.v);
    CHECK(Norm(same - backward(there)) == 0.0, "inverse in place differs");
    same = there;
    inverse->InternalTransformDerivative(there.v, back.v, inverted);
    inverse->InternalTransformDerivative(same.v, same.v, inPlace);
    CHECK(Norm(same - back) == 0.0 && std::equal(inPlace[0], inPlace[0] + 9, inverted[0]),
      "inverse with derivative in place differs");
  }
  CHECK(tested > 1000, setting.Name << ": only " << tested << " points");
  const std::string& name = setting.Name;
  CheckBelow(worstForward, 1e-6, name + ": forward derivative against differences, relative");
  CheckBelow(worstBackward, 1e-6, name + ": inverse derivative against differences, relative");
  CheckBelow(worstProduct, 1e-11, name + ": derivative times derivative of the inverse");
  CheckBelow(worstTrip / length, 1e-9, name + ": there and back / length");
  CheckBelow(worstFloat, 1e-5, name + ": derivative in float");
}

/** Beyond the ends the curve runs straight on, and a closed one goes around again. */
void TestBeyond()
{
  const auto points = PointsPerUnit(Helix(20, 10, 1));
  vtkNew<vtkStraighteningTransform> transform;
  transform->SetCurveData(MakePolyline(points));
  transform->Update();
  vtkMovingFrame* model = transform->GetMovingFrame();
  const double length = model->GetLength();
  for (const double beyond : { 1e-6, 3.0, 500.0 })
  {
    for (const bool end : { false, true })
    {
      const Frame f = FrameAt(model, end ? length : 0.0);
      const Vec q{ 1.5, -2.5, end ? length + beyond : -beyond };
      const Vec expected = f.C + f.N * q[0] + f.B * q[1] + f.T * (end ? beyond : -beyond);
      Vec p;
      transform->TransformPoint(q.v, p.v);
      CHECK(Norm(p - expected) < 1e-12 * (1.0 + beyond), beyond << " beyond an end is elsewhere");
      Vec back;
      transform->GetInverse()->TransformPoint(p.v, back.v);
      CHECK(Norm(back - q) < 1e-11 * (1.0 + beyond),
        beyond << " beyond an end comes back to " << back[0] << " " << back[1] << " " << back[2]);
    }
  }

  vtkNew<vtkStraighteningTransform> ring;
  ring->SetCurveData(MakePolyline(PointsPerUnit(TorusKnot())));
  ring->Update();
  const double around = ring->GetMovingFrame()->GetLength();
  CHECK(ring->GetMovingFrame()->IsClosed(), "the knot is not closed");
  Random random(8);
  for (int n = 0; n < 500; ++n)
  {
    const Vec q = random.InTube(10.0, 0.0, around);
    Vec p;
    ring->TransformPoint(q.v, p.v);
    for (const double turns : { -2.0, -1.0, 1.0, 3.0 })
    {
      const Vec again{ q[0], q[1], q[2] + turns * around };
      Vec r;
      ring->TransformPoint(again.v, r.v);
      CHECK(Norm(r - p) < 1e-9, turns << " times around is elsewhere by " << Norm(r - p));
    }
    Vec back;
    ring->GetInverse()->TransformPoint(p.v, back.v);
    CHECK(Norm(back - q) < 1e-9 * around, "on a closed curve a point comes back elsewhere");
    CHECK(back[2] >= 0.0 && back[2] < around, "s is " << back[2] << " of " << around);
  }
}
}

int TestTransformDerivatives(int, char*[])
{
  for (const Setting& setting : Settings())
  {
    TestSetting(setting);
  }
  TestBeyond();
  return Verdict();
}
