// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * How the samples of a slab become one value: which values take part, and what comes out. The loops
 * are in SlabReducer.cxx.
 */
#ifndef Reduction_h
#define Reduction_h

#include "InterpolationKernels.h"

#include <cmath>
#include <limits>
#include <type_traits>

namespace curvedreformat
{
/** The values are those of VTK_IMAGE_SLAB_MIN and so on. */
enum class Reduction
{
  Minimum = 0,
  Maximum = 1,
  Mean = 2, ///< in the type of the samples; integers are rounded once
  Sum = 3   ///< always double: integers would overflow
};

/** One kind for samples of type T. Totals start as the first sample, or as Neutral() where that one
 * takes no part. */
template <typename T, Reduction How>
struct ReductionRule
{
  static constexpr bool Adds = How == Reduction::Mean || How == Reduction::Sum;
  using Total = std::conditional_t<Adds, RealFor<T>, T>;
  using Result = std::conditional_t<How == Reduction::Sum, double, T>;

  static Total Neutral()
  {
    if constexpr (Adds)
    {
      return 0;
    }
    else if constexpr (std::is_floating_point<T>::value)
    {
      return std::numeric_limits<T>::quiet_NaN();
    }
    else
    {
      return How == Reduction::Minimum ? std::numeric_limits<T>::max()
                                       : std::numeric_limits<T>::lowest();
    }
  }

  /** What is not a number is neither the largest nor the smallest, unless there is nothing else. */
  static Total Join(Total total, T value)
  {
    if constexpr (Adds)
    {
      return total + static_cast<Total>(value);
    }
    else
    {
      const bool keep = How == Reduction::Minimum ? total <= value : total >= value;
      if constexpr (std::is_floating_point<T>::value)
      {
        return (keep | std::isnan(value)) ? total : value;
      }
      else
      {
        return keep ? total : value;
      }
    }
  }

  /** As Join(), with a total. */
  static Total Merge(Total total, Total other)
  {
    if constexpr (Adds)
    {
      return total + other;
    }
    else
    {
      return Join(total, other);
    }
  }

  static Result Finish(Total total, Total count)
  {
    if constexpr (How == Reduction::Mean && std::is_integral<T>::value && sizeof(T) <= 4)
    {
      // as FromReal(); no mean is beyond the limits of the type
      using Whole = std::conditional_t<sizeof(T) < 4, std::int32_t, std::int64_t>;
      const double up = total / count + 0.5;
      const auto truncated = static_cast<Whole>(up);
      return static_cast<T>(truncated - (static_cast<double>(truncated) > up ? 1 : 0));
    }
    else if constexpr (How == Reduction::Mean)
    {
      return FromReal<T>(total / count);
    }
    else
    {
      static_cast<void>(count);
      return static_cast<Result>(total);
    }
  }

  static Result Background(double value)
  {
    if constexpr (How == Reduction::Sum)
    {
      return value;
    }
    else
    {
      return FromReal<T>(value);
    }
  }
};
}

#endif
