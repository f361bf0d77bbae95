// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "SlabReducer.h"

#include "Reduction.h"

#include "vtkDataArray.h"

#include <algorithm>
#include <cstdint>

namespace curvedreformat
{
//------------------------------------------------------------------------------
/** One array. */
class ArrayReducer
{
public:
  virtual ~ArrayReducer() = default;

  /** Nothing has a sample. */
  virtual void Clear() = 0;

  /** Start with samples, or join them: `tuple` is where the line would begin in the scratch array.
   */
  virtual void Start(vtkIdType tuple, SampleRange range) = 0;
  virtual void Join(vtkIdType tuple, SampleRange range) = 0;

  /** Write all totals, of `whole` samples and those that `parts` (or nullptr) counts. */
  virtual void Finish(int whole, const int* parts, vtkIdType tuple, vtkIdType stride) const = 0;

  /** Write one total of all. */
  virtual void FinishFolded(int whole, const int* parts, vtkIdType tuple) const = 0;
};

namespace
{
template <typename T, Reduction How>
class TypedReducer : public ArrayReducer
{
public:
  using Rule = ReductionRule<T, How>;
  using Total = typename Rule::Total;
  using Result = typename Rule::Result;

  TypedReducer(vtkDataArray* scratch, vtkDataArray* out, int length, double background)
    : In(static_cast<const T*>(scratch->GetVoidPointer(0)))
    , Out(static_cast<Result*>(out->GetVoidPointer(0)))
    , Components(out->GetNumberOfComponents())
    , Background(Rule::Background(background))
    , Totals(static_cast<std::size_t>(length) * static_cast<std::size_t>(this->Components))
  {
  }

  void Clear() override { std::fill(this->Totals.begin(), this->Totals.end(), Rule::Neutral()); }

  void Start(vtkIdType tuple, SampleRange range) override
  {
    const T* const in = this->In + tuple * this->Components;
    Total* const totals = this->Totals.data();
    const vtkIdType end = vtkIdType(range.Last) * this->Components;
    for (vtkIdType i = vtkIdType(range.First) * this->Components; i < end; ++i)
    {
      totals[i] = static_cast<Total>(in[i]);
    }
  }

  void Join(vtkIdType tuple, SampleRange range) override
  {
    const T* const in = this->In + tuple * this->Components;
    Total* const totals = this->Totals.data();
    const vtkIdType end = vtkIdType(range.Last) * this->Components;
    for (vtkIdType i = vtkIdType(range.First) * this->Components; i < end; ++i)
    {
      totals[i] = Rule::Join(totals[i], in[i]);
    }
  }

  void Finish(int whole, const int* parts, vtkIdType tuple, vtkIdType stride) const override
  {
    const vtkIdType components = this->Components;
    const Total* const totals = this->Totals.data();
    const auto values = static_cast<vtkIdType>(this->Totals.size());
    Result* out = this->Out + tuple * components;
    if (!parts && whole > 0 && (stride == 1 || components == values))
    {
      const auto count = static_cast<Total>(whole);
      for (vtkIdType i = 0; i < values; ++i)
      {
        out[i] = Rule::Finish(totals[i], count);
      }
      return;
    }
    for (vtkIdType i = 0; i < values; i += components, out += stride * components)
    {
      const int count = whole + (parts ? *parts++ : 0);
      for (vtkIdType c = 0; c < components; ++c)
      {
        out[c] =
          count > 0 ? Rule::Finish(totals[i + c], static_cast<Total>(count)) : this->Background;
      }
    }
  }

