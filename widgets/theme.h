#pragma once

#include <QColor>
#include <QObject>
#include <QPen>
#include <QString>

#include <array>

namespace hardlens {

/// All colours of the program; no widget names one itself. `look/README.md` has the table.
struct Palette
{
    QColor window, panel, raised, line;
    QColor text, muted, bars, grid;
    // Lines on pictures and plots.
    QColor selected, suppressed, belowCut, groundTruth, ignored, gained, lost, focus;
    // The same as coloured words on a panel, at least 4.5 : 1.
    QColor selectedText, suppressedText, belowCutText, groundTruthText, lostText, focusText;
    // On photographs, the same in both themes: around lines, and words on a filled tag.
    QColor halo, onTag;
    // Classes: Okabe and Ito's colours, moved in lightness until they stand 3 : 1 off the panel.
    static constexpr size_t classCount = 8;
    std::array<QColor, classCount> classes {};
    bool dark = true;
};

const Palette& darkPalette();
const Palette& lightPalette();

/// The theme in force, one for the whole program. Views ask for the palette when they paint and
/// repaint on changed().
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Choice
    {
        System,
        Dark,
        Light
    };

    static Theme& instance();

    const Palette& palette() const;
    Choice choice() const { return m_choice; }
    void choose(Choice choice);

    /// 1 = normal; Ctrl+plus and Ctrl+minus move it. Every length in code goes through px().
    double scale() const { return m_scale; }
    void setScale(double scale); // clamped to [0.75, 3]
    int px(double length) const;

    /// The three font sizes.
    QFont font() const;
    QFont smallFont() const;
    QFont titleFont() const; // semibold

    /// The style sheet of the whole program for the palette and scale in force.
    QString styleSheet() const;

Q_SIGNALS:
    void changed();

private:
    Theme() = default;
    void apply();

    Choice m_choice = Choice::System;
    double m_scale = 1;
};

} // namespace hardlens
