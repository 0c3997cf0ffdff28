#include "app/cli/json_lines.h"
#include "app/cli/progress_line.h"
#include "app/cli/train_command.h"
#include "core/training/training_session.h"

#include <cstdio>

namespace hardlens {

int evalCommand(const TrainingConfig& config, bool json)
{
    ProgressLine line;
    const Evaluation evaluation = evaluateOnce(
        config, [&](int64_t done, int64_t total) { line.show("scored", done, total); });
    line.finish();
    if (config.net.weights.empty())
        std::fprintf(
            stderr, "No weights were named (--weights FILE): this is the untrained network.\n");
    std::printf("%s", json ? (jsonLine(evaluation) + "\n").c_str() : tableOf(evaluation).c_str());
    return 0;
}

} // namespace hardlens
