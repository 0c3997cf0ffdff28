#pragma once

#include <QStringList>
#include <QWidget>

class QShortcut;

namespace hardlens {

/// Three lines over the pictures that say what one sees, for the first start. They lie at the
/// bottom of what they explain, take nothing away from it, and go with a click on them or with Esc.
class FirstHints : public QWidget
{
    Q_OBJECT

public:
    /// A child of the view, at its bottom; hidden at first.
    explicit FirstHints(QWidget* view);

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

    QShortcut* m_escape = nullptr;
};

} // namespace hardlens
