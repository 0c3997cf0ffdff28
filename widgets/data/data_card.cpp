#include "widgets/data/data_card.h"

#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QTextBrowser>

namespace hardlens {

namespace {

constexpr size_t mostClasses = 60;
constexpr size_t mostRemarks = 300;
constexpr int64_t worthSaying = 10; // seconds that proposals take

QString escaped(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped();
}

QString row(const QString& name, const QString& value)
{
    return QStringLiteral("<tr><td style='padding-right:14px'>%1</td><td>%2</td></tr>")
        .arg(name, value);
}

QString durationText(double seconds)
{
    return seconds < 90 ? QStringLiteral("%1 s").arg(qRound(seconds))
                        : QStringLiteral("%1 min").arg(qRound(seconds / 60));
}

QString picturesText(const DataSummary& data)
{
    QString text = QStringLiteral("%1 to train, %2 to test")
                       .arg(groupedCount(data.trainPictures), groupedCount(data.testPictures));
    if (data.picturesLeftOut > 0)
        text += QStringLiteral("; %1 left out").arg(groupedCount(data.picturesLeftOut));
    return text;
}

QString objectsText(const DataSummary& data)
{
    QString text = groupedCount(data.objects);
    if (data.dropped > 0)
        text += QStringLiteral("; %1 cannot be used").arg(groupedCount(data.dropped));
    if (data.clipped > 0)
        text += QStringLiteral("; %1 boxes cut at the edge of their picture")
                    .arg(groupedCount(data.clipped));
    return text;
}

QString classesHtml(const DataSummary& data)
{
    QString html = QStringLiteral("<h3>Classes</h3><table>");
    for (size_t i = 0; i < std::min(mostClasses, data.classes.size()); ++i)
        html += row(escaped(data.classes[i].name), groupedCount(data.classes[i].objects));
    html += QStringLiteral("</table>");
    if (data.classes.size() > mostClasses)
        html += QStringLiteral("<p>and %1 more</p>").arg(data.classes.size() - mostClasses);
    return html;
}

QString remarksHtml(const RunHeader& run)
{
    if (run.remarks.empty())
        return QStringLiteral("<p>Nothing was found to be wrong with the files.</p>");
    QString html
        = QStringLiteral("<h3>%1 on the files</h3><ul style='margin-left:14px; -qt-list-indent:0'>")
              .arg(run.remarks.size() == 1 ? QStringLiteral("One remark")
                                           : QStringLiteral("%1 remarks").arg(run.remarks.size()));
    for (size_t i = 0; i < std::min(mostRemarks, run.remarks.size()); ++i)
        html += QStringLiteral("<li>%1</li>").arg(escaped(run.remarks[i]));
    html += QStringLiteral("</ul>");
    if (run.remarks.size() > mostRemarks)
        html += QStringLiteral("<p>and %1 more, in the log</p>")
                    .arg(run.remarks.size() - mostRemarks);
    return html;
}

QString htmlOf(const RunHeader& run)
{
    const DataSummary& data = run.data;
    QString html = QStringLiteral("<h2>%1</h2>").arg(escaped(run.dataName));
    if (!data.layout.empty())
        html += QStringLiteral("<p>%1</p>").arg(escaped(data.layout));
    html += QStringLiteral("<table>") + row(QStringLiteral("pictures"), picturesText(data))
        + row(QStringLiteral("objects"), objectsText(data));
    if (data.proposalSeconds >= double(worthSaying))
        html += row(QStringLiteral("proposals"),
            QStringLiteral("about %1 once, on all cores; they are kept")
                .arg(durationText(data.proposalSeconds)));
    html += QStringLiteral("</table>");
    if (!data.forecast.empty())
        html += QStringLiteral(
            "<p><b>What to expect.</b> %1 <a href='weights'>Begin from weights…</a></p>")
                    .arg(escaped(data.forecast));
    return html + classesHtml(data) + remarksHtml(run);
}

} // namespace

DataCard::DataCard(QWidget* parent)
    : Panel(QStringLiteral("Data"), parent)
{
    m_browser = new QTextBrowser;
    m_browser->setFrameShape(QFrame::NoFrame);
    m_browser->setOpenLinks(false);
    m_browser->setAccessibleName(QStringLiteral("What the data are"));
    m_browser->setMinimumSize(0, 0);
    setBody(m_browser);
    connect(m_browser, &QTextBrowser::anchorClicked, this, &DataCard::weightsRequested);
    connect(&Theme::instance(), &Theme::changed, this, &DataCard::refresh);
    refresh();
}

void DataCard::setRun(const std::shared_ptr<const RunHeader>& run)
{
    if (run == m_run)
        return;
    m_run = run;
    refresh();
}

QString DataCard::text() const
{
    return m_browser->toPlainText();
}

void DataCard::refresh()
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    m_browser->setStyleSheet(
        QStringLiteral("QTextBrowser { background: %1; color: %2; border: none; }")
            .arg(p.panel.name(), p.text.name()));
    m_browser->document()->setDefaultFont(theme.font());
    m_browser->document()->setDefaultStyleSheet(
        QStringLiteral("a { color: %1; } h2 { font-size: %2pt; } h3 { font-size: %3pt; }")
            .arg(p.focusText.name())
            .arg(theme.font().pointSizeF() * 1.3)
            .arg(theme.font().pointSizeF() * 1.05));
    m_browser->setHtml(
        m_run ? htmlOf(*m_run) : QStringLiteral("<p>The data are being opened.</p>"));
}

} // namespace hardlens
