#include "widgets/roi/note_actions.h"

#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace hardlens {

NoteActions::NoteActions(QWidget* parent)
    : QWidget(parent)
{
    m_unlabelled = new QPushButton(QStringLiteral("Looks unlabelled"));
    m_unlabelled->setCheckable(true);
    m_other = new QPushButton(QStringLiteral("Note…"));
    m_other->setToolTip(QStringLiteral("Write a note on this RoI, in the list of notes"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_unlabelled);
    row->addWidget(m_other);
    row->addStretch(1);
    connect(m_unlabelled, &QPushButton::clicked, this, [this] {
        m_unlabelled->setChecked(m_noted); // until the list of notes has changed
        Q_EMIT unlabelledClicked();
    });
    connect(m_other, &QPushButton::clicked, this, &NoteActions::otherClicked);
    connect(&Theme::instance(), &Theme::changed, this, &NoteActions::restyle);
    setNote(nullptr);
    restyle();
}

void NoteActions::setNote(const RoiNote* note)
{
    m_noted = note;
    m_unlabelled->setChecked(m_noted);
    m_unlabelled->setToolTip(m_noted
            ? QStringLiteral("Noted in step %1: “%2”. Again takes the note back (U)")
                  .arg(note->step)
                  .arg(QString::fromStdString(note->text).toHtmlEscaped())
            : QStringLiteral("Note that this is an object without a label (U)"));
}

void NoteActions::setEmphasised(bool emphasised)
{
    if (emphasised == m_emphasised)
        return;
    m_emphasised = emphasised;
    restyle();
}

void NoteActions::restyle()
{
    const Theme& theme = Theme::instance();
    layout()->setSpacing(theme.px(6));
    for (QPushButton* button : {m_unlabelled, m_other})
        button->setFont(theme.smallFont());
    // As the program's style sheet has it for a button with the focus, which is not needed to see
    // where the hand should go.
    const Palette& p = theme.palette();
    m_unlabelled->setStyleSheet(m_emphasised
            ? QStringLiteral("QPushButton:!checked { color: %1; border-color: %1; }")
                  .arg(p.focusText.name())
            : QString());
}

} // namespace hardlens
