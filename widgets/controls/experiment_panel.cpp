#include "widgets/controls/experiment_panel.h"

#include "widgets/controls/option_control.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace hardlens {

namespace {

const QString lossKey = "view.lossAtLeast";
const QString opacityKey = "view.opacity";

ControlGroup viewGroup()
{
    return {"WHAT YOU SEE",
        {{.key = lossKey.toStdString(),
             .label = "Loss ≥",
             .meaning = "Boxes with a smaller loss are not drawn. Nothing that is learned changes.",
             .type = OptionType::Real,
             .low = 0,
             .high = 5,
             .step = 0.05,
             .defaultValue = "0"},
            {.key = opacityKey.toStdString(),
                .label = "Opacity",
                .meaning = "How strongly boxes cover the picture.",
                .unit = "%",
                .type = OptionType::Integer,
                .low = 10,
                .high = 100,
                .step = 5,
                .defaultValue = "100"}}};
}

/// What is too narrow for its text is made wider by us, never scrolled sideways.
class ColumnScroll : public QScrollArea
{
public:
    ColumnScroll()
    {
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFocusPolicy(Qt::NoFocus);
    }
    QSize minimumSizeHint() const override
    {
        const int width = widget() ? widget()->minimumSizeHint().width() : 0;
        return {width + verticalScrollBar()->sizeHint().width(), 0};
    }
    QSize sizeHint() const override
    {
        return widget() ? widget()->sizeHint().expandedTo(minimumSizeHint())
                        : QScrollArea::sizeHint();
    }
};

} // namespace

ExperimentPanel::ExperimentPanel(QWidget* parent)
    : Panel("Experiment", parent)
{
    setNote("acts at the next step");
    m_scroll = new ColumnScroll;
    m_controls = new QWidget;
    m_column = new QVBoxLayout(m_controls);
    m_scroll->setWidget(m_controls);
    // The legend is what one looks at most: it stays in sight below what scrolls.
    auto* body = new QWidget;
    m_body = new QVBoxLayout(body);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->addWidget(m_scroll, 1);
    setBody(body);
    connect(&Theme::instance(), &Theme::changed, this, &ExperimentPanel::restyle);
    setGroups({});
}

void ExperimentPanel::setGroups(const std::vector<ControlGroup>& groups, bool withRois)
{
    m_byKey.clear();
    while (QLayoutItem* item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const ControlGroup& group : groups)
        addGroup(group, false);
    if (withRois)
        addGroup(viewGroup(), true);
    m_column->addStretch(1);
    restyle();
}

void ExperimentPanel::addGroup(const ControlGroup& group, bool ofView)
{
    auto* heading = new QLabel(group.heading);
    heading->setProperty("role", "heading");
    m_column->addWidget(heading);
    for (const OptionSpec& spec : group.specs) {
        auto* control = new OptionControl(spec);
        m_byKey.insert(control->key(), control);
        m_column->addWidget(control);
        if (!ofView) {
            connect(control, &OptionControl::changed, this, &ExperimentPanel::changed);
            continue;
        }
        connect(control, &OptionControl::changed, this,
            [this, control](const QString& key, const QString& value) {
                control->acknowledge(key, value); // a view has no step to wait for
                if (key == lossKey)
                    Q_EMIT lossThresholdChanged(lossThreshold());
                else
                    Q_EMIT opacityChanged(opacity());
            });
    }
}

void ExperimentPanel::setLegend(QWidget* legend)
{
    delete m_legend;
    m_legend = legend;
    if (m_legend)
        m_body->addWidget(m_legend);
}

OptionControl* ExperimentPanel::control(const QString& key) const
{
    return m_byKey.value(key);
}

void ExperimentPanel::setValue(const QString& key, const QString& value)
{
    if (OptionControl* c = control(key))
        c->setValue(value);
}

void ExperimentPanel::setControlVisible(const QString& key, bool visible)
{
    if (OptionControl* c = control(key))
        c->setVisible(visible);
}

void ExperimentPanel::setEnabledKeys(const QSet<QString>& keys)
{
    for (OptionControl* c : m_byKey)
        c->setEnabled(keys.contains(c->key()) || c->key().startsWith("view."));
}

double ExperimentPanel::lossThreshold() const
{
    return control(lossKey)->value().toDouble();
}

double ExperimentPanel::opacity() const
{
    return control(opacityKey)->value().toDouble() / 100;
}

void ExperimentPanel::acknowledge(const QString& key, const QString& value)
{
    if (OptionControl* c = control(key))
        c->acknowledge(key, value);
}

void ExperimentPanel::refused(const QString& key, const QString& message)
{
    if (OptionControl* c = control(key))
        c->refused(key, message);
}

void ExperimentPanel::restyle()
{
    const Theme& theme = Theme::instance();
    m_column->setSpacing(theme.px(4));
    m_column->setContentsMargins(0, 0, theme.px(2), 0);
    bool first = true;
    for (QLabel* label : m_controls->findChildren<QLabel*>(Qt::FindDirectChildrenOnly))
        if (label->property("role") == "heading") {
            label->setFont(theme.smallFont());
            label->setContentsMargins(
                0, theme.px(std::exchange(first, false) ? 0 : 8), 0, theme.px(2));
        }
}

} // namespace hardlens
