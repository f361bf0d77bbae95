// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ImagePieces.h"

#include "../Input/PipelineInput.h"
#include "../Sampling/OutputMemory.h"
#include "PieceExchange.h"
#include "Ranks.h"

#include "vtkAlgorithm.h"
#include "vtkAlgorithmOutput.h"
#include "vtkFieldData.h"
#include "vtkInformation.h"
#include "vtkInformationIntegerVectorKey.h"
#include "vtkInformationVector.h"
#include "vtkMatrix3x3.h"
#include "vtkNew.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <sstream>
#include <vector>

namespace curvedreformat
{
namespace
{
using Pipeline = vtkStreamingDemandDrivenPipeline;

/** Filters that hand on what is asked of them, and ask no other rank. */
bool PassesRequestsOn(vtkAlgorithm* filter)
{
  if (filter->IsA("vtkCurveImageAlgorithm"))
  {
    return false; // it would have said so
  }
  for (const char* name : { "vtkThreadedImageAlgorithm", "vtkPVPostFilter", "vtkArrayCalculator",
         "vtkPassArrays", "vtkAssignAttribute", "vtkPassThrough" })
  {
    if (filter->IsA(name))
    {
      return true;
    }
  }
  return false;
}

/**
 * Readers of which all ranks have to read together, since they open the file together. They say
 * that any part can be asked for, but a rank that has its part already would not come along.
 */
bool ReadsTogether(vtkAlgorithm* producer)
{
  return producer->IsA("vtkMPIImageReader");
}

/**
 * Whether any rank can be given any part. A source says so itself; the word gets lost at the first
 * filter behind it. Other filters may do anything, such as wait for the other ranks until all have
 * been asked for the same: not to be risked.
 */
bool CanBeAskedForAnyPart(vtkAlgorithmOutput* connection)
{
  while (connection)
  {
    vtkAlgorithm* producer = connection->GetProducer();
    if (ReadsTogether(producer))
    {
      return false;
    }
    if (producer->GetOutputInformation(connection->GetIndex())
          ->Get(vtkAlgorithm::CAN_PRODUCE_SUB_EXTENT()) != 0)
    {
      return true;
    }
    if (!PassesRequestsOn(producer) || producer->GetTotalNumberOfInputConnections() != 1)
    {
      return false;
    }
    connection = producer->GetInputConnection(0, 0);
  }
  return false;
}

Extent WholeExtentOf(vtkInformation* info)
{
  Extent whole = NoExtent;
  if (info->Has(Pipeline::WHOLE_EXTENT()))
  {
    info->Get(Pipeline::WHOLE_EXTENT(), whole.data());
  }
  return IsEmpty(whole) ? NoExtent : whole;
}

/** Origin, spacing and direction matrix: 15 numbers. */
std::vector<double> PlaceOf(vtkImageData* image)
{
  std::vector<double> place(15);
  image->GetOrigin(place.data());
  image->GetSpacing(&place[3]);
  std::copy_n(image->GetDirectionMatrix()->GetData(), 9, &place[6]);
  return place;
}

std::string Triple(const double* v)
{
  std::ostringstream text;
  text << "(" << v[0] << ", " << v[1] << ", " << v[2] << ")";
  return text.str();
}

/** The sentence that says in what two pieces differ, but for rounding. */
std::string Compare(const double* a, int rankOfA, const double* b, int rankOfB)
{
  constexpr double rounding = 1e-6;
  const char* what = nullptr;
  int at = 0;
  for (int i = 0; i < 15 && !what; ++i)
  {
    const double scale = i < 6 ? std::abs(a[3 + i % 3]) : 1.0;
    if (!(std::abs(a[i] - b[i]) <= rounding * scale))
    {
      what = i < 3 ? "origin" : (i < 6 ? "spacing" : "a row of the direction matrix");
      at = i - i % 3;
    }
  }
  if (!what)
  {
    return std::string();
  }
  std::ostringstream text;
  text << "Image has " << what << " " << Triple(a + at) << " on rank " << rankOfA << ", but "
       << Triple(b + at) << " on rank " << rankOfB
       << "; its pieces must have the same origin, spacing and direction.";
  return text.str();
}
}

//------------------------------------------------------------------------------
bool ImagePieces::Find(
  const Ranks& ranks, vtkAlgorithm* self, int port, vtkInformationVector** inputVector)
{
  this->There = false;
  this->Sample = nullptr;
  if (!ranks.AreSeveral() || self->GetNumberOfInputConnections(port) < 1)
  {
    return false;
  }
  const Extent whole = WholeExtentOf(inputVector[port]->GetInformationObject(0));
  std::vector<int> mine(whole.begin(), whole.end());
  mine.push_back(CanBeAskedForAnyPart(self->GetInputConnection(port, 0)) ? 1 : 0);
  const std::vector<int> all = ranks.Gather(mine);
  for (std::size_t i = 0; i < all.size(); i += mine.size())
  {
    this->There =
      this->There || all[i + 6] == 0 || !std::equal(all.begin(), all.begin() + 6, all.begin() + i);
  }
  return this->There;
}

//------------------------------------------------------------------------------
void ImagePieces::Request(const Ranks& ranks, int port, vtkInformationVector** inputVector) const
{
  RequestImagePiece(port, ranks.Mine(), ranks.Count(), inputVector);
}

//------------------------------------------------------------------------------
std::string ImagePieces::Locate(const Ranks& ranks, vtkAlgorithm* self, int port,
  vtkInformationVector** inputVector, ImageGeometry& geometry)
{
  vtkImageData* piece = UpdateImagePiece(self, port, ranks.Mine(), ranks.Count(), inputVector);
  const Extent own = WholeExtentOf(inputVector[port]->GetInformationObject(0));
  const bool some = piece && piece->GetNumberOfPoints() > 0;

  std::vector<int> mine(own.begin(), own.end());
  mine.push_back(some ? 1 : 0);
  mine.push_back(some ? piece->GetFieldData()->GetNumberOfArrays() : 0);
  const std::vector<int> all = ranks.Gather(mine);
  const std::vector<double> places =
    ranks.Gather(some ? PlaceOf(piece) : std::vector<double>(15, 0.0));

  Extent whole = NoExtent;
  int root = -1;
  std::string error;
  for (int rank = 0; rank < ranks.Count(); ++rank)
  {
    const int* values = &all[8 * rank];
    Extent e;
    std::copy_n(values, 6, e.begin());
    if (!IsEmpty(e))
    {
      whole = IsEmpty(whole) ? e : Joined(whole, e);
    }
    if (values[6] != 0)
    {
      root = root < 0 ? rank : root;
      error = error.empty() ? Compare(&places[15 * root], root, &places[15 * rank], rank) : error;
    }
  }
  if (!error.empty())
  {
    return error;
  }
  if (root < 0)
  {
    return geometry.Name + " has no voxels on any rank; give an image with data.";
  }
  const double* place = &places[15 * root];
  error = geometry.Set(whole.data(), place, place + 3, place + 6);
  this->Geometry = geometry;

  this->Sample = vtkSmartPointer<vtkImageData>::New();
  if (all[8 * root + 7] > 0)
  {
    vtkNew<vtkImageData> carrier;
    if (root == ranks.Mine())
    {
      // without a voxel it would go as text, and lose digits
      carrier->SetDimensions(1, 1, 1);
      carrier->GetFieldData()->ShallowCopy(piece->GetFieldData());
    }
    ranks.Broadcast(carrier, root);
    this->Sample->GetFieldData()->ShallowCopy(carrier->GetFieldData());
  }
  this->Sample->SetDimensions(1, 1, 1);
  return error;
}

//------------------------------------------------------------------------------
std::string ImagePieces::Bring(const Ranks& ranks, vtkImageData* piece, const int needed[6],
  vtkSmartPointer<vtkImageData>& image) const
{
  image = nullptr;
  Piece mine;
  const bool some = piece->GetNumberOfPoints() > 0;
  Extent has = NoExtent;
  Extent needs;
  std::copy_n(needed, 6, needs.begin());
  if (some)
  {
    piece->GetExtent(has.data());
  }
  // gathered as numbers
  std::vector<int> numbers;
  vtkIdType counts[2];
  for (const int kind : { Points, Cells })
  {
    mine.Has[kind] = ExtentOf(has, kind, this->Geometry);
    mine.Needs[kind] = ExtentOf(needs, kind, this->Geometry);
    counts[kind] = CountOf(mine.Has[kind]);
    mine.Flagged[kind] = FlagsOf(piece, kind, counts[kind]) != nullptr;
    numbers.insert(numbers.end(), mine.Has[kind].begin(), mine.Has[kind].end());
    numbers.insert(numbers.end(), mine.Needs[kind].begin(), mine.Needs[kind].end());
    numbers.push_back(mine.Flagged[kind] ? 1 : 0);
  }
  const std::vector<int> all = ranks.Gather(numbers);
  const std::vector<double> places =
    ranks.Gather(some ? PlaceOf(piece) : std::vector<double>(15, 0.0));
  const std::vector<std::string> descriptions =
    ranks.Gather(some ? Write(Describe(piece, counts)) : std::string());

  std::vector<Piece> pieces(ranks.Count());
  std::vector<Description> arrays;
  int root = -1;
  std::string error;
  for (int rank = 0; rank < ranks.Count(); ++rank)
  {
    const int* values = &all[26 * rank];
    for (const int kind : { Points, Cells })
    {
      std::copy_n(values + 13 * kind, 6, pieces[rank].Has[kind].begin());
      std::copy_n(values + 13 * kind + 6, 6, pieces[rank].Needs[kind].begin());
      pieces[rank].Flagged[kind] = values[13 * kind + 12] != 0;
    }
    if (IsEmpty(pieces[rank].Has[Points]))
    {
      continue;
    }
    const std::vector<Description> theirs = Read(descriptions[rank]);
    if (root < 0)
    {
      root = rank;
      arrays = theirs;
    }
    error = error.empty() ? Compare(&places[15 * root], root, &places[15 * rank], rank) : error;
    for (Description& array : arrays)
    {
      array.Usable = array.Usable &&
        std::any_of(theirs.begin(), theirs.end(),
          [&array](const Description& other) { return other.Usable && array.IsLike(other); });
    }
  }
  const bool cells = std::any_of(arrays.begin(), arrays.end(),
    [](const Description& array) { return array.Usable && array.Kind == Cells; });
  error = error.empty() ? FindGap(pieces, cells) : error;
  if (!error.empty())
  {
    return error; // the same on all ranks
  }

  // Where all is there already, the piece itself will do.
  const bool enough = Holds(mine.Has[Points], mine.Needs[Points]) && !mine.Flagged[Points] &&
    (!cells || (Holds(mine.Has[Cells], mine.Needs[Cells]) && !mine.Flagged[Cells]));
  auto brought = vtkSmartPointer<vtkImageData>::New();
  double place[15];
  this->Geometry.Origin.CopyTo(place);
  brought->SetOrigin(place);
  brought->SetSpacing(this->Geometry.Spacing);
  brought->SetDirectionMatrix(this->Geometry.Direction);
  brought->SetExtent((enough ? has : needs).data());
  PieceExchange exchange(ranks, pieces, arrays, piece, brought, enough);
  try
  {
    error = CheckMemory(exchange.Plan());
    if (error.empty())
    {
      exchange.Allocate();
    }
  }
  catch (const std::bad_alloc&)
  {
    error =
      "Not enough memory for the part of the image that is needed; use more ranks, or choose a "
      "smaller output.";
  }
  error = ranks.Agree(error);
  if (!error.empty())
  {
    return error;
  }
  exchange.Run();
  if (this->Sample)
  {
    brought->GetFieldData()->ShallowCopy(this->Sample->GetFieldData());
  }
  image = brought;
  return std::string();
}
}
