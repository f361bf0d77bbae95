# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Drives ParaView's window: menus, panel and pipeline browser through ParaView's own playback of
events, checks and pictures through the Python shell inside that window.

    window = Window("Name")
    window.open_file(IMAGE)
    window.python("assert GetActiveSource() is not None")
    window.screenshot("first")
    window.play()

Nothing happens before play(). It has an X server of its own, so that tests may run side by side.
Pictures lie in CURVEDREFORMAT_TEST_OUTPUT/NAME.
"""

import os
import shutil
import signal
import subprocess
import sys
from xml.sax.saxutils import quoteattr

CONTROL = 0x04000000  # Qt::ControlModifier

PANEL = "propertiesDock/propertiesPanel"
PROPERTIES = PANEL + (
    "/scrollArea/qt_scrollarea_viewport/scrollAreaWidgetContents/PropertiesFrame/ProxyPanel/"
)
WITH_DISPLAY = os.path.join(os.path.dirname(__file__), "..", "..", "Utilities", "with-display.sh")
BROWSER = "pipelineBrowserDock/pipelineBrowser"
VIEW = (
    "centralwidget/MultiViewWidget/CoreWidget/qt_tabwidget_stackedwidget/MultiViewWidget1/"
    "Container/Frame.0/CentralWidgetFrame/Viewport"
)


def pixels(file_name):
    """A PNG file as an array (rows from the bottom, columns) of grey levels from 0 to 255."""
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkIOImage import vtkPNGReader

    reader = vtkPNGReader()
    reader.SetFileName(file_name)
    reader.Update()
    image = reader.GetOutput()
    if not image.GetNumberOfPoints():
        sys.exit("%s cannot be read" % file_name)
    values = vtk_to_numpy(image.GetPointData().GetScalars()).astype(float)
    return values.reshape(image.GetDimensions()[1::-1] + (-1,))[..., :3].mean(axis=2)


class Window:
    def __init__(self, name, size=(1400, 900)):
        self.folder = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], name)
        self.size = size
        self.events = []
        self.steps = 0
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        # ParaView asks whether to overwrite, and remembers things: nobody's but this test's.
        self.home = os.path.join(self.folder, "home")
        os.makedirs(self.home)
        self.python("from paraview.simple import *")
        # Without a window manager windows have the size that they are born with.
        self.python(
            "import subprocess\n"
            "subprocess.run(['xdotool', 'search', '--name', '^ParaView', 'windowmove', '0', '0',"
            " 'windowsize', '%d', '%d'], check=True)" % size
        )

    # What a user does ------------------------------------------------------------------------

    def event(self, widget, command, arguments=""):
        self.events.append(("pqevent", widget, "command", command, str(arguments)))

    def menu(self, path, entry):
        """Chooses an entry of a menu, such as ("menuFilters/Alphabetical", "Clip")."""
        top = path.split("/")[0]
        self.event("menubar", "activate", top)
        self.event("menubar/" + path, "activate", entry)

    def open_file(self, file_name):
        """With Apply."""
        self.event("MainControlsToolbar/actionOpenData", "activate")
        self.event("FileOpenDialog", "filesSelected", file_name)
        self.apply()

    def source(self, name):
        self.menu("menuSources/Alphabetical", name)

    def filter(self, name, *selected):
        """Chooses a filter, after a click on each of the items that are to be selected."""
        for i, item in enumerate(selected):
            self.select(item, add=i > 0)
        self.menu("menuFilters/Alphabetical", name)

    def select(self, item, add=False):
        """Clicks on an item of the pipeline browser, such as 0 for the first source or (0, 1) for
        what stands second below it; with the control key when it is added to the selection."""
        path = item if isinstance(item, tuple) else (item,)
        place = "/0:0" + "".join("/%d:0" % i for i in path)
        keys = CONTROL if add else 0
        self.event(BROWSER, "mousePress", "1,1,%d,20,8,%s" % (keys, place))
        self.event(BROWSER, "mouseRelease", "1,0,%d,20,8,%s" % (keys, place))

    def set(self, widget, value):
        """Sets a widget of the panel: booleans, numbers, and the text of lines and choices."""
        kind = {bool: "set_boolean", int: "set_int", float: "set_double"}.get(
            type(value), "set_string"
        )
        if isinstance(value, bool):
            value = "true" if value else "false"
        self.event(PROPERTIES + widget, kind, value)

    def apply(self):
        self.event(PANEL + "/Accept", "activate")

    def undo(self):
        self.menu("menu_Edit", "actionEditUndo")

    def redo(self):
        self.menu("menu_Edit", "actionEditRedo")

    def drag(self, start, end, steps=8):
        """Drags with the left button in the first view; places are fractions of its width and
        height, from the left and from the top."""
        places = [[a + (b - a) * i / steps for a, b in zip(start, end)] for i in range(steps + 1)]
        self.event(VIEW, "mouseMove", "(%g,%g,0,0,0)" % tuple(places[0]))
        self.event(VIEW, "mousePress", "(%g,%g,1,1,0)" % tuple(places[0]))
        for place in places[1:]:
            self.event(VIEW, "mouseMove", "(%g,%g,0,1,0)" % tuple(place))
        self.event(VIEW, "mouseRelease", "(%g,%g,1,0,0)" % tuple(places[-1]))

    # What the test does ----------------------------------------------------------------------

    def check(self, widget, name, value):
        """Fails unless a widget's property, such as visible or text, has a value."""
        text = str(value).lower() if isinstance(value, bool) else str(value)
        self.events.append(("pqcheck", widget, "property", name, text))

    def python(self, code):
        """Runs Python inside the window; an exception fails the test and ends the run."""
        self.steps += 1
        step = os.path.join(self.folder, "step%02d.py" % self.steps)
        with open(step, "w", encoding="utf-8") as file:
            file.write(code + "\n")
        run = (
            "try:\n"
            "    exec(compile(open(%r).read(), %r, 'exec'), globals())\n"
            "except BaseException:\n"
            "    import traceback, os\n"
            "    open(%r, 'w').write(traceback.format_exc())\n"
            "    os._exit(1)\n" % (step, step, os.path.join(self.folder, "failure.txt"))
        )
        self.event("pythonShellDock/pythonShell/consoleWidget", "executeCommand", run)

    def screenshot(self, name):
        """A picture of the whole screen, as folder/NAME.png."""
        self.python(
            "import subprocess\n"
            "Render()\n"
            "subprocess.run(['import', '-silent', '-window', 'root', %r], check=True)"
            % os.path.join(self.folder, name + ".png")
        )

    def play(self, arguments=(), timeout=240):
        events = "".join(
            "  <%s object=%s %s=%s arguments=%s />\n"
            % (
                kind,
                quoteattr(("pqClientMainWindow/" + widget).rstrip("/")),
                key,
                quoteattr(value),
                quoteattr(arguments, {"\n": "&#xA;"}),
            )
            for kind, widget, key, value, arguments in self.events
        )
        script = os.path.join(self.folder, "events.xml")
        with open(script, "w", encoding="utf-8") as file:
            file.write('<?xml version="1.0" ?>\n<pqevents>\n%s</pqevents>\n' % events)

        # The panel is born so narrow that it cuts what stands in it.
        style = os.path.join(self.folder, "style.qss")
        with open(style, "w", encoding="utf-8") as file:
            file.write(
                "QDockWidget { min-width: 430px }\nQDockWidget#propertiesDock { min-height: 440px }\n"
            )

        environment = dict(
            os.environ,
            HOME=self.home,
            QT_QPA_PLATFORM="xcb",
            CURVEDREFORMAT_SCREEN="%dx%d" % self.size,
        )
        # A server of its own, and nobody's settings.
        for name in "DISPLAY", "XDG_CONFIG_HOME":
            environment.pop(name, None)
        paraview = os.environ.get("CURVEDREFORMAT_PARAVIEW", "paraview")
        log = os.path.join(self.folder, "log.txt")
        with open(log, "w", encoding="utf-8") as output:
            process = subprocess.Popen(
                [WITH_DISPLAY, paraview, "--dr", "--test-directory", self.folder]
                + list(arguments)
                + ["--test-script", script, "--exit", "-stylesheet", style],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                code = process.wait(timeout)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                code = "none in %d s" % timeout

        failure = os.path.join(self.folder, "failure.txt")
        text = open(log, encoding="utf-8", errors="replace").read()
        print(text)
        if os.path.exists(failure):
            sys.exit(open(failure, encoding="utf-8").read())
        if code != 0:
            sys.exit("ParaView ended with %s" % code)
        if '"events.xml" is finished. Success =  true' not in text:
            sys.exit("The events were not all played")
        return text
