#pragma once

#include <QPaintDevice>
#include <QString>

#include <memory>

class QIODevice;

namespace hardlens {

/// What is painted on it becomes SVG, written by QSvgGenerator: lines stay lines and words stay
/// words. That class leaves out clips (Qt 6.4), so here what a clip would hide is cut away before
/// it is written, to the bounding rectangle of the clip; a text that reaches over it stays whole.
class SvgDevice : public QPaintDevice
{
public:
    /// size: of the picture, in pixels of `dpi` per inch. out: open, outlives the painting.
    SvgDevice(QSize size, int dpi, const QString& title, QIODevice* out);
    ~SvgDevice() override;

    QPaintEngine* paintEngine() const override;

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    class Engine;
    QSize m_size;
    int m_dpi;
    std::unique_ptr<Engine> m_engine;
};

} // namespace hardlens
