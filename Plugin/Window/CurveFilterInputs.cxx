// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "CurveFilterInputs.h"

#include "pqActiveObjects.h"
#include "pqApplicationCore.h"
#include "pqChangeInputDialog.h"
#include "pqCoreUtilities.h"
#include "pqOutputPort.h"
#include "pqPipelineFilter.h"
#include "pqPipelineSource.h"
#include "pqServer.h"
#include "pqServerManagerModel.h"
#include "vtkPVXMLElement.h"
#include "vtkSMInputProperty.h"
#include "vtkSMPropertyHelper.h"
#include "vtkSMProxy.h"
#include "vtkSMProxyDefinitionManager.h"
#include "vtkSMProxySelectionModel.h"
#include "vtkSMSessionProxyManager.h"

#include <QRadioButton>

#include <cstring>

namespace
{
constexpr const char* INPUT = "Input";
constexpr const char* CURVE = "Curve";

bool Fits(vtkSMProxy* prototype, const char* name, pqOutputPort* port)
{
  // Before the first Apply nobody knows what a source makes.
  if (!port || port->getSource()->modifiedState() == pqProxy::UNINITIALIZED)
  {
    return false;
  }
  auto* input = vtkSMInputProperty::SafeDownCast(prototype->GetProperty(name));
  input->RemoveAllUncheckedProxies();
  input->AddUncheckedInputConnection(port->getSource()->getProxy(), port->getPortNumber());
  const bool fits = input->IsInDomains() > 0;
  input->RemoveAllUncheckedProxies();
  return fits;
}

void SetInput(vtkSMProxy* prototype, const char* name, pqOutputPort* port)
{
  vtkSMPropertyHelper helper(prototype, name);
  helper.RemoveAllValues();
  if (port)
  {
    helper.Add(port->getSource()->getProxy(), port->getPortNumber());
  }
}
}

namespace curvedreformat
{
//------------------------------------------------------------------------------
vtkSMProxy* GetCurveFilter(pqServer* server, const QString& group, const QString& name)
{
  if (!server)
  {
    return nullptr;
  }
  // ParaView has hundreds of filters: prototypes are made of those alone that look like it.
  vtkSMSessionProxyManager* proxies = server->proxyManager();
  const QByteArray key[] = { group.toUtf8(), name.toUtf8() };
  vtkPVXMLElement* definition =
    proxies->GetProxyDefinitionManager()->GetProxyDefinition(key[0].data(), key[1].data());
  bool hasCurve = false;
  for (unsigned int i = 0; definition && i < definition->GetNumberOfNestedElements(); ++i)
  {
    const char* property = definition->GetNestedElement(i)->GetAttribute("name");
    hasCurve = hasCurve || (property && !std::strcmp(property, CURVE));
  }
  vtkSMProxy* prototype =
    hasCurve ? proxies->GetPrototypeProxy(key[0].data(), key[1].data()) : nullptr;
  if (!prototype)
  {
    return nullptr;
  }
  const QList<const char*> names = pqPipelineFilter::getRequiredInputPorts(prototype);
  const bool takes =
    names.size() == 2 && !std::strcmp(names[0], INPUT) && !std::strcmp(names[1], CURVE);
  return takes ? prototype : nullptr;
}

//------------------------------------------------------------------------------
QList<pqOutputPort*> SelectedPorts()
{
  QList<pqOutputPort*> ports;
  vtkSMProxySelectionModel* selection = pqActiveObjects::instance().activeSourcesSelectionModel();
  pqServerManagerModel* model = pqApplicationCore::instance()->getServerManagerModel();
  for (unsigned int i = 0; selection && i < selection->GetNumberOfSelectedProxies(); ++i)
  {
    auto* item = model->findItem<pqServerManagerModelItem*>(selection->GetSelectedProxy(i));
    if (auto* port = qobject_cast<pqOutputPort*>(item))
    {
      ports.push_back(port);
    }
    else if (auto* source = qobject_cast<pqPipelineSource*>(item))
    {
      ports.push_back(source->getOutputPort(0));
    }
  }
  return ports;
}

//------------------------------------------------------------------------------
FilterInputs FilterInputs::FromSelection(
  vtkSMProxy* prototype, const QList<pqOutputPort*>& selected)
{
  if (selected.size() == 1)
  {
    if (Fits(prototype, INPUT, selected[0]))
    {
      return { selected[0], nullptr };
    }
    if (Fits(prototype, CURVE, selected[0]))
    {
      return { nullptr, selected[0] };
    }
  }
  if (selected.size() == 2)
  {
    const int last = selected[0] == pqActiveObjects::instance().activePort() ? 0 : 1;
    for (const int curve : { last, 1 - last })
    {
      if (Fits(prototype, INPUT, selected[1 - curve]) && Fits(prototype, CURVE, selected[curve]))
      {
        return { selected[1 - curve], selected[curve] };
      }
    }
  }
  return {};
}

//------------------------------------------------------------------------------
void FilterInputs::AddOnlyChoice(vtkSMProxy* prototype, pqServer* server)
{
  if (this->Input && this->Curve)
  {
    return;
  }
  pqOutputPort*& missing = this->Curve ? this->Input : this->Curve;
  const pqOutputPort* other = this->Curve ? this->Curve : this->Input;
  const char* name = this->Curve ? INPUT : CURVE;
  QList<pqOutputPort*> choices;
  pqServerManagerModel* model = pqApplicationCore::instance()->getServerManagerModel();
  for (pqPipelineSource* source : model->findItems<pqPipelineSource*>(server))
  {
    for (pqOutputPort* port : source->getOutputPorts())
    {
      if (port != other && Fits(prototype, name, port))
      {
        choices.push_back(port);
      }
    }
  }
  missing = choices.size() == 1 ? choices[0] : nullptr;
}

//------------------------------------------------------------------------------
bool FilterInputs::Ask(vtkSMProxy* prototype)
{
  // The dialog shows what the prototype holds, which has to be as empty afterwards as before.
  SetInput(prototype, INPUT, this->Input);
  SetInput(prototype, CURVE, this->Curve);
  pqChangeInputDialog dialog(prototype, pqCoreUtilities::mainWidget());
  dialog.setObjectName("SelectInputDialog");
  // It starts with the first input, whichever is the one that it is about.
  if (auto* button = dialog.findChild<QRadioButton*>(CURVE); button && this->Input && !this->Curve)
  {
    button->setChecked(true);
  }
  const bool accepted = dialog.exec() == QDialog::Accepted;
  SetInput(prototype, INPUT, nullptr);
  SetInput(prototype, CURVE, nullptr);

  const auto chosen = dialog.selectedInputs();
  this->Input = chosen[INPUT].value(0);
  this->Curve = chosen[CURVE].value(0);
  return accepted;
}

//------------------------------------------------------------------------------
QMap<QString, QList<pqOutputPort*>> FilterInputs::AsMap() const
{
  return { { INPUT, { this->Input } }, { CURVE, { this->Curve } } };
}
}
