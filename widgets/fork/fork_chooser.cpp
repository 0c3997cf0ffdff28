#include "widgets/fork/fork_chooser.h"

#include "widgets/controls/choice_box.h"
#include "widgets/controls/icon_button.h"
#include "widgets/fork/fork_value_edit.h"
#include "widgets/fork/fork_words.h"
#include "widgets/fork/variant_look.h"
#include "widgets/fork/variant_tag.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace hardlens {

namespace {

constexpr int fewestVariants = 2;
constexpr int tagWidth = 56;
constexpr int messageLines = 2;

QString labelOf(const OptionSpec& spec)
{
    return QString::fromStdString(spec.label.empty() ? spec.key : spec.label);
}

/// "Sampler: OHEM | Heuristic".
QString presetText(const OptionSpec& spec, const QStringList& values)
{
    QStringList words;
    for (const QString& value : values)
        words << valueWords(spec, value);
    return labelOf(spec) + ":  " + words.join("  |  ");
}

} // namespace

ForkChooser::ForkChooser(QWidget* parent)
    : Panel("Fork here", parent)
{
    build();
    connect(&Theme::instance(), &Theme::changed, this, &ForkChooser::restyle);
    setOptions({}, 0);
    restyle();
}

void ForkChooser::build()
{
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins({});
    m_presets = new QVBoxLayout;
    layout->addLayout(m_presets);
    m_choice = new ChoiceBox;
    m_choice->setAccessibleName("Setting that differs");
    layout->addWidget(m_choice);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this](int i) { choose(i, {}); });
    buildRows(*layout);
    m_message = new QLabel;
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->addWidget(m_message);
    layout->addStretch(1);
    buildButtons(*layout);
    setBody(body);
}

void ForkChooser::buildRows(QVBoxLayout& layout)
{
    for (int v = 0; v < mostVariants; ++v) {
        Row row {.widget = new QWidget, .tag = new VariantTag(v), .edit = new ForkValueEdit};
        row.edit->setName(v == 0 ? QString("Value now") : QString("Value %1").arg(v + 1));
        row.edit->setEnabled(v > 0); // one run stays as it is, to compare with
        connect(row.edit, &ForkValueEdit::changed, this, &ForkChooser::validate);
        auto* line = new QHBoxLayout(row.widget);
        line->setContentsMargins({});
        line->addWidget(row.tag);
        line->addWidget(row.edit, 1);
        row.remove = new IconButton(
            IconButton::Icon::Close, QString("Remove value %1").arg(v + 1), "Without this run");
        row.remove->setSmall(true);
        QSizePolicy policy = row.remove->sizePolicy();
        policy.setRetainSizeWhenHidden(true); // all fields end at the same place
        row.remove->setSizePolicy(policy);
        line->addWidget(row.remove);
        connect(row.remove, &QAbstractButton::clicked, this, [this, v] { removeValue(v); });
        layout.addWidget(row.widget);
        m_rows.push_back(row);
    }
    m_add = new QPushButton("Add a value");
    layout.addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, &ForkChooser::addValue);
}

void ForkChooser::buildButtons(QVBoxLayout& layout)
{
    auto* line = new QHBoxLayout;
    m_cancel = new QPushButton("Cancel");
    m_fork = new QPushButton("Fork");
    line->addStretch(1);
    line->addWidget(m_cancel);
    line->addWidget(m_fork);
    layout.addLayout(line);
    connect(m_cancel, &QPushButton::clicked, this, &ForkChooser::cancelled);
    connect(m_fork, &QPushButton::clicked, this, &ForkChooser::fork);
}

void ForkChooser::setStep(int64_t step)
{
    if (step == m_step)
        return;
    m_step = step;
    setNote(m_options.empty() ? QString() : QString("from step %1").arg(step));
    validate();
}

void ForkChooser::setOptions(std::vector<ForkOption> options, int64_t step)
{
    m_options = std::move(options);
    m_step = step;
    setNote(m_options.empty() ? QString() : QString("from step %1").arg(step));
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        for (const ForkOption& option : m_options) {
            m_choice->addItem(labelOf(option.spec), QString::fromStdString(option.spec.key));
            m_choice->setItemData(m_choice->count() - 1,
                QString::fromStdString(option.spec.meaning), Qt::ToolTipRole);
        }
    }
    showPresets();
    const auto presets = forkPresets(m_options);
    if (presets.empty())
        choose(m_options.empty() ? -1 : 0, {});
    else
        choose(m_choice->findData(presets.front().key), presets.front().values);
}

