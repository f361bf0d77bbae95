// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "TextFile.h"

#include "Numbers.h"
#include "WholeFile.h"

#include "vtkErrorCode.h"

#include <filesystem>
#include <fstream>
#include <new>
#include <sstream>
#include <string_view>
#include <system_error>

namespace curvedreformat
{
//------------------------------------------------------------------------------
std::string ReadTextFile(const char* fileName, std::string& text)
{
  if (!fileName || !*fileName)
  {
    return "FileName is empty; give the file to read.";
  }
  std::ostringstream message;
  const std::filesystem::path path = PathOf(fileName);
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
  {
    message << fileName << " is a folder; give the file to read.";
    return message.str();
  }
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file)
  {
    message << fileName << " cannot be read; give a file that exists and may be read.";
    return message.str();
  }
  if (size > LargestTextFile)
  {
    message << fileName << " has " << size << " bytes, which is no curve; at most "
            << LargestTextFile << " are read.";
    return message.str();
  }
  try
  {
    text.resize(static_cast<std::size_t>(size));
  }
  catch (const std::bad_alloc&)
  {
    message << fileName << " has " << size << " bytes, for which there is no memory.";
    return message.str();
  }
  file.read(text.data(), static_cast<std::streamsize>(size));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() != size)
  {
    message << fileName << " could be read only up to byte " << text.size() << " of " << size
            << ".";
    return message.str();
  }
  return std::string();
}

//------------------------------------------------------------------------------
std::string WriteTextFile(const char* fileName, const std::string& text, unsigned long& errorCode)
{
  errorCode = vtkErrorCode::NoError;
  if (!fileName || !*fileName)
  {
    errorCode = vtkErrorCode::NoFileNameError;
    return "FileName is empty; give the file to write.";
  }
  return WriteWholeFile(
    fileName,
    [&text](const std::filesystem::path& part, unsigned long& code)
    {
      std::ofstream file(part, std::ios::binary | std::ios::trunc);
      file.write(text.data(), static_cast<std::streamsize>(text.size()));
      file.close();
      if (!file.fail())
      {
        return std::string();
      }
      code = vtkErrorCode::OutOfDiskSpaceError;
      return std::to_string(text.size()) + " bytes do not fit";
    },
    errorCode);
}

//------------------------------------------------------------------------------
bool HasEnding(const char* fileName, const char* ending)
{
  const std::string name = SmallLetters(fileName ? fileName : "");
  const std::string_view wanted = ending;
  return name.size() > wanted.size() &&
    name.compare(name.size() - wanted.size(), wanted.size(), wanted) == 0;
}

//------------------------------------------------------------------------------
std::string NameOfFile(const char* fileName)
{
  const std::string name = PathOf(fileName ? fileName : "").filename().u8string();
  for (const std::string_view ending : { ".mrk.json", ".json", ".fcsv" })
  {
    if (HasEnding(name.c_str(), ending.data()))
    {
      return name.substr(0, name.size() - ending.size());
    }
  }
  return name.substr(0, name.rfind('.'));
}
}
