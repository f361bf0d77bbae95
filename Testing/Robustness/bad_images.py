# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Images: what is wrong with them, and what is said."""

import math

from rows import Row, holds_the_world, images_of, leaves_out_what_is_hidden
from subjects import (
    FIELD, INVERSE, MULTI, OF_IMAGE, PROFILE, REFORMAT, SECTION, STRAIGHTEN, WRITE_IMAGE, make_image,
    make_straightened)
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkBitArray, vtkFloatArray, vtkStringArray, vtkUnsignedCharArray
from vtkmodules.vtkCommonDataModel import vtkDataSetAttributes, vtkImageData

NAN, INF = math.nan, math.inf
WITH_GRID = (REFORMAT, MULTI, SECTION, FIELD)


def changed(change, make=make_image):
    def make_it():
        image = make()
        change(image)
        return image

    return make_it


def with_array(array, make=make_image):
    """The only array of the image."""

    def change(image):
        array_ = array(image.GetNumberOfPoints())
        image.GetPointData().Initialize()
        image.GetPointData().AddArray(array_)
        if not isinstance(array_, vtkStringArray):
            image.GetPointData().SetScalars(array_)

    return changed(change, make)


def bits(count):
    array = vtkBitArray()
    array.SetName("v")
    array.SetNumberOfTuples(count)
    for i in range(count):
        array.SetValue(i, 1)
    return array


def words(count):
    array = vtkStringArray()
    array.SetName("v")
    array.SetNumberOfTuples(count)
    return array


def no_components(count):
    array = vtkFloatArray()
    array.SetName("v")
    array.SetNumberOfComponents(0)
    return array


