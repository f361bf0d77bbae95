// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "pqCurveFilters.h"

#include "CurveFilterInputs.h"

#include "pqActiveObjects.h"
#include "pqApplicationCore.h"
#include "pqCoreUtilities.h"
#include "pqFiltersMenuReaction.h"
#include "pqObjectBuilder.h"
#include "pqPVApplicationCore.h"
#include "pqPluginManager.h"
#include "pqProxyGroupMenuManager.h"
#include "pqUndoStack.h"
#include "vtkSMDocumentation.h"
#include "vtkSMProxy.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QMessageBox>
#include <QTimer>

//------------------------------------------------------------------------------
pqCurveFilters::pqCurveFilters(QObject* parent)
  : QObject(parent)
{
}

//------------------------------------------------------------------------------
void pqCurveFilters::startup()
{
  // A plugin that is loaded from the start comes before the menus are made.
  QTimer::singleShot(0, this, &pqCurveFilters::findMenus);
  QObject::connect(pqApplicationCore::instance()->getPluginManager(),
    &pqPluginManager::pluginsUpdated, this, &pqCurveFilters::findMenus);
  QObject::connect(&pqActiveObjects::instance(), &pqActiveObjects::selectionChanged, this,
    &pqCurveFilters::updateActions);
}

//------------------------------------------------------------------------------
void pqCurveFilters::shutdown()
{
  QObject::disconnect(&pqActiveObjects::instance(), nullptr, this, nullptr);
}

//------------------------------------------------------------------------------
void pqCurveFilters::findMenus()
{
  const auto* application = pqPVApplicationCore::instance();
  for (QWidget* window : QApplication::topLevelWidgets())
  {
    for (auto* menu : window->findChildren<pqProxyGroupMenuManager*>())
    {
      auto* reaction = menu->findChild<pqFiltersMenuReaction*>();
      if (!reaction || this->Menus.contains(menu))
      {
        continue;
      }
      this->Menus.insert(menu);
      QObject::connect(
        menu, &QObject::destroyed, this, [this, menu]() { this->Menus.remove(menu); });

      // These come after the reaction's own slots, and have the last word.
      QObject::connect(menu->menu(), &QMenu::aboutToShow, this, &pqCurveFilters::updateActions);
      if (application)
      {
        QObject::connect(application, &pqPVApplicationCore::aboutToShowQuickLaunch, this,
          &pqCurveFilters::updateActions, Qt::UniqueConnection);
      }

      QObject::disconnect(
        menu, SIGNAL(triggered(const QString&, const QString&)), reaction, nullptr);
      QObject::connect(menu,
        QOverload<const QString&, const QString&>::of(&pqProxyGroupMenuManager::triggered), this,
        &pqCurveFilters::createFilter);
    }
  }
}

//------------------------------------------------------------------------------
void pqCurveFilters::updateActions()
{
  pqServer* server = pqActiveObjects::instance().activeServer();
  const QList<pqOutputPort*> selected = curvedreformat::SelectedPorts();
  for (pqProxyGroupMenuManager* menu : this->Menus)
  {
    for (QAction* action : menu->actions())
    {
      const QStringList key = action->data().toStringList(); // group and name
      vtkSMProxy* prototype =
        key.size() == 2 ? curvedreformat::GetCurveFilter(server, key[0], key[1]) : nullptr;
      if (!prototype)
      {
        continue;
      }
      const auto inputs = curvedreformat::FilterInputs::FromSelection(prototype, selected);
      if (inputs.Input || inputs.Curve)
      {
        const char* help = prototype->GetDocumentation()->GetShortHelp();
        action->setEnabled(true);
        action->setVisible(true);
        action->setStatusTip(help ? help : "");
      }
    }
  }
}

//------------------------------------------------------------------------------
void pqCurveFilters::createFilter(const QString& group, const QString& name)
{
  pqServer* server = pqActiveObjects::instance().activeServer();
  vtkSMProxy* prototype = curvedreformat::GetCurveFilter(server, group, name);
  if (!prototype)
  {
    pqFiltersMenuReaction::createFilter(group, name);
    return;
  }

  using curvedreformat::FilterInputs;
  FilterInputs inputs = FilterInputs::FromSelection(prototype, curvedreformat::SelectedPorts());
  if (!inputs.IsComplete())
  {
    inputs.AddOnlyChoice(prototype, server);
    while (true)
    {
      if (!inputs.Ask(prototype))
      {
        return;
      }
      if (inputs.IsComplete())
      {
        break;
      }
      QMessageBox::information(pqCoreUtilities::mainWidget(), prototype->GetXMLLabel(),
        tr("%1 needs an input and a curve: choose Input on the left and a source on the right, "
           "then Curve and a source.")
          .arg(prototype->GetXMLLabel()));
    }
  }

  BEGIN_UNDO_SET(tr("Create '%1'").arg(name));
  pqApplicationCore::instance()->getObjectBuilder()->createFilter(
    group, name, inputs.AsMap(), server);
  END_UNDO_SET();
}
