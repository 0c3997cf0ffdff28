#pragma once

#include <QPointer>
#include <QString>
#include <QWidget>

#include <vector>

namespace hardlens {

/// What a key does. Keys that mean the same stand in one entry: "+ −".
struct KeyEntry
{
    QString group {};   // "Run"
    QString keys {};    // "Ctrl+R"
    QString meaning {}; // "Begin again with the same seed"
};

/// All keys over the window, in groups in two columns, as large as the window allows: it is read
/// from the last row of a lecture hall. It is no dialog: what lies below goes on, and Esc, F1, ? or
/// a click takes it away.
class KeyList : public QWidget
{
    Q_OBJECT

public:
    /// A child of the window, of its size; hidden at first.
    explicit KeyList(QWidget* window);

    /// Groups stand in the order in which they first appear.
    void setEntries(const std::vector<KeyEntry>& entries);

    /// Times the theme's font, in [leastFactor, mostFactor]: what the window has room for.
    double fontFactor() const { return m_factor; }
    static constexpr double leastFactor = 0.8;
    static constexpr double mostFactor = 1.8;

public Q_SLOTS:
    void open();
    void toggle(); // for the key that opens it

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Group
    {
        QString name {};
        std::vector<KeyEntry> entries {};
    };
    /// Lengths at a font factor, in pixels.
    struct Measure
    {
        int line = 0;
        int keys = 0;   // width of the keys, of both columns
        int column = 0; // width
        int gap = 0;    // between the columns
        int margin = 0;
        QSize panel {};
    };

    QFont font(double factor, bool strong = false) const;
    Measure measured(double factor) const;
    size_t firstOfSecondColumn() const;
    int linesOf(size_t from, size_t to) const;
    void fit();
    void leave();
    void paintGroup(QPainter& painter, const Group& group, QPoint& place, const Measure& m) const;

    std::vector<Group> m_groups {};
    double m_factor = 1;
    QPointer<QWidget> m_focusBefore {};
};

} // namespace hardlens
