// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Straightens a volume that may be larger than the memory: piece by piece along the curve, of which
// each one needs a small brick of the volume only, into one file.
#include "vtkAbstractArray.h"
#include "vtkCallbackCommand.h"
#include "vtkCurvedPlanarReformat.h"
#include "vtkExtentTranslator.h"
#include "vtkImageData.h"
#include "vtkImageReader.h"
#include "vtkInformation.h"
#include "vtkNew.h"
#include "vtkStreamingDemandDrivenPipeline.h"
#include "vtkXMLImageDataWriter.h"
#include "vtkXMLPolyDataReader.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>

namespace
{
const std::map<std::string, int> Types = { { "int8", VTK_SIGNED_CHAR },
  { "uint8", VTK_UNSIGNED_CHAR }, { "int16", VTK_SHORT }, { "uint16", VTK_UNSIGNED_SHORT },
  { "int32", VTK_INT }, { "uint32", VTK_UNSIGNED_INT }, { "float32", VTK_FLOAT },
  { "float64", VTK_DOUBLE } };

constexpr int MostPieces = 4096; // more are only slow

double Voxels(const int extent[6])
{
  return (extent[1] - extent[0] + 1.0) * (extent[3] - extent[2] + 1.0) *
    (extent[5] - extent[4] + 1.0);
}

/** What is in memory at once when the output is made in so many pieces: of the largest one, its
 * voxels with their mask, and the brick of the volume under it. */
double LargestPiece(vtkCurvedPlanarReformat* reformat, int pieces, double bytesPerVoxel)
{
  vtkNew<vtkExtentTranslator> translator; // as the pipeline cuts its pieces
  translator->SetWholeExtent(
    vtkStreamingDemandDrivenPipeline::GetWholeExtent(reformat->GetOutputInformation(0)));
  translator->SetNumberOfPieces(pieces);
  double largest = 0.0;
  for (int piece = 0; piece < pieces; ++piece)
  {
    int slab[6];
    int brick[6];
    translator->SetPiece(piece);
    if (translator->PieceToExtent())
    {
      translator->GetExtent(slab);
      reformat->ComputeInputExtent(slab, brick);
      largest =
        std::max(largest, Voxels(slab) * (bytesPerVoxel + 1.0) + Voxels(brick) * bytesPerVoxel);
    }
  }
  return largest;
}

void CountPiece(vtkObject*, unsigned long, void* done, void*)
{
  std::cout << "\r" << ++*static_cast<int*>(done) << std::flush;
}

int Fail(const std::string& sentence)
{
  std::cerr << sentence << "\n";
  return EXIT_FAILURE;
}
}

int main(int argc, char* argv[])
{
  if (argc != 12 && argc != 13)
  {
    return Fail(std::string("Usage: ") + argv[0] +
      " volume.raw columns rows slices type dx dy dz curve.vtp straightened.vti megabytes "
      "[pixels]\n"
      "  type: int8 uint8 int16 uint16 int32 uint32 float32 float64, low byte first\n"
      "  dx dy dz: the spacing; the first voxel lies at (0, 0, 0)\n"
      "  megabytes: of memory for voxels\n"
      "  pixels: width and height of the slices; else as the curve's Radius or the volume suggest");
  }
  const std::string volumeFile = argv[1];
  const int size[3] = { std::atoi(argv[2]), std::atoi(argv[3]), std::atoi(argv[4]) };
  const auto type = Types.find(argv[5]);
  if (type == Types.end())
  {
    return Fail(std::string("There is no type ") + argv[5] + ".");
  }
  const double bytesPerVoxel = vtkAbstractArray::GetDataTypeSize(type->second);
  const double spacing[3] = { std::atof(argv[6]), std::atof(argv[7]), std::atof(argv[8]) };
  const std::string outputFile = argv[10];
  const double memory = 1e6 * std::atof(argv[11]);
  const int pixels = argc > 12 ? std::atoi(argv[12]) : 0;

  std::error_code error;
  const auto fileSize = static_cast<double>(std::filesystem::file_size(volumeFile, error));
  if (error || fileSize != bytesPerVoxel * size[0] * size[1] * size[2])
  {
    return Fail(volumeFile + " is not a file of that many voxels of that type.");
  }

  vtkNew<vtkImageReader> volume;
  volume->SetFileName(volumeFile.c_str());
  volume->SetFileDimensionality(3);
  volume->SetDataExtent(0, size[0] - 1, 0, size[1] - 1, 0, size[2] - 1);
  volume->SetDataScalarType(type->second);
  volume->SetDataByteOrderToLittleEndian();
  volume->FileLowerLeftOn(); // rows follow each other upwards in y
  volume->SetDataSpacing(spacing);
  volume->ReleaseDataFlagOn(); // a brick goes when it has been straightened

  vtkNew<vtkXMLPolyDataReader> curve;
  curve->SetFileName(argv[9]);

  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputConnection(volume->GetOutputPort());
  reformat->SetCurveConnection(curve->GetOutputPort());
  reformat->SetSliceDimensions(pixels, pixels);

  int extent[6] = { 0, 0, 0, 0, 0, 0 };
  if (!reformat->ComputeInputExtent(extent, extent))
  {
    return Fail("The volume cannot be straightened."); // an error message has said why
  }
  // Where the curve turns, a slab of a few slices may lie over a large brick, so that the number of
  // pieces follows from the bricks and not from the size of the output.
  vtkStreamingDemandDrivenPipeline::GetWholeExtent(reformat->GetOutputInformation(0), extent);
  int pieces = 1;
  double bytes = LargestPiece(reformat, pieces, bytesPerVoxel);
  while (bytes > memory)
  {
    if (pieces == MostPieces)
    {
      return Fail("Even in " + std::to_string(pieces) + " pieces the largest takes " +
        std::to_string(bytes / 1e6) + " MB; give more memory or fewer pixels.");
    }
    pieces *= 2;
    bytes = LargestPiece(reformat, pieces, bytesPerVoxel);
  }
  std::cout << extent[1] + 1 << " x " << extent[3] + 1 << " x " << extent[5] + 1
            << " voxels; pieces: " << pieces << ", of at most " << bytes / 1e6 << " MB\n";

  vtkNew<vtkXMLImageDataWriter> writer;
  writer->SetInputConnection(reformat->GetOutputPort());
  writer->SetFileName(outputFile.c_str());
  writer->SetDataModeToBinary();
  writer->SetNumberOfPieces(pieces);

  int done = 0;
  vtkNew<vtkCallbackCommand> progress;
  progress->SetClientData(&done);
  progress->SetCallback(CountPiece);
  reformat->AddObserver(vtkCommand::EndEvent, progress);
  writer->Write();
  std::cout << " pieces are done\n";
  if (writer->GetErrorCode())
  {
    return Fail(outputFile + " could not be written.");
  }
  if (reformat->GetOutput()->GetNumberOfPoints() == 0)
  {
    return Fail("The volume could not be straightened."); // an error message has said why
  }
  return EXIT_SUCCESS;
}
