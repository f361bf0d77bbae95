// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What is tried with any bytes whatever: each target takes some, and ends the program with a
 * sentence where what it tries does anything but give a sound result or one sentence. libFuzzer
 * makes up bytes (FuzzMain.cxx); a test takes those that were once found (ReplayFuzz.cxx).
 */
#ifndef FuzzTargets_h
#define FuzzTargets_h

#include <cstddef>
#include <cstdint>

using FuzzTarget = void (*)(const std::uint8_t* data, std::size_t size);

void FuzzMarkups(const std::uint8_t* data, std::size_t size);   ///< the text of a .mrk.json
void FuzzFiducials(const std::uint8_t* data, std::size_t size); ///< the text of a .fcsv
void FuzzTable(const std::uint8_t* data, std::size_t size);     ///< settings, and a table's text
void FuzzNifti(const std::uint8_t* data, std::size_t size); ///< a .nii, or by its content .nii.gz
void FuzzNrrd(const std::uint8_t* data, std::size_t size);  ///< a .nrrd
void FuzzMeta(const std::uint8_t* data, std::size_t size);  ///< a .mha
void FuzzNrrdHeader(const std::uint8_t* data, std::size_t size); ///< a .nhdr, 0, and its values
void FuzzMetaHeader(const std::uint8_t* data, std::size_t size); ///< a .mhd, 0, and its values
void FuzzDicom(const std::uint8_t* data, std::size_t size);      ///< a .dcm
void FuzzCurve(const std::uint8_t* data, std::size_t size);      ///< settings and points of a curve
void FuzzInverse(const std::uint8_t* data, std::size_t size);    ///< a curve and points near it

#endif
