#include "core/analysis/verification.h"

#include "core/basics/error.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace hardlens {

namespace {

/// How many pairs of either kind a threshold accepts.
struct Accepted
{
    int64_t same = 0;
    int64_t different = 0;
};

/// The sorted distances of some pairs.
class Sorted
{
public:
    void add(const VerificationPair& pair)
    {
        (pair.same ? m_same : m_different).push_back(double(pair.squaredDistance));
    }

    void sort()
    {
        std::sort(m_same.begin(), m_same.end());
        std::sort(m_different.begin(), m_different.end());
    }

    Accepted accepted(double threshold) const
    {
        return {below(m_same, threshold), below(m_different, threshold)};
    }

    double accuracy(double threshold) const
    {
        const Accepted at = accepted(threshold);
        const int64_t right = at.same + differents() - at.different;
        return double(right) / double(sames() + differents());
    }

    double falseAcceptRate(double threshold) const
    {
        return double(accepted(threshold).different) / double(differents());
    }

    double validationRate(double threshold) const
    {
        return double(accepted(threshold).same) / double(sames());
    }

    int64_t sames() const { return int64_t(m_same.size()); }
    int64_t differents() const { return int64_t(m_different.size()); }

private:
    static int64_t below(const std::vector<double>& sorted, double threshold)
    {
        return std::lower_bound(sorted.begin(), sorted.end(), threshold) - sorted.begin();
    }

    std::vector<double> m_same {};
    std::vector<double> m_different {};
};

/// As numpy's arange makes them, which is what published numbers were chosen among.
double thresholdAt(int64_t i, double step)
{
    return double(i) * step;
}

double bestThreshold(const Sorted& pairs)
{
    constexpr double step = .01;
    constexpr int64_t steps = 400;
    double best = 0;
    double most = -1;
    for (int64_t i = 0; i < steps; ++i)
        if (const double accuracy = pairs.accuracy(thresholdAt(i, step)); accuracy > most) {
            most = accuracy;
            best = thresholdAt(i, step);
        }
    return best;
}

double thresholdOfRate(const Sorted& pairs, double target)
{
    constexpr double step = .001;
    constexpr int64_t steps = 4000;
    double before = pairs.falseAcceptRate(0);
    for (int64_t i = 1; i < steps; ++i) {
        const double rate = pairs.falseAcceptRate(thresholdAt(i, step));
        if (rate >= target)
            return thresholdAt(i - 1, step) + step * (target - before) / (rate - before);
        before = rate;
    }
    return 0;
}

struct Spreading
{
    double mean = 0;
    double deviation = 0;
};

Spreading spreading(const std::vector<double>& values)
{
    Spreading result;
    for (const double value : values)
        result.mean += value / double(values.size());
    double squares = 0;
    for (const double value : values)
        squares += (value - result.mean) * (value - result.mean) / double(values.size());
    result.deviation = std::sqrt(squares);
    return result;
}

/// The pairs of each fold, and for each fold those of all others.
struct Folds
{
    std::vector<Sorted> judged {};
    std::vector<Sorted> others {};
};

Folds foldsOf(std::span<const VerificationPair> pairs)
{
    int32_t last = -1;
    for (const VerificationPair& pair : pairs) {
        if (pair.fold < 0 || !std::isfinite(pair.squaredDistance))
            throw std::invalid_argument(concat("verificationScores: fold ", pair.fold,
                ", squared distance ", pair.squaredDistance, ": expected >= 0 and finite"));
        last = std::max(last, pair.fold);
    }
    if (last < 1 || int64_t(last) >= int64_t(pairs.size()))
        throw std::invalid_argument(concat("verificationScores: ", pairs.size(),
            " pairs with folds to ", last, ": expected at least two folds without gaps"));
    Folds folds;
    folds.judged.resize(size_t(last) + 1);
    folds.others.resize(size_t(last) + 1);
    for (const VerificationPair& pair : pairs)
        for (int32_t fold = 0; fold <= last; ++fold)
            (fold == pair.fold ? folds.judged : folds.others)[size_t(fold)].add(pair);
    for (int32_t fold = 0; fold <= last; ++fold) {
        folds.others[size_t(fold)].sort();
        Sorted& judged = folds.judged[size_t(fold)];
        judged.sort();
        if (judged.sames() == 0 || judged.differents() == 0)
            throw std::invalid_argument(
                concat("verificationScores: fold ", fold, " has ", judged.sames(), " same and ",
                    judged.differents(), " different pairs: expected some of both"));
    }
    return folds;
}

} // namespace

VerificationScores verificationScores(std::span<const VerificationPair> pairs, double targetRate)
{
    if (!(targetRate > 0 && targetRate <= 1))
        throw std::invalid_argument(
            concat("verificationScores: targetRate = ", targetRate, ": expected in (0, 1]"));
    const Folds folds = foldsOf(pairs);
    VerificationScores scores;
    std::vector<double> validations, falseAccepts;
    for (size_t fold = 0; fold < folds.judged.size(); ++fold) {
        const Sorted& judged = folds.judged[fold];
        const double threshold = bestThreshold(folds.others[fold]);
        scores.foldThresholds.push_back(threshold);
        scores.foldAccuracies.push_back(judged.accuracy(threshold));
        const double strict = thresholdOfRate(folds.others[fold], targetRate);
        validations.push_back(judged.validationRate(strict));
        falseAccepts.push_back(judged.falseAcceptRate(strict));
    }
    const Spreading accuracy = spreading(scores.foldAccuracies);
    const Spreading validation = spreading(validations);
    scores.accuracy = accuracy.mean;
    scores.accuracyDeviation = accuracy.deviation;
    scores.validationRate = validation.mean;
    scores.validationDeviation = validation.deviation;
    scores.falseAcceptRate = spreading(falseAccepts).mean;
    return scores;
}

} // namespace hardlens
