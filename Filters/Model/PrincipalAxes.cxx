// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "PrincipalAxes.h"

#include <cmath>
#include <cstddef>
#include <vector>

namespace curvedreformat
{
namespace
{
// A curve whose thickness across its main direction is less than this of its length is straight.
constexpr double Straight = 1e-6;

// A fraction of the curve's length that is 0 but for rounding.
constexpr double Level = 1e-9;

struct Sample
{
  Vector3 D;     ///< from the centre
  double Weight; ///< the length that it stands for
};

/** The curve about its centre, for Gauss-Legendre sums over each span. */
std::vector<Sample> FindSamples(const CurveModel& curve)
{
  const std::vector<CurveKnot>& knots = curve.GetKnots();
  static constexpr double node = 0.77459666924148338;
  static constexpr double weight[3] = { 5.0 / 18.0, 8.0 / 18.0, 5.0 / 18.0 };
  std::vector<Sample> samples;
  Vector3 mean;
  for (std::size_t i = 0; i + 1 < knots.size(); ++i)
  {
    const double length = knots[i + 1].S - knots[i].S;
    for (int n = 0; n < 3; ++n)
    {
      const double s = knots[i].S + 0.5 * length * (1.0 + node * (n - 1));
      samples.push_back({ curve.Position(s), weight[n] * length });
      mean = mean + samples.back().D * (samples.back().Weight / curve.GetLength());
    }
  }
  for (Sample& sample : samples)
  {
    sample.D = sample.D - mean;
  }
  return samples;
}

void FindSecondMoments(const std::vector<Sample>& samples, double (&second)[3][3])
{
  for (const Sample& sample : samples)
  {
    for (int row = 0; row < 3; ++row)
    {
      for (int column = 0; column < 3; ++column)
      {
        second[row][column] += sample.Weight * sample.D[row] * sample.D[column];
      }
    }
  }
}

/** The axis, or its reverse: the one that the curve runs along. */
Vector3 Forward(const Vector3& axis, const CurveModel& curve, const std::vector<Sample>& samples)
{
  // The two halves' centres, and not the ends, which a curve that turns back may have close
  // together.
  const double length = curve.GetLength();
  double way = (curve.Position(0.75 * length) - curve.Position(0.25 * length)).Dot(axis);
  if (std::abs(way) < Level * length)
  {
    // A helix that is wider than it is long is the same after half a turn about this axis, and goes
    // neither way along it. It has more of its length on one side, though.
    way = 0.0;
    for (const Sample& sample : samples)
    {
      const double d = sample.D.Dot(axis) / length;
      way += sample.Weight * d * d * d;
    }
  }
  return way < 0.0 ? axis * -1.0 : axis;
}

/** Eigenvectors of a symmetric matrix by cyclic Jacobi rotations; the diagonal becomes the
 * eigenvalues. */
void Diagonalize(double a[3][3], Vector3 axes[3])
{
  for (int i = 0; i < 3; ++i)
  {
    axes[i] = Vector3();
    axes[i][i] = 1.0;
  }
  for (int sweep = 0; sweep < 32; ++sweep)
  {
    for (int p = 0; p < 2; ++p)
    {
      for (int q = p + 1; q < 3; ++q)
      {
        if (a[p][q] == 0.0)
        {
          continue;
        }
        const double theta = 0.5 * std::atan2(2.0 * a[p][q], a[q][q] - a[p][p]);
        const double c = std::cos(theta);
        const double s = std::sin(theta);
        for (int k = 0; k < 3; ++k)
        {
          const double kp = a[k][p];
          a[k][p] = c * kp - s * a[k][q];
          a[k][q] = s * kp + c * a[k][q];
        }
        for (int k = 0; k < 3; ++k)
        {
          const double pk = a[p][k];
          a[p][k] = c * pk - s * a[q][k];
          a[q][k] = s * pk + c * a[q][k];
        }
        a[p][q] = a[q][p] = 0.0;
        const Vector3 axis = axes[p];
        axes[p] = axis * c - axes[q] * s;
        axes[q] = axis * s + axes[q] * c;
      }
    }
  }
}
}

//------------------------------------------------------------------------------
PrincipalAxes FindPrincipalAxes(const CurveModel& curve)
{
  const std::vector<Sample> samples = FindSamples(curve);
  double moments[3][3] = {};
  FindSecondMoments(samples, moments);
  Vector3 axes[3];
  Diagonalize(moments, axes);
  int most = 0;
  int least = 0;
  for (int i = 1; i < 3; ++i)
  {
    most = moments[i][i] > moments[most][most] ? i : most;
    least = moments[i][i] < moments[least][least] ? i : least;
  }
  const double length = curve.GetLength();
  PrincipalAxes found;
  const int between = 3 - most - least;
  const double thickness = std::sqrt(std::max(moments[between][between] / length, 0.0));
  if (most == least || thickness < Straight * length)
  {
    const CurveFrame frame = curve.Frame(0.0);
    found.Main = frame.T;
    found.Normal = frame.N;
    return found;
  }
  found.Main = Forward(axes[most].Normalized(), curve, samples);
  found.Normal = (axes[least] - found.Main * axes[least].Dot(found.Main)).Normalized();
  int largest = 0;
  for (int i = 1; i < 3; ++i)
  {
    // a tie but for rounding goes to the first
    largest = std::abs(found.Normal[i]) > std::abs(found.Normal[largest]) + 1e-9 ? i : largest;
  }
  if (found.Normal[largest] < 0.0)
  {
    found.Normal = found.Normal * -1.0;
  }
  return found;
}
}
