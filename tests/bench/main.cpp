#include "core/basics/heap.h"
#include "tests/bench/annotation_cases.h"
#include "tests/bench/figures.h"
#include "tests/bench/kernel_cases.h"
#include "tests/bench/program_cases.h"
#include "tests/bench/recall_cases.h"
#include "tests/bench/run_cases.h"
#include "tests/bench/sampling_cases.h"
#include "tests/bench/step_cases.h"

#include <cstdio>
#include <cstring>

using namespace hardlens::bench;

int main(int argc, char** argv)
{
    hardlens::fitHeap(); // as the program does
    bool takesLong = false;
    std::string only;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--long") == 0) {
            takesLong = true;
        } else if (std::strcmp(argv[i], "--only") == 0 && i + 1 < argc) {
            only = argv[++i];
        } else {
            std::fprintf(stderr, "usage: ./dev bench [--long] [--only PART-OF-A-NAME]\n");
            return 2;
        }
    }
    Figures figures(HL_SOURCE_DIR "/build/bench.jsonl");
    measureKernels(figures, only);
    measureSampling(figures, only);
    measureAnnotations(figures, only);
    measurePrograms(figures, only);
    if (takesLong) {
        measureHeadPart(figures, only);
        measureRecall(figures, only);
        measureGrowth(figures, only);
        measureStepPeer(figures, only);
        measureRunFile(figures, only);
        measureStepSize(figures, only);
    } else {
        std::printf("  (head_part, recall, growth, step_peer, run_file and step_size take minutes: "
                    "./dev bench --long)\n");
    }
    return 0;
}
