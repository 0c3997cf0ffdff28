#include "core/data/data_check_text.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/problem_text.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

namespace hardlens {

namespace {

using nlohmann::json;

const char* nameOf(ProposalMethod method)
{
    switch (method) {
    case ProposalMethod::Grid:
        return "grid";
    case ProposalMethod::SelectiveSearchFast:
        return "selective search, fast";
    case ProposalMethod::SelectiveSearchQuality:
        return "selective search, quality";
    }
    return "";
}

std::string percent(int64_t part, int64_t all)
{
    std::ostringstream out;
    out << std::fixed << std::setprecision(1) << (all > 0 ? 100. * double(part) / double(all) : 0)
        << " %";
    return std::move(out).str();
}

std::string sizeText(const PictureSize& size)
{
    return concat(size.width, " x ", size.height);
}

std::string spreadText(const Spread& spread)
{
    return concat(std::llround(spread.least), " / ", std::llround(spread.median), " / ",
        std::llround(spread.most));
}

class Page
{
public:
    explicit Page(const DataCheck& check)
        : m_check(check)
    {
    }

    std::string text(const CheckCost& cost)
    {
        m_out << m_check.path << "\n  " << (m_check.layout.empty() ? "not opened" : m_check.layout)
              << "\n";
        if (m_check.pictures > 0) {
            pictures();
            objects();
            proposals();
        }
        problems();
        m_out << "\n" << m_check.forecast << "\n";
        if (cost.peakBytes > 0)
            m_out << "Took " << duration(cost.seconds) << " and at most " << (cost.peakBytes >> 20)
                  << " MB of memory.\n";
        return printable(std::move(m_out).str());
    }

private:
    void pictures()
    {
        m_out << "  " << counted(m_check.pictures, "picture") << ": " << m_check.train
              << " to train on, " << m_check.test << " to test on";
        if (m_check.inBoth > 0)
            m_out << " (" << m_check.inBoth << " of them in both)";
        if (m_check.unlisted > 0)
            m_out << ", " << m_check.unlisted << " in no list";
        if (m_check.annotated.picturesLeftOut > 0)
            m_out << "; " << m_check.annotated.picturesLeftOut << " left out";
        m_out << "\n    sizes " << sizeText(m_check.smallest) << " / "
              << sizeText(m_check.medianSize) << " / " << sizeText(m_check.largest)
              << " (smallest, median, largest)\n    " << m_check.decoded << " were decoded\n";
    }

    void objects()
    {
        const AnnotationCounts& counts = m_check.annotated;
        m_out << "  " << counted(counts.objects, "object") << ", of these " << counts.marked
              << " difficult or crowd; " << counts.dropped << " dropped, " << counts.clipped
              << " clipped\n    a picture has " << spreadText(m_check.objectsPerPicture)
              << " (fewest, median, most)\n    sides " << spreadText(m_check.objectSides)
              << " pixels (root of the area); " << m_check.smallObjects << " below 32, "
              << m_check.largeObjects << " from 96\n  classes\n";
        const auto classes = summaryOf(m_check).classes;
        size_t width = 0;
        for (const auto& [name, count] : classes)
            width = std::max(width, std::min<size_t>(name.size(), 40));
        for (const auto& [name, count] : classes)
            if (count > 0)
                m_out << "    " << std::left << std::setw(int(width)) << name << "  " << count
                      << "\n";
        if (!m_check.emptyClasses.empty())
            m_out << "    "
                  << counted(int64_t(m_check.emptyClasses.size()), "class has", "classes have")
                  << " no objects\n";
    }

    void proposals()
    {
        const ProposalCoverage& c = m_check.coverage;
        m_out << "  proposals (" << nameOf(m_check.options.proposals.method) << ", at most "
              << m_check.options.proposals.count << " a picture)\n";
        if (c.pictures > 0)
            m_out << "    on " << counted(c.pictures, "picture") << " they cover "
                  << percent(c.at50, c.objects) << " of " << counted(c.objects, "object")
                  << " at IoU 0.5, " << percent(c.at70, c.objects) << " at 0.7\n";
        m_out << "    for all pictures they take about "
              << duration(m_check.proposalSeconds / double(m_check.cores)) << " on "
              << counted(m_check.cores, "core") << ", once\n";
    }

    void problems()
    {
        if (m_check.problems.empty()) {
            m_out << "  no problems\n";
            return;
        }
        m_out << "  "
              << counted(
                     int64_t(m_check.problems.size()), "problem or remark", "problems and remarks")
              << "\n";
        for (const DataProblem& problem : m_check.problems)
            m_out << "    " << textOf(problem) << "\n";
    }

    const DataCheck& m_check;
    std::ostringstream m_out {};
};

json jsonOfProblems(const std::vector<DataProblem>& problems)
{
    json list = json::array();
    for (const DataProblem& problem : problems)
        list.push_back({{"file", problem.file}, {"line", problem.line}, {"text", problem.text},
            {"kind", nameOf(problem.kind)}});
    return list;
}

json jsonOfSpread(const Spread& spread)
{
    return {{"least", spread.least}, {"median", spread.median}, {"most", spread.most}};
}

json jsonOfSize(const PictureSize& size)
{
    return json::array({size.width, size.height});
}

} // namespace

std::string textOf(const DataCheck& check, const CheckCost& cost)
{
    return Page(check).text(cost);
}

std::string jsonOf(const DataCheck& check, const CheckCost& cost)
{
    const AnnotationCounts& counts = check.annotated;
    const ProposalCoverage& coverage = check.coverage;
    json classes = json::object();
    for (const auto& [name, count] : counts.perClass)
        classes[name] = count;
    const json whole {{"path", check.path}, {"layout", check.layout}, {"images", check.pictures},
        {"train", check.train}, {"test", check.test}, {"unlisted", check.unlisted},
        {"left_out", counts.picturesLeftOut}, {"decoded", check.decoded}, {"boxes", counts.objects},
        {"dropped", counts.dropped}, {"clipped", counts.clipped},
        {"difficult_or_crowd", counts.marked}, {"classes", classes},
        {"classes_without_boxes", check.emptyClasses},
        {"sizes",
            {{"smallest", jsonOfSize(check.smallest)}, {"median", jsonOfSize(check.medianSize)},
                {"largest", jsonOfSize(check.largest)}}},
        {"boxes_per_image", jsonOfSpread(check.objectsPerPicture)},
        {"box_sides", jsonOfSpread(check.objectSides)},
        {"proposals",
            {{"method", nameOf(check.options.proposals.method)}, {"images", coverage.pictures},
                {"boxes", coverage.objects}, {"covered_at_0.5", coverage.at50},
                {"covered_at_0.7", coverage.at70},
                {"seconds_per_image", coverage.secondsPerPicture},
                {"seconds_for_all", check.proposalSeconds / double(check.cores)},
                {"cores", check.cores}}},
        {"problems", jsonOfProblems(check.problems)}, {"forecast", check.forecast},
        {"seconds", cost.seconds}, {"peak_bytes", cost.peakBytes}};
    return whole.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace hardlens
