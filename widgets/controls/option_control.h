#pragma once

#include "core/analysis/option_scale.h"
#include "core/basics/option_spec.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSlider;
class QTimer;

namespace hardlens {

class ElidedLabel;

/// The control of one option: a slider with a field, a list, or a check box, as its description
/// asks for.
///
/// What somebody sets is *pending* (a dot) until it is acknowledged or refused; the value in force
/// is what was acknowledged last.
class OptionControl : public QWidget
{
    Q_OBJECT

public:
    explicit OptionControl(const OptionSpec& spec, QWidget* parent = nullptr);

    const OptionSpec& spec() const { return m_spec; }
    QString key() const { return QString::fromStdString(m_spec.key); }
    /// As in a file; what is shown, which may be pending.
    QString value() const { return m_shown; }
    QString valueInForce() const { return m_inForce; }
    bool isPending() const { return m_pending; }

    /// The value is in force: set from outside, without a signal.
    void setValue(const QString& value);

public Q_SLOTS:
    void acknowledge(const QString& key, const QString& value); // other keys are not ours
    void refused(const QString& key, const QString& message);   // shows the value in force again

Q_SIGNALS:
    /// While a slider is dragged at most every 50 ms, and always the last value.
    void changed(const QString& key, const QString& value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void buildNumber(QHBoxLayout& row);
    void buildChoice(QHBoxLayout& row);
    void restyle();
    void display(const QString& value);
    void propose(const QString& value, bool soon);
    void readField();
    void stepField(int notches);
    void emitProposed();
    void setPending(bool pending);
    void setMessage(const QString& message);
    QString toolTipText() const;
    QString toText(double number) const;
    QString fieldText(double number) const;

    OptionSpec m_spec;
    std::optional<OptionScale> m_scale {};
    ElidedLabel* m_label = nullptr;
    QLabel* m_dot = nullptr;
    QSlider* m_slider = nullptr;
    QLineEdit* m_field = nullptr;
    QComboBox* m_combo = nullptr;
    QCheckBox* m_check = nullptr;
    QTimer* m_timer = nullptr;
    QString m_shown {};
    QString m_inForce {};
    QString m_emitted {};
    QString m_message {};
    bool m_pending = false;
};

} // namespace hardlens
