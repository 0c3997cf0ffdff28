#include "widgets/embedding/tsne_bar.h"

#include "widgets/controls/elided_label.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

namespace hardlens {

namespace {

struct Field
{
    const char* name;
    const char* toolTip;
    double least, largest;
};

constexpr std::array<Field, 3> fields {{
    {"perplexity",
        "How many neighbours of a point count, in [2, 1000]; at most a third of the "
        "points.",
        2, 1000},
    {"rate", "Step of the descent, in [0, 100000]; 0: points / exaggeration / 4, at least 50.", 0,
        100000},
    {"exaggeration", "How much stronger points pull during the first 250 iterations, in [1, 100].",
        1, 100},
}};

} // namespace

TsneBar::TsneBar(QWidget* parent)
    : QWidget(parent)
{
    m_pages = new QStackedWidget;
    m_pages->addWidget(makeOffer());
    m_pages->addWidget(makeProgress());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_pages);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setOptions({});
    connect(&Theme::instance(), &Theme::changed, this, &TsneBar::restyle);
    restyle();
    offer();
}

QWidget* TsneBar::makeOffer()
{
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins({});
    for (size_t i = 0; i < fields.size(); ++i) {
        m_names[i] = new QLabel(fields[i].name);
        m_names[i]->setProperty("role", "muted");
        m_fields[i] = new QDoubleSpinBox;
        m_fields[i]->setRange(fields[i].least, fields[i].largest);
        m_fields[i]->setDecimals(0);
        m_fields[i]->setAccessibleName(fields[i].name);
        m_fields[i]->setToolTip(fields[i].toolTip);
        grid->addWidget(m_names[i], 0, int(i));
        grid->addWidget(m_fields[i], 1, int(i));
    }
    m_fields[1]->setSpecialValueText("auto");
    auto* start = new QPushButton("Start t-SNE");
    start->setObjectName("Start");
    auto* cancel = new QPushButton("Cancel");
    cancel->setObjectName("Cancel");
    grid->addWidget(cancel, 2, 0);
    grid->addWidget(start, 2, 1, 1, 2);
    connect(start, &QPushButton::clicked, this, [this] { Q_EMIT started(options()); });
    connect(cancel, &QPushButton::clicked, this, &TsneBar::left);
    return page;
}

QWidget* TsneBar::makeProgress()
{
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins({});
    m_status = new ElidedLabel;
    m_status->setProperty("role", "muted");
    m_pause = new QPushButton("Pause");
    m_pause->setObjectName("Pause");
    auto* live = new QPushButton("Live map");
    live->setObjectName("Live");
    grid->addWidget(m_status, 0, 0, 1, 3);
    grid->addWidget(live, 1, 0);
    grid->addWidget(m_pause, 1, 1, 1, 2);
    grid->setColumnStretch(2, 1);
    connect(live, &QPushButton::clicked, this, &TsneBar::left);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        setPaused(!m_paused);
        if (m_paused)
            Q_EMIT paused();
        else
            Q_EMIT continued();
    });
    return page;
}

void TsneBar::offer()
{
    m_pages->setCurrentIndex(0);
    // A stack is as high as its highest page: the other one must not count.
    m_pages->setFixedHeight(m_pages->currentWidget()->sizeHint().height());
}

void TsneBar::begin(int64_t points)
{
    const TsneOptions asked = options();
    m_asked = QString("%1 points · perplexity %2 · rate %3 · exaggeration %4")
                  .arg(groupedCount(points), fixedNumber(asked.perplexity, 0),
                      asked.rate > 0 ? fixedNumber(asked.rate, 0) : QString("auto"),
                      fixedNumber(asked.exaggeration, 0));
    setPaused(false);
    m_pause->setEnabled(true);
    showStatus("starting");
    m_pages->setCurrentIndex(1);
    m_pages->setFixedHeight(m_pages->currentWidget()->sizeHint().height());
}

void TsneBar::showStatus(const QString& where)
{
    m_status->setFullText(where + " · " + m_asked);
}

void TsneBar::setProgress(int64_t iteration, int64_t of)
{
    showStatus(QString("iteration %1 of %2").arg(iteration).arg(of));
    if (iteration >= of)
        setPaused(true); // there is more where that came from
}

void TsneBar::setPaused(bool paused)
{
    m_paused = paused;
    m_pause->setText(paused ? "Continue" : "Pause");
}

void TsneBar::setFailed(const QString& reason)
{
    showStatus(reason);
    m_pause->setEnabled(false);
}

TsneOptions TsneBar::options() const
{
    TsneOptions options;
    options.perplexity = m_fields[0]->value();
    options.rate = m_fields[1]->value();
    options.exaggeration = m_fields[2]->value();
    return options;
}

void TsneBar::setOptions(const TsneOptions& options)
{
    m_fields[0]->setValue(options.perplexity);
    m_fields[1]->setValue(options.rate);
    m_fields[2]->setValue(options.exaggeration);
}

QString TsneBar::status() const
{
    return m_pages->currentIndex() == 1 ? m_status->fullText() : QString();
}

void TsneBar::restyle()
{
    const Theme& theme = Theme::instance();
    for (QLabel* name : m_names)
        name->setFont(theme.smallFont());
    m_status->setFont(theme.smallFont());
    for (int i = 0; i < m_pages->count(); ++i)
        static_cast<QGridLayout*>(m_pages->widget(i)->layout())->setSpacing(theme.px(4));
    m_pages->setFixedHeight(m_pages->currentWidget()->sizeHint().height());
}

} // namespace hardlens
