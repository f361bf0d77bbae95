# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Every proxy has the defaults of its class, and a documentation text for each property, and is made without
a warning."""

import curvedreformat
from paraview import servermanager, simple  # noqa: F401, simple connects
from vtkmodules.vtkCommonCore import vtkOutputWindow, vtkStringOutputWindow
from vtkmodules.vtkCommonDataModel import vtkDataObject, vtkDataSetAttributes

usual = vtkOutputWindow.GetInstance()
manager = servermanager.ProxyManager().SMProxyManager
definitions = manager.GetProxyDefinitionManager()


def our_proxies():
    for group in ("sources", "filters", "transforms", "writers"):
        iterator = definitions.NewSingleGroupIterator(group)
        iterator.InitTraversal()
        while not iterator.IsDoneWithTraversal():
            definition = iterator.GetProxyDefinition()
            name = definition.GetAttribute("class") if definition else None
            if name and hasattr(curvedreformat, name):
                yield group, iterator.GetProxyName(), getattr(curvedreformat, name)
            iterator.GoToNextItem()


def elements(prop):
    if not hasattr(prop, "GetNumberOfElements"):
        return None
    return [prop.GetElement(i) for i in range(prop.GetNumberOfElements())]


def as_list(value):
    if value is None:
        return [""]  # what a string property has
    return list(value) if isinstance(value, (tuple, list)) else [value]


compared = []
problems = []
for group, name, cls in our_proxies():
    window = vtkStringOutputWindow()
    vtkOutputWindow.SetInstance(window)
    proxy = manager.NewProxy(group, name)
    vtkOutputWindow.SetInstance(usual)
    if window.GetOutput():
        problems.append("making %s says %s" % (name, window.GetOutput()))
    text = proxy.GetDocumentation()
    if not (text and text.GetDescription() and text.GetDescription().strip()):
        problems.append("%s has no documentation" % name)
    if not (text and text.GetShortHelp()):
        problems.append("%s has no short help" % name)
    fresh = cls()
    iterator = proxy.NewPropertyIterator()
    iterator.Begin()
    while not iterator.IsAtEnd():
        prop = iterator.GetProperty()
        key = "%s.%s" % (name, iterator.GetKey())
        text = prop.GetDocumentation()
        if not (text and text.GetDescription() and len(text.GetDescription().strip()) > 10):
            problems.append("%s has no documentation" % key)
        command = prop.GetCommand()
        values = elements(prop)
        if command == "SetInputArrayToProcess":
            # VTK's own, without a getter; it starts with the active scalars
            kind = fresh.GetInputArrayInformation(0).Get(vtkDataObject.FIELD_ATTRIBUTE_TYPE())
            if kind != vtkDataSetAttributes.SCALARS:
                problems.append("%s does not start with the scalars" % key)
        elif prop.GetInformationOnly():
            if command and not hasattr(fresh, command):
                problems.append("%s has the command %s, which there is not" % (key, command))
        elif values is not None and prop.GetRepeatable():
            # a list, which is empty at first and is cleared before it is written
            if not (command.startswith("Add") and hasattr(fresh, command) and hasattr(fresh, prop.GetCleanCommand())):
                problems.append("%s has the commands %s and %s" % (key, command, prop.GetCleanCommand()))
            elif values or getattr(fresh, "GetNumberOf%ss" % command[3:])() != 0:
                problems.append("%s is %s, which is not empty" % (key, values))
        elif values is not None and command and not prop.IsA("vtkSMProxyProperty"):
            if not command.startswith("Set"):
                problems.append("%s has the command %s, which sets nothing" % (key, command))
            else:
                expected = as_list(getattr(fresh, "G" + command[1:])())
                if values != expected:
                    problems.append("%s is %s, in a new %s %s" % (key, values, cls.__name__, expected))
                compared.append(key)
        iterator.Next()

    # what is pushed to the object leaves a new object's values as they are
    proxy.UpdateVTKObjects()
    pushed = proxy.GetClientSideObject()
    for key in (k.split(".")[1] for k in compared if k.startswith(name + ".")):
        getter = "G" + proxy.GetProperty(key).GetCommand()[1:]
        if as_list(getattr(pushed, getter)()) != as_list(getattr(fresh, getter)()):
            problems.append("%s.%s changes when it is pushed" % (name, key))

assert not problems, "\n".join(problems)
for key in ("CurvedPlanarReformat.Spacing", "CurveFrames.UpVector", "CurveFrames.NormalsArrayName"):
    assert key in compared, "%s was not compared; compared were %s" % (key, compared)
print(len(compared), "defaults agree:", *compared)
