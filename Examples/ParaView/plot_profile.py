# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
import os
import sys

from paraview.simple import *

straightened_file, lower, upper, table_file, chart_file = sys.argv[1:]
if not os.path.isfile(straightened_file):
    sys.exit("There is no file %s." % straightened_file)

profile = ReformatProfile(Input=OpenDataFile(straightened_file))
profile.Region = "Threshold Range"
profile.ThresholdRange = [float(lower), float(upper)]
profile.UpdatePipeline()
if profile.GetDataInformation().GetNumberOfRows() == 0:
    sys.exit("The image could not be measured.")  # an error message has said why

view = CreateView("XYChartView")
view.ViewSize = [1200, 600]
display = Show(profile, view)  # along arc_length, as it comes
display.SeriesVisibility = ["Area", "SmallestDiameter", "LargestDiameter"]
display.SeriesPlotCorner = ["Area", "0", "SmallestDiameter", "1", "LargestDiameter", "1"]  # right axis
view.BottomAxisTitle = "arc length (mm)"
view.LeftAxisTitle = "area (mm²)"
view.RightAxisTitle = "diameter (mm)"

for file_name in table_file, chart_file:
    if os.path.exists(file_name):
        os.remove(file_name)
SaveData(table_file, proxy=profile)
SaveScreenshot(chart_file, view)
for file_name in table_file, chart_file:
    if not os.path.exists(file_name):
        sys.exit("%s could not be written." % file_name)
