#pragma once
#include <pybind11/numpy.h>

#include <cstdint>
#include <string>
#include <vector>

namespace deskgauge::python {

namespace py = pybind11;

/// One column as plain buffers, readable without the interpreter lock. Owns or keeps alive what it points to.
struct Column {
  enum class Form : std::uint8_t {
    integers,  ///< whole numbers; instants as ms
    booleans,  ///< 0 or 1
    floats,    ///< NaN = absent
    words,     ///< positions in `dictionary`; < 0 = absent
  };
  std::string name;
  Form form = Form::integers;
  std::vector<std::string> dictionary;
  const std::int64_t* integers = nullptr;  ///< integers, booleans, words
  const double* floats = nullptr;
  const bool* absent = nullptr;  ///< true = no value; null: every value is there
  std::size_t step = 1;          ///< 0: one value for every row

  bool is_absent(std::size_t row) const {
    if (absent && absent[row * step]) return true;
    if (form == Form::floats) return floats[row * step] != floats[row * step];
    return form == Form::words && integers[row * step] < 0;
  }

  py::object owner, mask_owner;  ///< destroyed with the lock held
  std::vector<std::int64_t> own_integers;
  std::vector<double> own_floats;
};

/// Columns of equal length, and the number of their rows.
struct Columns {
  std::vector<Column> columns;
  std::size_t rows = 0;
  const Column* find(std::string_view name) const;
};

/// Reads a dict of name -> array, list or one value for every row. Integer, boolean and float arrays are used in place (int64, float64) or
/// converted once; names in `dictionaries` hold integer positions in the given words, -1 = absent; other arrays are factorised. Raises
/// where lengths differ, a name is unknown to the vocabulary, or a datetime is naive.
Columns read_columns(const py::dict& columns, const py::dict& dictionaries);

}  // namespace deskgauge::python
