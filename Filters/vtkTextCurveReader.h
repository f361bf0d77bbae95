// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkTextCurveReader
 * @brief   reads a curve from a table of text
 *
 * vtkTextCurveReader reads a curve whose points stand in a file of text, one a line, in the order
 * in which they are connected, and makes one line through them, in double precision. Columns are
 * separated by commas, semicolons, tabs or blanks. Between semicolons a comma is a decimal point.
 *
 * Lines that are empty or begin with #, % or // are left out. Columns have names when the first
 * line has anything but numbers, or when the last line before the points that begins with one of
 * those marks has as many words. Other lines must all have as many columns.
 *
 * x, y and z are the columns that XColumn, YColumn and ZColumn name; without that those called x, y
 * and z, in small or capital letters, also with a unit behind ("X (mm)") or one word before
 * ("pos_x", or `Points:0`, as ParaView writes them). Without names they are the first three columns
 * of numbers; other names than these are an error. All other columns of numbers become point
 * arrays, with their names or as `Column` and their number from 0; an empty field is not a number.
 * One called radius becomes `Radius`, and so the radius for all filters of this module.
 *
 * The text does not say which frame its coordinates are in: FileFrame does.
 *
 * A file that cannot be read, of more than 128 MiB, without these columns, with lines of different
 * length or coordinates that are no finite numbers, is an error with one sentence that names the
 * line, and there is no output.
 *
 * @sa vtkMarkupsCurveReader vtkMovingFrame
 */
#ifndef vtkTextCurveReader_h
#define vtkTextCurveReader_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkPolyDataAlgorithm.h"
#include "vtkWorldFrame.h" // For the frames

class VTKCURVEDREFORMATFILTERS_EXPORT vtkTextCurveReader : public vtkPolyDataAlgorithm
{
public:
  static vtkTextCurveReader* New();
  vtkTypeMacro(vtkTextCurveReader, vtkPolyDataAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkTextCurveReader(const vtkTextCurveReader&) = delete;
  void operator=(const vtkTextCurveReader&) = delete;

  /** What separates columns. */
  enum Delimiters
  {
    AUTOMATIC = 0,
    COMMA = 1,
    SEMICOLON = 2,
    TAB = 3,
    BLANKS = 4
  };

  ///@{
  /** Set/Get the file to read. Default nullptr. */
  vtkSetFilePathMacro(FileName);
  vtkGetFilePathMacro(FileName);
  ///@}

  ///@{
  /**
   * Set/Get what separates columns. Default AUTOMATIC: the first of semicolon, tab (at least two)
   * and comma that is in the first line, else any number of blanks.
   */
  vtkSetClampMacro(Delimiter, int, AUTOMATIC, BLANKS);
  vtkGetMacro(Delimiter, int);
  void SetDelimiterToAutomatic() { this->SetDelimiter(AUTOMATIC); }
  void SetDelimiterToComma() { this->SetDelimiter(COMMA); }
  void SetDelimiterToSemicolon() { this->SetDelimiter(SEMICOLON); }
  void SetDelimiterToTab() { this->SetDelimiter(TAB); }
  void SetDelimiterToBlanks() { this->SetDelimiter(BLANKS); }
  ///@}

  ///@{
  /**
   * Set/Get the column of a coordinate: its name, where letters of the wrong size do when none fits
   * exactly, or its number, from 0. Default nullptr: see above.
   */
  vtkSetStringMacro(XColumn);
  vtkGetStringMacro(XColumn);
  vtkSetStringMacro(YColumn);
  vtkGetStringMacro(YColumn);
  vtkSetStringMacro(ZColumn);
  vtkGetStringMacro(ZColumn);
  ///@}

  ///@{
  /** Set/Get the frame of the coordinates in the file, which cannot tell: RAS, the default, or LPS.
   */
  vtkWorldFrameMacro(FileFrame);
  ///@}

  ///@{
  /**
   * Set/Get the frame in which the points are given out, that of the world coordinates of the image
   * that they are for: RAS, the default (NIfTI, Slicer's scene), or LPS (DICOM, ITK). Only whether
   * it is that of the file matters: with the defaults the coordinates are as in the file.
   */
  vtkWorldFrameMacro(WorldFrame);
  ///@}

  /**
   * Whether a file is called `*.curve.csv`, `.txt`, `.tsv`, `.dat` or `.xyz`. Any file of text can
   * be read, but ParaView asks this when a file is opened, and would ask its users which reader to
   * take for each table that has nothing to do with curves.
   */
  int CanReadFile(const char* fileName);

protected:
  vtkTextCurveReader();
  ~vtkTextCurveReader() override;

  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestInformation(vtkInformation*, vtkInformationVector**, vtkInformationVector*) override;
  int RequestData(vtkInformation*, vtkInformationVector**, vtkInformationVector*) override;

private:
  char* FileName = nullptr;
  int Delimiter = AUTOMATIC;
  char* XColumn = nullptr;
  char* YColumn = nullptr;
  char* ZColumn = nullptr;
  int FileFrame = vtkWorldFrame::RAS;
  int WorldFrame = vtkWorldFrame::RAS;
};

#endif
