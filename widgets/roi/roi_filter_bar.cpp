#include "widgets/roi/roi_filter_bar.h"

#include "widgets/controls/choice_box.h"
#include "widgets/controls/elided_label.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace hardlens {

namespace {

constexpr double largestLoss = 99.99;
constexpr std::array offeredFates {Fate::Selected, Fate::Suppressed, Fate::BelowCut, Fate::NotDrawn,
    Fate::Excluded, Fate::Ignored};

/// The one fate of a set that holds one.
std::optional<Fate> onlyFate(const FateSet& fates)
{
    for (const Fate fate : offeredFates)
        if (fates == FateSet {fate})
            return fate;
    return std::nullopt;
}

QString fatesText(const FateSet& fates)
{
    QStringList names;
    for (const Fate fate : offeredFates)
        if (fates.contains(fate))
            names << fateName(fate);
    return names.isEmpty() ? QStringLiteral("no fate") : names.join(QStringLiteral(" or "));
}

QString iouText(const ValueRange& range)
{
    return QStringLiteral("IoU %1–%2")
        .arg(fixedNumber(std::max(0.0, range.low)), fixedNumber(std::min(1.0, range.high)));
}

} // namespace

RoiFilterBar::RoiFilterBar(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(QStringLiteral("Filter of RoIs"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    build();
    connect(&Theme::instance(), &Theme::changed, this, &RoiFilterBar::restyle);
    setClassNames({});
    restyle();
}

void RoiFilterBar::build()
{
    m_class = new ChoiceBox(this);
    m_class->setAccessibleName(QStringLiteral("Class"));
    m_class->setToolTip(QStringLiteral("RoIs with this label, or predicted to be of this class"));
    m_fate = new ChoiceBox(this);
    m_fate->setAccessibleName(QStringLiteral("Fate"));
    m_fate->setToolTip(QStringLiteral("What became of them"));
    m_fate->addItem(QStringLiteral("any fate"));
    for (const Fate fate : offeredFates)
        m_fate->addItem(fateName(fate), int(fate));
    m_leastLoss = new QDoubleSpinBox(this);
    m_leastLoss->setAccessibleName(QStringLiteral("Least loss"));
    m_leastLoss->setToolTip(QStringLiteral("Only RoIs with at least this ranking loss"));
    m_leastLoss->setRange(0, largestLoss);
    m_leastLoss->setSingleStep(0.1);
    m_leastLoss->setSpecialValueText(QStringLiteral("any loss"));
    m_leastLoss->setPrefix(QStringLiteral("loss ≥ "));
    m_leastLoss->setKeyboardTracking(false);
    m_labelMissing = new QCheckBox(QStringLiteral("label missing?"), this);
    m_labelMissing->setToolTip(QStringLiteral(
        "Background far from every annotation (IoU < 0.1) that the network takes for an object "
        "with p ≥ 0.9: a label may be missing"));
    m_clear = new QPushButton(QStringLiteral("Clear"), this);
    m_clear->setToolTip(QStringLiteral("Show all RoIs again"));
    m_others = new ElidedLabel(this);
    const auto read = [this] { readControls(); };
    connect(m_class, &QComboBox::currentIndexChanged, this, read);
    connect(m_fate, &QComboBox::currentIndexChanged, this, read);
    connect(m_leastLoss, &QDoubleSpinBox::valueChanged, this, read);
    connect(m_labelMissing, &QCheckBox::toggled, this, read);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        setFilter({});
        Q_EMIT changed(m_filter);
    });
}

void RoiFilterBar::setClassNames(const std::vector<std::string>& names)
{
    const QSignalBlocker quiet(m_class);
    m_class->clear();
    m_class->addItem(QStringLiteral("any class"));
    for (size_t i = 0; i < names.size(); ++i)
        m_class->addItem(labelName(names, int32_t(i)), int(i));
    showFilter();
}

