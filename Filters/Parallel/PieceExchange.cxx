// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "PieceExchange.h"

#include "../Sampling/OutputMemory.h"
#include "Ranks.h"

#include "vtkDataArray.h"
#include "vtkDataSetAttributes.h"
#include "vtkUnsignedCharArray.h"

#include <algorithm>
#include <cstring>

namespace curvedreformat
{
//------------------------------------------------------------------------------
PieceExchange::PieceExchange(const Ranks& ranks, const std::vector<Piece>& pieces,
  const std::vector<Description>& arrays, vtkImageData* piece, vtkImageData* image, bool keeps)
  : Processes(ranks)
  , Pieces(pieces)
  , Mine(pieces[ranks.Mine()])
  , Arrays(arrays)
  , From(piece)
  , To(image)
  , Keeps(keeps)
{
  for (const Description& array : arrays)
  {
    this->WithCells = this->WithCells || (array.Usable && array.Kind == Cells);
  }
}

//------------------------------------------------------------------------------
double PieceExchange::Plan()
{
  const int me = this->Processes.Mine();
  double tupleSizes[2] = { 1.0, 1.0 }; // flags are one byte
  for (const Description& array : this->Arrays)
  {
    if (array.Usable)
    {
      tupleSizes[array.Kind] = std::max(tupleSizes[array.Kind], array.TupleSize());
    }
  }
  this->Transfers.resize(this->Pieces.size());
  for (int to = 0; to < this->Processes.Count(); ++to)
  {
    for (const Transfer& transfer : TransfersTo(to, this->Pieces, this->WithCells))
    {
      if (to != me && transfer.From != me)
      {
        continue;
      }
      if (to == me && this->Keeps)
      {
        continue;
      }
      this->Transfers[to].push_back(transfer);
      this->Gives[transfer.Kind] = this->Gives[transfer.Kind] || transfer.From == me;
      this->BufferSize = std::max(
        this->BufferSize, static_cast<double>(CountOf(transfer.Part)) * tupleSizes[transfer.Kind]);
      this->Judges[transfer.Kind] = this->Judges[transfer.Kind] ||
        (to == me && this->Pieces[transfer.From].Flagged[transfer.Kind]);
    }
  }
  for (const Transfer& transfer : this->Transfers[me])
  {
    if (this->Judges[transfer.Kind])
    {
      this->BetterSize = std::max(this->BetterSize, CountOf(transfer.Part));
    }
  }

  double bytes = this->BufferSize + static_cast<double>(this->BetterSize);
  for (const int kind : { Points, Cells })
  {
    bytes += this->Judges[kind] ? static_cast<double>(CountOf(this->Mine.Needs[kind])) : 0.0;
  }
  for (const Description& array : this->Arrays)
  {
    if (!array.Usable)
    {
      continue;
    }
    if (!this->Keeps)
    {
      bytes += static_cast<double>(CountOf(this->Mine.Needs[array.Kind])) * array.TupleSize();
    }
    vtkDataArray* own = this->Find(array);
    if (this->UsesOwn(array) && own && !IsPlain(own, array.Type))
    {
      bytes += static_cast<double>(own->GetNumberOfTuples()) * array.TupleSize();
    }
  }
  return bytes;
}

//------------------------------------------------------------------------------
void PieceExchange::Allocate()
{
  for (const Description& array : this->Arrays)
  {
    vtkDataArray* own = this->Find(array);
    this->Owned.push_back(array.Usable && own && this->UsesOwn(array)
        ? Plain(own, array.Type)
        : vtkSmartPointer<vtkDataArray>());
    if (array.Usable && this->Keeps)
    {
      this->Add(array, this->Owned.back());
      continue;
    }
    vtkSmartPointer<vtkAbstractArray> out;
    out.TakeReference(vtkAbstractArray::CreateArray(array.Type));
    out->SetName(array.Named ? array.Name.c_str() : nullptr);
    out->SetNumberOfComponents(std::max(array.Components, 1));
    for (std::size_t c = 0; c < array.ComponentNames.size(); ++c)
    {
      out->SetComponentName(static_cast<vtkIdType>(c), array.ComponentNames[c].c_str());
    }
    // Whoever samples the image says which arrays do not hold a number for every voxel.
    const vtkIdType tuples = array.Usable ? CountOf(this->Mine.Needs[array.Kind]) : 0;
    if (auto* numbers = vtkArrayDownCast<vtkDataArray>(out))
    {
      AllocateTuples(numbers, tuples);
    }
    else
    {
      out->SetNumberOfTuples(tuples);
    }
    this->Add(array, out);
  }
  for (const int kind : { Points, Cells })
  {
    if (this->Judges[kind])
    {
      this->Trusts[kind].assign(CountOf(this->Mine.Needs[kind]), None);
    }
  }
  this->Buffer.reserve(static_cast<std::size_t>(this->BufferSize));
  this->Better.reserve(this->BetterSize);
}

//------------------------------------------------------------------------------
void PieceExchange::Run()
{
  const int me = this->Processes.Mine();
  this->Move(me, me, [this](const Transfer& transfer) { this->Copy(transfer); });
  // In each round a rank has one partner, and all go through the rounds in the same order, so
  // that no two ever wait for each other.
  int rounds = 1;
  while (rounds < this->Processes.Count())
  {
    rounds *= 2;
  }
  for (int round = 1; round < rounds; ++round)
  {
    const int partner = me ^ round;
    if (partner >= this->Processes.Count())
    {
      continue;
    }
    const bool isLower = me < partner;
    for (const bool sends : { isLower, !isLower })
    {
      if (sends)
      {
        this->Move(me, partner, [&](const Transfer& transfer) { this->Send(transfer, partner); });
      }
      else
      {
        this->Move(partner, me, [&](const Transfer& transfer) { this->Receive(transfer); });
      }
    }
  }
}

//------------------------------------------------------------------------------
void PieceExchange::Add(const Description& array, vtkAbstractArray* out)
{
  vtkDataSetAttributes* data = DataOf(this->To, array.Kind);
  const int index = data->AddArray(out);
  if (array.Attribute >= 0)
  {
    data->SetActiveAttribute(index, array.Attribute);
  }
  this->Filled.emplace_back(vtkDataArray::SafeDownCast(out));
}

//------------------------------------------------------------------------------
template <typename Function>
void PieceExchange::Move(int from, int to, Function function)
{
  for (const Transfer& transfer : this->Transfers[to])
  {
    if (transfer.From == from)
    {
      function(transfer);
    }
  }
}

//------------------------------------------------------------------------------
const unsigned char* PieceExchange::Pack(vtkDataArray* array, const Transfer& transfer)
{
  const std::size_t size =
    static_cast<std::size_t>(array->GetNumberOfComponents()) * array->GetDataTypeSize();
  this->Buffer.resize(size * CountOf(transfer.Part));
  const unsigned char* from = BytesOf(array);
  ForRows(transfer.Part, this->Mine.Has[transfer.Kind], transfer.Part,
    [&](vtkIdType own, vtkIdType packed, int count)
    { std::memcpy(&this->Buffer[size * packed], from + size * own, size * count); });
  return this->Buffer.data();
}

//------------------------------------------------------------------------------
void PieceExchange::Judge(const Transfer& transfer, const unsigned char* flags)
{
  this->Better.clear();
  std::vector<unsigned char>& trusts = this->Trusts[transfer.Kind];
  if (trusts.empty())
  {
    return;
  }
  this->Better.resize(CountOf(transfer.Part));
  ForRows(transfer.Part, this->Mine.Needs[transfer.Kind], transfer.Part,
    [&](vtkIdType own, vtkIdType packed, int count)
    {
      for (int i = 0; i < count; ++i)
      {
        const Trust trust = flags ? TrustIn(flags[packed + i], transfer.Kind) : Real;
        this->Better[packed + i] = trust > trusts[own + i] ? 1 : 0;
        trusts[own + i] = std::max<unsigned char>(trusts[own + i], trust);
      }
    });
}

//------------------------------------------------------------------------------
void PieceExchange::Unpack(const unsigned char* from, const Transfer& transfer, vtkDataArray* array)
{
  const std::size_t size =
    static_cast<std::size_t>(array->GetNumberOfComponents()) * array->GetDataTypeSize();
  unsigned char* to = BytesOf(array);
  ForRows(transfer.Part, this->Mine.Needs[transfer.Kind], transfer.Part,
    [&](vtkIdType own, vtkIdType packed, int count)
    {
      if (this->Better.empty())
      {
        std::memcpy(to + size * own, from + size * packed, size * count);
        return;
      }
      for (int i = 0; i < count; ++i)
      {
        if (this->Better[packed + i])
        {
          std::memcpy(to + size * (own + i), from + size * (packed + i), size);
        }
      }
    });
}

//------------------------------------------------------------------------------
vtkUnsignedCharArray* PieceExchange::Flags(int kind) const
{
  return this->Mine.Flagged[kind]
    ? vtkUnsignedCharArray::SafeDownCast(
        DataOf(this->From, kind)->GetAbstractArray(vtkDataSetAttributes::GhostArrayName()))
    : nullptr;
}

//------------------------------------------------------------------------------
vtkDataArray* PieceExchange::Find(const Description& array) const
{
  vtkDataSetAttributes* data = DataOf(this->From, array.Kind);
  for (int i = 0; i < data->GetNumberOfArrays(); ++i)
  {
    vtkDataArray* own = data->GetArray(i);
    if (own && array.Named == (own->GetName() != nullptr) && array.Name == NameOf(data, i))
    {
      return own;
    }
  }
  return nullptr;
}

//------------------------------------------------------------------------------
template <typename Function>
void PieceExchange::ForArrays(const Transfer& transfer, Function function)
{
  for (std::size_t i = 0; i < this->Arrays.size(); ++i)
  {
    if (this->Arrays[i].Usable && this->Arrays[i].Kind == transfer.Kind)
    {
      function(this->Owned[i].Get(), this->Filled[i].Get());
    }
  }
}

//------------------------------------------------------------------------------
void PieceExchange::Copy(const Transfer& transfer)
{
  vtkUnsignedCharArray* flags = this->Flags(transfer.Kind);
  this->Judge(transfer, flags ? this->Pack(flags, transfer) : nullptr);
  this->ForArrays(transfer,
    [&](vtkDataArray* own, vtkDataArray* filled)
    { this->Unpack(this->Pack(own, transfer), transfer, filled); });
}

//------------------------------------------------------------------------------
void PieceExchange::Send(const Transfer& transfer, int partner)
{
  if (vtkUnsignedCharArray* flags = this->Flags(transfer.Kind))
  {
    this->Pack(flags, transfer);
    this->Processes.Send(this->Buffer.data(), this->Buffer.size(), partner);
  }
  this->ForArrays(transfer,
    [&](vtkDataArray* own, vtkDataArray*)
    {
      this->Pack(own, transfer);
      this->Processes.Send(this->Buffer.data(), this->Buffer.size(), partner);
    });
}

//------------------------------------------------------------------------------
void PieceExchange::Receive(const Transfer& transfer)
{
  const vtkIdType count = CountOf(transfer.Part);
  const bool flagged = this->Pieces[transfer.From].Flagged[transfer.Kind];
  if (flagged)
  {
    this->Buffer.resize(count);
    this->Processes.Receive(this->Buffer.data(), count, transfer.From);
  }
  this->Judge(transfer, flagged ? this->Buffer.data() : nullptr);
  this->ForArrays(transfer,
    [&](vtkDataArray*, vtkDataArray* filled)
    {
      this->Buffer.resize(static_cast<std::size_t>(count) * filled->GetNumberOfComponents() *
        filled->GetDataTypeSize());
      this->Processes.Receive(this->Buffer.data(), this->Buffer.size(), transfer.From);
      this->Unpack(this->Buffer.data(), transfer, filled);
    });
}
}
