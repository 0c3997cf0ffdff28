#include "widgets/controls/status_line.h"

#include "core/analysis/step_rates.h"
#include "core/basics/text.h"
#include "widgets/controls/elided_label.h"
#include "widgets/controls/icon_button.h"
#include "widgets/help/quantity_texts.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QRegularExpression>
#include <QTimer>

#include <cmath>

namespace hardlens {

namespace {

constexpr int noteMs = 8000;
constexpr int renewalMs = 250;

QString milliseconds(double ms)
{
    return QString::number(ms, 'f', ms < 9.95 ? 1 : 0) + " ms";
}

QString phasesText(const PhaseTimes& t)
{
    QStringList parts;
    if (t.dataWait >= 1)
        parts << "waits for pictures " + milliseconds(t.dataWait);
    parts << "backbone " + milliseconds(t.backbone);
    if (t.readOnly > 0)
        parts << "read-only pass " + milliseconds(t.readOnly);
    parts << "select " + milliseconds(t.select) << "learn " + milliseconds(t.learn + t.update);
    return parts.join(" · ");
}

QString activityText(const Activity& a)
{
    QString text = QString::fromStdString(a.text);
    if (a.total > 0)
        text += QString(" %1 of %2").arg(a.done).arg(a.total);
    if (a.secondsLeft >= 0)
        text += QString(" · %1 left").arg(QString::fromStdString(duration(a.secondsLeft)));
    return text;
}

} // namespace

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName("Status");
    build();
    m_timer = new QTimer(this);
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &StatusLine::renew);
    m_noteEnd = new QTimer(this);
    m_noteEnd->setSingleShot(true);
    m_noteEnd->setInterval(noteMs);
    connect(m_noteEnd, &QTimer::timeout, this, &StatusLine::dismiss);
    connect(m_close, &IconButton::clicked, this, &StatusLine::dismiss);
    connect(&Theme::instance(), &Theme::changed, this, &StatusLine::restyle);
    dismiss();
    restyle();
}

void StatusLine::build()
{
    m_speed = new QLabel;
    m_speed->setToolTip(quantityText(Quantity::StepsPerSecond));
    m_frame = new QLabel;
    m_frame->setToolTip(quantityText(Quantity::FrameTime));
    m_watching = new QLabel;
    m_watching->setToolTip(quantityText(Quantity::WatchingCost));
    m_phases = new ElidedLabel;
    m_message = new ElidedLabel;
    m_close = new IconButton(IconButton::Icon::Close, "Dismiss the message", "Dismiss");
    m_close->setSmall(true);
    m_activity = new ElidedLabel;
    m_activity->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName("Progress");
    m_machine = new QLabel;
    m_machine->setToolTip(quantityText(Quantity::Machine));
    m_messageBox = new QWidget;
    auto* inner = new QHBoxLayout(m_messageBox);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->addWidget(m_message);
    inner->addWidget(m_close);
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_speed);
    row->addWidget(m_frame);
    row->addWidget(m_watching);
    row->addWidget(m_phases);
    row->addWidget(m_messageBox);
    row->addStretch(1);
    row->addWidget(m_activity);
    row->addWidget(m_progress);
    row->addWidget(m_machine);
}

void StatusLine::setPublished(const Published& published)
{
    if (published.run != m_published.run)
        m_eventsRead = 0; // another run, or its data are open now
    m_published = published;
    readEvents();
    if (!m_sinceRenewal.isValid() || m_sinceRenewal.elapsed() >= renewalMs)
        renew();
    else if (!m_timer->isActive())
        m_timer->start(int(renewalMs - m_sinceRenewal.elapsed()));
}

void StatusLine::setFrameMs(double ms)
{
    m_frameMs = ms;
    if (!m_timer->isActive())
        m_timer->start(renewalMs);
}

void StatusLine::readEvents()
{
    const auto& events = m_published.history.events;
    if (events.size() < m_eventsRead) {
        m_eventsRead = 0;
        dismiss();
    }
    for (; m_eventsRead < events.size(); ++m_eventsRead) {
        const Event& e = *events[m_eventsRead];
        if (e.kind == EventKind::Warning || e.kind == EventKind::Error
            || e.kind == EventKind::Refused)
            showMessage(QString::fromStdString(e.text));
        else if (e.kind == EventKind::Note && (message().isEmpty() || !m_warns))
            showNote(QString::fromStdString(e.text)); // never over a warning that nobody has read
    }
}

