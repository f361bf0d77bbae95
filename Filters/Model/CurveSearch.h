// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The closest point of a chain of spans: a bounding hierarchy finds the spans that can hold it, the
 * Bernstein form of the squared distance isolates its minima within a span, Newton's method
 * polishes them.
 *
 * Along a cubic the squared distance to a point is a polynomial of degree six. Its Bernstein
 * coefficients bound it from below (so that a span is left early) and the number of sign changes of
 * their differences bounds the number of extrema (so that none is missed): no sampling, no starting
 * value, no false answer.
 */
#ifndef CurveSearch_h
#define CurveSearch_h

#include "CurveSpan.h"

#include <cstdint>
#include <vector>

namespace curvedreformat
{
class CurveSearch
{
public:
  /** A place on the chain and its squared distance from the point asked for. */
  struct Nearest
  {
    std::size_t Span = 0;
    double T = 0.0;
    double SquaredDistance = 0.0;
  };

  static constexpr std::size_t AllSpans = static_cast<std::size_t>(-1);

  /** Build the hierarchy. The spans must outlive it, at the same place. */
  void Build(const std::vector<CurveSpan>& spans);

  /**
   * Improve `best` where a point of the chain is closer to p than best.SquaredDistance; of points
   * equally far the one on the earlier span is kept. Only the first `numberOfSpans` are searched.
   * Returns whether anything closer was found.
   */
  bool FindCloser(const Vector3& p, Nearest& best, std::size_t numberOfSpans = AllSpans) const;

  /**
   * Whether a point of the chain is closer to p than one of two limits: that of the spans before
   * `numberEarly`, or that of the others. The closest is then in `best`, as FindCloser() finds it.
   * Limits that are almost the same are looked at in one go.
   */
  bool IsAnyCloser(const Vector3& p, std::size_t numberEarly, double squareEarly, double squareLate,
    Nearest& best) const;

  /** The best of one span, to start from when the answer is expected there. */
  bool FindCloserInSpan(const Vector3& p, std::size_t span, Nearest& best) const;

  /** Squared distance below which no point of the chain lies to the box. A lower bound. */
  double SquaredDistanceToBox(const Box3& box) const;

  /**
   * The arc lengths between which the chain may come within `distance` of the box; false when it
   * does not. Conservative, by the bounds of the spans.
   */
  bool ArcLengthsNearBox(const Box3& box, double distance, double& s0, double& s1) const;

private:
  // A complete binary tree over the leaves, each of LeafSize consecutive spans: the children of
  // node n are 2n + 1 and 2n + 2, and node n >= FirstLeaf is leaf n - FirstLeaf.
  static constexpr std::size_t LeafSize = 2;
  std::vector<Box3> Nodes;
  std::size_t FirstLeaf = 0;
  std::size_t NumberOfLeaves = 0;
  const std::vector<CurveSpan>* Spans = nullptr;

  /** The span lies within Radius of the segment from Start along Chord: all but the nearest spans
   * are passed by with that. */
  struct Capsule
  {
    Vector3 Start;
    Vector3 Chord;
    double InverseSquare = 0.0; ///< of the chord's length; 0 for a chord without length
    double Radius = 0.0;

    explicit Capsule(const CubicCurve& curve);
    double SquaredDistanceToSegment(const Vector3& p) const
    {
      const Vector3 offset = p - this->Start;
      const double t = std::min(std::max(offset.Dot(this->Chord) * this->InverseSquare, 0.0), 1.0);
      return (offset - this->Chord * t).SquaredNorm();
    }
  };
  std::vector<Capsule> Capsules;

  static Box3 SpanBox(const CurveSpan& span);
};
}

#endif
