#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace hardlens {

/// A page of the help, compiled into the program from resources/help.
struct HelpPage
{
    QString id {};       // "loss-histogram", its file's name
    QString title {};    // its heading
    QString markdown {}; // links to other pages: help:ID
};

/// All pages, in the order of the contents.
const std::vector<HelpPage>& helpPages();

/// Its place in helpPages(); -1: there is none.
int helpPageOf(const QString& id);

/// Places of the pages that hold all words of a query, whatever the case; those with all of them in
/// the title first. An empty query finds all.
std::vector<int> findHelp(const QString& query);

} // namespace hardlens
