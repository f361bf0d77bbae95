#!/usr/bin/env python3
"""Prints what the benchmarks measured as tables in Markdown: medians, and how many times as long as
our filter the others take.

    ratios.py results.json

The file is what CurvedReformatBenchmarks writes with --benchmark_out. Times with one thread are
those of the processor, so that other programs on the machine count less; with two threads, those of
the clock.
"""
import json
import re
import statistics
import subprocess
import sys

# How many times as long as ours, with AVX-512; with AVX2 alone a quarter less.
AIMS = {
    "nearest": {"reslice grid": 10.0, "reslice slices": 1.5, "gather loop": 0.9},
    "linear": {"reslice grid": 12.0, "reslice slices": 4.0, "gather loop": 0.9},
    "cubic": {"reslice grid": 6.0, "reslice slices": 4.0, "gather loop": 0.9},
}
AIM_TWO_THREADS = 1.8
AIM_POINTS = 10.0
AIM_IMAGES = 20.0
AIM_SLABS = 1.0
AIM_FRAMES_MS = 10.0
AIM_KB_PER_THREAD = 1024.0
AIM_INTERACTION_MS = {"straightened": 50.0, "cross-section": 10.0}

TITLES = {
    "ours": "ours",
    "ours with mask": "ours, with the mask",
    "reslice grid": "`vtkImageReslice` + `vtkGridTransform`",
    "reslice slices": "`vtkImageReslice`, slice by slice",
    "probe": "`vtkProbeFilter`",
    "gather loop": "bare gather loop",
    "gather loop used memory": "the same, output memory used before",
    "gather loop instruction": "bare gather loop, gather instruction",
}


