// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * A point or vector of three doubles. vtkVector3d has no division by a number and copies through
 * temporaries, which the search for the closest point would pay for in every dot product.
 */
#ifndef Vector3_h
#define Vector3_h

#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>

namespace curvedreformat
{
struct Vector3
{
  double X = 0.0, Y = 0.0, Z = 0.0;

  constexpr Vector3() = default;
  constexpr Vector3(double x, double y, double z)
    : X(x)
    , Y(y)
    , Z(z)
  {
  }
  constexpr explicit Vector3(const double v[3])
    : X(v[0])
    , Y(v[1])
    , Z(v[2])
  {
  }

  double& operator[](int i) { return i == 0 ? this->X : (i == 1 ? this->Y : this->Z); }
  double operator[](int i) const { return i == 0 ? this->X : (i == 1 ? this->Y : this->Z); }
  void CopyTo(double v[3]) const
  {
    v[0] = this->X;
    v[1] = this->Y;
    v[2] = this->Z;
  }

  constexpr double Dot(const Vector3& v) const { return X * v.X + Y * v.Y + Z * v.Z; }
  constexpr Vector3 Cross(const Vector3& v) const
  {
    return { Y * v.Z - Z * v.Y, Z * v.X - X * v.Z, X * v.Y - Y * v.X };
  }
  constexpr double SquaredNorm() const { return this->Dot(*this); }
  double Norm() const { return std::sqrt(this->SquaredNorm()); }
  Vector3 Normalized() const
  {
    const double n = this->Norm();
    return { X / n, Y / n, Z / n };
  }
  /** For messages. */
  friend std::ostream& operator<<(std::ostream& os, const Vector3& v)
  {
    return os << "(" << v.X << ", " << v.Y << ", " << v.Z << ")";
  }

  bool IsFinite() const { return std::isfinite(X) && std::isfinite(Y) && std::isfinite(Z); }

  friend constexpr Vector3 operator+(const Vector3& a, const Vector3& b)
  {
    return { a.X + b.X, a.Y + b.Y, a.Z + b.Z };
  }
  friend constexpr Vector3 operator-(const Vector3& a, const Vector3& b)
  {
    return { a.X - b.X, a.Y - b.Y, a.Z - b.Z };
  }
  friend constexpr Vector3 operator*(const Vector3& a, double f)
  {
    return { a.X * f, a.Y * f, a.Z * f };
  }
  friend constexpr Vector3 operator/(const Vector3& a, double f)
  {
    return { a.X / f, a.Y / f, a.Z / f };
  }
};

/**
 * The same direction, with a largest component from 1/2 to 1, so that squares are neither too large
 * nor too small a number. The factor is a power of two: nothing is rounded.
 */
inline Vector3 ScaledToOne(const Vector3& v)
{
  int exponent = 0;
  std::frexp(std::max({ std::abs(v.X), std::abs(v.Y), std::abs(v.Z) }), &exponent);
  const auto scaled = [=](double x) { return std::ldexp(x, -exponent); };
  return v.IsFinite() ? Vector3(scaled(v.X), scaled(v.Y), scaled(v.Z)) : v;
}

/** The smallest axis-aligned box around some points. */
struct Box3
{
  Vector3 Low{ std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity(),
    std::numeric_limits<double>::infinity() };
  Vector3 High = Low * -1.0;

  void Add(const Vector3& p)
  {
    for (int c = 0; c < 3; ++c)
    {
      this->Low[c] = std::min(this->Low[c], p[c]);
      this->High[c] = std::max(this->High[c], p[c]);
    }
  }
};

/** Call `body` with the eight corners of a box. */
template <typename Body>
void ForCorners(const Box3& box, Body body)
{
  for (int corner = 0; corner < 8; ++corner)
  {
    body(Vector3(corner & 1 ? box.High.X : box.Low.X, corner & 2 ? box.High.Y : box.Low.Y,
      corner & 4 ? box.High.Z : box.Low.Z));
  }
}
}

#endif
