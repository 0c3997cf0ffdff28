#pragma once

#include <QWidget>

namespace hardlens {

/// The name of a variant of a fork with its colour and shape, as the title over what belongs to it.
/// A long name ends in an ellipsis; the tooltip has all of it.
class VariantTag : public QWidget
{
    Q_OBJECT

public:
    /// variant: in [0, mostVariants).
    explicit VariantTag(int variant, const QString& name = {}, QWidget* parent = nullptr);

    void setVariant(int variant, const QString& name);
    int variant() const { return m_variant; }
    QString name() const { return m_name; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_variant;
    QString m_name {};
};

} // namespace hardlens
