#pragma once

#include "core/basics/error.h"

namespace hardlens {

/// A loss or gradient that is not finite. The weights are as they were before the step.
class NonFiniteError : public Error
{
public:
    using Error::Error;
};

} // namespace hardlens
