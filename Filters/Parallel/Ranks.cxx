// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "Ranks.h"

#if VTK_MODULE_ENABLE_VTK_ParallelCore
#include "vtkMultiProcessController.h"
#endif

#include <algorithm>
#include <new>

namespace curvedreformat
{
#if VTK_MODULE_ENABLE_VTK_ParallelCore
namespace
{
// Any number that others are not likely to use on the same controller.
constexpr int Tag = 271828;

template <typename T>
std::vector<T> GatherAll(
  vtkMultiProcessController* controller, int ranks, const std::vector<T>& mine)
{
  std::vector<T> all(mine.size() * ranks);
  if (ranks > 1)
  {
    controller->AllGather(mine.data(), all.data(), static_cast<vtkIdType>(mine.size()));
    return all;
  }
  return mine;
}
}

//------------------------------------------------------------------------------
bool ReplaceController(
  vtkMultiProcessController*& held, vtkMultiProcessController* controller, vtkObject* self)
{
  if (held == controller)
  {
    return false;
  }
  if (controller)
  {
    controller->Register(self);
  }
  std::swap(held, controller);
  if (controller)
  {
    controller->UnRegister(self);
  }
  return true;
}

//------------------------------------------------------------------------------
vtkMultiProcessController* GlobalController()
{
  return vtkMultiProcessController::GetGlobalController();
}

//------------------------------------------------------------------------------
Ranks::Ranks(vtkMultiProcessController* controller)
  : Controller(controller)
{
  if (controller)
  {
    this->NumberOfRanks = controller->GetNumberOfProcesses();
    this->MyRank = controller->GetLocalProcessId();
  }
}

//------------------------------------------------------------------------------
std::vector<int> Ranks::Gather(const std::vector<int>& mine) const
{
  return GatherAll(this->Controller, this->NumberOfRanks, mine);
}

//------------------------------------------------------------------------------
std::vector<double> Ranks::Gather(const std::vector<double>& mine) const
{
  return GatherAll(this->Controller, this->NumberOfRanks, mine);
}

//------------------------------------------------------------------------------
std::vector<long long> Ranks::Gather(const std::vector<long long>& mine) const
{
  return GatherAll(this->Controller, this->NumberOfRanks, mine);
}

//------------------------------------------------------------------------------
std::vector<std::string> Ranks::Gather(const std::string& mine) const
{
  if (this->NumberOfRanks < 2)
  {
    return { mine };
  }
  std::vector<vtkIdType> lengths;
  std::vector<vtkIdType> starts;
  vtkIdType total = 0;
  for (const long long length :
    this->Gather(std::vector<long long>{ static_cast<long long>(mine.size()) }))
  {
    lengths.push_back(static_cast<vtkIdType>(length));
    starts.push_back(total);
    total += lengths.back();
  }
  std::vector<std::string> texts(lengths.size());
  if (total > 0)
  {
    std::string all(total, ' ');
    this->Controller->AllGatherV(
      mine.data(), all.data(), static_cast<vtkIdType>(mine.size()), lengths.data(), starts.data());
    for (std::size_t i = 0; i < texts.size(); ++i)
    {
      texts[i] = all.substr(starts[i], lengths[i]);
    }
  }
  return texts;
}

//------------------------------------------------------------------------------
void Ranks::Broadcast(vtkDataObject* data, int root) const
{
  if (this->NumberOfRanks > 1)
  {
    this->Controller->Broadcast(data, root);
  }
}

//------------------------------------------------------------------------------
void Ranks::Send(const unsigned char* bytes, vtkIdType count, int rank) const
{
  this->Controller->Send(bytes, count, rank, Tag);
}

//------------------------------------------------------------------------------
void Ranks::Receive(unsigned char* bytes, vtkIdType count, int rank) const
{
  this->Controller->Receive(bytes, count, rank, Tag);
}

#else

//------------------------------------------------------------------------------
bool ReplaceController(vtkMultiProcessController*&, vtkMultiProcessController*, vtkObject*)
{
  return false;
}

//------------------------------------------------------------------------------
vtkMultiProcessController* GlobalController()
{
  return nullptr;
}

//------------------------------------------------------------------------------
Ranks::Ranks(vtkMultiProcessController*)
  : Controller(nullptr)
{
}

//------------------------------------------------------------------------------
std::vector<int> Ranks::Gather(const std::vector<int>& mine) const
{
  return mine;
}

//------------------------------------------------------------------------------
std::vector<double> Ranks::Gather(const std::vector<double>& mine) const
{
  return mine;
}

//------------------------------------------------------------------------------
std::vector<long long> Ranks::Gather(const std::vector<long long>& mine) const
{
  return mine;
}

//------------------------------------------------------------------------------
std::vector<std::string> Ranks::Gather(const std::string& mine) const
{
  return { mine };
}

//------------------------------------------------------------------------------
void Ranks::Broadcast(vtkDataObject*, int) const {}

//------------------------------------------------------------------------------
void Ranks::Send(const unsigned char*, vtkIdType, int) const {}

//------------------------------------------------------------------------------
void Ranks::Receive(unsigned char*, vtkIdType, int) const {}

#endif

//------------------------------------------------------------------------------
std::string Ranks::Agree(const std::string& error) const
{
  if (!this->AreSeveral())
  {
    return error;
  }
  const std::vector<std::string> all = this->Gather(error);
  const auto first =
    std::find_if(all.begin(), all.end(), [](const std::string& text) { return !text.empty(); });
  return first == all.end() || !error.empty() ? error : *first;
}

//------------------------------------------------------------------------------
std::string Ranks::Agree(const std::function<std::string()>& find) const
{
  std::string error;
  try
  {
    error = find();
  }
  catch (const std::bad_alloc&)
  {
    error = "There is no memory for what is needed to make the output; ask for less, take fewer "
            "threads or more ranks, or close something else.";
  }
  return this->Agree(error);
}
}
