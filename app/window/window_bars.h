#pragma once

#include <Qt>

class QMainWindow;
class QWidget;

namespace hardlens {

/// A bar that spans the window, outside the docks; `frame` of it holds the widget, and its margins
/// part it from the docks.
void addBar(QMainWindow& window, Qt::ToolBarArea area, const char* name, QWidget* widget);

/// Margins of a window and its bars above and below, by the theme.
void fitBars(QMainWindow& window, QWidget* top, QWidget* bottom);

} // namespace hardlens