void ForkChooser::showPresets()
{
    while (QLayoutItem* item = m_presets->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const ForkPreset& preset : forkPresets(m_options)) {
        const int option = m_choice->findData(preset.key);
        const OptionSpec& of = m_options[size_t(option)].spec;
        auto* button = new QPushButton(presetText(of, preset.values));
        button->setToolTip(QString::fromStdString(of.meaning));
        m_presets->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, option, values = preset.values] {
            choose(option, values);
            m_fork->setFocus();
        });
    }
    restyle();
}

const OptionSpec& ForkChooser::spec() const
{
    return m_options[size_t(m_choice->currentIndex())].spec;
}

void ForkChooser::choose(int option, const QStringList& wanted)
{
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->setCurrentIndex(option);
    }
    QStringList values = wanted;
    if (option >= 0 && values.isEmpty()) {
        values << m_options[size_t(option)].value;
        values << furtherValue(spec(), values).value_or(QString());
    }
    m_shownRows = int(values.size());
    for (int v = 0; v < m_shownRows; ++v)
        m_rows[size_t(v)].edit->setOption(spec(), values[v]);
    m_choice->setToolTip(option < 0 ? QString() : QString::fromStdString(spec().meaning));
    validate();
}

void ForkChooser::addValue()
{
    const auto value = furtherValue(spec(), written());
    m_rows[size_t(m_shownRows)].edit->setOption(spec(), value.value_or(QString()));
    ++m_shownRows;
    validate();
    m_rows[size_t(m_shownRows - 1)].edit->setFocus();
}

void ForkChooser::removeValue(int row)
{
    QStringList values = written();
    values.removeAt(row);
    choose(m_choice->currentIndex(), values);
    m_rows[size_t(std::min(row, m_shownRows - 1))].edit->setFocus();
}

QStringList ForkChooser::written() const
{
    QStringList values;
    for (int v = 0; v < m_shownRows; ++v)
        values << m_rows[size_t(v)].edit->value().value_or(QString());
    return values;
}

void ForkChooser::validate()
{
    const bool any = m_choice->currentIndex() >= 0;
    QString wrong = any ? QString() : QString("There is no setting that a fork could differ in.");
    const QStringList values = written();
    for (int v = 0; v < m_shownRows; ++v) {
        const ForkValueEdit& edit = *m_rows[size_t(v)].edit;
        if (wrong.isEmpty() && !edit.value())
            wrong = edit.message();
        else if (wrong.isEmpty() && values.indexOf(values[v]) < v)
            wrong = QString("Two runs have the same value: %1.").arg(valueWords(spec(), values[v]));
    }
    for (int v = 0; v < mostVariants; ++v) {
        m_rows[size_t(v)].widget->setVisible(v < m_shownRows);
        m_rows[size_t(v)].remove->setVisible(v > 0 && m_shownRows > fewestVariants);
    }
    m_add->setVisible(any && m_shownRows < mostVariants
        && (spec().type == OptionType::Text || furtherValue(spec(), values)));
    m_values = wrong.isEmpty() ? values : QStringList();
    m_fork->setEnabled(wrong.isEmpty());
    m_message->setText(wrong.isEmpty() ? forkWords(spec(), values, m_step) : wrong);
    const Palette& p = Theme::instance().palette();
    m_message->setStyleSheet(
        QString("color: %1").arg((wrong.isEmpty() ? p.text : p.lostText).name()));
}

QString ForkChooser::key() const
{
    return m_choice->currentData().toString();
}

QStringList ForkChooser::values() const
{
    return m_values;
}

QString ForkChooser::message() const
{
    return m_message->text();
}

void ForkChooser::fork()
{
    if (!m_values.isEmpty())
        Q_EMIT forkRequested(key(), m_values);
}

void ForkChooser::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT cancelled();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        // On a button Enter means that button, elsewhere the fork.
        if (auto* button = qobject_cast<QAbstractButton*>(focusWidget()))
            button->click();
        else
            fork();
    } else {
        Panel::keyPressEvent(event);
    }
}

void ForkChooser::restyle()
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    for (QLayout* layout : m_choice->parentWidget()->findChildren<QLayout*>())
        layout->setSpacing(theme.px(6));
    m_presets->setSpacing(theme.px(4));
    for (int i = 0; i < m_presets->count(); ++i)
        m_presets->itemAt(i)->widget()->setStyleSheet("text-align: left");
    for (const Row& row : m_rows)
        row.tag->setFixedWidth(theme.px(tagWidth));
    m_message->setFont(theme.smallFont());
    // Room for its longest text, so that the buttons do not move while somebody types.
    m_message->setMinimumHeight(messageLines * QFontMetrics(theme.smallFont()).lineSpacing());
    m_fork->setStyleSheet(
        QString("QPushButton:enabled { background: %1; color: %2;"
                " border-color: %1; } QPushButton:focus { border-color: %3; }")
            .arg(p.focus.name(), (p.dark ? p.window : p.panel).name(), p.text.name()));
    validate();
}

} // namespace hardlens
