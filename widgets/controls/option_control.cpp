#include "widgets/controls/option_control.h"

#include "core/basics/error.h"
#include "widgets/controls/choice_box.h"
#include "widgets/controls/elided_label.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>
#include <QTimer>

namespace hardlens {

namespace {

constexpr int debounceMs = 50;
constexpr int labelWidth = 108;
constexpr int fieldWidth = 56;

} // namespace

OptionControl::OptionControl(const OptionSpec& spec, QWidget* parent)
    : QWidget(parent)
    , m_spec(spec)
{
    const bool number = spec.type == OptionType::Integer || spec.type == OptionType::Real;
    if (number && spec.high > spec.low)
        m_scale.emplace(spec);
    m_timer = new QTimer(this);
    m_timer->setSingleShot(true);
    m_timer->setInterval(debounceMs);
    connect(m_timer, &QTimer::timeout, this, &OptionControl::emitProposed);
    build();
    connect(&Theme::instance(), &Theme::changed, this, &OptionControl::restyle);
    restyle();
    setValue(QString::fromStdString(spec.defaultValue));
    setMessage({});
}

void OptionControl::build()
{
    const QString name = QString::fromStdString(m_spec.label.empty() ? m_spec.key : m_spec.label);
    setAccessibleName(name);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    m_label = new ElidedLabel;
    m_label->setFullText(name);
    m_dot = new QLabel;
    m_dot->setAlignment(Qt::AlignCenter);
    row->addWidget(m_label);
    row->addWidget(m_dot);
    if (m_spec.type == OptionType::Choice)
        buildChoice(*row);
    else if (m_spec.type == OptionType::Switch) {
        m_check = new QCheckBox;
        row->addWidget(m_check, 1);
        connect(m_check, &QCheckBox::toggled, this,
            [this](bool on) { propose(on ? "true" : "false", false); });
    } else {
        buildNumber(*row);
    }
    for (QWidget* child :
        {(QWidget*)m_slider, (QWidget*)m_field, (QWidget*)m_combo, (QWidget*)m_check})
        if (child) {
            child->setAccessibleName(name);
            child->installEventFilter(this);
            setFocusProxy(child);
        }
}

void OptionControl::buildNumber(QHBoxLayout& row)
{
    if (m_scale) {
        m_slider = new QSlider(Qt::Horizontal);
        m_slider->setRange(0, m_scale->last());
        m_slider->setPageStep(std::max(1, m_scale->last() / 10));
        m_slider->setMinimumWidth(0);
        row.addWidget(m_slider, 1);
        connect(m_slider, &QSlider::valueChanged, this,
            [this](int position) { propose(toText(m_scale->valueAt(position)), true); });
        connect(m_slider, &QSlider::sliderReleased, this, &OptionControl::emitProposed);
    }
    m_field = new QLineEdit;
    m_field->setAlignment(m_scale ? Qt::AlignRight : Qt::AlignLeft);
    row.addWidget(m_field, m_scale ? 0 : 1);
    connect(m_field, &QLineEdit::editingFinished, this, &OptionControl::readField);
}

void OptionControl::buildChoice(QHBoxLayout& row)
{
    m_combo = new ChoiceBox;
    for (size_t i = 0; i < m_spec.choices.size(); ++i) {
        const std::string& label
            = i < m_spec.choiceLabels.size() ? m_spec.choiceLabels[i] : m_spec.choices[i];
        m_combo->addItem(QString::fromStdString(label), QString::fromStdString(m_spec.choices[i]));
    }
    row.addWidget(m_combo, 1);
    connect(m_combo, &QComboBox::currentIndexChanged, this,
        [this](int i) { propose(m_combo->itemData(i).toString(), false); });
}

QString OptionControl::toText(double number) const
{
    return QString::fromStdString(m_spec.type == OptionType::Integer
            ? std::to_string((long long)number)
            : shortNumber(number));
}

QString OptionControl::fieldText(double number) const
{
    const QString text = QString::fromStdString(m_scale->shown(number));
    return m_spec.unit == "%" ? text + " %" : text;
}

void OptionControl::setValue(const QString& value)
{
    m_inForce = value;
    m_timer->stop();
    m_emitted.clear();
    setPending(false);
    display(value);
}

void OptionControl::display(const QString& value)
{
    m_shown = value;
    double number = 0;
    const bool isNumber = readNumber(value.toStdString(), number);
    if (m_slider && isNumber) {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(m_scale->positionOf(number));
    }
    if (m_field) {
        const QSignalBlocker quiet(m_field);
        m_field->setText(m_scale && isNumber ? fieldText(number) : value);
        m_field->setCursorPosition(0);
    }
    if (m_combo) {
        const QSignalBlocker quiet(m_combo);
        m_combo->setCurrentIndex(m_combo->findData(value));
    }
    if (m_check) {
        const QSignalBlocker quiet(m_check);
        m_check->setChecked(value == "true");
    }
}

void OptionControl::propose(const QString& value, bool soon)
{
    if (value == m_shown && !m_timer->isActive())
        return;
    display(value);
    setMessage({});
    if (!soon)
        emitProposed();
    else if (!m_timer->isActive())
        m_timer->start();
}

void OptionControl::emitProposed()
{
    m_timer->stop();
    if (m_shown == (m_pending ? m_emitted : m_inForce))
        return;
    m_emitted = m_shown;
    setPending(true);
    Q_EMIT changed(key(), m_shown);
}

void OptionControl::readField()
{
    if (m_scale && m_field->text() == fieldText(m_shown.toDouble()))
        return;
    try {
        const std::string text
            = m_field->text().remove('%').replace(',', '.').trimmed().toStdString();
        propose(QString::fromStdString(m_spec.checked(text)), false);
        display(m_shown);
    } catch (const ConfigError& error) {
        display(m_shown);
        setMessage(QString::fromUtf8(error.what()));
    }
}

void OptionControl::stepField(int notches)
{
    if (m_scale)
        propose(toText(m_scale->valueAt(m_scale->positionOf(m_shown.toDouble()) + notches)), true);
}

void OptionControl::acknowledge(const QString& key, const QString& value)
{
    if (key != this->key())
        return;
    m_inForce = value;
    double mine = 0, theirs = 0;
    const bool same = value == m_emitted
        || (readNumber(m_emitted.toStdString(), mine) && readNumber(value.toStdString(), theirs)
            && mine == theirs);
    if (m_pending && !same)
        return; // the answer to an earlier change; ours is still to come
    m_emitted.clear();
    setPending(false);
    setMessage({});
    const bool dragged = m_timer->isActive() || (m_slider && m_slider->isSliderDown());
    if (!dragged && !(m_field && m_field->hasFocus() && m_field->isModified()))
        display(value);
}

void OptionControl::refused(const QString& key, const QString& message)
{
    if (key != this->key())
        return;
    setValue(m_inForce);
    setMessage(message);
}

void OptionControl::setPending(bool pending)
{
    m_pending = pending;
    m_dot->setText(pending ? "•" : QString());
    m_dot->setToolTip(pending ? "acts at the next step" : QString());
    setAccessibleDescription(pending ? "waiting for the next step" : m_message);
}

QString OptionControl::toolTipText() const
{
    QString text = QString::fromStdString(m_spec.meaning);
    if (m_spec.type != OptionType::Choice && m_spec.type != OptionType::Switch)
        text += "\n" + QString::fromStdString(m_spec.range())
            + (m_spec.unit.empty() ? QString() : " " + QString::fromStdString(m_spec.unit));
    return text + "\n" + key();
}

void OptionControl::setMessage(const QString& message)
{
    m_message = message;
    setToolTip(message.isEmpty() ? toolTipText() : message + "\n\n" + toolTipText());
    const Palette& p = Theme::instance().palette();
    m_label->setStyleSheet(
        QString("color: %1").arg((message.isEmpty() ? p.muted : p.lostText).name()));
    setAccessibleDescription(message);
}

void OptionControl::restyle()
{
    const Theme& theme = Theme::instance();
    layout()->setSpacing(theme.px(4));
    m_label->setFixedWidth(theme.px(labelWidth));
    m_dot->setFixedWidth(theme.px(6));
    m_dot->setStyleSheet(
        QString("color: %1; font-weight: bold").arg(theme.palette().suppressedText.name()));
    if (m_field && m_scale)
        m_field->setFixedWidth(theme.px(fieldWidth));
    setMessage(m_message);
}

bool OptionControl::eventFilter(QObject* watched, QEvent* event)
{
    // A wheel that scrolls the panel must not turn what happens to pass under the cursor.
    if (event->type() == QEvent::Wheel && !static_cast<QWidget*>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int pressed = static_cast<QKeyEvent*>(event)->key();
        if (pressed == Qt::Key_Up || pressed == Qt::Key_Down) {
            stepField(pressed == Qt::Key_Up ? 1 : -1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace hardlens
