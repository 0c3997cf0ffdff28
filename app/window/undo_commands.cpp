#include "app/window/undo_commands.h"

#include <QCoreApplication>
#include <QDateTime>

namespace hardlens {

namespace {

constexpr qint64 mergeMs = 1000;

QString words(const char* text)
{
    return QCoreApplication::translate("UndoCommands", text);
}

} // namespace

ParameterCommand::ParameterCommand(
    const QString& label, const QString& key, const QString& from, const QString& to, Send send)
    : m_label(label)
    , m_key(key)
    , m_from(from)
    , m_to(to)
    , m_send(std::move(send))
    , m_madeAtMs(QDateTime::currentMSecsSinceEpoch())
{
    describe();
}

void ParameterCommand::describe()
{
    setText(words("%1: %2 → %3").arg(m_label, m_from, m_to));
}

bool ParameterCommand::mergeWith(const QUndoCommand* other)
{
    const auto* later = static_cast<const ParameterCommand*>(other);
    if (later->m_key != m_key || later->m_madeAtMs - m_madeAtMs > mergeMs)
        return false;
    m_to = later->m_to;
    m_madeAtMs = later->m_madeAtMs;
    describe();
    setObsolete(m_to == m_from);
    return true;
}

LayoutCommand::LayoutCommand(const QByteArray& before, const QByteArray& after, Apply apply)
    : m_before(before)
    , m_after(after)
    , m_apply(std::move(apply))
{
    setText(words("panels moved"));
}

void LayoutCommand::redo()
{
    if (std::exchange(m_done, true))
        m_apply(m_after);
}

} // namespace hardlens
