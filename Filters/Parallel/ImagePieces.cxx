// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ImagePieces.h"

#include "../Input/PipelineInput.h"
#include "../Sampling/ImageSampler.h"
#include "../Sampling/OutputMemory.h"
#include "Ranks.h"

#include "vtkAlgorithm.h"
#include "vtkAlgorithmOutput.h"
#include "vtkCellData.h"
#include "vtkDataArray.h"
#include "vtkDataSetAttributes.h"
#include "vtkFieldData.h"
#include "vtkInformation.h"
#include "vtkInformationIntegerVectorKey.h"
#include "vtkInformationVector.h"
#include "vtkMatrix3x3.h"
#include "vtkNew.h"
#include "vtkPointData.h"
#include "vtkStreamingDemandDrivenPipeline.h"
#include "vtkUnsignedCharArray.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <iterator>
#include <new>
#include <sstream>
#include <vector>

namespace curvedreformat
{
namespace
{
using Pipeline = vtkStreamingDemandDrivenPipeline;

// -------------------------------------------------------------------------------------------------
// Extents

using Extent = std::array<int, 6>;

constexpr Extent NoExtent{ { 0, -1, 0, -1, 0, -1 } };

bool IsEmpty(const Extent& e)
{
  return e[0] > e[1] || e[2] > e[3] || e[4] > e[5];
}

Extent Common(const Extent& a, const Extent& b)
{
  Extent c;
  for (int axis = 0; axis < 3; ++axis)
  {
    c[2 * axis] = std::max(a[2 * axis], b[2 * axis]);
    c[2 * axis + 1] = std::min(a[2 * axis + 1], b[2 * axis + 1]);
  }
  return c;
}

Extent Joined(const Extent& a, const Extent& b)
{
  Extent c;
  for (int axis = 0; axis < 3; ++axis)
  {
    c[2 * axis] = std::min(a[2 * axis], b[2 * axis]);
    c[2 * axis + 1] = std::max(a[2 * axis + 1], b[2 * axis + 1]);
  }
  return c;
}

bool Holds(const Extent& a, const Extent& b)
{
  return IsEmpty(b) || Common(a, b) == b;
}

vtkIdType CountOf(const Extent& e)
{
  return IsEmpty(e)
    ? 0
    : static_cast<vtkIdType>(e[1] - e[0] + 1) * (e[3] - e[2] + 1) * (e[5] - e[4] + 1);
}

/** What is left of some extents without another one. */
std::vector<Extent> Without(const std::vector<Extent>& some, const Extent& other)
{
  std::vector<Extent> left;
  for (Extent e : some)
  {
    if (IsEmpty(Common(e, other)))
    {
      left.push_back(e);
      continue;
    }
    for (int axis = 0; axis < 3; ++axis)
    {
      Extent below = e;
      below[2 * axis + 1] = other[2 * axis] - 1;
      Extent above = e;
      above[2 * axis] = other[2 * axis + 1] + 1;
      for (const Extent& part : { below, above })
      {
        if (!IsEmpty(part))
        {
          left.push_back(part);
        }
      }
      e[2 * axis] = std::max(e[2 * axis], other[2 * axis]);
      e[2 * axis + 1] = std::min(e[2 * axis + 1], other[2 * axis + 1]);
    }
  }
  return left;
}

/** Calls the function with every row of an extent: its first index, length, and tuples in two
 * images. */
template <typename Function>
void ForRows(const Extent& extent, const Extent& a, const Extent& b, Function function)
{
  TupleIndex inA;
  TupleIndex inB;
  std::copy(a.begin(), a.end(), inA.Extent);
  std::copy(b.begin(), b.end(), inB.Extent);
  for (int k = extent[4]; k <= extent[5]; ++k)
  {
    for (int j = extent[2]; j <= extent[3]; ++j)
    {
      function(inA(extent[0], j, k), inB(extent[0], j, k), extent[1] - extent[0] + 1);
    }
  }
}

// -------------------------------------------------------------------------------------------------
// Points and cells of an image are alike but for their extents.

enum Kinds
{
  Points = 0,
  Cells = 1
};

vtkDataSetAttributes* DataOf(vtkImageData* image, int kind)
{
  return kind == Points ? static_cast<vtkDataSetAttributes*>(image->GetPointData())
                        : static_cast<vtkDataSetAttributes*>(image->GetCellData());
}

/** The cells between points. An image that is one voxel thick as a whole has cells all the same; a
 * piece that happens to be has none of the whole's. */
Extent ExtentOf(const Extent& points, int kind, const ImageGeometry& whole)
{
  Extent e = points;
  for (int axis = 0; axis < 3 && kind == Cells && !IsEmpty(points); ++axis)
  {
    e[2 * axis + 1] -= whole.Dimensions[axis] > 1 ? 1 : 0;
  }
  return IsEmpty(e) ? NoExtent : e;
}

/** How far a copy of a voxel is to be trusted. */
enum Trust : unsigned char
{
  None = 0,
  Hidden = 1,
  Duplicate = 2,
  Real = 3
};

Trust TrustIn(unsigned char ghost, int kind)
{
  using Ghosts = vtkDataSetAttributes;
  const int hidden = kind == Points ? int(Ghosts::HIDDENPOINT) : int(Ghosts::HIDDENCELL);
  const int duplicate = kind == Points ? int(Ghosts::DUPLICATEPOINT) : int(Ghosts::DUPLICATECELL);
  return (ghost & hidden) ? Hidden : (ghost & duplicate) ? Duplicate : Real;
}

/** The ghost flags of a piece, where any says that a voxel is not to be trusted; else nullptr. */
vtkUnsignedCharArray* FlagsOf(vtkImageData* piece, int kind, vtkIdType count)
{
  auto* flags = vtkUnsignedCharArray::SafeDownCast(
    DataOf(piece, kind)->GetAbstractArray(vtkDataSetAttributes::GhostArrayName()));
  if (!flags || flags->GetNumberOfTuples() < count)
  {
    return nullptr;
  }
  const unsigned char* first = flags->GetPointer(0);
  return std::any_of(first, first + count,
           [kind](unsigned char ghost) { return TrustIn(ghost, kind) != Real; })
    ? flags
    : nullptr;
}

// -------------------------------------------------------------------------------------------------
// Arrays

/** What must be known of an array to make another one like it. */
struct Description
{
  std::string Name;
  bool Named = false;
  int Kind = Points;
  int Type = 0;
  int Components = 1;
  int Attribute = -1;
  bool Usable = false; // a number for every voxel
  std::vector<std::string> ComponentNames;

