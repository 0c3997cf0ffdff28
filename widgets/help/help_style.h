#pragma once

class QTextDocument;

namespace hardlens {

/// Brings a document that came from Markdown into the theme in force: sizes of headings, links,
/// tables, code. Qt's importer takes its colours from elsewhere.
void dressHelp(QTextDocument& document);

} // namespace hardlens
