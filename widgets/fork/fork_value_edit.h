#pragma once

#include "core/basics/option_spec.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLineEdit;

namespace hardlens {

/// Where one value of an option is set: a list for choices and switches, a field for the others.
/// What is written in the field is checked with every key.
class ForkValueEdit : public QWidget
{
    Q_OBJECT

public:
    explicit ForkValueEdit(QWidget* parent = nullptr);

    void setOption(const OptionSpec& spec, const QString& value); // no signal
    void setName(const QString& accessibleName);

    /// As in a file. None: what is written is not a value of the option, message() says why.
    std::optional<QString> value() const;
    QString message() const;

Q_SIGNALS:
    void changed();

private:
    bool isList() const;
    void check();
    void restyle();

    OptionSpec m_spec {};
    QComboBox* m_list = nullptr;
    QLineEdit* m_field = nullptr;
    QString m_value {};
    QString m_message {};
};

} // namespace hardlens
