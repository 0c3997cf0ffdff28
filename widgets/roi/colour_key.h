#pragma once

#include "widgets/roi/overlay_style.h"

#include <QWidget>

#include <string>
#include <vector>

namespace hardlens {

/// What the colours of the RoIs stand for: the classes with their colours and shapes, or a scale of
/// losses. It takes no room where colours tell the fate, which the legend's lines say themselves.
class ColourKey : public QWidget
{
    Q_OBJECT

public:
    explicit ColourKey(QWidget* parent = nullptr);

    void setColouring(const OverlayColouring& colouring);
    void setClassNames(const std::vector<std::string>& names); // [0] is "background"

    const OverlayColouring& colouring() const { return m_colouring; }
    /// The words of the key, from the left and the top.
    QStringList words() const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Entry // of a class
    {
        int32_t label = 0;
        QString name {};
        QRectF place {};
    };

    void describe();
    std::vector<Entry> entriesFor(int width) const;
    void paintClasses(QPainter& painter) const;
    void paintScale(QPainter& painter) const;

    OverlayColouring m_colouring {};
    std::vector<std::string> m_classNames {};
};

} // namespace hardlens
