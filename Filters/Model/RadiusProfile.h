// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The radius of what a curve runs through, as a function of arc length: linear between the points
 * where it is known, constant beyond.
 */
#ifndef RadiusProfile_h
#define RadiusProfile_h

#include <algorithm>
#include <cstddef>
#include <vector>

namespace curvedreformat
{
struct RadiusProfile
{
  std::vector<double> S; ///< rising
  std::vector<double> R;

  bool IsEmpty() const { return this->S.empty(); }
  double Largest() const
  {
    return this->R.empty() ? 0.0 : *std::max_element(this->R.begin(), this->R.end());
  }
  double Smallest() const
  {
    return this->R.empty() ? 0.0 : *std::min_element(this->R.begin(), this->R.end());
  }

  double Value(double s, double& slope) const
  {
    slope = 0.0;
    if (s <= this->S.front())
    {
      return this->R.front();
    }
    if (s >= this->S.back())
    {
      return this->R.back();
    }
    const auto after = std::upper_bound(this->S.begin(), this->S.end(), s);
    const auto i = static_cast<std::size_t>(after - this->S.begin());
    slope = (this->R[i] - this->R[i - 1]) / (this->S[i] - this->S[i - 1]);
    return this->R[i - 1] + slope * (s - this->S[i - 1]);
  }
};
}

#endif
