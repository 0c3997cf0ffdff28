#pragma once

#include "core/data/annotations/contained_files.h"

#include <array>
#include <cstdint>
#include <vector>

namespace hardlens {

/// Bytes in up to three dimensions, as in an IDX file.
struct IdxBytes
{
    std::array<int64_t, 3> sizes {}; // the first `dimensions` count, the others are 1
    std::vector<uint8_t> values {};  // row by row

    int64_t valuesEach() const { return sizes[1] * sizes[2]; }
};

/// Whether the name is one of an IDX file of pictures, as "train-images-idx3-ubyte.gz" and
/// "train-images.idx3-ubyte" are.
bool isIdxPictures(std::string_view name);

/// "train-labels-idx1-ubyte.gz" of "train-images-idx3-ubyte.gz".
std::string idxLabelsOf(std::string_view pictures);

/// Reads an IDX file of unsigned bytes (LeCun, The MNIST database), gzipped or not:
///
///   0 0 8 d   then d numbers of 32 bits, the high byte first, then one byte a value
///
/// dimensions: that are expected, in [1, 3]. file: found. Values are at most 1 GiB.
/// Throws AnnotationFileError naming the file, the byte, what stands there and what was expected;
/// also where the file is shorter or longer than its sizes say.
IdxBytes readIdx(const ContainedFiles::Answer& file, int dimensions);

} // namespace hardlens
