#pragma once

#include <QLabel>

namespace hardlens {

/// One line that gives way: what does not fit ends in an ellipsis, and the tooltip has all of it.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    void setFullText(const QString& text);
    QString fullText() const { return m_text; }
    bool isCut() const;
    /// Where fewer of a longer text would be seen, nothing is: a stump says nothing.
    void setLeastLetters(int count);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString line() const; // of a text of several the first

    QString m_text {};
    int m_leastLetters = 0;
};

} // namespace hardlens
