// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "pqSliceKeeper.h"

#include "pqApplicationCore.h"
#include "pqDataRepresentation.h"
#include "pqOutputPort.h"
#include "pqPipelineSource.h"
#include "pqServerManagerModel.h"
#include "pqView.h"
#include "vtkPVDataInformation.h"
#include "vtkSMPropertyHelper.h"
#include "vtkSMProxy.h"
#include "vtkSMViewProxy.h"

#include <cstring>

//------------------------------------------------------------------------------
pqSliceKeeper::pqSliceKeeper(QObject* parent)
  : QObject(parent)
{
}

//------------------------------------------------------------------------------
void pqSliceKeeper::startup()
{
  QObject::connect(pqApplicationCore::instance()->getServerManagerModel(),
    &pqServerManagerModel::dataUpdated, this, &pqSliceKeeper::keep);
}

//------------------------------------------------------------------------------
void pqSliceKeeper::shutdown()
{
  QObject::disconnect(
    pqApplicationCore::instance()->getServerManagerModel(), nullptr, this, nullptr);
}

//------------------------------------------------------------------------------
void pqSliceKeeper::keep(pqPipelineSource* source)
{
  // The proxies of this plugin that make images are called so.
  if (!source || !std::strstr(source->getProxy()->GetXMLName(), "PlanarReformat"))
  {
    return;
  }
  for (pqOutputPort* port : source->getOutputPorts())
  {
    const int* extent = port->getDataInformation()->GetExtent();
    for (pqDataRepresentation* shown : port->getRepresentations(nullptr))
    {
      vtkSMProxy* proxy = shown->getProxy();
      if (!proxy->GetProperty("Slice") || !proxy->GetProperty("SliceMode"))
      {
        continue;
      }
      // 5, 6 and 7 of VTK's own numbers are the planes XY, YZ and XZ.
      const int mode = vtkSMPropertyHelper(proxy, "SliceMode").GetAsInt();
      const int axis = mode == 6 ? 0 : (mode == 7 ? 1 : 2);
      const int last = extent[2 * axis + 1] - extent[2 * axis];
      vtkSMPropertyHelper slice(proxy, "Slice");
      if (last >= 0 && slice.GetAsInt() > last)
      {
        slice.Set(last / 2);
        proxy->UpdateVTKObjects();
        // This comes between the update and the drawing of the view.
        if (pqView* view = shown->getView())
        {
          view->getViewProxy()->Update();
        }
      }
    }
  }
}
