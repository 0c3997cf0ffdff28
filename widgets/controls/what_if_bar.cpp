#include "widgets/controls/what_if_bar.h"

#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <cmath>

namespace hardlens {

QString whatIfText(const WhatIf& answer)
{
    if (!answer.impossible.empty())
        return QString::fromStdString(answer.impossible);
    QString text = WhatIfBar::tr("%1 %2 gained · %3 lost")
                       .arg(answer.total.gained)
                       .arg(answer.total.gained == 1 ? WhatIfBar::tr("RoI") : WhatIfBar::tr("RoIs"))
                       .arg(answer.total.lost);
    if (!answer.replaced.empty())
        text
            += WhatIfBar::tr(" · %n replaced by a duplicate", nullptr, int(answer.replaced.size()));
    const double before = answer.lossBefore.mean(), now = answer.lossNow.mean();
    if (std::isfinite(before) && std::isfinite(now))
        text += WhatIfBar::tr(" · mean loss of the chosen %1 → %2")
                    .arg(before, 0, 'f', 2)
                    .arg(now, 0, 'f', 2);
    if (answer.needsNewStep)
        text += WhatIfBar::tr(" · more pictures take a new step");
    else if (answer.picturesUsed < answer.picturesPresent)
        text += WhatIfBar::tr(" · the first %1 of %2 pictures")
                    .arg(answer.picturesUsed)
                    .arg(answer.picturesPresent);
    return text;
}

QString whatIfText(const DrawComparison& answer)
{
    const auto change = [](double before, double now, int decimals) {
        const auto text = [&](double value) {
            return std::isfinite(value) ? QString::number(value, 'f', decimals)
                                        : WhatIfBar::tr("none");
        };
        return QString("%1 → %2").arg(text(before), text(now));
    };
    QString text = WhatIfBar::tr("%1 gained · %2 lost")
                       .arg(answer.gained == 1 ? WhatIfBar::tr("1 triplet")
                                               : WhatIfBar::tr("%1 triplets").arg(answer.gained))
                       .arg(answer.lost);
    text += WhatIfBar::tr(" · mean distance of the drawn %1")
                .arg(change(answer.before.negativeDistance, answer.now.negativeDistance, 2));
    text += WhatIfBar::tr(" · effective sample size %1")
                .arg(change(answer.before.effectiveSampleSize, answer.now.effectiveSampleSize, 1));
    if (answer.before.emptyRows > 0 || answer.now.emptyRows > 0)
        text += WhatIfBar::tr(" · anchors without a candidate %1")
                    .arg(change(double(answer.before.emptyRows), double(answer.now.emptyRows), 0));
    return text;
}

WhatIfBar::WhatIfBar(QWidget* parent)
    : QFrame(parent)
{
    setObjectName("WhatIfBar");
    m_text = new QLabel;
    m_text->setWordWrap(true);
    m_keep = new QPushButton(tr("Train on with these"));
    m_keep->setToolTip(tr("The trainer takes these settings at its next step (Space)"));
    m_discard = new QPushButton(tr("Back to the old ones"));
    m_discard->setToolTip(tr("The settings in force; nothing has been told to the trainer"));
    auto* layout = new QHBoxLayout(this);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_keep);
    layout->addWidget(m_discard);
    connect(m_keep, &QPushButton::clicked, this, &WhatIfBar::keepRequested);
    connect(m_discard, &QPushButton::clicked, this, &WhatIfBar::discardRequested);
    connect(&Theme::instance(), &Theme::changed, this, &WhatIfBar::restyle);
    restyle();
    hide();
}

void WhatIfBar::setAnswer(const QString& answer)
{
    setVisible(!answer.isEmpty());
    if (answer.isEmpty())
        return;
    m_text->setText(tr("What if: %1").arg(answer));
    setAccessibleName(m_text->text());
}

QString WhatIfBar::text() const
{
    return m_text->text();
}

void WhatIfBar::restyle()
{
    const Theme& theme = Theme::instance();
    layout()->setContentsMargins(theme.px(10), theme.px(4), theme.px(6), theme.px(4));
    layout()->setSpacing(theme.px(8));
}

} // namespace hardlens
