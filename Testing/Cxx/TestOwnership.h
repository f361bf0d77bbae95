// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Who owns a point, by brute force: the curve is sampled densely and every sample is looked at.
 * Nothing of the search of the code under test is used, only positions and tangents of the curve,
 * which other tests compare with closed forms.
 */
#ifndef TestOwnership_h
#define TestOwnership_h

#include "TestImages.h"

namespace testcurves
{
//------------------------------------------------------------------------------
// Curves

/** Points one unit of length apart, but for rounding up or down to a whole number of spans. */
inline std::vector<Vec> PointsPerUnit(const ClosedForm& f)
{
  return f.Points(static_cast<int>(std::lround(f.Length())));
}

/** Two legs along y with a half circle between them, mirrored exactly in the plane x = 0. */
inline std::vector<Vec> Hairpin(double radius, int leg)
{
  std::vector<Vec> points;
  for (int i = 0; i < leg; ++i)
  {
    points.push_back({ -radius, double(i), 0.0 });
  }
  const int steps = 2 * static_cast<int>(std::ceil(0.5 * Pi * radius));
  for (int i = 0; i < steps / 2; ++i)
  {
    const double angle = Pi * i / steps;
    points.push_back({ -radius * std::cos(angle), leg + radius * std::sin(angle), 0.0 });
  }
  const std::size_t half = points.size();
  points.push_back({ 0.0, leg + radius, 0.0 });
  for (std::size_t i = half; i-- > 0;)
  {
    points.push_back({ -points[i][0], points[i][1], points[i][2] });
  }
  return points;
}

/** A tangle: a Fourier series with random coefficients, evenly sampled in its parameter. */
inline std::vector<Vec> RandomCurve(unsigned seed, double size, int spans)
{
  std::mt19937 random(seed);
  const auto uniform = [&]() { return 2.0 * static_cast<double>(random()) / 4294967295.0 - 1.0; };
  Vec cosine[5];
  Vec sine[5];
  for (int f = 0; f < 5; ++f)
  {
    for (int c = 0; c < 3; ++c)
    {
      cosine[f][c] = uniform() * size / (f + 1);
      sine[f][c] = uniform() * size / (f + 1);
    }
  }
  std::vector<Vec> points;
  for (int i = 0; i <= spans; ++i)
  {
    Vec p{ 0, 0, 0 };
    for (int f = 0; f < 5; ++f)
    {
      const double t = 5.5 * i / spans * (f + 1);
      p = p + cosine[f] * std::cos(t) + sine[f] * std::sin(t);
    }
    points.push_back(p);
  }
  return points;
}

/** The same every time, on every machine. */
class Random
{
public:
  explicit Random(unsigned seed)
    : Engine(seed)
  {
  }
  double Between(double low, double high)
  {
    return low + (high - low) * (static_cast<double>(Engine()) / 4294967295.0);
  }
  /** In the disk |(x, y)| <= radius. */
  Vec InTube(double radius, double s0, double s1)
  {
    const double r = radius * std::sqrt(this->Between(0.0, 1.0));
    const double angle = this->Between(0.0, 2.0 * Pi);
    return { r * std::cos(angle), r * std::sin(angle), this->Between(s0, s1) };
  }

private:
  std::mt19937 Engine;
};

inline Vec ToWorld(vtkMovingFrame* model, const Vec& q)
{
  const Frame f = FrameAt(model, q[2]);
  return f.C + f.N * q[0] + f.B * q[1];
}

inline Vec FromWorld(vtkMovingFrame* model, const Vec& p)
{
  Vec q;
  model->WorldToStraightened(p.v, q.v);
  return q;
}

//------------------------------------------------------------------------------
/** A curve as a dense list of samples, with its straight continuations. */
class SampledCurve
{
public:
  SampledCurve(vtkMovingFrame* model, double step, double beyond)
    : Model(model)
    , Closed(model->IsClosed())
    , Length(model->GetLength())
  {
    const double from = this->Closed ? 0.0 : -beyond;
    const double to = this->Length + (this->Closed ? 0.0 : beyond);
    const auto count = static_cast<std::size_t>(std::ceil((to - from) / step));
    this->Step = (to - from) / static_cast<double>(count);
    // of a closed curve the end is the beginning
    for (std::size_t i = 0; i < count + (this->Closed ? 0 : 1); ++i)
    {
      const double s = from + this->Step * static_cast<double>(i);
      const Frame f = FrameAt(model, s);
      this->S.push_back(s);
      this->T.push_back(f.T);
      for (int c = 0; c < 3; ++c)
      {
        this->C[c].push_back(f.C[c]);
      }
      this->LargestCurvature = std::max(this->LargestCurvature, model->EvaluateCurvature(s));
    }
  }

  enum class Answer
  {
    No,
    Yes,
    Unsure ///< too close to a tie or a fold for samples to tell
  };