  void FinishFolded(int whole, const int* parts, vtkIdType tuple) const override
  {
    const auto components = static_cast<std::size_t>(this->Components);
    const std::size_t length = this->Totals.size() / components;
    Result* const out = this->Out + tuple * this->Components;
    for (std::size_t c = 0; c < components; ++c)
    {
      Total total = Rule::Neutral();
      std::int64_t count = 0;
      for (std::size_t i = 0; i < length; ++i)
      {
        const int here = whole + (parts ? parts[i] : 0);
        if (here > 0)
        {
          const Total next = this->Totals[i * components + c];
          total = count > 0 ? Rule::Merge(total, next) : next;
          count += here;
        }
      }
      out[c] = count > 0 ? Rule::Finish(total, static_cast<Total>(count)) : this->Background;
    }
  }

private:
  const T* const In;
  Result* const Out;
  const int Components;
  const Result Background;
  std::vector<Total> Totals;
};

template <Reduction How>
std::unique_ptr<ArrayReducer> MakeReducer(
  vtkDataArray* scratch, vtkDataArray* out, int length, double background)
{
  switch (scratch->GetDataType())
  {
    vtkTemplateMacro(
      return (std::make_unique<TypedReducer<VTK_TT, How>>(scratch, out, length, background)));
    default:
      return nullptr;
  }
}

std::unique_ptr<ArrayReducer> MakeReducer(
  Reduction how, vtkDataArray* scratch, vtkDataArray* out, int length, double background)
{
  switch (how)
  {
    case Reduction::Minimum:
      return MakeReducer<Reduction::Minimum>(scratch, out, length, background);
    case Reduction::Maximum:
      return MakeReducer<Reduction::Maximum>(scratch, out, length, background);
    case Reduction::Sum:
      return MakeReducer<Reduction::Sum>(scratch, out, length, background);
    case Reduction::Mean:
    default:
      return MakeReducer<Reduction::Mean>(scratch, out, length, background);
  }
}
}

//------------------------------------------------------------------------------
SlabReducer::SlabReducer(
  const ImageSampler& output, const TakesPart& counts, SampleRange line, std::size_t slots)
  : Output(output)
  , Counts(counts)
  , MaskApart(output.GetMask() && (counts.Unowned || counts.Masked))
  , First(line.First)
  , Length(line.Last - line.First)
  , Scratch(output.MakeScratch(this->TupleAt(slots)))
  , Slots(slots)
  , Count(static_cast<std::size_t>(this->Length))
  , Valid(static_cast<std::size_t>(this->Length))
{
  const SamplerSettings& settings = output.GetSettings();
  for (std::size_t i = 0; i < output.GetNumberOfArrays(); ++i)
  {
    this->Arrays.push_back(MakeReducer(settings.Reduce.value_or(Reduction::Maximum),
      this->Scratch.GetOutput(i), output.GetOutput(i), this->Length, settings.Background));
  }
}

//------------------------------------------------------------------------------
SlabReducer::~SlabReducer() = default;

//------------------------------------------------------------------------------
void SlabReducer::Sample(
  std::size_t slot, const SampleRow& row, SampleRange inside, SampleRange owned, bool masked)
{
  Slot& place = this->Slots[slot];
  place.Whole = false;
  place.Shown.clear();
  place.Owned = SampleRange();
  const SampleRange sampled = this->Counts.Unowned ? inside : owned;
  if (sampled.First >= sampled.Last)
  {
    return;
  }
  const vtkIdType begin = this->TupleAt(slot);
  const SampleRange range{ sampled.First - this->First, sampled.Last - this->First };
  this->Scratch.Sample(row, sampled, begin + range.First);
  place.Owned = { owned.First - this->First, owned.Last - this->First };
  if ((this->Counts.Masked && masked) || !this->Scratch.GetMask())
  {
    place.Whole = range.Last - range.First == this->Length;
    place.Shown.push_back(range);
    return;
  }
  const char* const mask = this->Scratch.GetMask()->GetPointer(begin);
  for (int i = range.First; i < range.Last;)
  {
    const char* const from = std::find_if(mask + i, mask + range.Last, [](char m) { return m; });
    const char* const to = std::find(from, mask + range.Last, char(0));
    if (from < to)
    {
      place.Shown.push_back({ static_cast<int>(from - mask), static_cast<int>(to - mask) });
    }
    i = static_cast<int>(to - mask);
  }
}

//------------------------------------------------------------------------------
void SlabReducer::Begin()
{
  this->WholeRows = 0;
  this->AnyPart = false;
  if (this->MaskApart)
  {
    std::fill(this->Valid.begin(), this->Valid.end(), char(0));
  }
}

//------------------------------------------------------------------------------
void SlabReducer::Add(std::size_t slot)
{
  const Slot& place = this->Slots[slot];
  if (place.Shown.empty())
  {
    return;
  }
  const vtkIdType begin = this->TupleAt(slot);
  const bool fresh = this->WholeRows == 0 && !this->AnyPart;
  for (const auto& array : this->Arrays)
  {
    if (fresh && !place.Whole)
    {
      array->Clear();
    }
    for (const SampleRange& range : place.Shown)
    {
      if (fresh)
      {
        array->Start(begin, range);
      }
      else
      {
        array->Join(begin, range);
      }
    }
  }
  if (this->MaskApart)
  {
    this->AddToMask(place, begin);
  }
  if (place.Whole)
  {
    ++this->WholeRows;
    return;
  }
  if (!this->AnyPart)
  {
    std::fill(this->Count.begin(), this->Count.end(), 0);
    this->AnyPart = true;
  }
  int* const count = this->Count.data();
  for (const SampleRange& range : place.Shown)
  {
    for (int i = range.First; i < range.Last; ++i)
    {
      ++count[i];
    }
  }
}

//------------------------------------------------------------------------------
void SlabReducer::AddToMask(const Slot& place, vtkIdType begin)
{
  char* const valid = this->Valid.data();
  if (!this->Scratch.GetMask())
  {
    std::fill(valid + place.Owned.First, valid + place.Owned.Last, char(1));
    return;
  }
  const char* const mask = this->Scratch.GetMask()->GetPointer(begin);
  for (int i = place.Owned.First; i < place.Owned.Last; ++i)
  {
    valid[i] = static_cast<char>(valid[i] | (mask[i] != 0));
  }
}

//------------------------------------------------------------------------------
void SlabReducer::Finish(vtkIdType tuple, vtkIdType stride) const
{
  const int* const parts = this->AnyPart ? this->Count.data() : nullptr;
  for (const auto& array : this->Arrays)
  {
    array->Finish(this->WholeRows, parts, tuple, stride);
  }
  if (vtkCharArray* mask = this->Output.GetMask())
  {
    char* out = mask->GetPointer(tuple);
    for (int i = 0; i < this->Length; ++i, out += stride)
    {
      *out = this->MaskApart ? this->Valid[static_cast<std::size_t>(i)]
                             : static_cast<char>(this->WholeRows > 0 || (parts && parts[i] > 0));
    }
  }
}

//------------------------------------------------------------------------------
void SlabReducer::FinishFolded(vtkIdType tuple) const
{
  const int* const parts = this->AnyPart ? this->Count.data() : nullptr;
  for (const auto& array : this->Arrays)
  {
    array->FinishFolded(this->WholeRows, parts, tuple);
  }
  if (vtkCharArray* mask = this->Output.GetMask())
  {
    const auto any = [](const auto& values)
    { return std::any_of(values.begin(), values.end(), [](auto v) { return v > 0; }); };
    const bool valid = this->MaskApart ? any(this->Valid)
                                       : this->WholeRows > 0 || (this->AnyPart && any(this->Count));
    mask->SetValue(tuple, valid ? 1 : 0);
  }
}
}
