#pragma once

#include "core/records/roi_note.h"

#include <QWidget>

class QPushButton;

namespace hardlens {

/// What somebody may note about the RoI of a card: that it looks unlabelled, or words of their own.
class NoteActions : public QWidget
{
    Q_OBJECT

public:
    explicit NoteActions(QWidget* parent = nullptr);

    /// The note that there is on the RoI already; null: none.
    void setNote(const RoiNote* note);
    /// Whether the RoI itself says that a label may be missing.
    void setEmphasised(bool emphasised);

    QPushButton* unlabelled() const { return m_unlabelled; }
    QPushButton* other() const { return m_other; }

Q_SIGNALS:
    void unlabelledClicked(); // its look follows setNote alone
    void otherClicked();

private:
    void restyle();

    QPushButton* m_unlabelled = nullptr;
    QPushButton* m_other = nullptr;
    bool m_noted = false;
    bool m_emphasised = false;
};

} // namespace hardlens
