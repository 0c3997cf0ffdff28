#pragma once

#include "core/records/published.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace hardlens {

/// A page of the help, compiled into the program from resources/help.
struct HelpPage
{
    QString id {};                 // "loss-histogram", its file's name
    QString title {};              // its heading
    QString markdown {};           // links to other pages: help:ID
    std::optional<Bench> bench {}; // that it is about; none: every one
};

/// All pages, in the order of the contents.
const std::vector<HelpPage>& helpPages();

/// Its place in helpPages(); -1: there is none.
int helpPageOf(const QString& id);

/// Places of the pages that somebody on a bench may read, where they hold all words of a query,
/// whatever the case; those with all of them in the title first. An empty query finds all of the
/// bench.
std::vector<int> findHelp(const QString& query, Bench bench);

} // namespace hardlens