void RoiFilterBar::readControls()
{
    RoiFilter filter = m_filter;
    // Index -1: a class without a name here; it stays.
    if (m_class->currentIndex() >= 0)
        filter.label = m_class->currentIndex() == 0
            ? std::nullopt
            : std::optional<int32_t>(m_class->currentData().toInt());
    if (m_fate->currentIndex() == 0)
        filter.fates.reset();
    else if (m_fate->currentIndex() > 0)
        filter.fates = FateSet {Fate(m_fate->currentData().toInt())};
    const double high = filter.loss ? filter.loss->high : std::numeric_limits<double>::infinity();
    filter.loss = ValueRange {m_leastLoss->value(), high};
    if (filter.loss->low <= 0 && std::isinf(high))
        filter.loss.reset();
    filter.labelMissing = m_labelMissing->isChecked();
    if (filter == m_filter)
        return;
    m_filter = filter;
    showFilter();
    Q_EMIT changed(m_filter);
}

void RoiFilterBar::setFilter(const RoiFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    showFilter();
}

QString RoiFilterBar::otherConditions() const
{
    QStringList parts;
    if (m_filter.label && m_class->currentIndex() < 0)
        parts << labelName({}, *m_filter.label);
    if (m_filter.fates && !onlyFate(*m_filter.fates))
        parts << fatesText(*m_filter.fates);
    if (m_filter.loss && !std::isinf(m_filter.loss->high))
        parts << QStringLiteral("loss ≤ ") + fixedNumber(m_filter.loss->high);
    if (m_filter.iou)
        parts << iouText(*m_filter.iou);
    return parts.join(QStringLiteral(" · "));
}

void RoiFilterBar::showFilter()
{
    const QSignalBlocker quiet[] = {QSignalBlocker(m_class), QSignalBlocker(m_fate),
        QSignalBlocker(m_leastLoss), QSignalBlocker(m_labelMissing)};
    m_class->setCurrentIndex(m_filter.label ? m_class->findData(int(*m_filter.label)) : 0);
    const auto fate = m_filter.fates ? onlyFate(*m_filter.fates) : std::nullopt;
    m_fate->setCurrentIndex(fate ? m_fate->findData(int(*fate)) : m_filter.fates ? -1 : 0);
    m_leastLoss->setValue(m_filter.loss ? m_filter.loss->low : 0);
    m_labelMissing->setChecked(m_filter.labelMissing);
    m_clear->setEnabled(!m_filter.isEmpty());
    m_others->setFullText(otherConditions());
    m_others->setVisible(!m_others->fullText().isEmpty());
    updateGeometry();
    arranged(width(), true);
}

std::vector<QWidget*> RoiFilterBar::items() const
{
    std::vector<QWidget*> shown {m_class, m_fate, m_leastLoss, m_labelMissing, m_clear};
    if (!m_others->isHidden())
        shown.push_back(m_others);
    return shown;
}

int RoiFilterBar::arranged(int width, bool apply) const
{
    const Theme& theme = Theme::instance();
    const int gap = theme.px(6);
    int height = 0;
    for (const QWidget* item : items())
        height = std::max(height, item->sizeHint().height());
    int x = 0, y = 0;
    for (QWidget* item : items()) {
        // What is said in words takes what is left of a row.
        const bool gives = item == m_others;
        const int wanted
            = gives ? std::min(item->sizeHint().width(), theme.px(120)) : item->sizeHint().width();
        if (x > 0 && x + wanted > width) {
            x = 0;
            y += height + gap;
        }
        const int got = gives ? width - x : std::min(wanted, width);
        if (apply)
            item->setGeometry(x, y, got, height);
        x += got + gap;
    }
    return y + height;
}

int RoiFilterBar::heightForWidth(int width) const
{
    return arranged(width, false);
}

QSize RoiFilterBar::minimumSizeHint() const
{
    int width = 0;
    for (const QWidget* item : items())
        if (item != m_others)
            width = std::max(width, item->sizeHint().width());
    return {width, arranged(width, false)};
}

void RoiFilterBar::resizeEvent(QResizeEvent*)
{
    arranged(width(), true);
}

void RoiFilterBar::restyle()
{
    const Theme& theme = Theme::instance();
    for (QWidget* item : {(QWidget*)m_class, (QWidget*)m_fate, (QWidget*)m_leastLoss,
             (QWidget*)m_labelMissing, (QWidget*)m_clear, (QWidget*)m_others})
        item->setFont(theme.smallFont());
    // The style sheet keeps the field inside from taking the font of the box.
    m_leastLoss->findChild<QLineEdit*>()->setFont(theme.smallFont());
    m_others->setStyleSheet(QStringLiteral("color: %1").arg(theme.palette().focusText.name()));
    updateGeometry();
    arranged(width(), true);
}

} // namespace hardlens
