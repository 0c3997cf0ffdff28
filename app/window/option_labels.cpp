#include "app/window/option_labels.h"

#include "core/training/options.h"

namespace hardlens {

std::map<std::string, std::string> optionLabels()
{
    std::map<std::string, std::string> labels;
    for (const TrainingOption& option : trainingOptions())
        labels[option.spec.key] = option.spec.label;
    return labels;
}

} // namespace hardlens
