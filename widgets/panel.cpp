#include "widgets/panel.h"

#include "widgets/controls/elided_label.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace hardlens {

namespace {

constexpr int leastNote = 10; // letters; fewer of a longer note say nothing

} // namespace

Panel::Panel(const QString& title, QWidget* parent)
    : QFrame(parent)
{
    setObjectName("Panel");
    setAccessibleName(title);
    m_title = new QLabel(title);
    m_note = new ElidedLabel;
    m_note->setProperty("role", "muted");
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    // A long note gives way before the title does, and never widens the window.
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note->setLeastLetters(leastNote);
    m_bar = new QFrame;
    m_header = new QHBoxLayout(m_bar);
    m_header->addWidget(m_title);
    m_header->addWidget(m_note, 1);
    m_layout = new QVBoxLayout(this);
    m_layout->addWidget(m_bar);
    connect(&Theme::instance(), &Theme::changed, this, &Panel::refresh);
    refresh();
}

void Panel::setTitle(const QString& title)
{
    if (title == m_title->text())
        return;
    m_title->setText(title);
    setAccessibleName(title);
    Q_EMIT titleChanged(title);
}

void Panel::setNote(const QString& note)
{
    if (m_noteText == note)
        return;
    m_noteText = note;
    showNote();
}

void Panel::setNoteToolTip(const QString& text)
{
    if (m_noteToolTip == text)
        return;
    m_noteToolTip = text;
    showNote();
}

void Panel::showNote()
{
    m_note->setFullText(m_noteText);
    m_note->setToolTip(m_noteToolTip.isEmpty() ? m_noteText : m_noteToolTip);
}

void Panel::addToHeader(QWidget* widget)
{
    m_header->addWidget(widget);
}

void Panel::setBody(QWidget* body)
{
    m_layout->addWidget(body, 1);
}

QString Panel::title() const
{
    return m_title->text();
}

QString Panel::note() const
{
    return m_noteText;
}

QWidget* Panel::takeHeader()
{
    m_headerTaken = true;
    m_layout->removeWidget(m_bar);
    m_bar->setObjectName("PanelBar");
    setProperty("docked", true); // the style sheet leaves out the edge between the two
    refresh();
    return m_bar;
}

void Panel::refresh()
{
    const Theme& theme = Theme::instance();
    m_title->setFont(theme.titleFont());
    // As high as the controls that may stand beside it, so that the bodies of neighbours begin at
    // the same height.
    m_title->setMinimumHeight(theme.px(20));
    m_note->setFont(theme.smallFont());
    showNote();
    m_header->setSpacing(theme.px(8));
    m_layout->setSpacing(theme.px(8));
    if (m_headerTaken) {
        m_header->setContentsMargins(theme.px(12), theme.px(8), theme.px(8), theme.px(8));
        m_layout->setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(10));
    } else {
        m_header->setContentsMargins(0, 0, 0, 0);
        m_layout->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(10));
    }
}

} // namespace hardlens
