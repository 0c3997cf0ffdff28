#pragma once

#include <QFrame>

class QLabel;
class QHBoxLayout;
class QVBoxLayout;

namespace hardlens {

class ElidedLabel;

/// A rounded frame with a title that says what it is, a grey note that says how to use it, and a
/// body.
class Panel : public QFrame
{
    Q_OBJECT

public:
    explicit Panel(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setNote(const QString& note);
    /// More than the note has room for; empty: the note itself.
    void setNoteToolTip(const QString& text);
    /// Where a small control goes that belongs to the title (a switch between two views).
    void addToHeader(QWidget* widget);
    void setBody(QWidget* body);

    QString title() const;
    QString note() const;

    /// The header as a widget of its own, for a dock that wants it as its title bar; the panel is
    /// then the part below. Once.
    QWidget* takeHeader();

Q_SIGNALS:
    void titleChanged(const QString& title);

private:
    void showNote();
    void refresh(); // lengths and fonts of the theme

    QFrame* m_bar = nullptr; // the header
    bool m_headerTaken = false;
    QLabel* m_title = nullptr;
    ElidedLabel* m_note = nullptr;
    QString m_noteText {};
    QString m_noteToolTip {};
    QHBoxLayout* m_header = nullptr;
    QVBoxLayout* m_layout = nullptr;
};

} // namespace hardlens
