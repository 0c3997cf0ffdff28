#include "widgets/roi/why_card.h"

#include "core/analysis/label_missing.h"
#include "core/analysis/note_lookup.h"
#include "widgets/help/quantity_texts.h"
#include "widgets/roi/belief_bars.h"
#include "widgets/roi/figure_cells.h"
#include "widgets/roi/note_actions.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/roi/roi_crop.h"
#include "widgets/roi/why_text.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hardlens {

namespace {

QLabel* wrappingLabel()
{
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

QString outOf(int64_t place, int64_t count)
{
    return place > 0 ? QStringLiteral("%1 / %2").arg(groupedCount(place), groupedCount(count))
                     : QStringLiteral("–");
}

} // namespace

WhyCard::WhyCard(QWidget* parent)
    : Panel(QStringLiteral("Why this RoI?"), parent)
{
    m_empty = wrappingLabel();
    m_empty->setText(QStringLiteral("No RoI picked. Click a box or press Tab over the picture."));
    m_empty->setProperty("role", "muted");
    m_empty->setAlignment(Qt::AlignCenter);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(makePage());
    setBody(m_pages);
    connect(m_sentences, &QLabel::linkActivated, this,
        [this](const QString& link) { Q_EMIT picked(m_picture, link.toInt()); });
    connect(&Theme::instance(), &Theme::changed, this, &WhyCard::refresh);
    refresh();
}

/// What there is to read, and what can be done, which stays in place.
QWidget* WhyCard::makePage()
{
    m_scroll = new QScrollArea;
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(makeBody());
    m_actions = new NoteActions;
    connect(m_actions, &NoteActions::unlabelledClicked, this, &WhyCard::toggleUnlabelled);
    connect(m_actions, &NoteActions::otherClicked, this, [this] {
        Q_EMIT noteRequested({m_picture, m_roi}, {});
    });
    m_page = new QWidget;
    auto* layout = new QVBoxLayout(m_page);
    layout->setContentsMargins({});
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_actions);
    return m_page;
}

QWidget* WhyCard::makeBody()
{
    m_crop = new RoiCrop;
    m_headline = wrappingLabel();
    m_object = wrappingLabel();
    m_believes = new QLabel(QStringLiteral("The network believes"));
    m_believes->setProperty("role", "muted");
    m_beliefs = new BeliefBars;
    m_headline->setToolTip(quantityText(Quantity::Rank));
    m_object->setToolTip(quantityText(Quantity::Label) + '\n' + quantityText(Quantity::Iou));
    m_believes->setToolTip(quantityText(Quantity::Probability));
    m_beliefs->setToolTip(quantityText(Quantity::Probability));
    m_figures = new FigureCells;
    m_sentences = wrappingLabel();
    m_sentences->setTextFormat(Qt::RichText);
    m_sentences->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_sentences->setAccessibleName(QStringLiteral("Cut and suppressions"));

    auto* words = new QVBoxLayout;
    words->addWidget(m_headline);
    words->addWidget(m_object);
    words->addStretch(1);
    auto* top = new QHBoxLayout;
    top->addWidget(m_crop, 0, Qt::AlignTop);
    top->addLayout(words, 1);
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins({});
    layout->addLayout(top);
    layout->addWidget(m_believes);
    layout->addWidget(m_beliefs);
    layout->addWidget(m_figures);
    layout->addWidget(m_sentences); // their length changes: nothing that is read live is below them
    layout->addStretch(1);
    return body;
}

void WhyCard::setPictureSource(PictureSource* source)
{
    m_source = source;
    refresh();
}

void WhyCard::setClassNames(const std::vector<std::string>& names)
{
    m_classNames = names;
    refresh();
}

void WhyCard::setRoi(const std::shared_ptr<const DetectionStep>& step, int picture, int roi)
{
    if (step == m_step && picture == m_picture && roi == m_roi)
        return;
    m_step = step;
    m_picture = picture;
    m_roi = roi;
    refresh();
}

void WhyCard::setNotes(std::vector<RoiNote> notes)
{
    m_notes = std::move(notes);
    if (m_roi >= 0)
        m_actions->setNote(noteOnRoi());
}

const RoiNote* WhyCard::noteOnRoi() const
{
    const auto at = noteOn(m_notes, *m_step, {m_picture, m_roi});
    return at ? &m_notes[*at] : nullptr;
}

