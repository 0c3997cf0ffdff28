#include "widgets/roi/crops_strip.h"

#include "widgets/refresher.h"
#include "widgets/roi/crops_row.h"
#include "widgets/roi/overlay_style.h"

#include <QLabel>
#include <QStackedWidget>

#include <algorithm>

namespace hardlens {

namespace {

Crop cropOf(
    const DetectionStep& step, const StepRoi& place, const std::vector<std::string>& classNames)
{
    const PictureRecord& picture = step.pictures[size_t(place.picture)];
    const RoiRecord& roi = picture.rois[size_t(place.roi)];
    const QString loss = fixedNumber(double(rankingLoss(roi, step.mining)));
    const QString label = labelName(classNames, roi.label);
    return {.pick = {place.picture, place.roi},
        .picture = picture.picture,
        .box = roi.box,
        .fate = roi.decision.fate,
        .tag = loss,
        .label = label,
        .toolTip
        = QStringLiteral("%1, RoI %2\n%3 · loss %4 · IoU %5\n%6")
              .arg(QString::fromStdString(picture.picture.name))
              .arg(place.roi + 1)
              .arg(label, loss, fixedNumber(double(roi.iou)), fateName(roi.decision.fate))};
}

} // namespace

CropsStrip::CropsStrip(QWidget* parent)
    : Panel(QStringLiteral("Hardest crops"), parent)
{
    m_row = new CropsRow;
    m_empty = new QLabel;
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", "muted");
    m_empty->setAlignment(Qt::AlignCenter);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_row);
    setBody(m_pages);
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_row, &CropsRow::picked, this, [this](RoiPick pick) {
        m_pick = pick;
        Q_EMIT picked(pick.picture, pick.roi);
    });
    refresh();
}

void CropsStrip::setPictureSource(PictureSource* source)
{
    m_row->setPictureSource(source);
}

void CropsStrip::setClassNames(const std::vector<std::string>& names)
{
    m_classNames = names;
    m_refresher->touch();
}

void CropsStrip::setStep(const std::shared_ptr<const DetectionStep>& step)
{
    if (step == m_step)
        return;
    m_pick = step && m_step ? samePick(*m_step, m_pick, *step) : RoiPick {};
    m_step = step;
    m_refresher->touch();
}

void CropsStrip::setPicked(int picture, int roi)
{
    m_pick = m_step && holds(*m_step, {picture, roi}) ? RoiPick {picture, roi} : RoiPick {};
    m_row->setPick(m_pick);
}

void CropsStrip::setFilter(const RoiFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_refresher->touch();
}

QString CropsStrip::emptyText() const
{
    return m_pages->currentIndex() == 0 ? m_empty->text() : QString();
}

void CropsStrip::refresh()
{
    const bool chosen = m_filter.isEmpty();
    const RoiFilter filter = chosen ? RoiFilter {.fates = FateSet {Fate::Selected}} : m_filter;
    const auto places = m_step ? passingRois(*m_step, filter) : std::vector<StepRoi>();
    std::vector<Crop> crops;
    for (size_t i = 0; i < std::min(mostCrops, places.size()); ++i)
        crops.push_back(cropOf(*m_step, places[i], m_classNames));
    setNote(places.empty()
            ? QString()
            : QStringLiteral("%1 of %2 %3")
                  .arg(crops.size())
                  .arg(groupedCount(int64_t(places.size())),
                      chosen ? QStringLiteral("selected") : QStringLiteral("filtered")));
    m_empty->setText(!m_step ? QStringLiteral("No step yet. Press Space to start.")
            : chosen         ? QStringLiteral("No RoI was selected in this step.")
                             : QStringLiteral("No RoI passes the filter."));
    m_pages->setCurrentIndex(places.empty() ? 0 : 1);
    m_row->setCrops(std::move(crops));
    m_row->setPick(m_pick);
}

} // namespace hardlens