def read(file_name):
    """The medians by name: {"group/case/method": {"cpu": ms, "real": ms, ...}}, and the context."""
    with open(file_name, encoding="utf-8") as file:
        data = json.load(file)
    runs = {}
    # the runs are in random order
    for run in sorted(data["benchmarks"], key=lambda r: (r["family_index"], r["per_family_instance_index"])):
        if run.get("run_type") != "iteration":
            continue
        if run.get("error_occurred"):
            sys.exit("%s failed: %s" % (run["name"], run["error_message"]))
        name = re.sub(r"/(iterations|repeats|real_time)[^/]*", "", run["name"])
        runs.setdefault(name, []).append(run)
    medians = {}
    for name, repetitions in runs.items():

        def median(key):
            return statistics.median(r[key] for r in repetitions)

        cpu = sorted(r["cpu_time"] for r in repetitions)
        medians[name] = {
            "cpu": median("cpu_time"),
            "real": median("real_time"),
            "best": min(r["real_time"] for r in repetitions),
            "quartiles": (cpu[len(cpu) // 4], cpu[-1 - len(cpu) // 4]),
            "repetitions": len(repetitions),
        }
        for key, value in repetitions[0].items():
            if isinstance(value, (int, float)) and key not in medians[name]:
                medians[name][key] = median(key)
        # Google Benchmark divides by the time of the clock
        if "items_per_second" in medians[name]:
            items = repetitions[0]["items_per_second"] * repetitions[0]["real_time"] * 1e-3
            medians[name]["items"] = items
    return medians, data["context"]


def number(value):
    """Three digits that count, without an exponent."""
    if value >= 100 or value == 0:
        return "%d" % round(value)
    digits = 2 if value < 1 else (1 if value >= 10 else 2)
    return "%.*f" % (digits, value)


def aimed(value, aim, below=False):
    """The aim, and whether it was missed."""
    if aim is None:
        return ""
    good = value <= aim if below else value >= aim
    return "%s %s%s" % ("≤" if below else "≥", number(aim), "" if good else " **missed**")


def table(title, heads, rows):
    if rows:
        print("\n### %s\n\n| %s |" % (title, " | ".join(heads)))
        print("| %s |" % " | ".join("---" if i == 0 else "---:" for i in range(len(heads))))
        for row in rows:
            print("| %s |" % " | ".join(row))


def straightening(medians, simd):
    rows = []
    threads = []
    factor = 1.0 if simd == "AVX-512" else 0.75
    for kernel, aims in AIMS.items():
        group = "straighten/%s/" % kernel
        ours = medians.get(group + "ours")
        if not ours:
            continue
        for method, title in TITLES.items():
            m = medians.get(group + method)
            if not m:
                continue
            ratio = m["cpu"] / ours["cpu"]
            aim = aims.get(method)
            if aim and method != "gather loop":
                aim *= factor
            if method == "gather loop":
                # the ceiling is the faster of its two forms
                other = medians.get(group + "gather loop instruction", m)
                aim = aim if m["cpu"] <= other["cpu"] else None
            elif method == "gather loop instruction":
                aim = aims["gather loop"] if m["cpu"] < medians[group + "gather loop"]["cpu"] else None
            rows.append([
                "%s: %s" % (kernel, title), number(m["cpu"]),
                "%s-%s" % tuple(number(q) for q in m["quartiles"]),
                number(m["items"] / m["cpu"] * 1e-3),
                "" if method == "ours" else number(ratio),
                "" if method == "ours" else aimed(ratio, aim)])
        two = medians.get(group + "ours 2 threads")
        if two:
            gain = ours["real"] / two["real"]
            threads.append([
                kernel, number(ours["real"]), number(two["real"]), number(gain),
                aimed(gain, AIM_TWO_THREADS), number(ours["best"] / two["best"])])
    table("Straightening, 512 x 512 x 256 to 128 x 128 x 512, int16, one thread",
          ["", "ms", "quartiles", "Mvoxel/s", "time / ours", "aim"], rows)
    table("Ours with two threads, by the clock (the medians say little when other programs run)",
          ["", "one, ms", "two, ms", "gain", "aim", "gain of the best runs"], threads)


def cases(medians, group):
    """The names of the second level, in order."""
    return list(dict.fromkeys(n.split("/")[1] for n in medians if n.startswith(group + "/")))


def way_back(medians):
    rows = []
    for case in cases(medians, "points back"):
        of = {m: medians.get("points back/%s/%s" % (case, m))
              for m in ("ours", "grid inverse", "stock inverse")}
        if not all(of.values()):
            continue
        row = [case]
        for m in of.values():
            row += [number(m["items"] / m["cpu"]), number(m["wrong_percent"])]
        ratio = of["grid inverse"]["cpu"] / of["ours"]["cpu"]
        row += [number(ratio), aimed(ratio, AIM_POINTS)]
        rows.append(row)
    table("Points back, thousands a second, and how many per cent are wrong",
          ["curve and tube", "ours", "wrong", "`vtkGridTransform`", "wrong", "stock inverse, our map",
           "wrong", "grid / ours", "aim"], rows)
    rows = []
    for case in cases(medians, "image back"):
        ours = medians.get("image back/%s/ours" % case)
        grid = medians.get("image back/%s/grid inverse" % case)
        if ours and grid:
            ratio = grid["cpu"] / ours["cpu"]
            rows.append([case, "%d" % round(ours["items"]), number(ours["cpu"]), number(grid["cpu"]),
                         number(ratio), aimed(ratio, AIM_IMAGES)])
    table("Images back, ms", ["", "voxels", "ours", "`vtkImageReslice` + grid inverse", "grid / ours",
                              "aim"], rows)


def slabs(medians):
    rows = []
    for case in cases(medians, "slab"):
        ours = medians.get("slab/%s/ours" % case)
        thick = medians.get("slab/%s/thick image" % case)
        if ours and thick:
            ratio = thick["cpu"] / ours["cpu"]
            rows.append([case, number(ours["items"] * 1e-6), number(ours["cpu"]), number(thick["cpu"]),
                         number(ratio), aimed(ratio, AIM_SLABS)])
    table("Slabs, one thread, linear, ms",
          ["axis, samples a voxel", "samples, millions", "ours", "thick image + `vtkImageSlab`", "time / ours", "aim"], rows)


def interaction(medians):
    rows = []
    for case in cases(medians, "interaction"):
        aim = AIM_INTERACTION_MS[case.split(",")[0]]
        for name, m in medians.items():
            if name.startswith("interaction/%s/" % case):
                rows.append(["%s, %s" % (case, name.split("/")[2]), number(m["real"]), number(m["best"]),
                             aimed(m["real"], aim, True)])
    table("Interaction, 512 x 512 x 512, int16, linear, two threads, by the clock",
          ["", "ms", "best, ms", "aim"], rows)


def others(medians):
    rows = []
    for case in cases(medians, "input size"):
        for n in sorted((n for n in medians if n.startswith("input size/%s/" % case)),
                        key=lambda n: int(n.split("/")[2])):
            m = medians[n]
            rows.append(["%s cubed" % n.split("/")[2], number(m["cpu"]),
                         number(m["items"] / m["cpu"] * 1e-3)])
    table("Size of the input: the same curve and output (64 x 64 x 256, linear)",
          ["input", "ms", "Mvoxel/s"], rows)
    rows = []
    for case in cases(medians, "frames"):
        for method in ("model", "framed curve"):
            m = medians.get("frames/%s/%s" % (case, method))
            if m:
                rows.append(["%s, %s" % (case, method), number(m["cpu"]),
                             aimed(m["cpu"], AIM_FRAMES_MS, True) if case.startswith("10000 ") else ""])
    table("Frames, from points to the model (`vtkMovingFrame`) and to the framed curve "
          "(`vtkCurveFrames`)", ["", "ms", "aim"], rows)
    rows = []
    for name, m in medians.items():
        if name.startswith("memory/"):
            _, _, threads, mask = name.split("/")
            rows.append([threads + (", with the mask" if mask.endswith("1") else ""),
                         number(m["output_kB"]), number(max(m["extra_kB"], 0.0)),
                         number(max(m["extra_kB_per_thread"], 0.0)),
                         aimed(m["extra_kB_per_thread"], AIM_KB_PER_THREAD, True)])
    table("Peak memory besides the input, kB", ["", "output", "more than that", "of that a thread", "aim"], rows)


def machine(context):
    model = ""
    try:
        text = subprocess.run(["lscpu"], capture_output=True, text=True, check=True,
                              env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}).stdout
        model = re.search(r"^Model name:\s*(.*)$", text, re.MULTILINE).group(1)
    except (OSError, AttributeError, subprocess.CalledProcessError):
        pass
    return "%s, %d cores, %s; %s; VTK %s" % (
        model or "unknown processor", context["num_cpus"], context.get("simd", "unknown"),
        context.get("compiler", "unknown compiler"), context.get("vtk", "unknown"))


def main():
    medians, context = read(sys.argv[1])
    repetitions = {m["repetitions"] for m in medians.values()}
    print("%s. Medians of %s interleaved runs, %s; load of the machine at the start %s." % (
        machine(context), " to ".join(str(r) for r in sorted(repetitions)), context["date"][:10],
        ", ".join("%.1f" % l for l in context.get("load_avg", []))))
    straightening(medians, context.get("simd"))
    interaction(medians)
    slabs(medians)
    way_back(medians)
    others(medians)


if __name__ == "__main__":
    main()
