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
  reformat->SetBackgroundValue(-1024.0);  // air, for a CT; leave out otherwise
  if (!reformat->GetExecutive()->Update())
  {
    std::cerr << "The image could not be straightened.\n"; // an error message has said why
    return EXIT_FAILURE;
  }

  vtkNew<vtkXMLImageDataWriter> writer;
  writer->SetInputConnection(reformat->GetOutputPort());
  writer->SetFileName(argv[3]);
  writer->SetDataModeToBinary();
  writer->Write();
  if (writer->GetErrorCode())
  {
    std::cerr << argv[3] << " could not be written.\n";
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
