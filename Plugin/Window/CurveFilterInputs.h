// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What goes into the inputs, Input and Curve, of a filter that is about to be created.
 */
#ifndef CurveFilterInputs_h
#define CurveFilterInputs_h

#include <QList>
#include <QMap>
#include <QString>

class pqOutputPort;
class pqServer;
class vtkSMProxy;

namespace curvedreformat
{
/// The prototype of a filter that cannot do without an input called Input and one called Curve;
/// nullptr for others.
vtkSMProxy* GetCurveFilter(pqServer* server, const QString& group, const QString& name);

/// What is selected in the pipeline browser. A source stands for its first output.
QList<pqOutputPort*> SelectedPorts();

struct FilterInputs
{
  pqOutputPort* Input = nullptr;
  pqOutputPort* Curve = nullptr;

  bool IsComplete() const { return this->Input && this->Curve; }

  /// The inputs that one or two selected ports fit. There are none when one of them does not fit.
  /// When two fit either way, the active one, which was selected last, is the curve.
  static FilterInputs FromSelection(vtkSMProxy* prototype, const QList<pqOutputPort*>& selected);

  /// Adds an input that is missing when exactly one port of the whole pipeline fits it.
  void AddOnlyChoice(vtkSMProxy* prototype, pqServer* server);

  /// Lets the user choose, starting from what there is. False when the user gave up.
  bool Ask(vtkSMProxy* prototype);

  QMap<QString, QList<pqOutputPort*>> AsMap() const;
};
}

#endif
