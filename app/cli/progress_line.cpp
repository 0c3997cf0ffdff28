#include "app/cli/progress_line.h"

#include "core/basics/error.h"
#include "core/basics/text.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <iomanip>
#include <unistd.h>

namespace hardlens {

namespace {

constexpr int barCells = 24;

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::string bar(double part)
{
    const int full = int(std::lround(std::min(1.0, std::max(0.0, part)) * barCells));
    std::string text = "[";
    for (int i = 0; i < barCells; ++i)
        text += i < full ? "#" : "·";
    return text + "] ";
}

std::string fixed(double value, int decimals)
{
    std::ostringstream out;
    if (std::isnan(value))
        return "–";
    out << std::fixed << std::setprecision(decimals) << value;
    return std::move(out).str();
}

/// What a step lost, by what was trained.
std::string lossesOf(const StepRow& row)
{
    if (row.embedding.items == 0)
        return concat(
            "loss all ", fixed(row.meanLossAll, 3), " selected ", fixed(row.meanLossSelected, 3));
    const EmbeddingScalars& e = row.embedding;
    return concat("loss ", fixed(e.loss, 3), "  d⁺ ", fixed(e.positiveDistance, 2), " d⁻ ",
        fixed(e.negativeDistance, 2), std::isnan(e.beta) ? "" : concat("  β ", fixed(e.beta, 2)));
}

std::string retrievalTable(const Evaluation& e)
{
    const RetrievalEvaluation& r = *e.retrieval;
    std::ostringstream out;
    out << "Recall on " << counted(r.queries, "picture") << " of " << r.classes
        << " test classes after step " << e.step << " (" << duration(e.seconds) << ")\n";
    for (size_t i = 0; i < r.ks.size(); ++i)
        out << "  R@" << std::left << std::setw(6) << r.ks[i] << std::right << fixed(r.recall[i], 3)
            << "\n";
    out << "  MAP@R " << fixed(r.mapAtR, 3) << "  R-precision " << fixed(r.rPrecision, 3)
        << "  NMI " << fixed(r.nmi, 3) << "  F1 " << fixed(r.f1, 3);
    if (!std::isnan(r.verification))
        out << "  verification " << fixed(r.verification, 4);
    out << "\n  floors: raw pixels R@1 " << fixed(r.rawPixels, 3) << ", untrained network "
        << fixed(r.untrained, 3) << "\n";
    return std::move(out).str();
}

} // namespace

ProgressLine::ProgressLine()
    : m_terminal(isatty(STDERR_FILENO))
{
}

void ProgressLine::show(const Published& p, int64_t stepsWanted, double secondsWanted)
{
    std::string text;
    if (!p.activity.text.empty()) {
        if (p.activity.total > 0)
            text = bar(double(p.activity.done) / double(p.activity.total));
        text += p.activity.text;
        if (p.activity.total > 0)
            text += concat(" ", p.activity.done, " of ", p.activity.total);
    } else if (!p.history.steps.empty()) {
        const StepRow& row = p.history.steps.back();
        const double part = std::max(stepsWanted > 0 ? double(row.step) / double(stepsWanted) : 0.0,
            secondsWanted > 0 ? row.trainSeconds / secondsWanted : 0.0);
        if (stepsWanted > 0 || secondsWanted > 0)
            text = bar(part);
        text += concat(
            "step ", row.step, "  ", fixed(p.stepsPerSecond, 1), " steps/s  ", lossesOf(row));
        if (part > 0.01 && part < 1)
            text += concat("  ", duration(row.trainSeconds / part * (1 - part)), " left");
    } else {
        text = "starting";
    }
    if (!p.history.evaluations.empty())
        text += concat(p.history.evaluations.back()->retrieval ? "  R@1 " : "  mAP ",
            fixed(headline(*p.history.evaluations.back()), 3));
    if (!p.background.text.empty())
        text += concat("  · ", p.background.text, " ", p.background.done, "/", p.background.total,
            p.background.secondsLeft >= 0 ? ", " + duration(p.background.secondsLeft) + " left"
                                          : "");
    draw(text);
}

void ProgressLine::show(const std::string& text, int64_t done, int64_t total)
{
    draw(concat(bar(total > 0 ? double(done) / double(total) : 0), text, " ", done, " of ", total));
}

void ProgressLine::draw(const std::string& text)
{
    const double interval = m_terminal ? 0.1 : 10;
    if (now() - m_lastDrawn < interval)
        return;
    m_lastDrawn = now();
    if (m_terminal) {
        const size_t padding = m_lastWidth > text.size() ? m_lastWidth - text.size() : 0;
        std::fprintf(stderr, "\r%s%s", text.c_str(), std::string(padding, ' ').c_str());
        m_lastWidth = text.size();
    } else {
        std::fprintf(stderr, "%s\n", text.c_str());
    }
    std::fflush(stderr);
}

void ProgressLine::finish()
{
    if (m_terminal && m_lastWidth > 0)
        std::fputc('\n', stderr);
    m_lastWidth = 0;
    m_lastDrawn = -1e9;
}

std::string tableOf(const Evaluation& e)
{
    if (e.retrieval)
        return retrievalTable(e);
    std::ostringstream out;
    out << "AP at IoU > " << fixed(e.iouThreshold, 2) << " on "
        << counted(e.pictures, "test picture") << " after step " << e.step << " ("
        << duration(e.seconds) << ")\n";
    size_t width = 4;
    for (const ClassPrecision& c : e.classes)
        width = std::max(width, c.name.size());
    const auto row
        = [&](const std::string& name, double all, double eleven, const std::string& rest) {
              out << "  " << std::left << std::setw(int(width)) << name << std::right << "  "
                  << fixed(all, 3) << "  11-point " << fixed(eleven, 3) << rest << "\n";
          };
    for (const ClassPrecision& c : e.classes)
        row(c.name, c.averagePrecision, c.elevenPoint,
            concat("  ", counted(c.objects, "object"), ", ", counted(c.detections, "detection")));
    row("mean", e.meanAveragePrecision, e.meanElevenPoint, "");
    return std::move(out).str();
}

} // namespace hardlens
