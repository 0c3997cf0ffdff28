#pragma once

#include "core/records/published.h"
#include "widgets/panel.h"

#include <memory>
#include <vector>

class QLabel;
class QStackedWidget;
class QTableView;

namespace hardlens {

class ElidedLabel;
class ExportMenu;
class ForkFiguresModel;
class Refresher;

/// What the variants of a fork do in a step, side by side in numbers: a column per variant, a row
/// per figure, with the difference to the first variant. A line on top tells how far the first step
/// after the fork was the same.
class ForkFiguresView : public Panel
{
    Q_OBJECT

public:
    explicit ForkFiguresView(QWidget* parent = nullptr);

    /// A new fork, of two to four variants, which go on after step forkStep; no names: there is
    /// none.
    void setVariants(const QStringList& names, int64_t forkStep, Bench bench = Bench::Detection);
    /// The step to show of each variant, the first being what the others are compared with, and
    /// what has happened in each. A null step's figures come from its history. Throws
    /// std::invalid_argument unless there is one of each for every variant.
    void setSteps(std::vector<std::shared_ptr<const Step>> steps, std::vector<History> histories);
    /// The first step after the fork, for the line on top. Not needed where setSteps comes by it.
    void setFirstSteps(const std::vector<std::shared_ptr<const Step>>& steps);

    ForkFiguresModel* model() const { return m_model; }
    ExportMenu* exports() const { return m_exports; }
    QString firstStepText() const;
    QString emptyText() const; // empty: there is a fork

private:
    void build();
    void restyle();
    void refresh();
    void showFirstStep();

    ForkFiguresModel* m_model = nullptr;
    QTableView* m_table = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_empty = nullptr;
    ElidedLabel* m_firstStep = nullptr;
    ExportMenu* m_exports = nullptr;
    Refresher* m_refresher = nullptr;
    int64_t m_forkStep = 0;
    Bench m_bench = Bench::Detection;
    std::vector<std::shared_ptr<const Step>> m_steps {};
    std::vector<History> m_histories {};
    QString m_firstStepText {};
    bool m_firstStepDiffers = false;
};

} // namespace hardlens
