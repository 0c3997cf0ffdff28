#pragma once

#include "widgets/hardness/hardest_model.h"
#include "widgets/panel.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QModelIndex;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace hardlens {

class AxisSwitch;
class ExportMenu;
class NoteCrops;
class Refresher;

/// How hard everything in a run has been, by what it is.
struct HardestRows
{
    std::vector<HardnessRow> pictures {};
    std::vector<HardnessRow> objects {};
    std::vector<HardnessRow> classes {};
};

/// Which pictures, objects and classes were selected most often: a table of each, to be sorted and
/// searched, with the loss over the run as a small curve. What stays hard to the end is flagged.
/// New figures move neither the marked row away nor the list.
///
/// Keys: Enter goes to the row's picture, Ctrl+F searches.
class HardestView : public Panel
{
    Q_OBJECT

public:
    explicit HardestView(QWidget* parent = nullptr);

    void setRows(std::shared_ptr<const HardestRows> rows); // null: the empty state
    void setPictureSource(PictureSource* source);          // not owned; may be null

    HardnessOf kind() const { return m_kind; }
    void setKind(HardnessOf kind);
    /// What is said instead of rows; empty where there are some.
    QString emptyText() const;
    /// What is seen, in the order in which it is, as CSV. Empty: nothing.
    QString visibleCsv() const;
    const HardestModel& model() const { return *m_model; }
    QTableView* table() const { return m_table; }

Q_SIGNALS:
    void activated(const hardlens::HardnessRow& row); // a double click, or Enter

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTable();
    void buildFilter();
    void refresh();
    void filter();
    void showState();
    void markRow();
    void foldColumns();
    void restyle();
    HardestModel::Rows rowsOfKind() const;

    std::shared_ptr<const HardestRows> m_rows {};
    HardnessOf m_kind = HardnessOf::Picture;
    std::array<std::optional<HardnessIdentity>, 3> m_marked {}; // by HardnessOf
    bool m_marking = false; // the current row follows m_marked, not the other way round
    HardestModel* m_model = nullptr;
    NoteCrops* m_crops = nullptr;
    AxisSwitch* m_switch = nullptr;
    QLineEdit* m_search = nullptr;
    QToolButton* m_flagged = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_empty = nullptr;
    QStackedWidget* m_pages = nullptr;
    Refresher* m_refresher = nullptr;
};

} // namespace hardlens
