#include "widgets/embedding/four_samplers_view.h"

#include "widgets/embedding/embedding_pick.h"
#include "widgets/embedding/sampler_card.h"
#include "widgets/export/export_menu.h"
#include "widgets/notes/note_crops.h"
#include "widgets/refresher.h"
#include "widgets/theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QStackedWidget>

#include <algorithm>

namespace hardlens {

namespace {

constexpr int widthOfOneRow = 640;
constexpr int highestOneRow = 360; // of the panel; a higher one is filled better by two

} // namespace

FourSamplersView::FourSamplersView(EmbeddingPick& pick, QWidget* parent)
    : Panel("Four samplers, one batch", parent)
    , m_pick(pick)
{
    m_crops = new NoteCrops(this);
    auto* body = new QWidget;
    m_grid = new QGridLayout(body);
    m_grid->setContentsMargins({});
    for (SamplerCard*& card : m_cards) {
        card = new SamplerCard(*m_crops);
        connect(card, &SamplerCard::clicked, &m_pick, &EmbeddingPick::setAnchor);
        connect(card, &SamplerCard::hovered, &m_pick, &EmbeddingPick::setHovered);
        connect(&m_pick, &EmbeddingPick::hoveredChanged, card, &SamplerCard::setHovered);
    }
    m_empty = new QLabel("No step yet. Press Space to start: then this shows what other samplers "
                         "would have drawn from the same batch.");
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", "muted");
    m_empty->setAlignment(Qt::AlignCenter);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(body);
    setBody(m_pages);
    setFocusPolicy(Qt::StrongFocus);
    auto* exports = new ExportMenu(m_pages);
    exports->setName("four-samplers");
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(&m_pick, &EmbeddingPick::anchorChanged, m_refresher, &Refresher::touch);
    connect(&Theme::instance(), &Theme::changed, this, &FourSamplersView::arrange);
    arrange();
    refresh();
}

void FourSamplersView::setPictures(PictureSource* source)
{
    m_crops->setSource(source);
}

void FourSamplersView::setStep(const std::shared_ptr<const EmbeddingStep>& step)
{
    if (!m_shown.setStep(step))
        return;
    m_isCompared = false;
    m_pick.setStep(step);
    m_refresher->touch();
}

void FourSamplersView::setChoice(const SamplingConfig& sampling, const Draws& draws)
{
    if (m_shown.isEmpty())
        return;
    m_shown.setChoice(sampling, draws);
    m_isCompared = false;
    m_refresher->touch();
}

void FourSamplersView::clearChoice()
{
    m_shown.clearChoice();
    m_isCompared = false;
    m_refresher->touch();
}

void FourSamplersView::refresh()
{
    m_pages->setCurrentIndex(m_shown.isEmpty() ? 0 : 1);
    setNote(m_shown.isEmpty() ? QString()
                              : QString("%1anchor %2 · drawn distances")
                                    .arg(m_shown.isWhatIf() ? "what-if · " : "")
                                    .arg(m_pick.anchor()));
    if (m_shown.isEmpty())
        return;
    if (!m_isCompared)
        compare();
    showNegatives();
}

void FourSamplersView::compare()
{
    const auto outcomes = compareSamplers(*m_shown, m_shown.cosines(), m_shown.sampling());
    for (size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setOutcome(outcomes[i], outcomes[i].sampler == m_shown.sampling().negatives);
    m_isCompared = true;
}

void FourSamplersView::showNegatives()
{
    for (SamplerCard* card : m_cards) {
        std::vector<CardNegative> negatives;
        for (const Draw& draw : card->outcome().draws.draws) {
            if (draw.anchor != m_pick.anchor())
                continue;
            const auto same = std::ranges::find(negatives, draw.negative, &CardNegative::item);
            if (same != negatives.end())
                ++same->times;
            else
                negatives.push_back({.item = draw.negative,
                    .picture = m_shown->pictures[size_t(draw.negative)],
                    .distance = float(distanceOf(m_shown.cosines()(draw.anchor, draw.negative)))});
        }
        card->setNegatives(std::move(negatives));
    }
}

QString FourSamplersView::emptyText() const
{
    return m_pages->currentIndex() == 0 ? m_empty->text() : QString();
}

int FourSamplersView::columns() const
{
    const Theme& theme = Theme::instance();
    return width() >= theme.px(widthOfOneRow) && height() <= theme.px(highestOneRow) ? 4 : 2;
}

void FourSamplersView::arrange()
{
    m_grid->setSpacing(Theme::instance().px(6));
    for (int i = 0; i < int(m_cards.size()); ++i)
        m_grid->addWidget(m_cards[size_t(i)], i / columns(), i % columns());
    // Columns and rows that are empty now take no room.
    for (int i = 0; i < 4; ++i) {
        m_grid->setColumnStretch(i, i < columns() ? 1 : 0);
        m_grid->setRowStretch(i, i < 4 / columns() ? 1 : 0);
    }
}

void FourSamplersView::resizeEvent(QResizeEvent* event)
{
    Panel::resizeEvent(event);
    arrange();
}

void FourSamplersView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down)
        return m_pick.stepAnchor(1);
    if (event->key() == Qt::Key_Up)
        return m_pick.stepAnchor(-1);
    if (event->key() == Qt::Key_Escape && m_pick.isChosen())
        return m_pick.setAnchor(-1);
    Panel::keyPressEvent(event);
}

} // namespace hardlens
