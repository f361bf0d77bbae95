// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkArrayCalculator.h"
#include "vtkContourFilter.h"
#include "vtkDataObject.h"
#include "vtkInverseCurvedPlanarReformat.h"
#include "vtkNew.h"
#include "vtkStraightenDataSet.h"
#include "vtkXMLImageDataReader.h"
#include "vtkXMLImageDataWriter.h"
#include "vtkXMLPolyDataReader.h"
#include "vtkXMLPolyDataWriter.h"

#include <cstdlib>
#include <iostream>

namespace
{
bool Write(vtkXMLWriter* writer, vtkAlgorithm* source, const char* fileName)
{
  writer->SetInputConnection(source->GetOutputPort());
  writer->SetFileName(fileName);
  writer->SetDataModeToBinary();
  return writer->Write() != 0;
}
}

int main(int argc, char* argv[])
{
  if (argc != 7)
  {
    std::cerr << "Usage: " << argv[0]
              << " straightened.vti image.vti curve.vtp label.vti model.vtp straight-model.vtp\n";
    return EXIT_FAILURE;
  }
  vtkNew<vtkXMLImageDataReader> straightened;
  straightened->SetFileName(argv[1]);
  vtkNew<vtkXMLImageDataReader> image;
  image->SetFileName(argv[2]);
  vtkNew<vtkXMLPolyDataReader> curve;
  curve->SetFileName(argv[3]);

  // Draw in the straightened image: what is bright within 15 mm of the curve, from 80 to 170 mm.
  vtkNew<vtkArrayCalculator> drawn;
  drawn->SetInputConnection(straightened->GetOutputPort());
  drawn->AddScalarArrayName("HU");
  drawn->AddCoordinateScalarVariable("coordsX", 0);
  drawn->AddCoordinateScalarVariable("coordsY", 1);
  drawn->AddCoordinateScalarVariable("coordsZ", 2);
  drawn->SetFunction(
    "(HU > 400) * (coordsX^2 + coordsY^2 < 225) * (coordsZ > 80) * (coordsZ < 170)");
  drawn->SetResultArrayName("Label");
  drawn->SetResultArrayType(VTK_UNSIGNED_CHAR);

  // Bend it back onto the grid of the image. The curve comes with the straightened image.
  vtkNew<vtkInverseCurvedPlanarReformat> label;
  label->SetInputConnection(drawn->GetOutputPort());
  label->SetReferenceConnection(image->GetOutputPort());
  label->SetInterpolationToNearest(); // labels stay labels
  vtkNew<vtkXMLImageDataWriter> labelWriter;
  bool written = Write(labelWriter, label, argv[4]);

  // Bend its surface back, too: a model of the label in the world.
  vtkNew<vtkContourFilter> surface;
  surface->SetInputConnection(drawn->GetOutputPort());
  surface->SetInputArrayToProcess(0, 0, 0, vtkDataObject::FIELD_ASSOCIATION_POINTS, "Label");
  surface->SetValue(0, 0.5);
  surface->ComputeNormalsOff();
  vtkNew<vtkStraightenDataSet> model;
  model->SetInputConnection(surface->GetOutputPort());
  model->SetCurveConnection(curve->GetOutputPort());
  model->SetDirectionToStraightenedToWorld();
  vtkNew<vtkXMLPolyDataWriter> modelWriter;
  written = Write(modelWriter, model, argv[5]) && written;

  // And the other way, as any model of the world: into the straightened image.
  vtkNew<vtkStraightenDataSet> straight;
  straight->SetInputConnection(model->GetOutputPort());
  straight->SetCurveConnection(curve->GetOutputPort());
  written = Write(modelWriter, straight, argv[6]) && written;
  return written ? EXIT_SUCCESS : EXIT_FAILURE;
}
