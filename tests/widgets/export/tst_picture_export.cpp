#include "tests/widgets/made_up_run.h"
#include "tests/widgets/roi/made_up_step.h"
#include "widgets/export/picture_export.h"
#include "widgets/export/svg_device.h"
#include "widgets/plots/kept_view.h"
#include "widgets/plots/loss_curves_view.h"
#include "widgets/plots/loss_histogram_view.h"
#include "widgets/plots/time_plot.h"
#include "widgets/roi/roi_view.h"
#include "widgets/theme.h"

#include <QBuffer>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include <stdexcept>

using namespace hardlens;
using namespace hardlens::test;

namespace {

struct SvgContent
{
    bool wellFormed = false;
    QSize size {};
    QStringList words {};
    QList<QPointF> linePoints {}; // of all polylines, in the coordinates of the picture
    int images = 0;
};

SvgContent read(const QByteArray& svg)
{
    SvgContent content;
    QXmlStreamReader xml(svg);
    QPointF origin;
    const QRegularExpression matrix("matrix\\(1,0,0,1,([-\\d.e]+),([-\\d.e]+)\\)");
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const auto a = xml.attributes();
        if (xml.name() == u"svg") {
            const auto box = a.value("viewBox").toString().split(' ');
            content.size = {box.value(2).toInt(), box.value(3).toInt()};
        } else if (xml.name() == u"g" && a.hasAttribute("transform")) {
            const auto m = matrix.match(a.value("transform").toString());
            origin = {m.captured(1).toDouble(), m.captured(2).toDouble()};
        } else if (xml.name() == u"image") {
            ++content.images;
        } else if (xml.name() == u"text") {
            content.words << xml.readElementText();
        } else if (xml.name() == u"polyline") {
            for (const QString& pair :
                a.value("points").toString().split(' ', Qt::SkipEmptyParts)) {
                const auto xy = pair.split(',');
                content.linePoints << origin + QPointF(xy[0].toDouble(), xy.value(1).toDouble());
            }
        }
    }
    content.wellFormed = !xml.hasError();
    return content;
}

QByteArray painted(const std::function<void(QPainter&)>& paint)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    SvgDevice device({200, 100}, 96, "title", &out);
    QPainter painter(&device);
    paint(painter);
    painter.end();
    return out.data();
}

} // namespace

class TestPictureExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }

    void svgKeepsLinesInTheClip()
    {
        const auto content = read(painted([](QPainter& p) {
            p.translate(10, 0);
            p.setClipRect(QRect(40, 20, 60, 60)); // x from 50 to 110 of the picture
            p.drawLine(0, 50, 190, 50);
            p.drawText(QPointF(45, 60), "inside");
            p.drawText(QPointF(5, 95), "outside");
            p.setClipping(false);
            p.drawText(QPointF(5, 95), "free");
        }));
        QVERIFY(content.wellFormed);
        QCOMPARE(content.words, (QStringList {"inside", "free"}));
        QCOMPARE(content.linePoints, (QList<QPointF> {{50, 50}, {110, 50}}));
    }

    void svgCutsFillsAndImages()
    {
        QImage image(20, 20, QImage::Format_RGB32);
        image.fill(Qt::red);
        const QByteArray svg = painted([&](QPainter& p) {
            p.setClipRect(QRect(0, 0, 50, 50));
            p.fillRect(QRect(30, 30, 100, 40), Qt::green);
            p.drawImage(QRectF(40, 0, 40, 40), image); // a quarter of it is seen
            p.drawImage(QRectF(60, 0, 40, 40), image);
        });
        const auto content = read(svg);
        QVERIFY(content.wellFormed);
        QCOMPARE(content.images, 1);
        QVERIFY2(svg.contains("width=\"10\" height=\"40\""), svg); // 5 of 20 columns, twice as wide
        QVERIFY(!svg.contains("130")); // the fill's right side is cut away
    }

    void plotsStayLinesAndWords()
    {
        LossCurvesView view;
        view.resize(420, 240);
        view.show();
        view.setHistory(madeUpHistory(400));
        // Zoomed, so that most of the curves is out of sight.
        view.plot()->zoomTo({100, 200}, {0.5, 0.8});
        const PictureSubject subject {view.plot(), {view.title(), view.note()}};
        const SvgContent content = read(encodedPicture(subject, ExportFormat::Svg));
        QVERIFY(content.wellFormed);
        QCOMPARE(content.images, 0);
        QCOMPARE(content.size, pictureSize(subject));
        for (const char* words : {"Mean loss", "all RoIs", "selected", "100", "0.60"})
            QVERIFY2(content.words.contains(words), words);
        QVERIFY(content.linePoints.size() > 100);
        const QPoint corner(pictureSize(subject).width() - view.plot()->width(),
            pictureSize(subject).height() - view.plot()->height());
        QVERIFY(corner.x() > 0);
        for (const QPointF p : content.linePoints) {
            QVERIFY(p.x() > 0 && p.x() <= content.size.width());
            QVERIFY2(
                p.y() > 20 && p.y() <= content.size.height(), qPrintable(QString::number(p.y())));
        }
    }

    void pdfHoldsNoPixels()
    {
        LossHistogramView view;
        view.resize(420, 240);
        view.show();
        view.setStep(madeUpStep());
        const QByteArray pdf = encodedPicture({view.plot(), {"Title", {}}}, ExportFormat::Pdf);
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.contains("%%EOF"));
        QVERIFY(!pdf.contains("/Subtype /Image"));
        QVERIFY(pdf.contains("/Subtype /Type0") || pdf.contains("/Type /Font"));
    }

    void pngIsDrawnAnewAtEveryScale()
    {
        KeptView view;
        view.resize(420, 240);
        view.show();
        view.setHistory(madeUpHistory(300));
        const PictureSubject subject {view.plot(), {"What was kept", "by cause"}};
        const QImage once = pictureOf(subject, 1), thrice = pictureOf(subject, 3);
        QCOMPARE(once.size(), pictureSize(subject));
        QCOMPARE(thrice.size(), pictureSize(subject) * 3);
        QVERIFY(thrice != once.scaled(thrice.size()));
        // In a document both are as large.
        QVERIFY(std::abs(thrice.dotsPerMeterX() - 3 * once.dotsPerMeterX()) <= 3);
        const QByteArray png = encodedPicture(subject, ExportFormat::Png, 2);
        QCOMPARE(QImage::fromData(png, "PNG").size(), pictureSize(subject) * 2);
        // The screen goes on as before.
        QVERIFY(!view.grab().isNull());
        for (const double scale : {0.5, 4.5, std::nan("")})
            QVERIFY_THROWS_EXCEPTION(std::invalid_argument, pictureOf(subject, scale));
    }

    void roiViewsAreExportedToo()
    {
        MadeUpPictures pictures;
        RoiView view;
        view.setPictureSource(&pictures);
        view.setClassNames(bloodClasses());
        view.resize(640, 320);
        view.show();
        const auto step = madeUpStep(MadeUpOptions {.pictures = 2, .rois = 200});
        view.setStep(step);
        view.pick(0, 3);
        const SvgContent content = read(encodedPicture({&view, {}}, ExportFormat::Svg));
        QVERIFY(content.wellFormed);
        QCOMPARE(content.size, view.size());
        QVERIFY(content.images >= 2);
        QVERIFY(encodedPicture({&view, {}}, ExportFormat::Pdf).startsWith("%PDF-"));
        QCOMPARE(pictureOf({&view, {}}, 2).size(), view.size() * 2);
    }
};

QTEST_MAIN(TestPictureExport)
#include "tst_picture_export.moc"
