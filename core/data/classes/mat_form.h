#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace hardlens {

/// Throws AnnotationFileError unless the bytes are a whole .mat file of MATLAB's version 5
/// (MathWorks, MAT-File Format) with nothing in it but text, real numbers, cells and structs, in
/// two dimensions, low byte first; compressed variables are unpacked to look.
///
///   128 bytes of head, then elements: type, size, content, filled up to 8 bytes
///   a variable: element of type 14, or packed by zlib in one of type 15; it holds its class, its
///   dimensions, its name, then values, or variables: those of cells and of the fields of structs
///
/// libmatio believes every size in a file, allocates what they say and goes on past what does not
/// fit; it must see only files that passed. At most 64 MiB unpacked, 1,000,000 variables in all,
/// five within each other; names of 63 characters.
///
/// shown: the file, for the message, which says the variable, the byte within it and what was
/// wrong.
void checkMatForm(const std::string& shown, std::span<const std::byte> file);

} // namespace hardlens
