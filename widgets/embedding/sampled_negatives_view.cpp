#include "widgets/embedding/sampled_negatives_view.h"

#include "widgets/controls/elided_label.h"
#include "widgets/embedding/embedding_pick.h"
#include "widgets/embedding/picture_row.h"
#include "widgets/embedding/row_words.h"
#include "widgets/export/export_menu.h"
#include "widgets/export/table_text.h"
#include "widgets/notes/note_crops.h"
#include "widgets/refresher.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace hardlens {

namespace {

constexpr int leastDrawn = 30, largestDrawn = 140; // sides of pictures
constexpr int leastCandidate = 26, largestCandidate = 110;
constexpr int widthOfLongFacts = 420;

} // namespace

SampledNegativesView::SampledNegativesView(EmbeddingPick& pick, QWidget* parent)
    : Panel("Sampled negatives", parent)
    , m_pick(pick)
{
    m_crops = new NoteCrops(this);
    m_drawn = new PictureRow(
        *m_crops, "Anchor, positives and drawn negatives", leastDrawn, largestDrawn);
    m_candidates
        = new PictureRow(*m_crops, "Negatives by distance", leastCandidate, largestCandidate);
    for (PictureRow* row : {m_drawn, m_candidates})
        row->setCards([this](int item) {
            return m_shown.isEmpty() ? QString() : itemCard(*m_shown, m_row, item, m_classNames);
        });
    m_facts = new ElidedLabel;
    m_facts->setProperty("role", "muted");
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_drawn, 4);
    layout->addWidget(m_facts);
    layout->addWidget(m_candidates, 3);
    layout->addStretch(); // takes what the rows cannot use
    m_empty = new QLabel("No step yet. Press Space to start: then this shows which negatives an "
                         "anchor drew.");
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", "muted");
    m_empty->setAlignment(Qt::AlignCenter);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(body);
    setBody(m_pages);
    setFocusPolicy(Qt::StrongFocus);
    auto* exports = new ExportMenu(m_pages);
    exports->setName("sampled-negatives");
    exports->setTable("CSV of the anchor's negatives", [this] { return csv(); });
    m_refresher = new Refresher(this, [this] { refresh(); });
    connectRow(m_drawn);
    connectRow(m_candidates);
    connect(&m_pick, &EmbeddingPick::anchorChanged, m_refresher, &Refresher::touch);
    connect(&m_pick, &EmbeddingPick::selectionChanged, m_refresher, &Refresher::touch);
    connect(&Theme::instance(), &Theme::changed, this, &SampledNegativesView::showFacts);
    refresh();
}

void SampledNegativesView::connectRow(PictureRow* row)
{
    connect(row, &PictureRow::clicked, &m_pick, &EmbeddingPick::setAnchor);
    connect(row, &PictureRow::hovered, &m_pick, &EmbeddingPick::setHovered);
    connect(&m_pick, &EmbeddingPick::hoveredChanged, row, &PictureRow::setHovered);
}

void SampledNegativesView::setPictures(PictureSource* source)
{
    m_crops->setSource(source);
}

void SampledNegativesView::setClassNames(const std::vector<std::string>& names)
{
    m_classNames = names;
    m_refresher->touch();
}

void SampledNegativesView::setStep(const std::shared_ptr<const EmbeddingStep>& step)
{
    if (!m_shown.setStep(step))
        return;
    m_row = {}; // of the step before
    m_pairOf = -1;
    m_pick.setStep(step);
    m_refresher->touch();
}

void SampledNegativesView::setChoice(const SamplingConfig& sampling, const Draws& draws)
{
    if (m_shown.isEmpty())
        return;
    m_shown.setChoice(sampling, draws);
    m_refresher->touch();
}

void SampledNegativesView::clearChoice()
{
    m_shown.clearChoice();
    m_refresher->touch();
}

void SampledNegativesView::refresh()
{
    const int anchor = m_pick.anchor();
    const bool isEmpty = m_shown.isEmpty() || anchor < 0 || anchor >= m_shown.items();
    m_pages->setCurrentIndex(isEmpty ? 0 : 1);
    if (isEmpty) {
        m_row = {};
        setNote({});
        return;
    }
    if (m_pairOf != anchor)
        m_positive = -1;
    const bool fromStart = std::exchange(m_pairOf, anchor) != anchor;
    m_row = m_shown.rowOf(anchor, m_positive);
    showDrawn(fromStart);
    showCandidates(fromStart);
    showFacts();
    setNote(QString("%1anchor %2 of %3 · ↑ ↓ another")
                .arg(m_shown.isWhatIf() ? "what-if · " : "")
                .arg(anchor)
                .arg(m_shown.items()));
    setNoteToolTip("A click makes a picture the anchor; Up and Down step through the anchors; Left "
                   "and Right walk along a row. Pale pictures could not be drawn; the bar is the "
                   "weight over the row's largest.");
}

