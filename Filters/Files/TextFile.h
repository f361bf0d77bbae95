// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Files of text, whole: read up to a limit, written so that nobody ever sees half of one.
 */
#ifndef TextFile_h
#define TextFile_h

#include <cstdint>
#include <string>

namespace curvedreformat
{
/** The largest file that is read (bytes): several hundred thousand points. */
constexpr std::uintmax_t LargestTextFile = 128U << 20U;

/** Read a file. Returns an empty string, or the sentence that says why it cannot be read. */
std::string ReadTextFile(const char* fileName, std::string& text);

/**
 * Write a file: under another name beside it first, which then takes the place of the file.
 * Returns an empty string, or the sentence that says why it cannot be written; then there is no new
 * file, and an old one is as it was. `errorCode` gets one of vtkErrorCode.
 */
std::string WriteTextFile(const char* fileName, const std::string& text, unsigned long& errorCode);

/** Whether a file is called something with this ending, in small or capital letters, and not just
 * so. */
bool HasEnding(const char* fileName, const char* ending);

/** The file's name without its folders, up to the first of the endings (".mrk.json") that fits. */
std::string NameOfFile(const char* fileName);
}

#endif
