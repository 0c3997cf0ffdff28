#include "widgets/theme.h"

#include <QApplication>
#include <QFont>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr double basePoints = 10;

Palette makeDark()
{
    Palette p;
    p.window = "#14161b";
    p.panel = "#1b1e25";
    p.raised = "#252a33";
    p.line = "#2f3540";
    p.text = "#e8ebf1";
    p.muted = "#98a2b3";
    p.bars = "#5b6677";
    p.grid = "#262b34";
    p.selected = p.selectedText = "#ffb000";
    p.suppressed = p.suppressedText = "#d58bff";
    p.belowCut = "#8792a5";
    p.belowCutText = "#98a2b3";
    p.groundTruth = p.groundTruthText = "#2fd39b";
    p.ignored = "#8792a5";
    p.gained = "#56b4e9";
    p.lost = p.lostText = "#ff7a59";
    p.focus = p.focusText = "#58a6ff";
    p.halo = "#0b0d11";
    p.onTag = "#14161b";
    p.classes
        = {"#e69f00", "#56b4e9", "#00b386", "#f0e442", "#d887b4", "#e8702a", "#3b8fd4", "#c3cad6"};
    p.dark = true;
    return p;
}

Palette makeLight()
{
    Palette p;
    p.window = "#eef0f4";
    p.panel = "#ffffff";
    p.raised = "#f3f5f8";
    p.line = "#d5dae2";
    p.text = "#171b22";
    p.muted = "#586374";
    p.bars = "#a9b3c1";
    p.grid = "#e6e9ef";
    p.selected = "#d97b00";
    p.selectedText = "#9a5700";
    p.suppressed = p.suppressedText = "#8e3fc4";
    p.belowCut = "#8792a5";
    p.belowCutText = "#5f6b7c";
    p.groundTruth = "#008f63";
    p.groundTruthText = "#00724f";
    p.ignored = "#8792a5";
    p.gained = "#0072b2";
    p.lost = p.lostText = "#c2410c";
    p.focus = p.focusText = "#0b66c3";
    p.halo = "#0b0d11";
    p.onTag = "#14161b";
    p.classes
        = {"#c27f00", "#2f8fca", "#00855f", "#958a00", "#b9588f", "#cc5200", "#00558f", "#3d4552"};
    p.dark = false;
    return p;
}

QPalette qtPalette(const Palette& p)
{
    QPalette q;
    q.setColor(QPalette::Window, p.window);
    q.setColor(QPalette::WindowText, p.text);
    q.setColor(QPalette::Base, p.raised);
    q.setColor(QPalette::AlternateBase, p.panel);
    q.setColor(QPalette::Text, p.text);
    q.setColor(QPalette::PlaceholderText, p.muted);
    q.setColor(QPalette::Button, p.raised);
    q.setColor(QPalette::ButtonText, p.text);
    q.setColor(QPalette::ToolTipBase, p.raised);
    q.setColor(QPalette::ToolTipText, p.text);
    q.setColor(QPalette::Highlight, p.focus);
    q.setColor(QPalette::HighlightedText, p.dark ? p.window : p.panel);
    q.setColor(QPalette::Mid, p.line);
    q.setColor(QPalette::Disabled, QPalette::Text, p.muted);
    q.setColor(QPalette::Disabled, QPalette::WindowText, p.muted);
    q.setColor(QPalette::Disabled, QPalette::ButtonText, p.muted);
    return q;
}

/// Qt 6.4 cannot ask for the system's scheme: its palette, before we change it, is the only sign.
bool systemIsDark()
{
    static const bool dark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    return dark;
}

} // namespace

const Palette& darkPalette()
{
    static const Palette palette = makeDark();
    return palette;
}

const Palette& lightPalette()
{
    static const Palette palette = makeLight();
    return palette;
}

Theme& Theme::instance()
{
    static Theme theme;
    return theme;
}

const Palette& Theme::palette() const
{
    const bool dark = m_choice == Choice::System ? systemIsDark() : m_choice == Choice::Dark;
    return dark ? darkPalette() : lightPalette();
}

void Theme::choose(Choice choice)
{
    systemIsDark(); // asked once, before the palette is ours
    m_choice = choice;
    apply();
}

void Theme::setScale(double scale)
{
    m_scale = std::clamp(scale, 0.75, 3.0);
    apply();
}

int Theme::px(double length) const
{
    return int(std::lround(length * m_scale));
}

QFont Theme::font() const
{
    QFont font = QApplication::font();
    font.setPointSizeF(basePoints * m_scale);
    font.setWeight(QFont::Normal);
    return font;
}

QFont Theme::smallFont() const
{
    QFont f = font();
    f.setPointSizeF(9 * m_scale);
    return f;
}

QFont Theme::titleFont() const
{
    QFont f = font();
    f.setWeight(QFont::DemiBold);
    return f;
}

