// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "CurveSearch.h"

#include <array>
#include <limits>

namespace curvedreformat
{
namespace
{
// Two distances whose squares differ by less than this part are the same: that is what rounding
// leaves.
constexpr double RoundingOfSquares = 1e-14;

/**
 * The squared distance along an interval as a Bernstein polynomial of degree six: its value at the
 * start and the differences of its coefficients. The differences come from products of offsets and
 * edges, not from subtracting squares, so that their signs hold also far away from a very short
 * span.
 */
struct Sextic
{
  double Start;
  std::array<double, 6> Difference;
  double Noise; ///< a difference below this is rounding

  explicit Sextic(const Vector3 b[4])
  {
    const Vector3 e0 = b[1] - b[0];
    const Vector3 e1 = b[2] - b[1];
    const Vector3 e2 = b[3] - b[2];
    this->Start = b[0].Dot(b[0]);
    this->Difference = { b[0].Dot(e0), (3.0 * b[1].Dot(e0) + 2.0 * b[0].Dot(e1)) / 5.0,
      (3.0 * b[2].Dot(e0) + 6.0 * b[1].Dot(e1) + b[0].Dot(e2)) / 10.0,
      (b[3].Dot(e0) + 6.0 * b[2].Dot(e1) + 3.0 * b[1].Dot(e2)) / 10.0,
      (2.0 * b[3].Dot(e1) + 3.0 * b[2].Dot(e2)) / 5.0, b[3].Dot(e2) };
    const double offset = std::max(this->Start, b[3].Dot(b[3]));
    const double edge = std::max({ e0.Dot(e0), e1.Dot(e1), e2.Dot(e2) });
    this->Noise = 1e-15 * std::sqrt(offset * edge);
  }

  double End() const
  {
    double f = this->Start;
    for (const double d : this->Difference)
    {
      f += d;
    }
    return f;
  }

  /** No value on the interval is smaller. */
  double LowerBound() const
  {
    double f = this->Start;
    double least = f;
    for (const double d : this->Difference)
    {
      f += d;
      least = std::min(least, f);
    }
    return least;
  }

  /** Become the left half; the right half is returned. */
  Sextic Bisect()
  {
    Sextic right = *this;
    std::array<double, 6> d = this->Difference;
    for (std::size_t level = 0; level < 6; ++level)
    {
      this->Difference[level] = 0.5 * d[0];
      right.Difference[5 - level] = 0.5 * d[5 - level];
      for (std::size_t i = 0; i + level < 5; ++i)
      {
        d[i] = 0.5 * (d[i] + d[i + 1]);
      }
    }
    this->Noise *= 0.5;
    right.Noise = this->Noise;
    right.Start = this->End();
    return right;
  }
};

// Newton's steps square: after one this short nothing but rounding is left.
constexpr double LastNewtonStep = 1e-9;

/** Newton's method on (C - p).C' from t, kept within [low, high]. */
double Polish(const CubicCurve& curve, const Vector3& p, double t, double low, double high)
{
  for (int i = 0; i < 12; ++i)
  {
    const Vector3 offset = curve.Value(t) - p;
    const Vector3 d1 = curve.First(t);
    const double g = offset.Dot(d1);
    const double slope = d1.Dot(d1) + offset.Dot(curve.Second(t));
    // g rises through the minimum: its sign tells on which side that is, whatever Newton says
    (g > 0.0 ? high : low) = t;
    double next = slope > 0.0 ? t - g / slope : 0.5 * (low + high);
    if (!(next >= low && next <= high))
    {
      next = 0.5 * (low + high);
    }
    const double step = std::abs(next - t);
    t = next;
    if (step < LastNewtonStep)
    {
      break;
    }
  }
  return t;
}

/** The minima of the squared distance within one span. */
class SpanMinima
{
public:
  SpanMinima(
    const CubicCurve& curve, const Vector3& p, std::size_t span, CurveSearch::Nearest& best)
    : Curve(curve)
    , Point(p)
    , Span(span)
    , Best(best)
  {
  }

  bool Found = false;

