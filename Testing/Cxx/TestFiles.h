// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Files for the tests of readers and writers, and what comes of them.
 */
#ifndef TestFiles_h
#define TestFiles_h

#include "TestCurves.h"

#include "vtkAlgorithm.h"
#include "vtkCommand.h"
#include "vtkExecutive.h"
#include "vtkTestErrorObserver.h"

#include <fstream>
#include <iterator>
#include <string>

namespace testcurves
{
/** A name in the folder for what tests write. */
inline std::string OutputFile(const std::string& name)
{
  return std::string(CURVEDREFORMAT_TEST_OUTPUT) + "/" + name;
}

inline std::string DataFile(const std::string& name)
{
  return std::string(CURVEDREFORMAT_TEST_DATA) + "/markups/" + name;
}

inline std::string MakeFile(const std::string& name, const std::string& text)
{
  const std::string fileName = OutputFile(name);
  std::ofstream(fileName, std::ios::binary) << text;
  return fileName;
}

inline std::string ContentOf(const std::string& fileName)
{
  std::ifstream file(fileName, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

inline bool Exists(const std::string& fileName)
{
  return std::ifstream(fileName).good();
}

inline int CountOf(const std::string& text, const std::string& word)
{
  int count = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
  {
    ++count;
  }
  return count;
}

/** Watches an algorithm: what it says instead of printing it. */
struct Watched
{
  explicit Watched(vtkAlgorithm* algorithm)
  {
    algorithm->AddObserver(vtkCommand::ErrorEvent, this->Errors);
    algorithm->AddObserver(vtkCommand::WarningEvent, this->Errors);
    algorithm->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, this->Executive);
  }

  /** One error with a text, or none for an empty text; no more. */
  void CheckError(const std::string& sentence, const std::string& what)
  {
    const std::string message = this->Errors->GetErrorMessage();
    if (sentence.empty())
    {
      CHECK(!this->Errors->GetError(), what << ": no error expected, got " << message);
      return;
    }
    CHECK(CountOf(message, "ERROR") == 1 && message.find(sentence) != std::string::npos,
      what << ": one error with \"" << sentence << "\" expected, got \"" << message << "\"");
  }

  vtkNew<vtkTest::ErrorObserver> Errors;
  vtkNew<vtkTest::ErrorObserver> Executive; // that the algorithm failed
};
}

#endif
