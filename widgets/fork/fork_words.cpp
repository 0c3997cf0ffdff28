#include "widgets/fork/fork_words.h"

#include "widgets/roi/overlay_style.h"

#include <algorithm>

namespace hardlens {

namespace {

QString labelOf(const OptionSpec& spec)
{
    return QString::fromStdString(spec.label.empty() ? spec.key : spec.label);
}

QString countWord(qsizetype count)
{
    static const QStringList words {"No", "One", "Two", "Three", "Four"};
    return count < words.size() ? words[count] : QString::number(count);
}

/// "41 of 64 chosen by both"; for more than two variants, how many of the first one's each of the
/// others chose: "of 64 chosen by A: 41 (B), 30 (C)". verb: "chosen". Empty: nobody chose any.
QString sharedWords(
    const std::vector<VariantComparison>& variants, const QStringList& names, const QString& verb)
{
    const int64_t first = variants.front().choice->both;
    QStringList shared;
    int64_t any = first;
    for (size_t v = 1; v < variants.size(); ++v)
        if (const auto& choice = variants[v].choice) {
            shared << QString("%1 (%2)").arg(groupedCount(choice->both), names.value(qsizetype(v)));
            any += choice->onlyHere;
        }
    if (any == 0)
        return {};
    if (variants.size() > 2)
        return QString("of %1 %2 by %3: %4")
            .arg(groupedCount(first), verb, names.value(0), shared.join(", "));
    const ChoiceComparison& choice = *variants[1].choice;
    const int64_t here = choice.both + choice.onlyHere;
    const QString of
        = here == first ? groupedCount(first) : groupedCount(first) + " and " + groupedCount(here);
    return QString("%1 of %2 %3 by both").arg(groupedCount(choice.both), of, verb);
}

/// What the first step has in common, before anything is chosen.
QString sameWords(Bench bench, bool losses)
{
    if (bench == Bench::Embedding)
        return "same pictures and embeddings";
    return losses ? "same pictures, RoIs and losses" : "same pictures and RoIs";
}

} // namespace

FirstStepWords firstStepWords(
    const std::vector<VariantComparison>& variants, const QStringList& names, Bench bench)
{
    const auto present = std::ranges::count_if(
        variants, [](const VariantComparison& v) { return v.choice.has_value(); });
    if (present < 2)
        return {};
    bool losses = true;
    for (size_t v = 1; v < variants.size(); ++v)
        if (const auto& sameness = variants[v].sameness) {
            if (!sameness->isSameUpToTheChoice)
                return {QString("First step: not the same in %1 (%2).")
                            .arg(names.value(qsizetype(v)),
                                QString::fromStdString(sameness->firstDifference)),
                    true};
            losses = losses && sameness->lossesCompared;
        }
    const QString verb = bench == Bench::Embedding ? "triplets drawn" : "chosen";
    const QString shared = sharedWords(variants, names, verb);
    const QString tail = shared.isEmpty() ? QString() : "; " + shared;
    return {QString("First step: %1%2.").arg(sameWords(bench, losses), tail), false};
}

QString valueWords(const OptionSpec& spec, const QString& value)
{
    for (size_t i = 0; i < spec.choices.size() && i < spec.choiceLabels.size(); ++i)
        if (spec.choices[i] == value.toStdString())
            return QString::fromStdString(spec.choiceLabels[i]);
    if (spec.type == OptionType::Switch)
        return value == "true" ? "on" : "off";
    return value;
}

QStringList variantNames(const OptionSpec& spec, const QStringList& values)
{
    QStringList names;
    for (const QString& value : values)
        names << (spec.type == OptionType::Choice ? valueWords(spec, value)
                                                  : labelOf(spec) + " " + valueWords(spec, value));
    return names;
}

QString forkWords(const OptionSpec& spec, const QStringList& values, int64_t step)
{
    QStringList words;
    for (const QString& value : values)
        words << valueWords(spec, value);
    return QString("%1 runs go on from step %2, equal in all but %3: %4.")
        .arg(countWord(values.size()))
        .arg(step)
        .arg(labelOf(spec), words.join(" | "));
}

} // namespace hardlens
