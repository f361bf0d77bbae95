// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkCurvedPlanarReformat.h"
#include "vtkExecutive.h"
#include "vtkNew.h"
#include "vtkReformatProfile.h"
#include "vtkTable.h"
#include "vtkVariant.h"
#include "vtkXMLImageDataReader.h"
#include "vtkXMLPolyDataReader.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>

int main(int argc, char* argv[])
{
  if (argc != 10)
  {
    std::cerr << "Usage: " << argv[0]
              << " image.vti curve.vtp LOWER UPPER RADIUS FROM TO BEGIN END\n"
                 "  values of the channel, how far from the curve it may be, the reference and "
                 "where to search (arc lengths)\n";
    return EXIT_FAILURE;
  }
  double number[10];
  for (int i = 3; i < argc; ++i)
  {
    number[i] = std::atof(argv[i]);
  }
  const double radius = number[5];

  vtkNew<vtkXMLImageDataReader> image;
  image->SetFileName(argv[1]);
  vtkNew<vtkXMLPolyDataReader> curve;
  curve->SetFileName(argv[2]);

  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputConnection(image->GetOutputPort());
  reformat->SetCurveConnection(curve->GetOutputPort());
  reformat->SetSliceSize(3.0 * radius, 3.0 * radius);
  reformat->SetSpacing(0.0375 * radius, 0.0375 * radius, 0.0375 * radius);
  reformat->SetBackgroundValue(-1024.0);
  vtkNew<vtkReformatProfile> profile;
  profile->SetInputConnection(reformat->GetOutputPort());
  profile->SetRegionToThresholdRange();
  profile->SetThresholdRange(number[3], number[4]);
  profile->SetRadius(radius);
  profile->SetConnectedToCurve(false); // the channel is beside the curve, a speck may be nearer
  if (!profile->GetExecutive()->Update())
  {
    std::cerr << "The image could not be measured.\n"; // an error message has said why
    return EXIT_FAILURE;
  }
  vtkTable* table = profile->GetOutput();

  double sum = 0.0;
  int count = 0;
  double narrowest = -1.0;
  double place = 0.0;
  for (vtkIdType row = 0; row < table->GetNumberOfRows(); ++row)
  {
    const double s = table->GetValueByName(row, "arc_length").ToDouble();
    const double area = table->GetValueByName(row, "Area").ToDouble();
    if (s >= number[6] && s <= number[7])
    {
      sum += area;
      ++count;
    }
    if (s >= number[8] && s <= number[9] && (narrowest < 0.0 || area < narrowest))
    {
      narrowest = area;
      place = s;
    }
  }
  if (sum <= 0.0 || narrowest < 0.0)
  {
    std::cerr << "There is nothing to measure between these arc lengths.\n";
    return EXIT_FAILURE;
  }
  const double healthy = sum / count;
  std::printf("reference %.1f, narrowest %.1f at %.2f, stenosis %.1f %%\n", healthy, narrowest,
    place, 100.0 * (1.0 - narrowest / healthy));
  return EXIT_SUCCESS;
}
