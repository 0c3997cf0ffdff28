#include "core/training/options.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/training/embedding_options.h"
#include "core/training/option_making.h"

namespace hardlens {

namespace {

using namespace making;
using Config = TrainingConfig;

void addMining(std::vector<TrainingOption>& all)
{
    all.push_back(live(choice<SamplerKind>(
        described("mining.sampler", "Sampler", "Which RoIs of a step are learned from."),
        {{SamplerKind::Ohem, "ohem", "OHEM"},
            {SamplerKind::Heuristic, "heuristic", "Heuristic 1:3"},
            {SamplerKind::All, "all", "All RoIs"},
            {SamplerKind::HardEasyMix, "mix", "Hard and easy"},
            {SamplerKind::Focal, "focal", "Focal weight"}},
        HL_FIELD(mining.sampler))));
    all.push_back(live(logarithmic(number(
        described("mining.B", "B RoIs", "RoIs learned from in a step, over all its pictures."), 1,
        4096, 1, HL_FIELD(mining.roisPerStep)))));
    all.push_back(live(number(described("mining.N", "N pictures", "Pictures in a step."), 1, 8, 1,
        HL_FIELD(mining.picturesPerStep))));
    all.push_back(live(toggle(described("mining.useNms", "NMS by loss",
                                  "Whether a harder RoI suppresses those that it overlaps."),
        HL_FIELD(mining.useNms))));
    all.push_back(live(number(described("mining.nmsIou", "NMS IoU",
                                  "A RoI is suppressed when its IoU with a harder one is greater."),
        0, 1, .01, HL_FIELD(mining.nmsIou))));
    all.push_back(
        live(choice<NmsGrouping>(described("mining.grouping", "NMS groups",
                                     "Which RoIs may suppress each other: all of a picture (the "
                                     "paper's text), or only those of one label "
                                     "(its authors' code)."),
            {{NmsGrouping::Image, "image", "per picture"},
                {NmsGrouping::ImageAndLabel, "image+label", "per label"}},
            HL_FIELD(mining.grouping))));
    all.push_back(live(choice<SelectionScope>(
        described("mining.scope", "Quota",
            "B/N of each picture, or the hardest B of all pictures together."),
        {{SelectionScope::PerImage, "per-image", "B/N per picture"},
            {SelectionScope::Pooled, "pooled", "pooled"}},
        HL_FIELD(mining.scope))));
    all.push_back(live(choice<RankingLoss>(
        described("mining.rankingLoss", "Ranking loss", "What RoIs are ranked by."),
        {{RankingLoss::ClassAndBox, "class+box", "class + box"},
            {RankingLoss::ClassOnly, "class", "class"}},
        HL_FIELD(mining.rankingLoss))));
    all.push_back(live(choice<LossDivisor>(
        described("mining.divisor", "Divisor", "What the sum of the learned losses is divided by."),
        {{LossDivisor::Kept, "kept", "RoIs kept"}, {LossDivisor::RoisPerStep, "B", "B"},
            {LossDivisor::AllRois, "R", "R of all pictures"}},
        HL_FIELD(mining.divisor))));
    all.push_back(live(
        number(described("mining.bgLo", "bg_lo",
                   "Background with a smaller IoU than this is no candidate. 0.1 in Fast R-CNN's "
                   "heuristic, 0 under OHEM."),
            0, .5, .01, HL_FIELD(mining.backgroundLow))));
    all.push_back(live(number(described("mining.fgFraction", "fg fraction",
                                  "Foreground share of the quota under the heuristic sampler."),
        0, 1, .01, HL_FIELD(mining.foregroundFraction))));
    all.push_back(live(number(
        described("mining.hardFraction", "hard fraction",
            "Share of the quota that goes to the hardest RoIs; the rest is drawn from the others."),
        0, 1, .01, HL_FIELD(mining.hardFraction))));
    all.push_back(
        live(number(described("mining.focalGamma", "focal γ",
                        "Every RoI counts (1 − p)^γ, p being the probability of its label."),
            0, 10, .1, HL_FIELD(mining.focalGamma))));
    all.push_back(number(described("mining.foregroundIou", "Foreground IoU",
                             "IoU with an object at or above which a RoI is foreground."),
        .05, 1, .01, HL_FIELD(mining.foregroundIou)));
    all.push_back(
        choice<TieOrder>(described("mining.ties", "Ties", "Which of two equal losses goes first."),
            {{TieOrder::LowerIndexFirst, "lower", "lower index"},
                {TieOrder::HigherIndexFirst, "higher", "higher index"}},
            HL_FIELD(mining.ties)));
    all.push_back(choice<PixelConvention>(
        described("mining.iouConvention", "IoU convention",
            "Continuous boxes, or widths one pixel larger as in Caffe-era code; for NMS."),
        {{PixelConvention::Continuous, "continuous", "continuous"},
            {PixelConvention::InclusivePixel, "inclusive", "inclusive pixel"}},
        HL_FIELD(mining.convention)));
}

void addTraining(std::vector<TrainingOption>& all)
{
    all.push_back(live(choice<std::string>(
        described("training.implementation", "Implementation",
            "A: one head, the losses of easy RoIs are zeroed, backward through all. B: a read-only "
            "pass over all, then "
            "forward and backward of the chosen ones. Same gradients, different cost."),
        {{"A", "A", "A · zeroed losses"}, {"B", "B", "B · read-only pass"}},
        HL_FIELD(training.implementation))));
    all.push_back(live(toggle(
        described("training.rankWithDropout", "Rank with dropout",
            "The read-only pass of B draws dropout masks of its own, as the authors' code does."),
        HL_FIELD(training.rankWithDropout))));
    all.push_back(live(toggle(described("training.accumulate", "Accumulate",
                                  "N pictures one after the other instead of in one blob."),
        HL_FIELD(training.accumulate))));
    all.push_back(shared(live(logarithmic(
        number(described("solver.rateFactor", "Rate ×", "The learning rate times this."), .01, 10,
            .01, HL_FIELD(solver.rateFactor))))));
    all.push_back(
        shared(number(described("training.steps", "Steps", "Steps to do; 0: until stopped."), 0,
            1e9, 1, HL_FIELD(training.steps))));
    all.push_back(shared(number(described("training.minutes", "Minutes",
                                    "Minutes to train, evaluations not counted; 0: no limit."),
        0, 1e6, 1, HL_FIELD(training.minutes))));
    all.push_back(live(number(described("training.lossesEverySteps", "Losses every",
                                  "Under samplers that need no losses, those of all RoIs are "
                                  "computed every so many steps, "
                                  "timed apart."),
        1, 1000, 1, HL_FIELD(training.lossesEverySteps))));
    all.push_back(shared(
        live(number(described("training.evaluateEverySteps", "Evaluate every",
                        "Steps between evaluations on the test pictures; 0: only at the end."),
            0, 1e6, 10, HL_FIELD(training.evaluateEverySteps)))));
    all.push_back(live(number(described("training.pinnedEverySteps", "Pinned every",
                                  "Steps between scorings of the pinned pictures."),
        1, 1000, 1, HL_FIELD(training.pinnedEverySteps))));
    all.push_back(number(described("solver.rate", "Rate", "Learning rate after the warm-up."), 1e-7,
        10, .001, HL_FIELD(solver.rate)));
    all.push_back(
        shared(number(described("solver.momentum", "Momentum", "Of stochastic gradient descent."),
            0, .999, .01, HL_FIELD(solver.momentum))));
    all.push_back(
        number(described("solver.weightDecay", "Weight decay", "Pull of the weights to zero."), 0,
            1, 1e-4, HL_FIELD(solver.weightDecay)));
    all.push_back(number(described("solver.biasRateFactor", "Bias rate ×",
                             "Rate of biases, times the rate; Caffe uses 2."),
        0, 10, .1, HL_FIELD(solver.biasRateFactor)));
    all.push_back(toggle(
        described("solver.decayBiases", "Decay biases", "Whether weight decay acts on biases too."),
        HL_FIELD(solver.decayBiases)));
    all.push_back(shared(number(
        described("solver.warmupSteps", "Warm-up", "Steps over which the rate rises from 0."), 0,
        1e6, 1, HL_FIELD(solver.warmupSteps))));
    all.push_back(shared(number(described("solver.dropEverySteps", "Drop every",
                                    "Steps after which the rate falls; 0: never."),
        0, 1e9, 1, HL_FIELD(solver.dropEverySteps))));
    all.push_back(shared(number(described("solver.dropFactor", "Drop factor",
                                    "What the rate is multiplied by when it falls."),
        1e-6, 1, .01, HL_FIELD(solver.dropFactor))));
    all.push_back(toggle(described("solver.empiricalNormalisation", "Empirical targets",
                             "Box targets are normalised by each class's own mean and deviation "
                             "over the training RoIs, "
                             "instead of 0 and (0.1, 0.1, 0.2, 0.2)."),
        HL_FIELD(solver.empiricalNormalisation)));
}

void addData(std::vector<TrainingOption>& all)
{
    all.push_back(shared(
        text(described("data.path", "Data",
                 "A folder of pictures with PASCAL VOC, COCO or YOLO annotations, or a COCO file; "
                 "on the embedding bench "
                 "one with a folder per class, or another usual layout. Empty: built-in data."),
            HL_FIELD(data.path))));
    all.push_back(number(described("data.scenes.train", "Scenes to train on", "Pictures."), 1,
        100000, 1, HL_FIELD(data.scenes.train)));
    all.push_back(number(described("data.scenes.test", "Scenes to test on", "Pictures."), 0, 100000,
        1, HL_FIELD(data.scenes.test)));
    all.push_back(number(described("data.scenes.difficulty", "Difficulty",
                             "Of the scenes: contrast, occlusion, look-alikes, sizes."),
        0, 1, .05, HL_FIELD(data.scenes.difficulty)));
    all.push_back(number(described("data.scenes.seed", "Scene seed", "Which pictures there are."),
        0, 4294967295.0, 1, HL_FIELD(data.scenes.seed)));
    all.push_back(choice<Difficult>(described("data.difficult", "Difficult objects",
                                        "Difficult (VOC) or crowd (COCO). keep: like others; drop: "
                                        "as if not there; ignore: RoIs on them are not "
                                        "learned from and not judged."),
        {{Difficult::Keep, "keep", "keep"}, {Difficult::Drop, "drop", "drop"},
            {Difficult::Ignore, "ignore", "ignore"}},
        HL_FIELD(data.folder.difficult)));
    all.push_back(text(described("data.voc.train", "Training list",
                           "PASCAL VOC: name of the list in ImageSets/Main."),
        HL_FIELD(data.folder.trainSet)));
    all.push_back(text(
        described("data.voc.test", "Test list", "PASCAL VOC: name of the list in ImageSets/Main."),
        HL_FIELD(data.folder.testSet)));
    all.push_back(number(described("data.splitSeed", "Split seed",
                             "Draws the test pictures where the data set names none."),
        0, 4294967295.0, 1, HL_FIELD(data.folder.splitSeed)));
    all.push_back(
        choice<ProposalMethod>(described("proposals.method", "Proposals", "Where RoIs come from."),
            {{ProposalMethod::Grid, "grid", "grid"},
                {ProposalMethod::SelectiveSearchFast, "selective-search-fast",
                    "selective search, fast"},
                {ProposalMethod::SelectiveSearchQuality, "selective-search-quality",
                    "selective search, quality"}},
            HL_FIELD(proposals.method)));
    all.push_back(number(described("proposals.R", "R", "RoIs per picture, at most."), 1, 2000, 10,
        HL_FIELD(proposals.count)));
    all.push_back(
        toggle(described("proposals.mergeGroundTruth", "Objects as RoIs",
                   "Whether the annotated boxes of training pictures are among their RoIs."),
            HL_FIELD(proposals.mergeGroundTruth)));
    all.push_back(
        number(described("input.shortSide", "Short side", "Of a picture as the network sees it."),
            32, 2000, 8, HL_FIELD(input.shortSide)));
    all.push_back(
        number(described("input.longSideCap", "Long side", "At most, as the network sees it."), 32,
            4000, 8, HL_FIELD(input.longSideCap)));
    all.push_back(toggle(described("input.flip", "Flip", "Mirror half of the training pictures."),
        HL_FIELD(input.flip)));
}

void addNet(std::vector<TrainingOption>& all)
{
    const char* stages[] = {"net.stage1", "net.stage2", "net.stage3", "net.stage4"};
    const auto field = [](size_t stage) {
        return [stage](Config& c) -> int64_t& { return c.net.widths[stage]; };
    };
    for (size_t stage = 0; stage < 4; ++stage)
        all.push_back(shared(number(described(stages[stage], concat("Stage ", stage + 1),
                                        "Channels of this stage of the backbone; a multiple of 8."),
            8, 1024, 8, field(stage))));
    all.push_back(
        number(described("net.headWidth", "Head width", "Of both fully connected layers."), 16,
            8192, 16, HL_FIELD(net.headWidth)));
    all.push_back(number(
        described("net.dropout", "Dropout", "Probability after both fully connected layers."), 0,
        .9, .05, HL_FIELD(net.dropout)));
    all.push_back(shared(live(number(
        described("net.frozenStages", "Frozen stages",
            "So many stages of the backbone keep their weights, from the first on; no gradient is "
            "computed for them."),
        0, 4, 1, HL_FIELD(net.frozenStages)))));
    all.push_back(shared(text(
        described("net.weights", "Weights", "A weights file to start from; empty: from scratch."),
        HL_FIELD(net.weights))));
    all.push_back(number(
        described("evaluation.scoreThreshold", "Score ≥", "Detections below it are not counted."),
        0, 1, .01, HL_FIELD(evaluation.scoreThreshold)));
    all.push_back(
        number(described("evaluation.nmsIou", "Detection NMS", "Per class, between detections."), 0,
            1, .01, HL_FIELD(evaluation.nmsIou)));
    all.push_back(number(
        described("evaluation.detectionsPerClass", "Detections", "At most, per class and picture."),
        1, 10000, 10, HL_FIELD(evaluation.detectionsPerClass)));
    all.push_back(number(
        described("evaluation.matchIou", "Match IoU", "A detection matches an object above it."),
        .05, .95, .05, HL_FIELD(evaluation.matchIou)));
    all.push_back(shared(number(described("seed", "Seed", "Of everything random in the run."), 0,
        4294967295.0, 1, HL_FIELD(seed))));
    all.push_back(shared(
        number(described("threads", "Threads", "Of LibTorch; 0: all cores. Decides the last bits."),
            0, 1024, 1, HL_FIELD(threads))));
    all.push_back(
        shared(choice<std::string>(described("device", "Device", "auto: CUDA where there is one."),
            {{"auto", "auto", "auto"}, {"cpu", "cpu", "CPU"}, {"cuda", "cuda", "CUDA"}},
            HL_FIELD(device))));
}

std::vector<TrainingOption> makeOptions()
{
    std::vector<TrainingOption> all;
    all.push_back(shared(
        choice<Bench>(described("bench", "Bench", "What is trained: a detector, or an embedding."),
            {{Bench::Detection, "detection", "Detection"},
                {Bench::Embedding, "embedding", "Embedding"}},
            HL_FIELD(bench))));
    addMining(all);
    addTraining(all);
    addData(all);
    addNet(all);
    addTo(all, Bench::Embedding, embeddingOptions());
    const TrainingConfig defaults;
    for (TrainingOption& option : all)
        option.spec.defaultValue = option.get(defaults);
    return all;
}

} // namespace

const std::vector<TrainingOption>& trainingOptions()
{
    static const std::vector<TrainingOption> options = makeOptions();
    return options;
}

const TrainingOption& trainingOption(const std::string& key)
{
    std::vector<std::string> keys;
    for (const TrainingOption& option : trainingOptions()) {
        if (option.spec.key == key)
            return option;
        keys.push_back(option.spec.key);
    }
    throw ConfigError(
        concat(key, ": unknown option; the nearest known one is ", nearest(key, keys)));
}

void setOption(TrainingConfig& config, const std::string& key, const std::string& value)
{
    if (key == "mining.preset")
        return applyMiningPreset(config, value);
    if (key == "sampling.preset")
        return applyEmbeddingPreset(config, value);
    const TrainingOption& option = trainingOption(key);
    TrainingConfig changed = config;
    option.set(changed, option.spec.checked(value));
    if (key == "mining.bgLo")
        changed.backgroundLowBySampler = false;
    if (key == "proposals.method")
        changed.proposalsByData = false;
    if (key == "mining.sampler" && changed.backgroundLowBySampler)
        changed.mining.backgroundLow = usualBackgroundLow(changed.mining.sampler);
    changed.mining.validate();
    changed.embedding.sampling.validate();
    changed.embedding.loss.validate();
    config = std::move(changed);
}

void applyMiningPreset(TrainingConfig& config, const std::string& name)
{
    if (name == "paper")
        config.mining = paperPreset();
    else if (name == "original-code")
        config.mining = originalCodePreset();
    else if (name == "fast-rcnn")
        config.mining = fastRcnnPreset();
    else
        throw ConfigError(
            concat("mining.preset = ", name, ": must be one of paper, original-code, fast-rcnn"));
    // The released solver accumulates two single-picture passes.
    config.training.accumulate = name == "original-code";
    config.backgroundLowBySampler = true;
}

ProposalConfig effectiveProposals(const TrainingConfig& config)
{
    ProposalConfig proposals = config.proposals;
    if (config.proposalsByData)
        proposals.method = config.data.path.empty() ? ProposalMethod::Grid
                                                    : ProposalMethod::SelectiveSearchQuality;
    return proposals;
}

void TrainingConfig::validate() const
{
    mining.validate();
    for (const int64_t w : net.widths)
        if (w % 8 != 0)
            throw ConfigError(concat("net.stage… = ", w, ": must be a multiple of 8"));
    if (input.longSideCap < input.shortSide)
        throw ConfigError(concat("input.longSideCap = ", input.longSideCap,
            ": must be at least input.shortSide = ", input.shortSide));
}

} // namespace hardlens
