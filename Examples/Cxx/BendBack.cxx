// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkArrayCalculator.h"
#include "vtkContourFilter.h"
#include "vtkDataArray.h"
#include "vtkDataObject.h"
#include "vtkDataSet.h"
#include "vtkExecutive.h"
#include "vtkImageData.h"
#include "vtkInverseCurvedPlanarReformat.h"
#include "vtkNew.h"
#include "vtkPointData.h"
#include "vtkStraightenDataSet.h"
#include "vtkXMLImageDataReader.h"
#include "vtkXMLImageDataWriter.h"
#include "vtkXMLPolyDataReader.h"
#include "vtkXMLPolyDataWriter.h"

#include <cstdlib>
#include <iostream>
#include <string>

namespace
{
bool Read(vtkXMLReader* reader, const char* fileName)
{
  reader->SetFileName(fileName);
  if (!reader->GetExecutive()->Update() || reader->GetErrorCode())
  {
    std::cerr << fileName << " could not be read.\n";
    return false;
  }
  return true;
}

bool Write(vtkXMLWriter* writer, vtkAlgorithm* source, const char* fileName)
{
  if (!source->GetExecutive()->Update())
  {
    std::cerr << fileName << " could not be made.\n"; // an error message has said why
    return false;
  }
  writer->SetInputConnection(source->GetOutputPort());
  writer->SetFileName(fileName);
  writer->SetDataModeToBinary();
  writer->Write();
  if (writer->GetErrorCode())
  {
    std::cerr << fileName << " could not be written.\n";
    return false;
  }
  return true;
}
}

int main(int argc, char* argv[])
{
  if (argc < 7 || argc > 12)
  {
    std::cerr << "Usage: " << argv[0]
              << " straightened.vti image.vti curve.vtp label.vti model.vtp straight-model.vtp\n"
                 "  [array [threshold [begin [end [radius]]]]], which are HU 400 80 170 15 unless "
                 "given\n";
    return EXIT_FAILURE;
  }
  const std::string array = argc > 7 ? argv[7] : "HU";
  const std::string threshold = argc > 8 ? argv[8] : "400";
  const std::string begin = argc > 9 ? argv[9] : "80";
  const std::string end = argc > 10 ? argv[10] : "170";
  const std::string radius = argc > 11 ? argv[11] : "15";

  vtkNew<vtkXMLImageDataReader> straightened;
  vtkNew<vtkXMLImageDataReader> image;
  vtkNew<vtkXMLPolyDataReader> curve;
  if (!Read(straightened, argv[1]) || !Read(image, argv[2]) || !Read(curve, argv[3]))
  {
    return EXIT_FAILURE;
  }
  if (!straightened->GetOutput()->GetPointData()->GetArray(array.c_str()))
  {
    std::cerr << "There is no point array \"" << array << "\" in " << argv[1] << ".\n";
    return EXIT_FAILURE;
  }

  // Draw in the straightened image: what is bright and near the curve, in a range along it.
  vtkNew<vtkArrayCalculator> drawn;
  drawn->SetInputConnection(straightened->GetOutputPort());
  drawn->AddScalarVariable("value", array.c_str());
  drawn->AddCoordinateScalarVariable("coordsX", 0);
  drawn->AddCoordinateScalarVariable("coordsY", 1);
  drawn->AddCoordinateScalarVariable("coordsZ", 2);
  const std::string function = "(value > " + threshold + ") * (coordsX^2 + coordsY^2 < (" + radius +
    ")^2) * (coordsZ > " + begin + ") * (coordsZ < " + end + ")";
  drawn->SetFunction(function.c_str());
  drawn->SetResultArrayName("Label");
  drawn->SetResultArrayType(VTK_UNSIGNED_CHAR);
  drawn->Update();
  vtkDataArray* result = drawn->GetDataSetOutput()->GetPointData()->GetArray("Label");
  if (!result || result->GetRange()[1] < 1.0)
  {
    std::cerr << "Nothing is drawn: no voxel is above the threshold, in the range and in the "
                 "radius.\n";
    return EXIT_FAILURE;
  }

  // Bend it back onto the grid of the image. The curve comes with the straightened image.
  vtkNew<vtkInverseCurvedPlanarReformat> label;
  label->SetInputConnection(drawn->GetOutputPort());
  label->SetReferenceConnection(image->GetOutputPort());
  label->SetInterpolationToNearest(); // labels stay labels
  vtkNew<vtkXMLImageDataWriter> labelWriter;
  if (!Write(labelWriter, label, argv[4]))
  {
    return EXIT_FAILURE;
  }

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
  if (!Write(modelWriter, model, argv[5]))
  {
    return EXIT_FAILURE;
  }

  // And the other way, as any model of the world: into the straightened image.
  vtkNew<vtkStraightenDataSet> straight;
  straight->SetInputConnection(model->GetOutputPort());
  straight->SetCurveConnection(curve->GetOutputPort());
  return Write(modelWriter, straight, argv[6]) ? EXIT_SUCCESS : EXIT_FAILURE;
}
