// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The time that a filter asks its inputs for when its own time means something else: the first one
 * of the image, or, where that does not vary, of the curve. One for both, so that they belong
 * together.
 */
#ifndef FirstTime_h
#define FirstTime_h

class vtkInformation;
class vtkInformationVector;

namespace curvedreformat
{
/** For requests that go upstream: ask all input ports for it, and for no time where nothing varies.
 */
void RequestFirstTime(int ports, vtkInformationVector** inputVector);

/**
 * For RequestInformation, where UpdateCurve() and its like ask for the time that is asked of the
 * output: as long as this lives, that is the first time of the inputs.
 */
class FirstTimeAsked
{
public:
  FirstTimeAsked(int ports, vtkInformationVector** inputVector, vtkInformationVector* outputVector);
  ~FirstTimeAsked();

  FirstTimeAsked(const FirstTimeAsked&) = delete;
  void operator=(const FirstTimeAsked&) = delete;

private:
  vtkInformation* Info;
  bool HadTime;
  double Time = 0.0;
};
}

#endif
