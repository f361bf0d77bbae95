# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The slider of Curve Cross Section is as long as the curve: before the first update, and after the
curve has changed. With Follow Time the animation has the arc lengths as its times."""

from paraview.simple import *
from vtkmodules.vtkCommonCore import reference as vtkReference


def slider(proxy):
    """The range of the slider, as the window brings it up to date when it shows the panel."""
    proxy.UpdatePipelineInformation()
    domain = proxy.SMProxy.GetProperty("ArcLength").GetDomain("range")
    assert domain.GetMinimumExists(0) and domain.GetMaximumExists(0), "the slider has no range"
    exists = vtkReference(0)
    return domain.GetMinimum(0, exists), domain.GetMaximum(0, exists)


image = Wavelet(WholeExtent=[-10, 10, -10, 10, -10, 10])
curve = PolyLineSource(Points=[0, 0, -9, 0, 0, 3])
section = CurveCrossSection(Input=image, Curve=curve)
assert section.ArcLength == 0.0, "a new section is at %g" % section.ArcLength
low, high = slider(section)
assert low == 0 and abs(high - 12) < 1e-9, "the slider goes from %g to %g before the first update" % (low, high)
section.UpdatePipeline()
for end in (9.0, -3.0):
    curve.Points = [0, 0, -9, 0, 0, end]
    low, high = slider(section)
    assert low == 0 and abs(high - (end + 9)) < 1e-9, "the slider goes to %g on a curve of %g" % (high, end + 9)

section.FollowTime = 1
section.Spacing = [1, 1, 2]
section.UpdatePipelineInformation()
scene = GetAnimationScene()
scene.UpdateAnimationUsingDataTimeSteps()
steps = list(scene.TimeKeeper.TimestepValues)
assert steps == [0, 2, 4, 6], "the steps of the animation are %s" % steps
assert (scene.StartTime, scene.EndTime) == (0, 6), "it runs from %g to %g" % (scene.StartTime, scene.EndTime)
for time in steps:
    section.UpdatePipeline(time)
    bounds = section.GetDataInformation().GetBounds()
    assert abs(bounds[4] - (time - 9)) < 1e-9 > abs(bounds[5] - bounds[4]), "at %g the slice is at %s" % (time, bounds)
print("as long as the curve")