def too_short(count):
    array = vtkFloatArray()
    array.SetName("v")
    array.SetNumberOfTuples(count // 2)
    array.Fill(0)
    return array


def no_arrays(image):
    image.GetPointData().Initialize()


def blank_some(image):
    image.AllocatePointGhostArray()
    ghosts = image.GetPointData().GetArray(vtkDataSetAttributes.GhostArrayName())
    for i in range(0, image.GetNumberOfPoints(), 3):
        ghosts.SetValue(i, vtkDataSetAttributes.HIDDENPOINT)


def blank_beyond_the_end(image):
    """Every third voxel, in an array that goes on long after the last one."""
    ghosts = vtkUnsignedCharArray()
    ghosts.SetName(vtkDataSetAttributes.GhostArrayName())
    ghosts.SetNumberOfTuples(1000 * image.GetNumberOfPoints())
    ghosts.Fill(vtkDataSetAttributes.HIDDENPOINT)
    for i in range(image.GetNumberOfPoints()):
        ghosts.SetValue(i, 0 if i % 3 else vtkDataSetAttributes.HIDDENPOINT)
    image.GetPointData().AddArray(ghosts)


def all_ones(algorithm, inputs):
    for image in images_of(algorithm):
        bits_, mask = (vtk_to_numpy(image.GetPointData().GetArray(n)) for n in ("v", "vtkValidPointMask"))
        assert (bits_ == mask).all() and mask.any()


def not_at_zero(image):
    """The same image, with other indices."""
    origin = [-i * s for i, s in zip((7, -3, 100), image.GetSpacing())]
    image.SetExtent(7, 26, -3, 16, 100, 119)
    image.SetOrigin(origin)


def one_voxel():
    image = vtkImageData()
    image.SetDimensions(1, 1, 1)
    image.SetOrigin(10, 15, 10)
    image.AllocateScalars(10, 1)
    image.GetPointData().GetScalars().Fill(3)
    return image


ROWS = [
    Row("no arrays", OF_IMAGE + (INVERSE,),
        ["Image has no point data and no cell data to sample; give an image with at least one array of numbers"],
        image=changed(no_arrays)),
    Row("no array to measure", PROFILE, ["Image has no active scalars among its point arrays; choose the array"],
        image=changed(no_arrays, make_straightened)),
    Row("no array to write", WRITE_IMAGE, ["Image has no active scalars", "choose one of its point arrays: none"],
        image=changed(no_arrays)),
    Row("no voxels", OF_IMAGE + (INVERSE, PROFILE, FIELD, WRITE_IMAGE), ["mage is empty", "give"], image=vtkImageData),
    Row("an extent of zero", OF_IMAGE + (PROFILE, WRITE_IMAGE), ["mage is empty", "give"],
        image=changed(lambda image: image.SetExtent(0, -1, 0, 9, 0, 9))),
    Row("spacing 0", WITH_GRID, ["has spacing (1, 0, 1); all three must be above 0"],
        image=changed(lambda image: image.SetSpacing(1, 0, 1))),
    Row("negative spacing", WITH_GRID, ["has spacing (1, 1, -2)", "A flipped axis belongs into the direction matrix"],
        image=changed(lambda image: image.SetSpacing(1, 1, -2))),
    Row("spacing NaN", WITH_GRID, ["has spacing (nan, 1, 1); all three must be above 0"],
        image=changed(lambda image: image.SetSpacing(NAN, 1, 1))),
    Row("infinite spacing", WITH_GRID, ["has spacing (1, 1, inf); all three must be above 0"],
        image=changed(lambda image: image.SetSpacing(1, 1, INF))),
    Row("spacing 0 of what is measured", (PROFILE, INVERSE), ["spacing (0, 1, 1)", "above 0"],
        image=changed(lambda image: image.SetSpacing(0, 1, 1), make_straightened)),
    Row("spacing 0 of what is written", WRITE_IMAGE, ["has spacing (1, 0, 1)"],
        image=changed(lambda image: image.SetSpacing(1, 0, 1))),
    Row("origin NaN", WITH_GRID, ["has origin (0, nan, 0), which is not finite; set a valid origin"],
        image=changed(lambda image: image.SetOrigin(0, NAN, 0))),
    Row("a direction matrix without a third direction", WITH_GRID + (INVERSE,),
        ["has a direction matrix with determinant 0; its axes must be three independent directions"],
        image=changed(lambda image: image.SetDirectionMatrix(1, 0, 0, 0, 1, 0, 0, 1, 0))),
    Row("a direction matrix of NaN", WITH_GRID, ["has a direction matrix with determinant nan"],
        image=changed(lambda image: image.SetDirectionMatrix(NAN, 0, 0, 0, 1, 0, 0, 0, 1))),
    Row("words alone", OF_IMAGE, ["no array that holds a number for every voxel (left out: v); give"],
        image=with_array(words)),
    Row("an array of no components", OF_IMAGE, ["no array that holds a number for every voxel (left out: v); give"],
        image=with_array(no_components)),
    Row("an array that is too short", OF_IMAGE, ["no array that holds a number for every voxel (left out: v); give"],
        image=with_array(too_short)),
    Row("an array to measure that is too short", PROFILE, ["Array v has ", "tuples, but the image has", "give an array with one for each"],
        image=with_array(too_short, make_straightened)),
    Row("an array to write that is too short", WRITE_IMAGE, ["Array v has 4000 tuples, but the image has 8000 voxels"],
        image=with_array(too_short)),
    Row("words to measure", PROFILE, ["rray|scalars", "choose"], image=with_array(words, make_straightened)),
    Row("bits to write", WRITE_IMAGE, ["Array v is of bits, which files do not hold; make it unsigned char"],
        image=with_array(bits)),
    Row("an image to move the points of", STRAIGHTEN, ["Input is an image, which has no points to move; straighten it"],
        settings=lambda algorithm: algorithm.SetInputData(0, make_image())),
    Row("no curve in the image, and none given", INVERSE, ["Image holds no curve", "connect the curve"],
        image=make_image, curve=None),

    Row("bits", OF_IMAGE, image=with_array(bits), holds=all_ones),
    Row("an extent that does not begin at 0", OF_IMAGE, image=changed(not_at_zero), holds=holds_the_world),
    Row("blanked points", OF_IMAGE, image=changed(blank_some), holds=leaves_out_what_is_hidden),
    Row("blanked points in an array that is too long", OF_IMAGE, image=changed(blank_beyond_the_end),
        holds=leaves_out_what_is_hidden),
    Row("a left-handed direction matrix", OF_IMAGE,
        image=changed(lambda image: image.SetDirectionMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1))),
    Row("one voxel", (REFORMAT, SECTION), image=one_voxel, warns=["the curve lies outside the image"]),
]
