// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @file vtkWorldFrame.h
 * @brief The two frames in which medical images and curves have their coordinates.
 *
 * Both are in millimetres of the patient, with z towards the head. In RAS x runs to the patient's
 * right and y to the front (NIfTI, the scene of 3D Slicer); in LPS x runs to the left and y to the
 * back (DICOM, ITK, what Slicer writes to files). From one to the other x and y change their signs,
 * which is a half turn about z: nothing is mirrored, and twice is the same again.
 *
 * VTK's images do not say which one their world coordinates are in, so that readers and writers
 * have a property for it, `WorldFrame`, whose default is RAS. vtkWorldFrameMacro declares such a
 * property for a member `int NAME`.
 */
#ifndef vtkWorldFrame_h
#define vtkWorldFrame_h

struct vtkWorldFrame
{
  enum Frames
  {
    RAS = 0,
    LPS = 1
  };

  /** "RAS" or "LPS". */
  static const char* GetName(int frame) { return frame == LPS ? "LPS" : "RAS"; }

  /** Take a point or a vector from one frame to the other. */
  static void Flip(double p[3])
  {
    p[0] = -p[0];
    p[1] = -p[1];
  }

#ifndef __VTK_WRAP__ // which would check no length
  /** The same with the columns of a matrix of so many columns, row by row: its first two rows. */
  static void FlipColumns(double* matrix, int columns)
  {
    for (int i = 0; i < 2 * columns; ++i)
    {
      matrix[i] = -matrix[i];
    }
  }
#endif

  /** Flip where the frames differ. */
  static void Convert(int from, int to, double p[3])
  {
    if (from != to)
    {
      Flip(p);
    }
  }
};

// NAME is the property: vtkWorldFrameMacro(WorldFrame) makes SetWorldFrame(int) with 0 for RAS and
// 1 for LPS (other values are clamped), GetWorldFrame(), SetWorldFrameToRAS() and
// SetWorldFrameToLPS().
#define vtkWorldFrameMacro(name)                                                                   \
  vtkSetClampMacro(name, int, 0, 1);                                                               \
  vtkGetMacro(name, int);                                                                          \
  void Set##name##ToRAS()                                                                          \
  {                                                                                                \
    this->Set##name(0);                                                                            \
  }                                                                                                \
  void Set##name##ToLPS()                                                                          \
  {                                                                                                \
    this->Set##name(1);                                                                            \
  }

#endif
