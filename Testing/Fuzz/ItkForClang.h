// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Included before all else where clang compiles what includes ITK. ITK's header, generated where
 * ITK was built, ends with "Unsupported compiler" under any other compiler than that. Clang has
 * what g++ 12 has of C++17, so to this header alone it is that.
 */
#ifndef ItkForClang_h
#define ItkForClang_h

#pragma push_macro("__clang__")
#pragma push_macro("__GNUC__")
#pragma push_macro("__GNUC_MINOR__")
#undef __clang__
#undef __GNUC__
#undef __GNUC_MINOR__
#define __GNUC__ 12
#define __GNUC_MINOR__ 2
#include <itk_compiler_detection.h>
#pragma pop_macro("__GNUC_MINOR__")
#pragma pop_macro("__GNUC__")
#pragma pop_macro("__clang__")

#endif