  double TupleSize() const
  {
    return static_cast<double>(this->Components) * vtkDataArray::GetDataTypeSize(this->Type);
  }

  bool IsLike(const Description& other) const
  {
    return this->Name == other.Name && this->Named == other.Named && this->Kind == other.Kind &&
      this->Type == other.Type && this->Components == other.Components;
  }
};

void Write(std::ostream& out, const std::string& text)
{
  out << text.size() << ' ' << text << ' ';
}

std::string ReadText(std::istream& in)
{
  std::size_t size = 0;
  in >> size;
  in.get();
  std::string text(size, ' ');
  in.read(&text[0], static_cast<std::streamsize>(size));
  return text;
}

std::string Write(const std::vector<Description>& arrays)
{
  std::ostringstream out;
  for (const Description& array : arrays)
  {
    out << array.Named << ' ';
    Write(out, array.Name);
    out << array.Kind << ' ' << array.Type << ' ' << array.Components << ' ' << array.Attribute
        << ' ' << array.Usable << ' ' << array.ComponentNames.size() << ' ';
    for (const std::string& name : array.ComponentNames)
    {
      Write(out, name);
    }
  }
  return out.str();
}

std::vector<Description> Read(const std::string& text)
{
  std::istringstream in(text);
  std::vector<Description> arrays;
  Description array;
  while (in >> array.Named)
  {
    array.Name = ReadText(in);
    std::size_t names = 0;
    in >> array.Kind >> array.Type >> array.Components >> array.Attribute >> array.Usable >> names;
    array.ComponentNames.clear();
    for (std::size_t i = 0; i < names; ++i)
    {
      array.ComponentNames.push_back(ReadText(in));
    }
    arrays.push_back(array);
  }
  return arrays;
}

/** The name of an array; of one without, where it stands. */
std::string NameOf(vtkDataSetAttributes* data, int i)
{
  const char* name = data->GetAbstractArray(i)->GetName();
  return name ? std::string(name) : "array " + std::to_string(i);
}

std::vector<Description> Describe(vtkImageData* piece, const vtkIdType counts[2])
{
  std::vector<Description> arrays;
  for (const int kind : { Points, Cells })
  {
    vtkDataSetAttributes* data = DataOf(piece, kind);
    for (int i = 0; i < data->GetNumberOfArrays(); ++i)
    {
      vtkAbstractArray* any = data->GetAbstractArray(i);
      Description array;
      array.Named = any->GetName() != nullptr;
      array.Name = NameOf(data, i);
      if (array.Name == vtkDataSetAttributes::GhostArrayName())
      {
        continue; // it says which copy to take, and nothing about the whole
      }
      array.Kind = kind;
      // bits cannot be sent one by one
      array.Type = any->GetDataType() == VTK_BIT ? VTK_UNSIGNED_CHAR : any->GetDataType();
      array.Components = any->GetNumberOfComponents();
      array.Attribute = data->IsArrayAnAttribute(i);
      array.Usable = vtkDataArray::SafeDownCast(any) && array.Components > 0 &&
        any->GetNumberOfTuples() >= counts[kind];
      for (int c = 0; c < array.Components && any->HasAComponentName(); ++c)
      {
        array.ComponentNames.emplace_back(any->GetComponentName(c) ? any->GetComponentName(c) : "");
      }
      arrays.push_back(array);
    }
  }
  return arrays;
}

/** Whether the numbers of an array lie in memory one after the other. */
bool IsPlain(vtkDataArray* array, int type)
{
  return array->GetDataType() == type && array->HasStandardMemoryLayout();
}

/** The array, or a copy that is plain. */
vtkSmartPointer<vtkDataArray> Plain(vtkDataArray* array, int type)
{
  if (IsPlain(array, type))
  {
    return array;
  }
  auto copy = vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(type));
  copy->DeepCopy(array);
  return copy;
}

unsigned char* BytesOf(vtkDataArray* array)
{
  return static_cast<unsigned char*>(array->GetVoidPointer(0));
}

// -------------------------------------------------------------------------------------------------
// Who sends what to whom. Every rank works it out for all, from the same numbers.

struct Piece
{
  Extent Has[2] = { NoExtent, NoExtent };   // points and cells that the rank holds
  Extent Needs[2] = { NoExtent, NoExtent }; // and those that it needs
  bool Flagged[2] = { false, false };
};

struct Transfer
{
  int From;
  int Kind;
  Extent Part;
};

/** What a rank takes, from itself first. What a rank holds without a doubt is taken from no other.
 */
std::vector<Transfer> TransfersTo(int rank, const std::vector<Piece>& pieces, bool cells)
{
  std::vector<Transfer> transfers;
  for (int kind = Points; kind <= (cells ? Cells : Points); ++kind)
  {
    std::vector<Extent> left;
    if (!IsEmpty(pieces[rank].Needs[kind]))
    {
      left.push_back(pieces[rank].Needs[kind]);
    }
    const int count = static_cast<int>(pieces.size());
    for (int i = -1; i < count && !left.empty(); ++i)
    {
      const int from = i < 0 ? rank : i;
      const Extent& has = pieces[from].Has[kind];
      if (i == rank || IsEmpty(has))
      {
        continue;
      }
      for (const Extent& e : left)
      {
        const Extent part = Common(e, has);
        if (!IsEmpty(part))
        {
          transfers.push_back({ from, kind, part });
        }
      }
      if (!pieces[from].Flagged[kind])
      {
        left = Without(left, has);
      }
    }
  }
  return transfers;
}

std::string ToText(const Extent& e)
{
  std::ostringstream text;
  std::copy(e.begin(), e.end() - 1, std::ostream_iterator<int>(text, " "));
  text << e[5];
  return text.str();
}

/** The sentence that says what no rank holds of what one of them needs. */
std::string FindGap(const std::vector<Piece>& pieces, bool cells)
{
  for (const Piece& needs : pieces)
  {
    for (int kind = Points; kind <= (cells ? Cells : Points); ++kind)
    {
      std::vector<Extent> left;
      if (!IsEmpty(needs.Needs[kind]))
      {
        left.push_back(needs.Needs[kind]);
      }
      for (const Piece& holds : pieces)
      {
        left = Without(left, holds.Has[kind]);
      }
      if (!left.empty())
      {
        return kind == Points
          ? "Image has a gap: no rank holds the voxels with extent " + ToText(left.front()) +
            ", which are needed; give pieces that together cover the image."
          : "Image has a gap: no rank holds the cells from voxels " + ToText(left.front()) +
            " to the next, and there are cell arrays; give pieces that share the voxels between "
            "them.";
      }
    }
  }
  return std::string();
}

// -------------------------------------------------------------------------------------------------
/**
 * The arrays of a rank's piece, and those that it fills. What takes memory is done before Run(), so
 * that ranks can agree on whether to run: one that stopped in the middle would leave others
 * waiting.
 */
class Exchange
{
public:
  /** With `keeps`, the rank has all that it needs, and only gives. */
  Exchange(const Ranks& ranks, const std::vector<Piece>& pieces,
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

  /** Find out who sends what to whom, and how many bytes that takes here. May run out of memory. */
  double Plan()
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
        this->BufferSize = std::max(this->BufferSize,
          static_cast<double>(CountOf(transfer.Part)) * tupleSizes[transfer.Kind]);
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

  /** Make the arrays to fill, and all that Run() works with. May run out of memory. */
  void Allocate()
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
      out->SetNumberOfTuples(array.Usable ? CountOf(this->Mine.Needs[array.Kind]) : 0);
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

  void Run()
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

private:
  void Add(const Description& array, vtkAbstractArray* out)
  {
    vtkDataSetAttributes* data = DataOf(this->To, array.Kind);
    const int index = data->AddArray(out);
    if (array.Attribute >= 0)
    {
      data->SetActiveAttribute(index, array.Attribute);
    }
    this->Filled.emplace_back(vtkDataArray::SafeDownCast(out));
  }

  template <typename Function>
  void Move(int from, int to, Function function)
  {
    for (const Transfer& transfer : this->Transfers[to])
    {
      if (transfer.From == from)
      {
        function(transfer);
      }
    }
  }

  /** Some rows of the rank's own piece, packed. */
  const unsigned char* Pack(vtkDataArray* array, const Transfer& transfer)
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

  /** Which of the voxels that come are better than those that have come; all of them, mostly. */
  void Judge(const Transfer& transfer, const unsigned char* flags)
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

  void Unpack(const unsigned char* from, const Transfer& transfer, vtkDataArray* array)
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

  vtkUnsignedCharArray* Flags(int kind) const
  {
    return this->Mine.Flagged[kind]
      ? vtkUnsignedCharArray::SafeDownCast(
          DataOf(this->From, kind)->GetAbstractArray(vtkDataSetAttributes::GhostArrayName()))
      : nullptr;
  }

  /** The array of the rank's piece; nullptr where it has none. */
  vtkDataArray* Find(const Description& array) const
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

  bool UsesOwn(const Description& array) const { return this->Keeps || this->Gives[array.Kind]; }

  template <typename Function>
  void ForArrays(const Transfer& transfer, Function function)
  {
    for (std::size_t i = 0; i < this->Arrays.size(); ++i)
    {
      if (this->Arrays[i].Usable && this->Arrays[i].Kind == transfer.Kind)
      {
        function(this->Owned[i].Get(), this->Filled[i].Get());
      }
    }
  }

  void Copy(const Transfer& transfer)
  {
    vtkUnsignedCharArray* flags = this->Flags(transfer.Kind);
    this->Judge(transfer, flags ? this->Pack(flags, transfer) : nullptr);
    this->ForArrays(transfer,
      [&](vtkDataArray* own, vtkDataArray* filled)
      { this->Unpack(this->Pack(own, transfer), transfer, filled); });
  }

  void Send(const Transfer& transfer, int partner)
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

  void Receive(const Transfer& transfer)
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

// -------------------------------------------------------------------------------------------------

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
  image->GetOrigin(&place[0]);
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
  Exchange exchange(ranks, pieces, arrays, piece, brought, enough);
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
