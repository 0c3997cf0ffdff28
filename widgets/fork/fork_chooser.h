#pragma once

#include "widgets/fork/fork_proposals.h"
#include "widgets/panel.h"

#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace hardlens {

class ForkValueEdit;
class IconButton;
class VariantTag;

/// What a fork should differ in: one option and two to four values of it, the first being the value
/// now. Enter forks, Esc cancels; what to do with the panel then is for whoever shows it.
class ForkChooser : public Panel
{
    Q_OBJECT

public:
    explicit ForkChooser(QWidget* parent = nullptr);

    /// The options that may differ, with their values now, and the step that the runs would go on
    /// from. Begins with the first preset that there is, else with the first option.
    void setOptions(std::vector<ForkOption> options, int64_t step);

    void setStep(int64_t step); // the run has gone on
    QString key() const;        // of the chosen option; empty: there are none
    /// As in a file; empty where a fork cannot be made of them.
    QStringList values() const;
    /// What will happen, or why nothing can.
    QString message() const;

Q_SIGNALS:
    void forkRequested(const QString& key, const QStringList& values);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// The row of one variant.
    struct Row
    {
        QWidget* widget = nullptr;
        VariantTag* tag = nullptr;
        ForkValueEdit* edit = nullptr;
        IconButton* remove = nullptr; // none of the first
    };

    void build();
    void buildRows(QVBoxLayout& layout);
    void buildButtons(QVBoxLayout& layout);
    void restyle();
    void showPresets();
    void choose(int option, const QStringList& values);
    void addValue();
    void removeValue(int row);
    void validate();
    void fork();
    const OptionSpec& spec() const; // of the chosen option
    QStringList written() const;    // of the shown rows; empty texts for what is no value

    std::vector<ForkOption> m_options {};
    int64_t m_step = 0;
    int m_shownRows = 0;
    QStringList m_values {};
    QVBoxLayout* m_presets = nullptr;
    QComboBox* m_choice = nullptr;
    std::vector<Row> m_rows {};
    QPushButton* m_add = nullptr;
    QLabel* m_message = nullptr;
    QPushButton* m_fork = nullptr;
    QPushButton* m_cancel = nullptr;
};

} // namespace hardlens