void StatusLine::showMessage(const QString& text)
{
    say(text, true);
}

void StatusLine::showNote(const QString& text)
{
    say(text, false);
    m_noteEnd->start();
}

void StatusLine::say(const QString& text, bool isWarning)
{
    m_noteEnd->stop();
    m_warns = isWarning;
    const Palette& p = Theme::instance().palette();
    m_message->setStyleSheet(QString("color: %1").arg((isWarning ? p.lostText : p.text).name()));
    m_message->setFullText(text.isEmpty() ? QString() : (isWarning ? "▲ " : "● ") + text);
    m_message->setToolTip(text);
    m_messageBox->setVisible(!text.isEmpty());
}

QString StatusLine::message() const
{
    return m_message->fullText().mid(2);
}

void StatusLine::dismiss()
{
    showMessage({});
}

void StatusLine::renew()
{
    m_timer->stop();
    m_sinceRenewal.start();
    showFigures();
    showActivity();
}

void StatusLine::showFigures()
{
    const Palette& p = Theme::instance().palette();
    const auto strong = [](const QString& text, const QColor& colour) {
        return QString("<b style='color:%1'>%2</b>").arg(colour.name(), text);
    };
    m_speed->setText(
        strong(QString::number(m_published.stepsPerSecond, 'f', 1), p.text) + " steps/s");
    const QString frame = QString::number(m_frameMs, 'f', 1) + " ms";
    m_frame->setText(
        "frame " + (frameIsSlow() ? strong("▲ " + frame, p.lostText) : strong(frame, p.text)));
    const double share = watchingShare(m_published.history);
    const QString percent = std::isnan(share) ? "–" : QString::number(share * 100, 'f', 1) + " %";
    m_watching->setText("watching costs " + strong(percent, p.text));
    m_phases->setFullText(
        m_published.step ? phasesText(m_published.step->header.phases) : QString());
    m_phases->setToolTip(quantityText(Quantity::PhaseTimes) + '\n' + m_phases->fullText());
    if (m_published.run)
        m_machine->setText(QString("%1 · %2").arg(
            QString::fromStdString(counted(m_published.run->threads, "thread")),
            QString::fromStdString(m_published.run->device)));
}

void StatusLine::showActivity()
{
    const Activity& a
        = m_published.activity.text.empty() ? m_published.background : m_published.activity;
    m_activity->setFullText(a.text.empty() ? QString() : activityText(a));
    m_activity->setVisible(!a.text.empty());
    // Progress is read more often than the end of a long message.
    m_activity->setMinimumWidth(
        std::min(m_activity->sizeHint().width(), Theme::instance().px(230)));
    m_progress->setVisible(!a.text.empty());
    m_progress->setRange(0, int(a.total)); // 0 of 0: busy, without an end in sight
    m_progress->setValue(int(a.done));
}

QString StatusLine::figures() const
{
    QStringList all;
    for (const QLabel* label : {m_speed, m_frame, m_watching, m_machine})
        all << QString(label->text()).remove(QRegularExpression("<[^>]*>"));
    all << m_phases->fullText() << m_activity->fullText();
    return all.join(" | ");
}

void StatusLine::restyle()
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    layout()->setSpacing(theme.px(16));
    layout()->setContentsMargins(theme.px(12), theme.px(2), theme.px(12), theme.px(2));
    m_messageBox->layout()->setSpacing(theme.px(4));
    QFont bold = theme.smallFont();
    bold.setBold(true);
    const QFontMetrics metrics(bold);
    m_speed->setFixedWidth(metrics.horizontalAdvance("000.0 steps/s"));
    m_frame->setFixedWidth(metrics.horizontalAdvance("frame ▲ 000.0 ms"));
    m_watching->setFixedWidth(metrics.horizontalAdvance("watching costs 00.0 %"));
    m_progress->setFixedWidth(theme.px(70));
    const QString muted = QString("color: %1").arg(p.muted.name());
    for (QLabel* label :
        {m_speed, m_frame, m_watching, (QLabel*)m_phases, (QLabel*)m_activity, m_machine}) {
        label->setFont(theme.smallFont());
        label->setStyleSheet(muted);
    }
    m_message->setFont(theme.smallFont());
    m_message->setStyleSheet(QString("color: %1").arg((m_warns ? p.lostText : p.text).name()));
    showFigures();
    showActivity();
}

} // namespace hardlens
