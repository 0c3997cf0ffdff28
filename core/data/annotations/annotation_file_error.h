#pragma once

#include "core/basics/error.h"
#include "core/data/detection_data.h"

namespace hardlens {

/// Why an annotation file cannot be used at all: "a.xml:17: …".
class AnnotationFileError : public DataError
{
public:
    AnnotationFileError(const std::string& file, int64_t line, const std::string& text)
        : DataError(textOf({file, line, text}))
        , problem {file, line, text, ProblemKind::Unreadable}
    {
    }

    DataProblem problem {};
};

} // namespace hardlens