  void Search(Sextic f, double low, double high, int depth)
  {
    if (f.LowerBound() > this->Best.SquaredDistance)
    {
      return;
    }
    int changes = 0;
    int sign = 0;
    bool fallsFirst = false;
    for (const double difference : f.Difference)
    {
      const int now = (difference > f.Noise) - (difference < -f.Noise);
      if (now == 0 || now == sign)
      {
        continue;
      }
      fallsFirst = sign == 0 ? now < 0 : fallsFirst;
      changes += sign == 0 ? 0 : 1;
      sign = now;
    }
    if (changes == 0 || (changes == 1 && !fallsFirst))
    {
      // monotone, or one maximum: the minimum is at an end
      this->Offer(f.End() < f.Start ? high : low);
    }
    else if (changes == 1)
    {
      // Start where the line through the outer differences crosses zero.
      const double start = f.Difference[0] / (f.Difference[0] - f.Difference[5]);
      const double t = low + (high - low) * (start > 0.0 && start < 1.0 ? start : 0.5);
      this->Offer(Polish(this->Curve, this->Point, t, low, high));
    }
    else if (depth == 0)
    {
      this->Offer(0.5 * (low + high));
    }
    else
    {
      const Sextic right = f.Bisect();
      const double middle = 0.5 * (low + high);
      this->Search(f, low, middle, depth - 1);
      this->Search(right, middle, high, depth - 1);
    }
  }

private:
  void Offer(double t)
  {
    const Vector3 offset = this->Curve.Value(t) - this->Point;
    const double d2 = offset.Dot(offset);
    const double tie = RoundingOfSquares * d2;
    const bool earlier =
      this->Span < this->Best.Span || (this->Span == this->Best.Span && t < this->Best.T);
    if (d2 < this->Best.SquaredDistance - tie ||
      (d2 <= this->Best.SquaredDistance + tie && earlier))
    {
      this->Best = { this->Span, t, d2 };
      this->Found = true;
    }
  }

