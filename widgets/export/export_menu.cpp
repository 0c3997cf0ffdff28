#include "widgets/export/export_menu.h"

#include "core/basics/error.h"
#include "widgets/export/file_saving.h"
#include "widgets/panel.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QRegularExpression>

#include <array>

namespace hardlens {

namespace {

constexpr std::array pngScales {1, 2, 3, 4};

/// Fit for a file name on every system, and to be typed: "Mean loss" becomes "mean-loss".
QString asFileName(const QString& words)
{
    static const QRegularExpression others("[^a-z0-9]+");
    QString name = words.toLower().replace(others, "-");
    while (name.startsWith('-'))
        name.remove(0, 1);
    while (name.endsWith('-'))
        name.chop(1);
    return name;
}

const Panel* panelAround(const QWidget* widget)
{
    for (const QWidget* w = widget; w; w = w->parentWidget())
        if (const auto* panel = qobject_cast<const Panel*>(w))
            return panel;
    return nullptr;
}

} // namespace

ExportMenu::ExportMenu(QWidget* widget)
    : QObject(widget)
    , m_widget(widget)
{
    widget->installEventFilter(this);
}

void ExportMenu::setName(const QString& name)
{
    m_name = name;
}

void ExportMenu::setMoment(std::function<QString()> moment)
{
    m_moment = std::move(moment);
}

void ExportMenu::setHeading(std::function<PictureHeading()> heading)
{
    m_heading = std::move(heading);
}

void ExportMenu::setTable(const QString& what, std::function<QString()> csv)
{
    m_tableName = what;
    m_csv = std::move(csv);
}

QString ExportMenu::suggestedName(const QString& ending) const
{
    QString name = asFileName(m_name.isEmpty() ? m_widget->accessibleName() : m_name);
    if (const QString moment = m_moment ? asFileName(m_moment()) : QString(); !moment.isEmpty())
        name += '-' + moment;
    return name + '.' + ending;
}

PictureSubject ExportMenu::subject() const
{
    if (m_heading)
        return {m_widget, m_heading()};
    if (const Panel* panel = panelAround(m_widget))
        return {m_widget, {panel->title(), panel->note()}};
    return {m_widget, {}};
}

QString ExportMenu::table() const
{
    return m_csv ? m_csv() : QString();
}

bool ExportMenu::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ContextMenu)
        return QObject::eventFilter(watched, event);
    popUp(static_cast<QContextMenuEvent*>(event)->globalPos());
    return true;
}

void ExportMenu::popUp(const QPoint& globalPlace)
{
    QMenu* popup = menu().release();
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->popup(globalPlace);
}

std::unique_ptr<QMenu> ExportMenu::menu()
{
    auto menu = std::make_unique<QMenu>(m_widget);
    addPictureActions(*menu);
    if (m_csv) {
        menu->addSeparator();
        menu->addAction(tr("Copy data"), this, &ExportMenu::copyTable);
        menu->addAction(tr("%1…").arg(m_tableName), this,
            [this] { ask("csv", [this](const QString& file) { saveTable(file); }); });
    }
    return menu;
}

void ExportMenu::addPictureActions(QMenu& menu)
{
    menu.addAction(tr("Copy picture"), this, &ExportMenu::copyPicture);
    const QSize size = pictureSize(subject());
    QMenu* scales = menu.addMenu(tr("Save as PNG"));
    for (const int scale : pngScales)
        scales->addAction(
            tr("%1× · %2 × %3…").arg(scale).arg(size.width() * scale).arg(size.height() * scale),
            this, [this, scale] {
                ask("png", [this, scale](const QString& file) {
                    savePicture(file, ExportFormat::Png, scale);
                });
            });
    for (const ExportFormat format : {ExportFormat::Svg, ExportFormat::Pdf}) {
        const QString ending = endingOf(format);
        menu.addAction(tr("Save as %1…").arg(ending.toUpper()), this, [this, format, ending] {
            ask(ending, [this, format](const QString& file) { savePicture(file, format); });
        });
    }
}

void ExportMenu::ask(const QString& ending, const std::function<void(const QString&)>& save)
{
    askWhereToSave(m_widget, suggestedName(ending), save);
}

bool ExportMenu::save(const QString& file, const QByteArray& bytes)
{
    const QString failure = saveBytes(file, bytes);
    if (failure.isEmpty())
        Q_EMIT saved(file);
    else
        Q_EMIT failed(failure);
    return failure.isEmpty();
}

bool ExportMenu::savePicture(const QString& file, ExportFormat format, double scale)
{
    try {
        return save(file, encodedPicture(subject(), format, scale));
    } catch (const Error& error) {
        Q_EMIT failed(tr("Not saved: %1: %2").arg(file, error.what()));
        return false;
    }
}

bool ExportMenu::saveTable(const QString& file)
{
    const QString text = table();
    if (text.isEmpty()) {
        Q_EMIT failed(tr("Not saved: there are no data yet."));
        return false;
    }
    return save(file, text.toUtf8());
}

void ExportMenu::copyPicture() const
{
    const double scale = std::clamp(m_widget->devicePixelRatioF(), 1.0, 4.0);
    QApplication::clipboard()->setImage(pictureOf(subject(), scale));
}

void ExportMenu::copyTable()
{
    const QString text = table();
    if (text.isEmpty())
        Q_EMIT failed(tr("Not copied: there are no data yet."));
    else
        QApplication::clipboard()->setText(text);
}

} // namespace hardlens
