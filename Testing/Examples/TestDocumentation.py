# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The documentation shows the examples as they are, its links lead somewhere, and the page of a
filter has every property that the filter has."""

import os
import re
import sys
import xml.etree.ElementTree as ElementTree

root = sys.argv[1]
wrong = []


def text_of(*path):
    with open(os.path.join(root, *path), encoding="utf-8") as file:
        return file.read()


pages = ["README.md", "CHANGELOG.md"]
pages += [
    "Documentation/" + n
    for n in sorted(os.listdir(os.path.join(root, "Documentation")))
    if n.endswith(".md")
]

# <!-- FILE --> before a block of code: the block is the file, but for its licence.
shown = []
for page in pages:
    for name, block in re.findall(r"<!-- (\S+) -->\n```\w*\n(.*?)```\n", text_of(page), re.S):
        code = re.sub(r"\A((//|#) SPDX-.*\n)+", "", text_of(name))
        shown.append(name)
        if block != code:
            wrong.append("%s does not show %s as it is" % (page, name))
for language in "Cxx", "Python", "ParaView":
    if not any(name.startswith("Examples/%s/" % language) for name in shown):
        wrong.append("no page shows an example in Examples/%s" % language)

# Links within the repository, pictures included, and the headings they name.
for page in pages:
    text = re.sub(r"```.*?```", "", text_of(page), flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'src="([^"]+)"', text):
        if re.match(r"https?:", target):
            continue
        path, _, anchor = target.partition("#")
        file_name = (
            os.path.normpath(os.path.join(root, os.path.dirname(page), path))
            if path
            else os.path.join(root, page)
        )
        if not os.path.exists(file_name):
            wrong.append("%s leads to %s, which is not there" % (page, target))
        elif anchor:
            with open(file_name, encoding="utf-8") as file:
                headings = re.findall(r"^#+ (.*)$", file.read(), re.M)
            anchors = [re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings]
            if anchor not in anchors:
                wrong.append("%s leads to %s, but there is no such heading" % (page, target))

# A row | `Name` | default | ... | for each property of a proxy, which has a page.
def proxy_xml(name):
    xml = re.sub(
        r"@([A-Za-z]+)(_OF_\w+)?@",
        lambda match: text_of("XML", "Shared", match.group(1) + ".xml.in"),
        text_of("XML", name),
    )
    return ElementTree.fromstring(xml)


names = [n for n in sorted(os.listdir(os.path.join(root, "XML"))) if n.endswith(".xml.in")]
documented = 0
proxies = [proxy for name in names for proxy in proxy_xml(name).iterfind("ProxyGroup/*")]
# One that only another one uses is on the page of that one, which exposes its properties. A page is
# called as the proxy, or as its label, which is its name in Python.
users = {used.get("proxyname"): proxy.get("name") for proxy in proxies for used in proxy.iterfind("SubProxy/Proxy")}
for proxy in proxies:
    name = users.get(proxy.get("name"), proxy.get("name"))
    labels = [other.get("label", "").replace(" ", "") for other in proxies if other.get("name") == name]
    page = "Documentation/%s.md" % next((n for n in labels if "Documentation/%s.md" % n in pages), name)
    if page not in pages:
        wrong.append("%s has no page" % name)
        continue
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]*?) \|", text_of(page), re.M))
    for item in proxy:
        if not item.tag.endswith("VectorProperty") or item.get("information_only") == "1":
            continue
        documented += 1
        name = item.get("name")
        if proxy.get("name") in users and name == "FileName":
            continue  # its user's files are handed to it
        default = item.get("default_values", "")
        for entry in item.iter("Entry"):
            if entry.get("value") == default:
                default = entry.get("text")
        if item.find("BooleanDomain") is not None:
            default = "on" if default == "1" else "off"
        default = default or "none"
        if rows.get(name) != default:
            wrong.append(
                "%s: the default of %s is %s, not %s" % (page, name, default, rows.get(name))
            )
if not documented:
    wrong.append("no property is documented")

assert not wrong, "\n" + "\n".join(wrong)
print("%d pages, %d examples, %d properties" % (len(pages), len(shown), documented))