QString Theme::styleSheet() const
{
    const Palette& p = palette();
    const auto length = [this](double v) { return QString::number(px(v)) + "px"; };
    QString sheet = R"(
QMainWindow, QDialog, QMessageBox { background: @window; }
QWidget { color: @text; }
QFrame#Panel { background: @panel; border: 1px solid @line; border-radius: @8; }
QFrame#Panel[docked="true"] { border-top: none; border-top-left-radius: 0; border-top-right-radius: 0; }
QFrame#PanelBar { background: @panel; border: 1px solid @line; border-bottom: none; border-top-left-radius: @8; border-top-right-radius: @8; }
QMainWindow::separator { background: transparent; width: @6; height: @6; }
QMainWindow::separator:hover { background: @line; }
QToolBar { background: transparent; border: none; padding: 0; margin: 0; spacing: 0; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @muted; padding: @3 @10; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @focus; }
QTabBar::tab:hover { color: @text; }
QFrame#WhatIfBar { background: @raised; border: 1px solid @selected; border-radius: @5; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="heading"] { color: @muted; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: @4; }
QMenuBar { background: @window; color: @text; }
QMenuBar::item { background: transparent; padding: @4 @8; }
QMenuBar::item:selected, QMenu::item:selected { background: @focus; color: @onfocus; }
QMenu { background: @panel; color: @text; border: 1px solid @line; padding: @4; }
QMenu::item { padding: @4 @20 @4 @12; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: @4 @8; }
QPushButton, QToolButton { background: @raised; border: 1px solid @line; border-radius: @5; padding: @4 @10; }
QPushButton:hover, QToolButton:hover { border-color: @muted; }
QPushButton:focus, QToolButton:focus, QComboBox:focus, QAbstractSpinBox:focus, QLineEdit:focus { border: 1px solid @focus; }
QPushButton:checked, QToolButton:checked { background: @focus; color: @onfocus; border-color: @focus; }
QPushButton:disabled, QToolButton:disabled { color: @muted; }
QComboBox, QAbstractSpinBox, QLineEdit { background: @raised; border: 1px solid @line; border-radius: @5; padding: @2 @6; selection-background-color: @focus; selection-color: @onfocus; }
QComboBox::drop-down { border: none; width: @18; }
QComboBox QAbstractItemView { background: @panel; border: 1px solid @line; selection-background-color: @focus; selection-color: @onfocus; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QSlider:horizontal { min-height: @18; }
QSlider::groove:horizontal { height: @4; background: @line; border-radius: @2; }
QSlider::sub-page:horizontal { background: @focus; border-radius: @2; }
QSlider::handle:horizontal { width: @handle; margin: -@5 0; border-radius: @halfhandle; background: @focus; border: 1px solid @panel; }
QSlider::handle:horizontal:focus { border: 2px solid @text; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: @muted; }
QCheckBox { spacing: @6; }
QCheckBox::indicator { width: @14; height: @14; border: 1px solid @muted; border-radius: @3; background: @raised; }
QCheckBox::indicator:checked { background: @focus; border-color: @focus; }
QCheckBox:focus { color: @focustext; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: @8; margin: 0; }
QScrollBar::handle:vertical { background: @line; border-radius: @4; min-height: @24; }
QScrollBar:horizontal { background: transparent; height: @8; margin: 0; }
QScrollBar::handle:horizontal { background: @line; border-radius: @4; min-width: @24; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QProgressBar { background: @line; border: none; border-radius: @2; max-height: @4; }
QProgressBar::chunk { background: @focus; border-radius: @2; }
QSplitter::handle { background: transparent; }
)";
    // Longer names first: "@focustext" begins with "@focus".
    // A radius over half of the side would make Qt draw a square.
    const int handle = px(4) + 2 * px(5);
    const std::pair<const char*, QString> values[] = {
        {"@handle", QString::number(handle - 2) + "px"},
        {"@halfhandle", QString::number(handle / 2) + "px"},
        {"@window", p.window.name()},
        {"@panel", p.panel.name()},
        {"@raised", p.raised.name()},
        {"@line", p.line.name()},
        {"@selected", p.selected.name()},
        {"@text", p.text.name()},
        {"@muted", p.muted.name()},
        {"@onfocus", (p.dark ? p.window : p.panel).name()},
        {"@focustext", p.focusText.name()},
        {"@focus", p.focus.name()},
        {"@24", length(24)},
        {"@20", length(20)},
        {"@18", length(18)},
        {"@14", length(14)},
        {"@12", length(12)},
        {"@10", length(10)},
        {"@8", length(8)},
        {"@6", length(6)},
        {"@5", length(5)},
        {"@4", length(4)},
        {"@3", length(3)},
        {"@2", length(2)},
    };
    for (const auto& [name, value] : values)
        sheet.replace(QLatin1String(name), value);
    return sheet;
}

void Theme::apply()
{
    if (auto* app = qobject_cast<QApplication*>(QCoreApplication::instance())) {
        QApplication::setStyle("Fusion");
        QApplication::setPalette(qtPalette(palette()));
        QApplication::setFont(font());
        app->setStyleSheet(styleSheet());
    }
    Q_EMIT changed();
}

} // namespace hardlens
