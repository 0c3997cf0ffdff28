#pragma once

#include "widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QPixmap>
#include <QTest>
#include <QWidget>

namespace hardlens::test {

/// Pictures of a shown widget in both themes and three sizes, in the folder that HL_SHOTS names;
/// without it, nothing.
inline void shoot(QWidget& widget, const QString& name, QSize size)
{
    const QString folder = qEnvironmentVariable("HL_SHOTS");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    Theme& theme = Theme::instance();
    for (const double scale : {1.0, 1.5, 2.0})
        for (const auto choice : {Theme::Choice::Dark, Theme::Choice::Light}) {
            theme.choose(choice);
            theme.setScale(scale);
            widget.resize(size * scale);
            widget.show();
            QTest::qWait(60);
            widget.grab().save(
                QString("%1/%2-%3-%4x.png")
                    .arg(folder, name, choice == Theme::Choice::Dark ? "dark" : "light")
                    .arg(scale));
        }
    theme.choose(Theme::Choice::Dark);
    theme.setScale(1);
}

} // namespace hardlens::test
