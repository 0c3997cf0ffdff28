#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

class QWidget;

namespace hardlens {

/// Asks where to save; training and views go on behind the dialog. save gets the chosen file and is
/// not called where somebody thinks better of it. context: without it nothing is saved any more.
void askWhereToSave(QWidget* context, const QString& suggestedName,
    const std::function<void(const QString&)>& save);

/// Writes the file so that it holds its old or its new content, whatever happens. Empty: done;
/// otherwise what went wrong, as one sentence for people.
QString saveBytes(const QString& file, const QByteArray& bytes);

} // namespace hardlens
