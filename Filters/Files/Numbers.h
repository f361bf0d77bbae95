// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Numbers in files of text: a decimal point whatever the language of the computer, and no digit
 * lost.
 */
#ifndef Numbers_h
#define Numbers_h

#include <string>
#include <string_view>

namespace curvedreformat
{
/** A text without the blanks around it. */
std::string_view Trimmed(std::string_view text);

/** A text in small letters, of A to Z. */
std::string SmallLetters(std::string_view text);

/** A text for messages: a question mark for each character that cannot be shown. */
std::string Printable(std::string_view text);

/**
 * The number that a text is, blanks around it aside: true when there is nothing else. Accepts a
 * plus sign, "nan" and "inf".
 */
bool ParseNumber(std::string_view text, double& number);

/** A number in the fewest digits that give the same number again; always with its sign, and as JSON
 * has it (a point or an exponent in zero, so that it keeps its sign there, too). Finite. */
std::string FormatNumber(double number);
}

#endif
