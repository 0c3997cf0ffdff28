#pragma once

class QTextDocument;

namespace hardlens {

/// Brings a document that came from Markdown into the theme in force: sizes of headings, links,
/// tables, code. Qt's importer takes its colours from elsewhere.
void dressHelp(QTextDocument& document);

/// Scales the pictures of a help document as everything else, and down to `room` pixels where they
/// are wider. Their names are files below resources/help.
void fitHelpPictures(QTextDocument& document, int room, double pixelRatio);

} // namespace hardlens
