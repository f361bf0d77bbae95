// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The voxels of pieces on their way between ranks.
 */
#ifndef PieceExchange_h
#define PieceExchange_h

#include "PieceArrays.h"

#include "vtkImageData.h"
#include "vtkSmartPointer.h"

#include <vector>

class vtkAbstractArray;

namespace curvedreformat
{
class Ranks;

/**
 * The arrays of a rank's piece, and those that it fills. What takes memory is done before Run(), so
 * that ranks can agree on whether to run: one that stopped in the middle would leave others
 * waiting.
 */
class PieceExchange
{
public:
  /** With `keeps`, the rank has all that it needs, and only gives. */
  PieceExchange(const Ranks& ranks, const std::vector<Piece>& pieces,
    const std::vector<Description>& arrays, vtkImageData* piece, vtkImageData* image, bool keeps);

  /** Find out who sends what to whom, and how many bytes that takes here. May run out of memory. */
  double Plan();

  /** Make the arrays to fill, and all that Run() works with. May run out of memory. */
  void Allocate();

  void Run();

private:
  void Add(const Description& array, vtkAbstractArray* out);

  template <typename Function>
  void Move(int from, int to, Function function);

  /** Some rows of the rank's own piece, packed. */
  const unsigned char* Pack(vtkDataArray* array, const Transfer& transfer);

  /** Which of the voxels that come are better than those that have come; all of them, mostly. */
  void Judge(const Transfer& transfer, const unsigned char* flags);

  void Unpack(const unsigned char* from, const Transfer& transfer, vtkDataArray* array);

  vtkUnsignedCharArray* Flags(int kind) const;

  /** The array of the rank's piece; nullptr where it has none. */
  vtkDataArray* Find(const Description& array) const;

  bool UsesOwn(const Description& array) const { return this->Keeps || this->Gives[array.Kind]; }

  template <typename Function>
  void ForArrays(const Transfer& transfer, Function function);

  void Copy(const Transfer& transfer);

  void Send(const Transfer& transfer, int partner);

  void Receive(const Transfer& transfer);

  const Ranks& Processes;
  const std::vector<Piece>& Pieces;
  const Piece& Mine;
  const std::vector<Description>& Arrays;
  vtkImageData* From;
  vtkImageData* To;
  bool Keeps;
  bool WithCells = false;
  std::vector<std::vector<Transfer>> Transfers; // to each rank, from or to this one
  bool Gives[2] = { false, false };             // any of the own voxels move
  bool Judges[2] = { false, false };            // there are flags on what comes
  double BufferSize = 0.0;
  vtkIdType BetterSize = 0;
  std::vector<vtkSmartPointer<vtkDataArray>> Owned; // plain
  std::vector<vtkSmartPointer<vtkDataArray>> Filled;
  std::vector<unsigned char> Trusts[2]; // where there are flags
  std::vector<unsigned char> Better;
  std::vector<unsigned char> Buffer; // one array of one part at a time
};
}

#endif
