// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   pqCurveFilters
 * @brief   lets the selection in the pipeline browser fill both inputs of a filter with a curve
 *
 * ParaView disables a filter with two inputs when two sources are selected, and asks in a dialog
 * when one is. For filters whose required inputs are called Input and Curve this does better: with
 * an image and a curve selected the menu creates the filter at once, and with one of them selected
 * the dialog opens with the other filled in, if there is only one that fits. When both selected
 * sources fit both inputs, the one selected last is the curve.
 *
 * Everything else in the Filters menu goes on to ParaView's own pqFiltersMenuReaction.
 */
#ifndef pqCurveFilters_h
#define pqCurveFilters_h

#include <QObject>
#include <QSet>

class QString;
class pqProxyGroupMenuManager;

class pqCurveFilters : public QObject
{
  Q_OBJECT

public:
  explicit pqCurveFilters(QObject* parent = nullptr);
  ~pqCurveFilters() override = default;

  /// Called by the plugin once it has been loaded, and before it goes.
  void startup();
  void shutdown();

private Q_SLOTS:
  /// Takes over the Filters menus that there are: that of the window, and of the pipeline browser.
  void findMenus();
  void updateActions();
  void createFilter(const QString& group, const QString& name);

private:
  QSet<pqProxyGroupMenuManager*> Menus;
};

#endif