  const CubicCurve& Curve;
  const Vector3& Point;
  const std::size_t Span;
  CurveSearch::Nearest& Best;
};

inline double SquaredDistance(const Box3& box, const Vector3& p)
{
  const Vector3 d(std::max(std::max(box.Low.X - p.X, p.X - box.High.X), 0.0),
    std::max(std::max(box.Low.Y - p.Y, p.Y - box.High.Y), 0.0),
    std::max(std::max(box.Low.Z - p.Z, p.Z - box.High.Z), 0.0));
  return d.SquaredNorm();
}

double SquaredDistance(const Box3& a, const Box3& b)
{
  double sum = 0.0;
  for (int c = 0; c < 3; ++c)
  {
    const double d = std::max(std::max(a.Low[c] - b.High[c], b.Low[c] - a.High[c]), 0.0);
    sum += d * d;
  }
  return sum;
}

// 2^-26 of a span is far below what the signs of the differences can tell apart from rounding.
constexpr int DeepestBisection = 26;

// A little more, for rounding and for what is equally far.
constexpr double Slack = 1.0 + 1e-9;
}

//------------------------------------------------------------------------------
Box3 CurveSearch::SpanBox(const CurveSpan& span)
{
  Vector3 b[4];
  span.Curve.ControlPoints(Vector3(0.0, 0.0, 0.0), b);
  Box3 box;
  for (const Vector3& p : b)
  {
    box.Add(p);
  }
  return box;
}

//------------------------------------------------------------------------------
CurveSearch::Capsule::Capsule(const CubicCurve& curve)
{
  Vector3 b[4];
  curve.ControlPoints(Vector3(0.0, 0.0, 0.0), b);
  this->Start = b[0];
  this->Chord = b[3] - b[0];
  const double square = this->Chord.SquaredNorm();
  this->InverseSquare = square > 0.0 && std::isfinite(1.0 / square) ? 1.0 / square : 0.0;
  // The distance from the segment is convex: in the hull of the control points it is largest at one
  // of them.
  const double furthest = std::max({ this->SquaredDistanceToSegment(b[1]),
    this->SquaredDistanceToSegment(b[2]), this->SquaredDistanceToSegment(b[3]) });
  this->Radius = std::sqrt(furthest);
}

//------------------------------------------------------------------------------
void CurveSearch::Build(const std::vector<CurveSpan>& spans)
{
  this->Spans = &spans;
  this->Capsules.clear();
  this->Capsules.reserve(spans.size());
  for (const CurveSpan& span : spans)
  {
    this->Capsules.emplace_back(span.Curve);
  }
  this->NumberOfLeaves = (spans.size() + LeafSize - 1) / LeafSize;
  std::size_t leaves = 1;
  while (leaves < this->NumberOfLeaves)
  {
    leaves *= 2;
  }
  this->FirstLeaf = leaves - 1;
  // A leaf without spans keeps an empty box, which is infinitely far from everything.
  this->Nodes.assign(this->FirstLeaf + leaves, Box3());
  const auto grow = [](Box3& box, const Box3& other)
  {
    box.Low = { std::min(box.Low.X, other.Low.X), std::min(box.Low.Y, other.Low.Y),
      std::min(box.Low.Z, other.Low.Z) };
    box.High = { std::max(box.High.X, other.High.X), std::max(box.High.Y, other.High.Y),
      std::max(box.High.Z, other.High.Z) };
  };
  for (std::size_t i = 0; i < spans.size(); ++i)
  {
    grow(this->Nodes[this->FirstLeaf + i / LeafSize], SpanBox(spans[i]));
  }
  for (std::size_t n = this->FirstLeaf; n-- > 0;)
  {
    this->Nodes[n] = this->Nodes[2 * n + 1];
    grow(this->Nodes[n], this->Nodes[2 * n + 2]);
  }
}

//------------------------------------------------------------------------------
bool CurveSearch::FindCloserInSpan(const Vector3& p, std::size_t span, Nearest& best) const
{
  const CubicCurve& curve = (*this->Spans)[span].Curve;
  Vector3 b[4];
  curve.ControlPoints(p, b);
  SpanMinima minima(curve, p, span, best);
  minima.Search(Sextic(b), 0.0, 1.0, DeepestBisection);
  return minima.Found;
}

//------------------------------------------------------------------------------
bool CurveSearch::FindCloser(const Vector3& p, Nearest& best, std::size_t numberOfSpans) const
{
  bool found = false;
  double nearest = std::sqrt(best.SquaredDistance);
  // The tree is at most 64 levels deep; each level leaves one sibling on the stack.
  struct Entry
  {
    std::size_t Node;
    double Distance;
  };
  Entry stack[72];
  std::size_t top = 0;
  stack[top++] = { 0, SquaredDistance(this->Nodes[0], p) };
  while (top > 0)
  {
    const auto [node, distance] = stack[--top];
    // a span that is equally far may hold an earlier point, so it is looked at
    if (!(distance <= best.SquaredDistance))
    {
      continue;
    }
    if (node >= this->FirstLeaf)
    {
      const std::size_t first = (node - this->FirstLeaf) * LeafSize;
      const std::size_t last = std::min({ first + LeafSize, this->Spans->size(), numberOfSpans });
      for (std::size_t i = first; i < last; ++i)
      {
        const Capsule& capsule = this->Capsules[i];
        const double reach = (nearest + capsule.Radius) * Slack;
        if (capsule.SquaredDistanceToSegment(p) <= reach * reach &&
          this->FindCloserInSpan(p, i, best))
        {
          nearest = std::sqrt(best.SquaredDistance);
          found = true;
        }
      }
      continue;
    }
    const std::size_t left = 2 * node + 1;
    const double toLeft = SquaredDistance(this->Nodes[left], p);
    const double toRight = SquaredDistance(this->Nodes[left + 1], p);
    if (toLeft <= toRight)
    {
      stack[top++] = { left + 1, toRight };
      stack[top++] = { left, toLeft };
    }
    else
    {
      stack[top++] = { left, toLeft };
      stack[top++] = { left + 1, toRight };
    }
  }
  return found;
}

//------------------------------------------------------------------------------
bool CurveSearch::IsAnyCloser(const Vector3& p, std::size_t numberEarly, double squareEarly,
  double squareLate, Nearest& best) const
{
  const double furthest = std::max(squareEarly, squareLate);
  const double reach = std::sqrt(furthest) * Slack;
  std::array<std::size_t, 72> stack;
  std::size_t top = 0;
  if (SquaredDistance(this->Nodes[0], p) <= furthest)
  {
    stack[top++] = 0;
  }
  while (top > 0)
  {
    const std::size_t node = stack[--top];
    if (node < this->FirstLeaf)
    {
      for (const std::size_t child : { 2 * node + 2, 2 * node + 1 })
      {
        if (SquaredDistance(this->Nodes[child], p) <= furthest)
        {
          stack[top++] = child;
        }
      }
      continue;
    }
    const std::size_t first = (node - this->FirstLeaf) * LeafSize;
    const std::size_t last = std::min(first + LeafSize, this->Spans->size());
    for (std::size_t i = first; i < last; ++i)
    {
      const Capsule& capsule = this->Capsules[i];
      const double near = reach + capsule.Radius * Slack;
      best = Nearest();
      best.SquaredDistance = i < numberEarly ? squareEarly : squareLate;
      if (capsule.SquaredDistanceToSegment(p) <= near * near && this->FindCloserInSpan(p, i, best))
      {
        // what is early within its own limit may be as far as others that are not
        this->FindCloser(p, best, i < numberEarly ? numberEarly : AllSpans);
        return true;
      }
    }
  }
  return false;
}

//------------------------------------------------------------------------------
double CurveSearch::SquaredDistanceToBox(const Box3& box) const
{
  double best = std::numeric_limits<double>::infinity();
  std::array<std::size_t, 72> stack;
  std::size_t top = 0;
  stack[top++] = 0;
  while (top > 0)
  {
    const std::size_t node = stack[--top];
    const double distance = SquaredDistance(this->Nodes[node], box);
    if (!(distance < best))
    {
      continue;
    }
    if (node >= this->FirstLeaf)
    {
      best = distance;
      continue;
    }
    stack[top++] = 2 * node + 1;
    stack[top++] = 2 * node + 2;
  }
  return best;
}

//------------------------------------------------------------------------------
bool CurveSearch::ArcLengthsNearBox(const Box3& box, double distance, double& s0, double& s1) const
{
  s0 = std::numeric_limits<double>::infinity();
  s1 = -s0;
  for (const CurveSpan& span : *this->Spans)
  {
    if (SquaredDistance(SpanBox(span), box) <= distance * distance)
    {
      s0 = std::min(s0, span.S0);
      s1 = std::max(s1, span.S0 + span.Arc.Value(1.0));
    }
  }
  return s0 <= s1;
}
}