  /**
   * Whether the straightened point q is owned.
   *
   * With f(d) = |C(s + d) - p|^2 at a nearest point of distance D, f' = 0 and f'' = 2 (1 + (C -
   * p).C'') <= 2 (1 + k (D + |d|)), k the largest curvature. So half a step h from it lies a sample
   * with a squared distance of less than D^2 + (h/2)^2 (1 + k (D + h/2)): that is how wide the band
   * of ties is. Within a few steps of s itself f falls or rises as f'' at s says, which is what the
   * fold is about; a thin band around f'' = 0 is left out, too.
   */
  Answer Owned(const Vec& q) const
  {
    if (this->Closed && (q[2] < 0.0 || q[2] >= this->Length))
    {
      return Answer::No; // the beginning again
    }
    const Frame f = FrameAt(this->Model, q[2]);
    const Vec offset = f.N * q[0] + f.B * q[1];
    const Vec p = f.C + offset;
    const double radius = Norm(offset);
    const double h = this->Step;
    // the derivative of T by differences; at an end from the inside, beyond it there is none
    const bool straight = !this->Closed && (q[2] < 0.0 || q[2] > this->Length);
    const double s0 = this->Closed ? q[2] - 1e-4 : std::max(q[2] - 1e-4, 0.0);
    const double s1 = this->Closed ? q[2] + 1e-4 : std::min(q[2] + 1e-4, this->Length);
    const Vec curvature = straight
      ? Vec{ 0, 0, 0 }
      : (FrameAt(this->Model, s1).T - FrameAt(this->Model, s0).T) * (1.0 / (s1 - s0));
    const double bend = 1.0 - Dot(offset, curvature);
    const double band =
      0.25 * h * h * (1.0 + this->LargestCurvature * (radius + 0.5 * h)) + 1e-9 * (1.0 + radius);

    this->Distances(p);
    bool tie = false;
    for (std::size_t i = 0; i < this->S.size(); ++i)
    {
      double away = std::abs(this->S[i] - q[2]);
      if (this->Closed)
      {
        away = std::min(away, this->Length - away);
      }
      const double closer = radius * radius - this->D2[i];
      if (away > 4.0 * h)
      {
        if (closer > 1e-9 * (1.0 + radius))
        {
          return Answer::No;
        }
        tie = tie || closer > -band;
      }
    }
    if (std::abs(bend) < 0.05)
    {
      return Answer::Unsure;
    }
    if (bend < 0.0)
    {
      return Answer::No;
    }
    return tie ? Answer::Unsure : Answer::Yes;
  }

  /** Distance of the nearest sample. */
  double Distance(const Vec& p) const
  {
    this->Distances(p);
    return std::sqrt(*std::min_element(this->D2.begin(), this->D2.end()));
  }

  /** Arc length of the nearest sample. */
  double NearestSample(const Vec& p) const
  {
    this->Distances(p);
    return this->S[static_cast<std::size_t>(
      std::min_element(this->D2.begin(), this->D2.end()) - this->D2.begin())];
  }

  /**
   * All straightened points within `radius` of the curve whose world point is p: where (p - C).T
   * changes sign between two samples, and a bisection in between.
   */
  std::vector<Vec> Preimages(const Vec& p, double radius) const
  {
    std::vector<Vec> found;
    const auto slope = [&](double s)
    {
      const Frame f = FrameAt(this->Model, s);
      return Dot(p - f.C, f.T);
    };
    const std::size_t count = this->S.size();
    const auto at = [&](std::size_t i) {
      return Dot(p - Vec{ this->C[0][i], this->C[1][i], this->C[2][i] }, this->T[i]);
    };
    double before = at(0);
    for (std::size_t i = 1; i < count + (this->Closed ? 1 : 0); ++i)
    {
      const double now = at(i % count);
      if ((before > 0.0) != (now > 0.0))
      {
        double low = this->S[i - 1];
        double high = low + this->Step;
        for (int n = 0; n < 60; ++n)
        {
          const double middle = 0.5 * (low + high);
          ((slope(middle) > 0.0) == (before > 0.0) ? low : high) = middle;
        }
        const Frame f = FrameAt(this->Model, low);
        const Vec offset = p - f.C;
        if (Norm(offset) <= radius)
        {
          found.push_back({ Dot(offset, f.N), Dot(offset, f.B), low });
        }
      }
      before = now;
    }
    return found;
  }

  double GetStep() const { return this->Step; }

private:
  void Distances(const Vec& p) const
  {
    const std::size_t count = this->S.size();
    this->D2.resize(count);
    const double* x = this->C[0].data();
    const double* y = this->C[1].data();
    const double* z = this->C[2].data();
    double* d2 = this->D2.data();
    for (std::size_t i = 0; i < count; ++i)
    {
      const double dx = x[i] - p[0];
      const double dy = y[i] - p[1];
      const double dz = z[i] - p[2];
      d2[i] = dx * dx + dy * dy + dz * dz;
    }
  }

  vtkMovingFrame* Model;
  bool Closed;
  double Length;
  double Step;
  double LargestCurvature = 0.0;
  std::vector<double> S;
  std::vector<double> C[3];
  std::vector<Vec> T;
  mutable std::vector<double> D2;
};

//------------------------------------------------------------------------------
/** An image without features that holds the tube of this radius around the curve. */
inline vtkSmartPointer<vtkImageData> ImageAround(vtkMovingFrame* model, double radius)
{
  Vec low{ 1e99, 1e99, 1e99 };
  Vec high{ -1e99, -1e99, -1e99 };
  for (int i = 0; i <= 1000; ++i)
  {
    const Vec c = FrameAt(model, model->GetLength() * i / 1000.0).C;
    for (int axis = 0; axis < 3; ++axis)
    {
      low[axis] = std::min(low[axis], c[axis] - 1.1 * radius - 2.0);
      high[axis] = std::max(high[axis], c[axis] + 1.1 * radius + 2.0);
    }
  }
  Geometry g;
  g.Origin = low;
  g.Spacing = { 5, 5, 5 };
  for (int axis = 0; axis < 3; ++axis)
  {
    g.Extent[2 * axis + 1] = static_cast<int>(std::ceil((high[axis] - low[axis]) / 5.0));
  }
  auto image = MakeImage(g);
  AddArray(image, "v", VTK_UNSIGNED_CHAR, 1, [](int, int, int, int) { return 1.0; });
  return image;
}
}

#endif
