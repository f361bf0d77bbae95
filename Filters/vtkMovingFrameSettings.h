// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @file vtkMovingFrameSettings.h
 * @brief The frame settings of vtkMovingFrame, forwarded by every class that owns one.
 *
 * Filters and transforms that follow a curve have the same settings, with the same meaning, units
 * and defaults: those of vtkMovingFrame, where they are documented. This macro declares them once.
 * It needs a member `vtkNew<vtkMovingFrame> MovingFrame`, and a GetMTime() that includes it.
 *
 * @sa vtkMovingFrame
 */
#ifndef vtkMovingFrameSettings_h
#define vtkMovingFrameSettings_h

#include "vtkMovingFrame.h"

#define vtkMovingFrameSettingsMacro()                                                              \
  void SetFrameType(int type)                                                                      \
  {                                                                                                \
    this->MovingFrame->SetFrameType(type);                                                         \
  }                                                                                                \
  int GetFrameType()                                                                               \
  {                                                                                                \
    return this->MovingFrame->GetFrameType();                                                      \
  }                                                                                                \
  void SetFrameTypeToRotationMinimizing()                                                          \
  {                                                                                                \
    this->MovingFrame->SetFrameTypeToRotationMinimizing();                                         \
  }                                                                                                \
  void SetFrameTypeToFixedUp()                                                                     \
  {                                                                                                \
    this->MovingFrame->SetFrameTypeToFixedUp();                                                    \
  }                                                                                                \
  void SetFrameTypeToFrenet()                                                                      \
  {                                                                                                \
    this->MovingFrame->SetFrameTypeToFrenet();                                                     \
  }                                                                                                \
  void SetFrameTypeToFromArray()                                                                   \
  {                                                                                                \
    this->MovingFrame->SetFrameTypeToFromArray();                                                  \
  }                                                                                                \
  void SetUpVector(double x, double y, double z)                                                   \
  {                                                                                                \
    this->MovingFrame->SetUpVector(x, y, z);                                                       \
  }                                                                                                \
  void SetUpVector(const double up[3])                                                             \
  {                                                                                                \
    this->MovingFrame->SetUpVector(up);                                                            \
  }                                                                                                \
  double* GetUpVector() VTK_SIZEHINT(3)                                                            \
  {                                                                                                \
    return this->MovingFrame->GetUpVector();                                                       \
  }                                                                                                \
  void SetSecondUpVector(double x, double y, double z)                                             \
  {                                                                                                \
    this->MovingFrame->SetSecondUpVector(x, y, z);                                                 \
  }                                                                                                \
  void SetSecondUpVector(const double up[3])                                                       \
  {                                                                                                \
    this->MovingFrame->SetSecondUpVector(up);                                                      \
  }                                                                                                \
  double* GetSecondUpVector() VTK_SIZEHINT(3)                                                      \
  {                                                                                                \
    return this->MovingFrame->GetSecondUpVector();                                                 \
  }                                                                                                \
  void SetNormalsArrayName(const char* name)                                                       \
  {                                                                                                \
    this->MovingFrame->SetNormalsArrayName(name);                                                  \
  }                                                                                                \
  const char* GetNormalsArrayName()                                                                \
  {                                                                                                \
    return this->MovingFrame->GetNormalsArrayName();                                               \
  }                                                                                                \
  void SetRotationAngle(double degrees)                                                            \
  {                                                                                                \
    this->MovingFrame->SetRotationAngle(degrees);                                                  \
  }                                                                                                \
  double GetRotationAngle()                                                                        \
  {                                                                                                \
    return this->MovingFrame->GetRotationAngle();                                                  \
  }                                                                                                \
  void SetSmoothingLength(double length)                                                           \
  {                                                                                                \
    this->MovingFrame->SetSmoothingLength(length);                                                 \
  }                                                                                                \
  double GetSmoothingLength()                                                                      \
  {                                                                                                \
    return this->MovingFrame->GetSmoothingLength();                                                \
  }                                                                                                \
  void SetCurveIndex(int index)                                                                    \
  {                                                                                                \
    this->MovingFrame->SetCurveIndex(index);                                                       \
  }                                                                                                \
  int GetCurveIndex()                                                                              \
  {                                                                                                \
    return this->MovingFrame->GetCurveIndex();                                                     \
  }                                                                                                \
  vtkMovingFrame* GetMovingFrame()                                                                 \
  {                                                                                                \
    return this->MovingFrame;                                                                      \
  }

#endif
