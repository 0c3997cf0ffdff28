#pragma once

#include <QComboBox>

namespace hardlens {

/// A list whose arrow is painted in the colours of the theme and whose text ends in an ellipsis
/// where it does not fit.
class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace hardlens
