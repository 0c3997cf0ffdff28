#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace hardlens {

/// Which category has which label.
struct ClassNumbers
{
    std::vector<int32_t> labels {}; // per category, from 1; 0: nothing shows it, so it is no class
    std::vector<std::string> names {"background"}; // by label
    std::vector<std::string> remarks {};           // what cannot be learned
};

/// Numbers the classes of a data set.
///
/// categories: their names, each once. areClasses: each is a class, in this order, shown or not.
/// Otherwise classes are those with training objects, by name, then those with test objects only,
/// then the rest that is shown.
/// train, test, unlisted: objects per category in these pictures.
ClassNumbers numberClasses(const std::vector<std::string>& categories, bool areClasses,
    std::span<const int64_t> train, std::span<const int64_t> test,
    std::span<const int64_t> unlisted);

} // namespace hardlens
