#pragma once

#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

class QPainter;
class QShortcut;

namespace hardlens {

/// One of the lines: a sign as the view draws it, and what it means.
struct FirstHint
{
    std::function<void(QPainter& painter, const QRectF& place)> sample {};
    QString text {};
};

/// A few lines over a view that say what one sees, for the first start. They lie at the
/// bottom of what they explain, take nothing away from it, and go with a click on them or with Esc.
class FirstHints : public QWidget
{
    Q_OBJECT

public:
    /// A child of the view, at its bottom; hidden at first.
    FirstHints(QWidget* view, std::vector<FirstHint> hints);

    QStringList lines() const;

    QSize sizeHint() const override;
    int heightForWidth(int width) const override;

public Q_SLOTS:
    void open();
    void dismiss();

Q_SIGNALS:
    void dismissed(); // by hand

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();

    const std::vector<FirstHint> m_hints;
    QShortcut* m_escape = nullptr;
};

} // namespace hardlens
