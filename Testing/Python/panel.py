# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Which properties ParaView's panel shows, told from a proxy's hints without a window: as in
pqProxyWidget all decorators of a property and of its group must agree."""

from paraview import servermanager


def children(element, name=None):
    found = [element.GetNestedElement(i) for i in range(element.GetNumberOfNestedElements())] if element else []
    return [e for e in found if name is None or e.GetName() == name]


def properties_of(proxy):
    """Name and property, in the order of the panel but for groups."""
    iterator = servermanager.vtkSMOrderedPropertyIterator()
    iterator.SetProxy(proxy)
    iterator.Begin()
    while not iterator.IsAtEnd():
        yield iterator.GetKey(), iterator.GetProperty()
        iterator.Next()


def groups_of(proxy):
    return [proxy.GetPropertyGroup(i) for i in range(proxy.GetNumberOfPropertyGroups())]


def text(value):
    """As vtkVariant writes it."""
    return "%g" % value if isinstance(value, float) else str(value)


def generic_shows(proxy, element):
    """pqGenericPropertyWidgetDecorator: one that names a property that is not there hides nothing."""
    if element.GetAttribute("mode") == "enabled_state":
        return True
    assert element.GetAttribute("mode") == "visibility", element.GetAttribute("mode")
    prop = proxy.GetProperty(element.GetAttribute("property"))
    if not prop:
        return True
    value = element.GetAttribute("value")
    wanted = [value] if value is not None else (element.GetAttribute("values") or "").split(" ")
    inverse = element.GetAttribute("inverse") == "1"
    if prop.IsA("vtkSMProxyProperty"):
        assert wanted == ["null"], wanted
        matches = not any(prop.GetProxy(i) for i in range(prop.GetNumberOfProxies()))
    else:
        matches = text(prop.GetElement(int(element.GetAttribute("index") or 0))) in wanted
    return matches != inverse


def expression_shows(proxy, element):
    if element.GetName() == "Expression":
        parts = [expression_shows(proxy, e) for e in children(element)]
        return {"and": all, "or": any}[element.GetAttribute("type")](parts)
    return decorator_shows(proxy, element)


def decorator_shows(proxy, element):
    kind = element.GetAttribute("type")
    if kind == "CompositeDecorator":
        return expression_shows(proxy, children(element, "Expression")[0])
    assert kind == "GenericDecorator", kind
    return generic_shows(proxy, element)


def is_shown(proxy, name):
    """Whether the panel shows a property, with the advanced ones."""
    prop = proxy.GetProperty(name)
    if prop.GetPanelVisibility() == "never":
        return False
    hints = [prop.GetHints()]
    hints += [g.GetHints() for g in groups_of(proxy)
              if any(g.GetProperty(i) is prop for i in range(g.GetNumberOfProperties()))]
    return all(decorator_shows(proxy, e) for h in hints for e in children(h, "PropertyWidgetDecorator"))
