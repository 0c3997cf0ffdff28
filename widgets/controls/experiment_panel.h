#pragma once

#include "core/basics/option_spec.h"
#include "widgets/panel.h"

#include <QHash>
#include <QSet>

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace hardlens {

class OptionControl;

/// Options under one question: "WHICH RoIs".
struct ControlGroup
{
    QString heading {};
    std::vector<OptionSpec> specs {};
};

/// Everything that one can turn while it trains, by question, and what only changes the view.
class ExperimentPanel : public Panel
{
    Q_OBJECT

public:
    explicit ExperimentPanel(QWidget* parent = nullptr);

    /// Replaces all controls; where there are RoIs to see, the group of the view comes after them.
    void setGroups(const std::vector<ControlGroup>& groups, bool withRois = true);
    /// Below the controls; we own it.
    void setLegend(QWidget* legend);

    OptionControl* control(const QString& key) const; // null: none
    void setValue(const QString& key, const QString& value);
    /// A control that means nothing for the sampler in force goes away.
    void setControlVisible(const QString& key, bool visible);
    /// Exactly these (and the view's own) can be turned; the others are greyed.
    void setEnabledKeys(const QSet<QString>& keys);

    double lossThreshold() const;
    double opacity() const; // in [0, 1]

public Q_SLOTS:
    void acknowledge(const QString& key, const QString& value);
    void refused(const QString& key, const QString& message);

Q_SIGNALS:
    void changed(const QString& key, const QString& value);
    void lossThresholdChanged(double loss); // RoIs below it are not drawn
    void opacityChanged(double opacity);

private:
    void addGroup(const ControlGroup& group, bool ofView);
    void restyle();

    QScrollArea* m_scroll = nullptr;
    QVBoxLayout* m_column = nullptr; // of the controls
    QVBoxLayout* m_body = nullptr;   // controls, legend
    QWidget* m_controls = nullptr;
    QWidget* m_legend = nullptr;
    QHash<QString, OptionControl*> m_byKey {};
};

} // namespace hardlens
