// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @file vtkReformatMapSettings.h
 * @brief The settings of vtkReformatMap, forwarded by every class that owns one.
 *
 * As vtkMovingFrameSettings.h. It needs a member `vtkNew<vtkReformatMap> ReformatMap`, and a
 * GetMTime() that includes it.
 *
 * @sa vtkReformatMap
 */
#ifndef vtkReformatMapSettings_h
#define vtkReformatMapSettings_h

#include "vtkReformatMap.h"

#define vtkReformatMapSettingsMacro()                                                              \
  void SetMode(int mode)                                                                           \
  {                                                                                                \
    this->ReformatMap->SetMode(mode);                                                              \
  }                                                                                                \
  int GetMode()                                                                                    \
  {                                                                                                \
    return this->ReformatMap->GetMode();                                                           \
  }                                                                                                \
  void SetModeToStraightened()                                                                     \
  {                                                                                                \
    this->SetMode(vtkReformatMap::Straightened);                                                   \
  }                                                                                                \
  void SetModeToStretched()                                                                        \
  {                                                                                                \
    this->SetMode(vtkReformatMap::Stretched);                                                      \
  }                                                                                                \
  void SetModeToProjected()                                                                        \
  {                                                                                                \
    this->SetMode(vtkReformatMap::Projected);                                                      \
  }                                                                                                \
  void SetModeToUnfolded()                                                                         \
  {                                                                                                \
    this->SetMode(vtkReformatMap::Unfolded);                                                       \
  }                                                                                                \
  void SetModeToRotating()                                                                         \
  {                                                                                                \
    this->SetMode(vtkReformatMap::Rotating);                                                       \
  }                                                                                                \
  void SetVectorOfInterest(double x, double y, double z)                                           \
  {                                                                                                \
    this->ReformatMap->SetVectorOfInterest(x, y, z);                                               \
  }                                                                                                \
  void SetVectorOfInterest(const double v[3])                                                      \
  {                                                                                                \
    this->ReformatMap->SetVectorOfInterest(v);                                                     \
  }                                                                                                \
  double* GetVectorOfInterest() VTK_SIZEHINT(3)                                                    \
  {                                                                                                \
    return this->ReformatMap->GetVectorOfInterest();                                               \
  }                                                                                                \
  void SetProjectionDirection(double x, double y, double z)                                        \
  {                                                                                                \
    this->ReformatMap->SetProjectionDirection(x, y, z);                                            \
  }                                                                                                \
  void SetProjectionDirection(const double v[3])                                                   \
  {                                                                                                \
    this->ReformatMap->SetProjectionDirection(v);                                                  \
  }                                                                                                \
  double* GetProjectionDirection() VTK_SIZEHINT(3)                                                 \
  {                                                                                                \
    return this->ReformatMap->GetProjectionDirection();                                            \
  }                                                                                                \
  void SetRelativeToWall(vtkTypeBool relative)                                                     \
  {                                                                                                \
    this->ReformatMap->SetRelativeToWall(relative);                                                \
  }                                                                                                \
  vtkTypeBool GetRelativeToWall()                                                                  \
  {                                                                                                \
    return this->ReformatMap->GetRelativeToWall();                                                 \
  }                                                                                                \
  void RelativeToWallOn()                                                                          \
  {                                                                                                \
    this->SetRelativeToWall(1);                                                                    \
  }                                                                                                \
  void RelativeToWallOff()                                                                         \
  {                                                                                                \
    this->SetRelativeToWall(0);                                                                    \
  }                                                                                                \
  vtkReformatMap* GetReformatMap()                                                                 \
  {                                                                                                \
    return this->ReformatMap;                                                                      \
  }

#endif