void SampledNegativesView::showDrawn(bool fromStart)
{
    const EmbeddingStep& step = *m_shown;
    std::vector<RowTile> tiles;
    const auto add = [&](int item, TileRole role, const QString& heading, const QString& caption,
                         const QString& second) {
        const bool isFirst = tiles.empty() || tiles.back().look.role != role;
        tiles.push_back({.item = item,
            .picture = step.pictures[size_t(item)],
            .look = {.role = role, .selected = m_pick.isSelected(item)},
            .heading = isFirst ? heading : QString(),
            .caption = caption,
            .second = second});
    };
    const int32_t label = step.labels[size_t(m_row.anchor)];
    add(m_row.anchor, TileRole::Anchor, "anchor", embeddedClassName(m_classNames, label), {});
    for (const SeenPositive& positive : m_row.positives)
        add(positive.item, TileRole::Positive,
            m_row.positives.size() > 1 ? "positives" : "positive",
            fixedNumber(double(positive.distance)),
            positive.item == m_row.positive ? QString("this pair") : QString());
    for (const SeenDraw& draw : m_row.draws)
        add(draw.negative, TileRole::Drawn, "drawn negatives", fixedNumber(double(draw.distance)),
            "p " + probabilityText(double(draw.probability)));
    m_drawn->setTiles(std::move(tiles), fromStart);
}

void SampledNegativesView::showCandidates(bool fromStart)
{
    const EmbeddingStep& step = *m_shown;
    std::vector<RowTile> tiles;
    for (const SeenNegative& negative : m_row.negatives)
        tiles.push_back({.item = negative.item,
            .picture = step.pictures[size_t(negative.item)],
            .look = {.role = negative.timesDrawn > 0 ? TileRole::Drawn : TileRole::Other,
                .pale = !negative.isCandidate,
                .selected = m_pick.isSelected(negative.item)},
            .caption = fixedNumber(double(negative.distance)),
            .second = negative.isCandidate ? "p " + probabilityText(double(negative.probability))
                                           : QString("–"),
            .weight = double(negative.weight),
            .times = negative.timesDrawn});
    m_candidates->setTiles(std::move(tiles), fromStart);
}

void SampledNegativesView::showFacts()
{
    m_facts->setFont(Theme::instance().smallFont());
    const bool isShort = width() < Theme::instance().px(widthOfLongFacts);
    QString text = rowFacts(m_row, isShort);
    if (m_row.positive >= 0)
        text += QString(isShort ? " · pair %1" : " · of the pair with %1, PgUp PgDn another")
                    .arg(m_row.positive);
    m_facts->setFullText(text);
    const QString why = rowTreatmentText(m_row);
    m_facts->setAccessibleDescription(why);
    m_facts->setToolTip(why.isEmpty() ? text : why);
}

QString SampledNegativesView::facts() const
{
    return m_facts->fullText();
}

QString SampledNegativesView::emptyText() const
{
    return m_pages->currentIndex() == 0 ? m_empty->text() : QString();
}

QString SampledNegativesView::csv() const
{
    if (m_row.negatives.empty())
        return {};
    TableText table({"anchor", "item", "class", "distance", "candidate", "weight", "probability",
        "times_drawn"});
    for (const SeenNegative& negative : m_row.negatives)
        table << m_row.anchor << negative.item
              << embeddedClassName(m_classNames, m_shown->labels[size_t(negative.item)])
              << negative.distance << int(negative.isCandidate) << negative.weight
              << negative.probability << negative.timesDrawn;
    return table.text();
}

/// Another pair of the anchor; false where the sampler does not look at pairs.
bool SampledNegativesView::stepPair(int by)
{
    const auto at = std::ranges::find(m_row.positives, m_row.positive, &SeenPositive::item);
    if (m_row.positive < 0 || at == m_row.positives.end())
        return false;
    const auto last = std::ssize(m_row.positives) - 1;
    const auto next = std::clamp<std::ptrdiff_t>(at - m_row.positives.begin() + by, 0, last);
    m_positive = m_row.positives[size_t(next)].item;
    m_refresher->touch();
    return true;
}

void SampledNegativesView::keyPressEvent(QKeyEvent* event)
{
    const bool plain = event->modifiers() == Qt::NoModifier;
    if (plain && event->key() == Qt::Key_Down)
        return m_pick.stepAnchor(1);
    if (plain && event->key() == Qt::Key_Up)
        return m_pick.stepAnchor(-1);
    if (plain && event->key() == Qt::Key_PageDown && stepPair(1))
        return;
    if (plain && event->key() == Qt::Key_PageUp && stepPair(-1))
        return;
    if (plain && event->key() == Qt::Key_Escape && m_pick.isChosen())
        return m_pick.setAnchor(-1);
    Panel::keyPressEvent(event);
}

void SampledNegativesView::resizeEvent(QResizeEvent* event)
{
    Panel::resizeEvent(event);
    showFacts();
}

} // namespace hardlens
