#include "widgets/controls/top_bar.h"

#include "widgets/controls/elided_label.h"
#include "widgets/controls/state_badge.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace hardlens {

TopBar::TopBar(QWidget* parent)
    : QFrame(parent)
{
    setObjectName("Panel");
    setAccessibleName("Run and state");
    m_name = new QLabel("HardLens");
    m_run = new ElidedLabel;
    m_run->setProperty("role", "muted");
    m_badge = new StateBadge;
    m_step = new QLabel;
    m_step->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_left = new QHBoxLayout;
    m_right = new QHBoxLayout;
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_name);
    row->addLayout(m_left);
    row->addWidget(m_run, 1);
    row->addLayout(m_right);
    row->addWidget(m_badge);
    row->addWidget(m_step);
    connect(&Theme::instance(), &Theme::changed, this, &TopBar::restyle);
    setStep(0);
    restyle();
}

void TopBar::setRunText(const QString& text)
{
    m_run->setFullText(text);
}

void TopBar::setStep(int64_t step)
{
    m_step->setText(QString("step <b>%1</b>").arg(step));
}

void TopBar::addLeft(QWidget* widget)
{
    m_left->addWidget(widget);
}

void TopBar::addRight(QWidget* widget)
{
    m_right->addWidget(widget);
}

void TopBar::restyle()
{
    const Theme& theme = Theme::instance();
    layout()->setSpacing(theme.px(12));
    layout()->setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6));
    m_name->setFont(theme.titleFont());
    const QFontMetrics metrics(theme.titleFont());
    m_step->setMinimumWidth(metrics.horizontalAdvance("step 0000") + theme.px(6));
}

} // namespace hardlens
