#include "widgets/help/help_view.h"

#include "widgets/help/help_pages.h"
#include "widgets/help/help_style.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QShortcut>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace hardlens {

namespace {

constexpr int contentsWidth = 190;
constexpr int contentsHeight = 130; // above the page
constexpr int leastSideBySide = 480;
constexpr int widestText = 720;
constexpr double foundTint = 0.35;

} // namespace

HelpView::HelpView(Bench bench, QWidget* parent)
    : Panel(tr("Help"), parent)
    , m_bench(bench)
{
    m_browser = new QTextBrowser;
    m_browser->setAccessibleName(tr("Help page"));
    m_browser->setFrameShape(QFrame::NoFrame);
    m_browser->viewport()->setAutoFillBackground(false);
    m_browser->setOpenLinks(false);
    m_browser->setLineWrapMode(QTextEdit::FixedPixelWidth);
    connect(m_browser, &QTextBrowser::anchorClicked, this, &HelpView::follow);
    auto* body = new QWidget;
    m_sides = new QBoxLayout(QBoxLayout::LeftToRight, body);
    m_sides->setContentsMargins({});
    m_sides->addWidget(makeContents());
    m_sides->addWidget(m_browser, 1);
    setBody(body);
    setNote(tr("Ctrl+F finds · Alt+Left goes back"));
    const auto shortcut = [this](const QKeySequence& keys) {
        auto* s = new QShortcut(keys, this);
        s->setContext(Qt::WidgetWithChildrenShortcut);
        return s;
    };
    connect(shortcut(QKeySequence::Find), &QShortcut::activated, m_search, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    connect(shortcut(QKeySequence::Back), &QShortcut::activated, this, &HelpView::back);
    connect(&Theme::instance(), &Theme::changed, this, &HelpView::restyle);
    find({});
    display(helpPages()[size_t(findHelp({}, bench).front())].id);
    restyle();
}

QWidget* HelpView::makeContents()
{
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Find in the help"));
    m_search->setAccessibleName(tr("Find in the help"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_contents = new QListWidget;
    m_contents->setAccessibleName(tr("Contents"));
    m_contents->setFrameShape(QFrame::NoFrame);
    m_contents->viewport()->setAutoFillBackground(false);
    m_contents->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing = new QLabel(tr("No page has these words."));
    m_nothing->setProperty("role", "muted");
    m_nothing->setWordWrap(true);
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins({});
    column->addWidget(m_search);
    column->addWidget(m_nothing);
    column->addWidget(m_contents, 1);
    connect(m_search, &QLineEdit::textChanged, this, &HelpView::find);
    connect(m_contents, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item)
            showPage(item->data(Qt::UserRole).toString());
    });
    return side;
}

QStringList HelpView::listed() const
{
    QStringList titles;
    for (int i = 0; i < m_contents->count(); ++i)
        titles << m_contents->item(i)->text();
    return titles;
}

void HelpView::find(const QString& query)
{
    {
        const QSignalBlocker quiet(m_contents); // the page stays until another one is chosen
        m_contents->clear();
        for (const int i : findHelp(query, m_bench)) {
            const HelpPage& page = helpPages()[size_t(i)];
            auto* item = new QListWidgetItem(page.title, m_contents);
            item->setData(Qt::UserRole, page.id);
            if (page.id == m_page)
                m_contents->setCurrentItem(item);
        }
    }
    m_nothing->setVisible(m_contents->count() == 0);
    m_contents->setVisible(m_contents->count() > 0);
    if (!query.isEmpty() && !m_contents->currentItem())
        m_contents->setCurrentRow(0);
    markFound();
}

void HelpView::showPage(const QString& id)
{
    const int first = findHelp({}, m_bench).front();
    const QString known = helpPageOf(id) >= 0 ? id : helpPages()[size_t(first)].id;
    if (known == m_page)
        return;
    m_visited << m_page;
    display(known);
}

void HelpView::back()
{
    if (!m_visited.isEmpty())
        display(m_visited.takeLast());
}

void HelpView::follow(const QUrl& link)
{
    if (link.scheme() == "help")
        showPage(link.path());
}

void HelpView::display(const QString& id)
{
    m_page = id;
    m_browser->setMarkdown(helpPages()[size_t(helpPageOf(id))].markdown);
    dressHelp(*m_browser->document());
    fitPictures();
    m_browser->verticalScrollBar()->setValue(0);
    const QSignalBlocker quiet(m_contents);
    m_contents->setCurrentItem(nullptr);
    for (int i = 0; i < m_contents->count(); ++i)
        if (m_contents->item(i)->data(Qt::UserRole) == id)
            m_contents->setCurrentRow(i);
    markFound();
}

/// The words that are searched for, set off in the page.
void HelpView::markFound()
{
    QList<QTextEdit::ExtraSelection> found;
    const Palette& p = Theme::instance().palette();
    for (const QString& word : m_search->text().split(' ', Qt::SkipEmptyParts)) {
        QTextCursor at(m_browser->document());
        while (!(at = m_browser->document()->find(word, at)).isNull()) {
            QTextEdit::ExtraSelection selection;
            selection.cursor = at;
            selection.format.setBackground(blended(p.selected, p.panel, foundTint));
            found << selection;
        }
    }
    m_browser->setExtraSelections(found);
}

bool HelpView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int row = m_contents->currentRow() + (key == Qt::Key_Down ? 1 : -1);
            m_contents->setCurrentRow(std::clamp(row, 0, std::max(0, m_contents->count() - 1)));
            return true;
        }
    }
    return Panel::eventFilter(watched, event);
}

void HelpView::resizeEvent(QResizeEvent* event)
{
    Panel::resizeEvent(event);
    fitWidth();
}

/// In a narrow dock the contents lie above the page, which needs the width more.
void HelpView::fitWidth()
{
    const Theme& theme = Theme::instance();
    const bool narrow = width() < theme.px(leastSideBySide);
    m_sides->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    QWidget& contents = *m_search->parentWidget();
    contents.setMinimumWidth(narrow ? 0 : theme.px(contentsWidth));
    contents.setMaximumSize(narrow ? QWIDGETSIZE_MAX : theme.px(contentsWidth),
        narrow ? std::min(theme.px(contentsHeight), height() / 3) : QWIDGETSIZE_MAX);
    const int room = width() - theme.px(24 + 16) - (narrow ? 0 : theme.px(contentsWidth + 12));
    m_browser->setLineWrapColumnOrWidth(std::clamp(room, theme.px(160), theme.px(widestText)));
    fitPictures();
}

void HelpView::fitPictures()
{
    QTextDocument& document = *m_browser->document();
    const int room = m_browser->lineWrapColumnOrWidth() - int(2 * document.documentMargin());
    fitHelpPictures(document, room, devicePixelRatioF());
}

void HelpView::restyle()
{
    const Theme& theme = Theme::instance();
    m_search->parentWidget()->layout()->setSpacing(theme.px(6));
    m_sides->setSpacing(theme.px(12));
    fitWidth();
    // Colours and sizes are in the document itself.
    const int place = m_browser->verticalScrollBar()->value();
    display(m_page);
    m_browser->verticalScrollBar()->setValue(place);
}

} // namespace hardlens
