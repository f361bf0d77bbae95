# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The plugin loads by its name, and the Python package has the same classes under both names."""

import inspect

import curvedreformat
from curvedreformat import vtkCurvedReformatFilters, vtkMovingFrame
from paraview import servermanager, simple

simple.LoadDistributedPlugin("CurvedPlanarReformat", remote=False, ns=globals())

manager = servermanager.vtkSMProxyManager.GetProxyManager().GetPluginManager()
plugins = manager.GetLocalInformation()
loaded = [
    plugins.GetPluginName(i)
    for i in range(plugins.GetNumberOfPlugins())
    if plugins.GetPluginLoaded(i)
]
assert "CurvedPlanarReformat" in loaded, "the plugin is not loaded; loaded are %s" % loaded

assert vtkMovingFrame is vtkCurvedReformatFilters.vtkMovingFrame
classes = [
    name
    for name, item in inspect.getmembers(vtkCurvedReformatFilters, inspect.isclass)
    if name.startswith("vtk")
]
assert classes, "no class is wrapped"
for name in classes:
    assert hasattr(curvedreformat, name), "%s is not in the package curvedreformat" % name

# Every proxy of one of these classes can be made, and its defaults go down to the class.
proxy_manager = servermanager.ProxyManager().SMProxyManager
definitions = proxy_manager.GetProxyDefinitionManager()
made = []
for group in ("sources", "filters", "transforms", "writers"):
    iterator = definitions.NewSingleGroupIterator(group)
    iterator.InitTraversal()
    while not iterator.IsDoneWithTraversal():
        definition = iterator.GetProxyDefinition()
        if definition and definition.GetAttribute("class") in classes:
            name = iterator.GetProxyName()
            proxy_manager.NewProxy(group, name).UpdateVTKObjects()
            made.append(name)
        iterator.GoToNextItem()
assert made, "the plugin brings no proxy of the classes %s" % classes
print("classes:", *classes)
print("proxies:", *made)
