#include "widgets/export/file_saving.h"

#include "core/basics/checked_file.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>

namespace hardlens {

void askWhereToSave(
    QWidget* context, const QString& suggestedName, const std::function<void(const QString&)>& save)
{
    const QString ending = QFileInfo(suggestedName).suffix();
    auto* dialog = new QFileDialog(context->window(), QObject::tr("Save %1").arg(suggestedName));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(QString("%1 (*.%2)").arg(ending.toUpper(), ending));
    dialog->setDefaultSuffix(ending);
    dialog->selectFile(suggestedName);
    QObject::connect(dialog, &QFileDialog::fileSelected, context, save);
    dialog->open();
}

QString saveBytes(const QString& file, const QByteArray& bytes)
{
    try {
        writeFileAtomically(QFile::encodeName(file).toStdString(), bytes.toStdString());
    } catch (const std::exception& error) {
        return QObject::tr("Not saved: %1").arg(QString::fromUtf8(error.what()));
    }
    return {};
}

} // namespace hardlens
