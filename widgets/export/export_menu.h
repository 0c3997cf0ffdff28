#pragma once

#include "widgets/export/picture_export.h"

#include <QObject>

#include <functional>
#include <memory>

class QMenu;
class QPoint;

namespace hardlens {

/// What a right click or the menu key on a view offers: its picture and its data, into the
/// clipboard or into a file. A file holds its old or its new content, whatever happens; what cannot
/// be written is one message through failed(), never a box that must be answered.
class ExportMenu : public QObject
{
    Q_OBJECT

public:
    /// Opens over `widget`, which owns it.
    explicit ExportMenu(QWidget* widget);

    /// What files are called: "loss-histogram". Without one, a plot's accessible name serves.
    void setName(const QString& name);
    /// Which state of the run is seen, for names of files: "step-412". Asked when a name is needed.
    void setMoment(std::function<QString()> moment);
    /// Words above the picture; without it those of the panel around the widget.
    void setHeading(std::function<PictureHeading()> heading);
    /// what: "CSV of what is visible". csv is asked when it is wanted; nothing to write: empty.
    void setTable(const QString& what, std::function<QString()> csv);

    /// The menu, each time anew; it does not open by itself.
    std::unique_ptr<QMenu> menu();
    /// "loss-histogram-step-412.png".
    QString suggestedName(const QString& ending) const;
    PictureSubject subject() const;
    QString table() const;

    /// What stands behind the file dialogs; false after failed().
    bool savePicture(const QString& file, ExportFormat format, double scale = 1);
    bool saveTable(const QString& file);

public Q_SLOTS:
    void copyPicture() const;
    void copyTable();

Q_SIGNALS:
    void saved(const QString& file);
    void failed(const QString& message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void popUp(const QPoint& globalPlace);
    void addPictureActions(QMenu& menu);
    void ask(const QString& ending, const std::function<void(const QString&)>& save);
    bool save(const QString& file, const QByteArray& bytes);

    QWidget* m_widget;
    QString m_name {};
    std::function<QString()> m_moment {};
    std::function<PictureHeading()> m_heading {};
    QString m_tableName {};
    std::function<QString()> m_csv {};
};

} // namespace hardlens
