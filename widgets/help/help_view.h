#pragma once

#include "core/records/published.h"
#include "widgets/panel.h"

class QBoxLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QTextBrowser;
class QUrl;

namespace hardlens {

/// The help: contents at the left, a page at the right, and a search over all pages. The page keeps
/// to a width that can be read.
///
/// Keys: Ctrl+F goes to the search, Up and Down in it choose a page, Esc empties it; Alt+Left goes
/// back.
class HelpView : public Panel
{
    Q_OBJECT

public:
    /// Lists the pages of a bench; links may lead to others.
    explicit HelpView(Bench bench = Bench::Detection, QWidget* parent = nullptr);

    QString page() const { return m_page; } // its id
    QStringList listed() const;             // titles in the contents, as the search left them
    QTextBrowser* browser() const { return m_browser; }

public Q_SLOTS:
    /// An id that does not exist shows the first page of the bench.
    void showPage(const QString& id);
    void back();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeContents();
    void find(const QString& query);
    void follow(const QUrl& link);
    void display(const QString& id);
    void markFound();
    void fitWidth();
    void fitPictures();
    void restyle();

    const Bench m_bench;
    QBoxLayout* m_sides = nullptr; // contents and page
    QLineEdit* m_search = nullptr;
    QListWidget* m_contents = nullptr;
    QLabel* m_nothing = nullptr;
    QTextBrowser* m_browser = nullptr;
    QString m_page {};
    QStringList m_visited {}; // before this one
};

} // namespace hardlens
