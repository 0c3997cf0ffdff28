#include "app/window/pin_chooser.h"

#include "widgets/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace hardlens {

PinChooser::PinChooser(QWidget* parent)
    : QFrame(parent, Qt::Popup)
{
    const Theme& theme = Theme::instance();
    setObjectName("Panel");
    setAccessibleName(tr("Pinned pictures"));
    m_filter = new QLineEdit;
    m_filter->setPlaceholderText(tr("Find a test picture"));
    m_list = new QListWidget;
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_note = new QLabel;
    m_note->setProperty("role", "muted");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(8));
    layout->setSpacing(theme.px(6));
    layout->addWidget(m_filter);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    resize(theme.px(280), theme.px(340));
    connect(m_filter, &QLineEdit::textChanged, this, &PinChooser::filter);
    connect(m_list, &QListWidget::itemChanged, this, &PinChooser::countChecks);
}

void PinChooser::setPictures(const RunHeader& run, const std::vector<int64_t>& pinned)
{
    m_filling = true;
    m_list->clear();
    for (size_t i = 0; i < run.test.size(); ++i) {
        auto* item = new QListWidgetItem(QString::fromStdString(run.test[i].name), m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        const bool isPinned = std::find(pinned.begin(), pinned.end(), int64_t(i)) != pinned.end();
        item->setCheckState(isPinned ? Qt::Checked : Qt::Unchecked);
    }
    m_filling = false;
    m_note->setText(tr("Up to %1 are scored again every few steps.").arg(most));
    m_filter->setFocus();
}

std::vector<int64_t> PinChooser::pinned() const
{
    std::vector<int64_t> indices;
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->checkState() == Qt::Checked)
            indices.push_back(i);
    return indices;
}

void PinChooser::filter(const QString& text)
{
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setHidden(!m_list->item(i)->text().contains(text, Qt::CaseInsensitive));
}

void PinChooser::countChecks(QListWidgetItem* changed)
{
    if (m_filling)
        return;
    const auto indices = pinned();
    if (indices.size() > size_t(most)) {
        // The fifth one does not take: which of the others to let go is not ours to guess.
        m_filling = true;
        changed->setCheckState(Qt::Unchecked);
        m_filling = false;
        m_note->setText(tr("Four are pinned already; let one go first."));
        return;
    }
    Q_EMIT chosen(indices);
}

} // namespace hardlens
