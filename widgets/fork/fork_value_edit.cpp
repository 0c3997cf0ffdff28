#include "widgets/fork/fork_value_edit.h"

#include "core/basics/error.h"
#include "widgets/controls/choice_box.h"
#include "widgets/fork/fork_words.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>

namespace hardlens {

ForkValueEdit::ForkValueEdit(QWidget* parent)
    : QWidget(parent)
{
    m_list = new ChoiceBox;
    m_field = new QLineEdit;
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_list);
    row->addWidget(m_field);
    connect(m_list, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_value = m_list->itemData(index).toString();
        Q_EMIT changed();
    });
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        check();
        Q_EMIT changed();
    });
    connect(&Theme::instance(), &Theme::changed, this, &ForkValueEdit::restyle);
}

bool ForkValueEdit::isList() const
{
    return m_spec.type == OptionType::Choice || m_spec.type == OptionType::Switch;
}

void ForkValueEdit::setOption(const OptionSpec& spec, const QString& value)
{
    const QSignalBlocker quietList(m_list), quietField(m_field);
    m_spec = spec;
    m_list->clear();
    if (spec.type == OptionType::Switch)
        for (const char* const one : {"true", "false"})
            m_list->addItem(valueWords(spec, one), QString(one));
    for (const std::string& choice : spec.choices)
        m_list->addItem(
            valueWords(spec, QString::fromStdString(choice)), QString::fromStdString(choice));
    m_list->setVisible(isList());
    m_field->setVisible(!isList());
    setFocusProxy(isList() ? static_cast<QWidget*>(m_list) : m_field);
    m_list->setCurrentIndex(m_list->findData(value));
    m_field->setText(value);
    m_value = value;
    m_message.clear();
    if (!isList())
        check();
    restyle();
}

void ForkValueEdit::setName(const QString& accessibleName)
{
    m_list->setAccessibleName(accessibleName);
    m_field->setAccessibleName(accessibleName);
}

void ForkValueEdit::check()
{
    try {
        QString text = m_field->text().trimmed();
        if (m_spec.type != OptionType::Text)
            text.replace(',', '.');
        m_value = QString::fromStdString(m_spec.checked(text.toStdString()));
        m_message.clear();
    } catch (const ConfigError& error) {
        m_message = QString::fromUtf8(error.what());
    }
    restyle();
}

std::optional<QString> ForkValueEdit::value() const
{
    return m_message.isEmpty() ? std::optional(m_value) : std::nullopt;
}

QString ForkValueEdit::message() const
{
    return m_message;
}

void ForkValueEdit::restyle()
{
    const Palette& p = Theme::instance().palette();
    const QString wrong = m_message.isEmpty()
        ? QString()
        : QString("QLineEdit { border-color: %1; }").arg(p.lost.name());
    m_field->setStyleSheet(
        QString("QLineEdit:disabled { color: %1; }").arg(p.muted.name()) + wrong);
    m_field->setAccessibleDescription(m_message);
    m_field->setToolTip(m_message);
}

} // namespace hardlens
