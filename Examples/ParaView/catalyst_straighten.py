# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""A script for ParaView Catalyst: straightens the image of a running program along a curve and saves
the result of every time step.

The program hands its image on as the channel "input", each rank the piece that it has. The curve is
read from the file named by the environment variable CURVE, the results go to the folder named by
EXTRACTS (default: extracts).
"""
import os

from paraview import catalyst
from paraview.simple import *

LoadDistributedPlugin("CurvedPlanarReformat", ns=globals())  # found by its name, see WhereItRuns.md

image = TrivialProducer(registrationName="input")
curve = OpenDataFile(os.environ["CURVE"])
straightened = CurvedPlanarReformat(registrationName="Straightened", Input=image, Curve=curve)
straightened.SliceDimensions = [33, 33]
straightened.Spacing = [0.5, 0.5, 0.5]

saved = CreateExtractor("VTI", straightened, registrationName="Saved")
saved.Trigger = "TimeStep"  # of every one; Frequency for less
saved.Writer.FileName = "straightened_{timestep:04d}.pvti"
saved.Writer.DataMode = "Binary"

options = catalyst.Options()
options.ExtractsOutputDirectory = os.environ.get("EXTRACTS", "extracts")

if __name__ == "__main__":
    # with pvbatch, on a file in the place of the program
    from paraview.simple import SaveExtractsUsingCatalystOptions

    SaveExtractsUsingCatalystOptions(options)
