#include "widgets/help/help_pages.h"

#include <QFile>

#include <algorithm>

namespace hardlens {

namespace {

HelpPage readPage(const QString& id, std::optional<Bench> bench)
{
    QFile file(":/help/" + id + ".md");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString text = QString::fromUtf8(file.readAll());
    return {id, text.section('\n', 0, 0).mid(2), text, bench}; // "# Title"
}

bool holdsAll(const QString& text, const QStringList& words)
{
    return std::ranges::all_of(
        words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

const std::vector<HelpPage>& helpPages()
{
    static const std::vector<HelpPage> pages = [] {
        std::vector<HelpPage> all;
        const auto add
            = [&all](std::optional<Bench> bench, std::initializer_list<const char*> ids) {
                  for (const char* id : ids)
                      all.push_back(readPage(id, bench));
              };
        add(Bench::Detection, {"rois", "why-this-roi"});
        add(Bench::Embedding,
            {"embedding-map", "distance-density", "sampled-negatives", "anchor-radar",
                "four-samplers", "samplers", "gradient-noise", "loss-shapes", "embedding-curves",
                "sphere"});
        add({}, {"what-if", "forks"});
        add(Bench::Detection,
            {"hardest-crops", "roi-table", "notes", "loss-histogram", "loss-against-iou",
                "mean-loss", "what-was-kept", "average-precision", "detections"});
        add({}, {"timeline"});
        add(Bench::Detection, {"hardness", "step-flow", "controls"});
        add(Bench::Embedding, {"embedding-controls"});
        add({}, {"log"});
        return all;
    }();
    return pages;
}

int helpPageOf(const QString& id)
{
    const auto at = std::ranges::find(helpPages(), id, &HelpPage::id);
    return at == helpPages().end() ? -1 : int(at - helpPages().begin());
}

std::vector<int> findHelp(const QString& query, Bench bench)
{
    const QStringList words = query.split(' ', Qt::SkipEmptyParts);
    std::vector<int> byTitle, byText;
    for (size_t i = 0; i < helpPages().size(); ++i) {
        const HelpPage& page = helpPages()[i];
        if (page.bench.value_or(bench) != bench)
            continue;
        if (holdsAll(page.title, words))
            byTitle.push_back(int(i));
        else if (holdsAll(page.markdown, words))
            byText.push_back(int(i));
    }
    byTitle.insert(byTitle.end(), byText.begin(), byText.end());
    return byTitle;
}

} // namespace hardlens
