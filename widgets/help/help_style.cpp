#include "widgets/help/help_style.h"

#include "widgets/theme.h"

#include <QImage>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr double headingSizes[] = {1.6, 1.15, 1.0}; // of the text; deeper ones as the last

void dressBlock(const QTextBlock& block)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QTextCursor cursor(block);
    cursor.select(QTextCursor::BlockUnderCursor);
    QTextBlockFormat format = block.blockFormat();
    if (const int level = format.headingLevel(); level > 0) {
        const int last = int(std::size(headingSizes)) - 1;
        QTextCharFormat letters;
        letters.setFontPointSize(
            theme.font().pointSizeF() * headingSizes[std::min(level - 1, last)]);
        letters.setFontWeight(QFont::DemiBold);
        letters.setProperty(QTextFormat::FontSizeAdjustment, 0);
        cursor.mergeCharFormat(letters);
        format.setTopMargin(theme.px(level == 1 ? 0 : 14));
        format.setBottomMargin(theme.px(6));
    } else if (format.hasProperty(QTextFormat::BlockCodeFence) || format.nonBreakableLines()) {
        format.setBackground(p.raised);
        format.setTopMargin(0);
        format.setBottomMargin(0);
        format.setLeftMargin(theme.px(12));
    } else if (!cursor.currentTable()) {
        format.setBottomMargin(theme.px(block.textList() ? 3 : 6));
    }
    const auto first = block.begin();
    const bool picture = !first.atEnd() && first.fragment().charFormat().isImageFormat();
    if (!picture) // of its height there would be much air
        format.setLineHeight(118, QTextBlockFormat::ProportionalHeight);
    QTextCursor(block).setBlockFormat(format);
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextFragment fragment = it.fragment();
        QTextCharFormat letters;
        if (fragment.charFormat().isAnchor())
            letters.setForeground(p.focusText);
        else if (fragment.charFormat().fontFixedPitch())
            letters.setForeground(p.groundTruthText);
        else
            continue;
        QTextCursor part(block);
        part.setPosition(fragment.position());
        part.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
        part.mergeCharFormat(letters);
    }
}

void dressTable(QTextTable& table)
{
    const Theme& theme = Theme::instance();
    QTextTableFormat format = table.format();
    format.setBorder(1);
    format.setBorderBrush(theme.palette().line);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderCollapse(true);
    format.setCellSpacing(0);
    format.setCellPadding(theme.px(4));
    format.setTopMargin(theme.px(4));
    format.setBottomMargin(theme.px(8));
    table.setFormat(format);
    for (int column = 0; column < table.columns(); ++column) {
        QTextCursor cursor = table.cellAt(0, column).firstCursorPosition();
        cursor.select(QTextCursor::BlockUnderCursor);
        QTextCharFormat letters;
        letters.setForeground(theme.palette().muted);
        cursor.mergeCharFormat(letters);
    }
}

/// Scaled here and not when it is painted: that would be without smoothing.
void fitPicture(QTextDocument& document, const QTextFragment& fragment, int room, double pixelRatio)
{
    QTextImageFormat format = fragment.charFormat().toImageFormat();
    const QImage picture(":/help/" + format.name());
    if (picture.isNull())
        return;
    const int width = std::min(room, Theme::instance().px(picture.width()));
    QImage scaled
        = picture.scaledToWidth(int(std::lround(width * pixelRatio)), Qt::SmoothTransformation);
    scaled.setDevicePixelRatio(pixelRatio);
    document.addResource(QTextDocument::ImageResource, QUrl(format.name()), scaled);
    format.setWidth(width);
    format.setHeight(std::round(scaled.height() / pixelRatio));
    QTextCursor at(&document);
    at.setPosition(fragment.position());
    at.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
    at.setCharFormat(format);
}

} // namespace

void fitHelpPictures(QTextDocument& document, int room, double pixelRatio)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        for (auto it = block.begin(); !it.atEnd(); ++it)
            if (it.fragment().charFormat().isImageFormat())
                fitPicture(document, it.fragment(), room, pixelRatio);
}

void dressHelp(QTextDocument& document)
{
    document.setDefaultFont(Theme::instance().font());
    document.setDocumentMargin(Theme::instance().px(12));
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        dressBlock(block);
    for (QTextFrame* frame : document.rootFrame()->childFrames())
        if (auto* table = qobject_cast<QTextTable*>(frame))
            dressTable(*table);
}

} // namespace hardlens