void WhyCard::toggleUnlabelled()
{
    if (m_roi < 0)
        return;
    if (noteOnRoi())
        Q_EMIT noteTakenBack({m_picture, m_roi});
    else
        Q_EMIT noteRequested({m_picture, m_roi}, QStringLiteral("looks unlabelled"));
}

QString WhyCard::headline() const
{
    return m_roi < 0 ? QString() : m_headlineText;
}

QString WhyCard::text() const
{
    return m_roi < 0 ? QString() : m_sentences->text();
}

void WhyCard::refresh()
{
    const Theme& theme = Theme::instance();
    m_headline->setFont(theme.titleFont());
    m_believes->setFont(theme.smallFont());
    for (QLayout* layout : m_scroll->widget()->findChildren<QLayout*>())
        layout->setSpacing(theme.px(8));
    m_page->layout()->setSpacing(theme.px(8));
    const bool there = m_step && m_picture >= 0 && size_t(m_picture) < m_step->pictures.size()
        && m_roi >= 0 && size_t(m_roi) < m_step->pictures[size_t(m_picture)].rois.size();
    if (!there) {
        m_step.reset();
        m_picture = m_roi = -1;
        m_crop->clear();
        setNote({});
        m_pages->setCurrentWidget(m_empty);
        return;
    }
    const PictureRecord& record = m_step->pictures[size_t(m_picture)];
    setNote(QStringLiteral("RoI %1 of %2")
                .arg(groupedCount(m_roi + 1), groupedCount(int64_t(record.rois.size()))));
    fill(record, record.rois[size_t(m_roi)]);
    m_pages->setCurrentWidget(m_page);
}

void WhyCard::fill(const PictureRecord& record, const RoiRecord& roi)
{
    const Theme& theme = Theme::instance();
    const std::vector<ChainLink> chain = suppressionChain(*m_step, m_picture, m_roi);
    const WhyRoi& why = chain.front().why;
    m_crop->setRoi(m_source ? m_source->pixels(record.picture) : nullptr,
        {double(record.picture.width), double(record.picture.height)}, roi);
    // Coloured as rich text: the program's style sheet overrides a label's palette and font.
    m_headlineText = whyHeadline(why);
    m_headline->setText(QStringLiteral("<span style=\"color:%1; font-weight:600\">%2</span>")
                            .arg(overlayTextColour(overlayKindOf(why.fate)).name(),
                                m_headlineText.toHtmlEscaped()));
    m_object->setText(whyObject(why, m_classNames));
    m_beliefs->setBelief(why, m_classNames);
    fillFigures(why);
    QStringList sentences {whyCut(why).toHtmlEscaped()};
    sentences
        += whySentences(chain, m_step->mining, m_classNames, theme.palette().focusText.name());
    const bool unlabelled = looksUnlabelled(record, roi);
    if (unlabelled)
        sentences << whyLabelMissing(why);
    m_sentences->setText(sentences.join(QStringLiteral("<br>")));
    m_actions->setEmphasised(unlabelled);
    m_actions->setNote(noteOnRoi());
}

void WhyCard::fillFigures(const WhyRoi& why)
{
    const bool background = why.label == 0;
    const bool classOnly = why.rankedBy == RankingLoss::ClassOnly;
    const auto loss = [](float value) { return fixedNumber(double(value)); };
    const auto text = [](Quantity quantity) { return quantityText(quantity); };
    m_figures->setFigures({
        {QStringLiteral("class loss"), loss(why.classLoss), false, text(Quantity::ClassLoss)},
        background
            ? Figure {QStringLiteral("no box loss"), QStringLiteral("–"), false,
                text(Quantity::BoxLoss)}
            : Figure {classOnly ? QStringLiteral("box, unranked") : QStringLiteral("+ box loss"),
                loss(why.boxLoss), false, text(Quantity::BoxLoss)},
        {classOnly ? QStringLiteral("ranked by") : QStringLiteral("= loss"), loss(why.rankingLoss),
            true, text(Quantity::RankingLoss)},
        {QStringLiteral("rank"), outOf(why.rank, why.ranked), false, text(Quantity::Rank)},
        {QStringLiteral("after NMS"), outOf(why.survivorRank, why.quota ? why.quota->survivors : 0),
            false, text(Quantity::SurvivorRank)},
        {QStringLiteral("cut"), why.cut ? loss(*why.cut) : QStringLiteral("none"), true,
            text(Quantity::Cut)},
    });
}

} // namespace hardlens
