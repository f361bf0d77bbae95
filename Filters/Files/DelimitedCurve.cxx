// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "DelimitedCurve.h"

#include "Numbers.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <sstream>
#include <string_view>

namespace curvedreformat
{
namespace
{
using Row = std::vector<std::string_view>;

/** What a message shows of a field. */
std::string Shown(std::string_view field)
{
  return "\"" + Printable(field.substr(0, 40)) + "\"";
}

bool IsComment(std::string_view line)
{
  return line[0] == '#' || line[0] == '%' || line.substr(0, 2) == "//";
}

std::string_view WithoutQuotes(std::string_view field)
{
  field = Trimmed(field);
  if (field.size() >= 2 && (field[0] == '"' || field[0] == '\'') && field.back() == field[0])
  {
    field = Trimmed(field.substr(1, field.size() - 2));
  }
  return field;
}

char FindDelimiter(std::string_view line)
{
  if (line.find(';') != std::string_view::npos)
  {
    return ';';
  }
  // A single tab may be one of the blanks.
  if (std::count(line.begin(), line.end(), '\t') > 1)
  {
    return '\t';
  }
  return line.find(',') != std::string_view::npos ? ',' : ' ';
}

class Table
{
public:
  explicit Table(char delimiter)
    : Delimiter(delimiter)
  {
  }

  /** Read all lines; a sentence when they have not all as many columns. */
  std::string Read(std::string_view text)
  {
    std::string_view comment;
    long long number = 0;
    for (std::size_t begin = 0; begin < text.size();)
    {
      const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
      // tabs at either end may be next to empty fields
      const std::string_view line = text.substr(begin, end - begin);
      const std::string_view trimmed = Trimmed(line);
      begin = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
      ++number;
      if (trimmed.empty())
      {
        continue;
      }
      if (IsComment(trimmed))
      {
        comment = this->Count == 0 ? trimmed : comment;
        continue;
      }
      if (this->Count == 0)
      {
        this->Start(line, comment);
        if (this->Fields.empty())
        {
          continue; // it was names
        }
        this->Lines.push_back(number);
        continue;
      }
      const Row row = this->Split(line);
      if (row.size() != this->Count)
      {
        std::ostringstream message;
        message << "Line " << number << " has " << row.size()
                << (row.size() == 1 ? " column" : " columns") << ", those before it have "
                << this->Count << "; give each point as many, or another Delimiter.";
        return message.str();
      }
      this->Fields.insert(this->Fields.end(), row.begin(), row.end());
      this->Lines.push_back(number);
    }
    return std::string();
  }

  std::size_t CountRows() const { return this->Lines.size(); }
  std::size_t CountColumns() const { return this->Count; }
  long long LineOf(std::size_t row) const { return this->Lines[row]; }
  std::string_view Field(std::size_t row, std::size_t column) const
  {
    return this->Fields[row * this->Count + column];
  }
  /** Empty where the columns have no names. */
  const std::vector<std::string>& GetNames() const { return this->Names; }

  bool GetNumber(std::size_t row, std::size_t column, double& number) const
  {
    return this->Parse(this->Field(row, column), number);
  }

