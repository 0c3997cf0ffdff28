#include "core/basics/instruction_sets.h"

namespace hardlens {

const std::vector<InstructionSet>& instructionSets()
{
    static const std::vector<InstructionSet> sets = [] {
        std::vector<InstructionSet> available;
#if defined(__x86_64__)
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
            && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
            available.push_back(InstructionSet::Avx512);
        if (__builtin_cpu_supports("avx2"))
            available.push_back(InstructionSet::Avx2);
#endif
        available.push_back(InstructionSet::Plain);
        return available;
    }();
    return sets;
}

} // namespace hardlens
