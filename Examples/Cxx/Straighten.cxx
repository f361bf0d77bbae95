// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkCurvedPlanarReformat.h"
#include "vtkExecutive.h"
#include "vtkNew.h"
#include "vtkXMLImageDataReader.h"
#include "vtkXMLImageDataWriter.h"
#include "vtkXMLPolyDataReader.h"

#include <cstdlib>
#include <iostream>

int main(int argc, char* argv[])
{
  if (argc != 4)
  {
    std::cerr << "Usage: " << argv[0] << " image.vti curve.vtp straightened.vti\n";
    return EXIT_FAILURE;
  }
  vtkNew<vtkXMLImageDataReader> image;
  image->SetFileName(argv[1]);
  vtkNew<vtkXMLPolyDataReader> curve;
  curve->SetFileName(argv[2]);

  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputConnection(image->GetOutputPort());
  reformat->SetCurveConnection(curve->GetOutputPort());
  reformat->SetSpacing(0.75, 0.75, 0.75); // mm
  reformat->SetSliceDimensions(81, 81);   // pixels
  reformat->SetBackgroundValue(-1024.0);  // air
  if (!reformat->GetExecutive()->Update())
  {
    return EXIT_FAILURE; // an error message has said why
  }

  vtkNew<vtkXMLImageDataWriter> writer;
  writer->SetInputConnection(reformat->GetOutputPort());
  writer->SetFileName(argv[3]);
  writer->SetDataModeToBinary();
  return writer->Write() ? EXIT_SUCCESS : EXIT_FAILURE;
}
