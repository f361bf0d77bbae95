// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   pqSliceKeeper
 * @brief   keeps the slice that is shown of a straightened image within it
 *
 * ParaView keeps the number of the slice when an image gets fewer, reports "Mapper has no
 * vtkImageData input" and shows nothing. Straightened images change their size with a click, so
 * that for the filters of this plugin the number is brought back into the image, to its middle,
 * before it is drawn.
 */
#ifndef pqSliceKeeper_h
#define pqSliceKeeper_h

#include <QObject>

class pqPipelineSource;

class pqSliceKeeper : public QObject
{
  Q_OBJECT

public:
  explicit pqSliceKeeper(QObject* parent = nullptr);
  ~pqSliceKeeper() override = default;

  /// Called by the plugin once it has been loaded, and before it goes.
  void startup();
  void shutdown();

private Q_SLOTS:
  void keep(pqPipelineSource* source);
};

#endif