  /** Whether a column has numbers in all rows, but for empty fields. */
  bool IsNumeric(std::size_t column) const
  {
    double number = 0.0;
    bool any = false;
    for (std::size_t row = 0; row < this->CountRows(); ++row)
    {
      if (!this->Field(row, column).empty())
      {
        if (!this->GetNumber(row, column, number))
        {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

private:
  bool Parse(std::string_view field, double& number) const
  {
    if (this->Delimiter == ';' && field.find(',') != std::string_view::npos)
    {
      std::string point(field);
      std::replace(point.begin(), point.end(), ',', '.');
      return ParseNumber(point, number);
    }
    return ParseNumber(field, number);
  }

  Row Split(std::string_view line) const
  {
    Row row;
    char quote = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= line.size(); ++i)
    {
      const bool blank = i < line.size() && (line[i] == ' ' || line[i] == '\t');
      const bool separates = i == line.size() ||
        (quote == 0 && (this->Delimiter == ' ' ? blank : line[i] == this->Delimiter));
      if (!separates)
      {
        if (line[i] == '"')
        {
          quote = quote == 0 ? '"' : 0;
        }
        continue;
      }
      if (this->Delimiter != ' ' || i > begin)
      {
        row.push_back(WithoutQuotes(line.substr(begin, i - begin)));
      }
      begin = i + 1;
    }
    return row;
  }

  /** The first line says which delimiter it is, and whether there are names. */
  void Start(std::string_view line, std::string_view comment)
  {
    if (this->Delimiter == 0)
    {
      this->Delimiter = FindDelimiter(Trimmed(line));
    }
    const Row row = this->Split(line);
    this->Count = row.size();
    const auto isNumber = [this](std::string_view field)
    {
      double number = 0.0;
      return field.empty() || this->Parse(field, number);
    };
    if (!std::all_of(row.begin(), row.end(), isNumber))
    {
      this->Names.assign(row.begin(), row.end());
      return;
    }
    this->Fields = row;
    const std::size_t after = comment.find_first_not_of("#%/");
    if (after != std::string_view::npos)
    {
      const Row names = this->Split(Trimmed(comment.substr(after)));
      if (names.size() == this->Count && !std::any_of(names.begin(), names.end(), isNumber))
      {
        this->Names.assign(names.begin(), names.end());
      }
    }
  }

  char Delimiter;
  std::size_t Count = 0;
  std::vector<std::string> Names;
  std::vector<std::string_view> Fields; ///< row by row
  std::vector<long long> Lines;         ///< of each row, its number in the file, from 1
};

/** The column that a setting names, or -1. */
long long FindColumn(const Table& table, const std::string& wanted)
{
  const std::vector<std::string>& names = table.GetNames();
  const auto exact = std::find(names.begin(), names.end(), wanted);
  if (exact != names.end())
  {
    return exact - names.begin();
  }
  const auto alike = std::find_if(names.begin(), names.end(),
    [&](const std::string& name) { return SmallLetters(name) == SmallLetters(wanted); });
  if (alike != names.end())
  {
    return alike - names.begin();
  }
  double number = -1.0;
  const bool valid = ParseNumber(wanted, number) && number >= 0.0 &&
    number < static_cast<double>(table.CountColumns()) && number == std::floor(number);
  return valid ? static_cast<long long>(number) : -1;
}

/** What the name of a column says without a unit behind it, in small letters: "x" of "X (mm)". */
std::string BareName(const std::string& name)
{
  const std::string small = SmallLetters(name);
  return std::string(Trimmed(std::string_view(small).substr(0, small.find_first_of("([{"))));
}

/**
 * x, y and z by the names that they usually have; false when there are none. Before the letter, or
 * before 0, 1 and 2, there may be a word, such as in "pos_x" and "Points:0", the same for all
 * three.
 */
bool FindUsualColumns(const Table& table, std::array<std::size_t, 3>& columns)
{
  std::vector<std::string> names;
  for (const std::string& name : table.GetNames())
  {
    names.push_back(BareName(name));
  }
  for (const char* ends : { "xyz", "012" })
  {
    for (const std::string& first : names)
    {
      // Numbers alone are no names, and a letter behind others is the end of a word.
      const std::size_t length = first.empty() ? 0 : first.size() - 1;
      const bool separated = length > 0 && std::strchr("_:. -", first[length - 1]);
      if (first.empty() || first[length] != ends[0] ||
        !(separated || (length == 0 && *ends == 'x')))
      {
        continue;
      }
      bool all = true;
      for (std::size_t i = 0; i < 3; ++i)
      {
        const auto found = std::find(names.begin(), names.end(), first.substr(0, length) + ends[i]);
        all = all && found != names.end();
        columns[i] = static_cast<std::size_t>(found - names.begin());
      }
      if (all)
      {
        return true;
      }
    }
  }
  return false;
}

std::string FindColumns(
  const Table& table, const DelimitedSettings& settings, std::array<std::size_t, 3>& columns)
{
  std::ostringstream text;
  const bool allGiven = std::none_of(settings.Columns.begin(), settings.Columns.end(),
    [](const std::string& name) { return name.empty(); });
  bool usual = FindUsualColumns(table, columns);
  if (!usual && !allGiven && !table.GetNames().empty())
  {
    // The first three numbers may be anything then, such as an index.
    text << "No columns are called x, y and z but";
    for (std::size_t i = 0; i < std::min<std::size_t>(table.CountColumns(), 12); ++i)
    {
      text << (i == 0 ? " " : ", ") << Shown(table.GetNames()[i]);
    }
    text << (table.CountColumns() > 12 ? ", and others" : "")
         << "; name them in XColumn, YColumn and ZColumn, or give another Delimiter.";
    return text.str();
  }
  if (!usual)
  {
    std::size_t found = 0;
    for (std::size_t column = 0; column < table.CountColumns() && found < 3; ++column)
    {
      if (table.IsNumeric(column))
      {
        columns[found++] = column;
      }
    }
    usual = found == 3;
  }
  if (!usual && !allGiven)
  {
    text << "There are no columns of numbers for x, y and z among the " << table.CountColumns()
         << "; name them in XColumn, YColumn and ZColumn, or give another Delimiter.";
    return text.str();
  }
  for (std::size_t i = 0; i < 3; ++i)
  {
    if (settings.Columns[i].empty())
    {
      continue;
    }
    const long long column = FindColumn(table, settings.Columns[i]);
    if (column < 0)
    {
      text << "XYZ"[i] << "Column is " << Shown(settings.Columns[i])
           << ", which is no column; give a name, or a number from 0 to "
           << table.CountColumns() - 1 << ".";
      return text.str();
    }
    columns[i] = static_cast<std::size_t>(column);
  }
  for (std::size_t i = 0; i < 3; ++i)
  {
    for (std::size_t j = 0; j < i; ++j)
    {
      if (columns[i] == columns[j])
      {
        text << "Column " << columns[i] << " would be both "
             << "xyz"[j] << " and "
             << "xyz"[i] << "; name all of XColumn, YColumn and ZColumn.";
        return text.str();
      }
    }
  }
  return std::string();
}

std::vector<double> ReadColumn(const Table& table, std::size_t column)
{
  std::vector<double> values(table.CountRows(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t row = 0; row < values.size(); ++row)
  {
    table.GetNumber(row, column, values[row]); // empty: not a number
  }
  return values;
}

/** The name of a column as an array; the radius as everybody here calls it. */
std::string ArrayName(const Table& table, std::size_t column)
{
  const std::string name = table.GetNames().empty() ? std::string() : table.GetNames()[column];
  if (name.empty())
  {
    return "Column " + std::to_string(column);
  }
  return SmallLetters(name) == "radius" ? "Radius" : name;
}
}

//------------------------------------------------------------------------------
std::string ReadDelimitedCurve(
  const std::string& text, const DelimitedSettings& settings, FileCurves& curves)
{
  curves = FileCurves();
  std::string_view content = text;
  if (content.substr(0, 3) == "\xEF\xBB\xBF")
  {
    content.remove_prefix(3); // the mark that some programs put before UTF-8
  }
  Table table(settings.Delimiter);
  std::string error = table.Read(content);
  std::array<std::size_t, 3> columns{};
  if (error.empty() && table.CountRows() == 0)
  {
    return "There is no point in it; at least 2 lines with x, y and z are needed.";
  }
  error = error.empty() ? FindColumns(table, settings, columns) : error;
  if (!error.empty())
  {
    return error;
  }
  FileCurve curve;
  curve.Type = "Text";
  curve.Points.resize(table.CountRows());
  for (std::size_t row = 0; row < table.CountRows(); ++row)
  {
    for (int i = 0; i < 3; ++i)
    {
      const std::size_t column = columns[static_cast<std::size_t>(i)];
      double& value = curve.Points[row][i];
      if (!table.GetNumber(row, column, value) || !std::isfinite(value))
      {
        std::ostringstream message;
        message << "Line " << table.LineOf(row) << " has " << Shown(table.Field(row, column))
                << " as "
                << "xyz"[i] << "; a finite number is needed.";
        return message.str();
      }
    }
  }
  for (std::size_t column = 0; column < table.CountColumns(); ++column)
  {
    if (std::find(columns.begin(), columns.end(), column) == columns.end() &&
      table.IsNumeric(column))
    {
      curve.Values.emplace_back(ArrayName(table, column), ReadColumn(table, column));
    }
  }
  curves.Curves.push_back(std::move(curve));
  return KeepLines(curves);
}
}
