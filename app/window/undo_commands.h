#pragma once

#include <QUndoCommand>

#include <functional>

namespace hardlens {

/// A parameter that the user turned. Turning the same one again within a second is one command:
/// dragging a slider is undone as a whole.
class ParameterCommand : public QUndoCommand
{
public:
    using Send = std::function<void(const QString& key, const QString& value)>;

    /// label: as the control is named. `send` is called at once and for each undo and redo.
    ParameterCommand(const QString& label, const QString& key, const QString& from,
        const QString& to, Send send);

    void undo() override { m_send(m_key, m_from); }
    void redo() override { m_send(m_key, m_to); }
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* other) override;

private:
    void describe();

    QString m_label, m_key, m_from, m_to;
    Send m_send;
    qint64 m_madeAtMs = 0;
};

/// Panels that the user moved.
class LayoutCommand : public QUndoCommand
{
public:
    using Apply = std::function<void(const QByteArray& state)>;

    /// `apply` is not called for the first redo: the panels lie so already.
    LayoutCommand(const QByteArray& before, const QByteArray& after, Apply apply);

    void undo() override { m_apply(m_before); }
    void redo() override;

private:
    QByteArray m_before, m_after;
    Apply m_apply;
    bool m_done = false;
};

} // namespace hardlens
