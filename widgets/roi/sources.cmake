target_sources(hl_widgets PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/belief_bars.cpp ${CMAKE_CURRENT_LIST_DIR}/belief_bars.h
    ${CMAKE_CURRENT_LIST_DIR}/choice_text.cpp
    ${CMAKE_CURRENT_LIST_DIR}/colour_key.cpp ${CMAKE_CURRENT_LIST_DIR}/colour_key.h
    ${CMAKE_CURRENT_LIST_DIR}/crops_row.cpp ${CMAKE_CURRENT_LIST_DIR}/crops_row.h
    ${CMAKE_CURRENT_LIST_DIR}/crops_strip.cpp ${CMAKE_CURRENT_LIST_DIR}/crops_strip.h
    ${CMAKE_CURRENT_LIST_DIR}/fate_legend.cpp ${CMAKE_CURRENT_LIST_DIR}/fate_legend.h
    ${CMAKE_CURRENT_LIST_DIR}/figure_cells.cpp ${CMAKE_CURRENT_LIST_DIR}/figure_cells.h
    ${CMAKE_CURRENT_LIST_DIR}/loss_tags.cpp
    ${CMAKE_CURRENT_LIST_DIR}/note_actions.cpp ${CMAKE_CURRENT_LIST_DIR}/note_actions.h
    ${CMAKE_CURRENT_LIST_DIR}/overlay_layer.cpp
    ${CMAKE_CURRENT_LIST_DIR}/overlay_looks.cpp
    ${CMAKE_CURRENT_LIST_DIR}/overlay_painter.cpp
    ${CMAKE_CURRENT_LIST_DIR}/overlay_stamps.cpp
    ${CMAKE_CURRENT_LIST_DIR}/overlay_style.cpp
    ${CMAKE_CURRENT_LIST_DIR}/picked_marks.cpp
    ${CMAKE_CURRENT_LIST_DIR}/picture_frame.cpp
    ${CMAKE_CURRENT_LIST_DIR}/picture_pixmaps.cpp
    ${CMAKE_CURRENT_LIST_DIR}/roi_crop.cpp ${CMAKE_CURRENT_LIST_DIR}/roi_crop.h
    ${CMAKE_CURRENT_LIST_DIR}/roi_filter_bar.cpp ${CMAKE_CURRENT_LIST_DIR}/roi_filter_bar.h
    ${CMAKE_CURRENT_LIST_DIR}/roi_hints.cpp
    ${CMAKE_CURRENT_LIST_DIR}/roi_picking.cpp
    ${CMAKE_CURRENT_LIST_DIR}/roi_table_cells.cpp ${CMAKE_CURRENT_LIST_DIR}/roi_table_cells.h
    ${CMAKE_CURRENT_LIST_DIR}/roi_table_model.cpp ${CMAKE_CURRENT_LIST_DIR}/roi_table_model.h
    ${CMAKE_CURRENT_LIST_DIR}/roi_table_view.cpp ${CMAKE_CURRENT_LIST_DIR}/roi_table_view.h
    ${CMAKE_CURRENT_LIST_DIR}/roi_view.cpp ${CMAKE_CURRENT_LIST_DIR}/roi_view.h
    ${CMAKE_CURRENT_LIST_DIR}/roi_view_input.cpp
    ${CMAKE_CURRENT_LIST_DIR}/roi_view_link.cpp ${CMAKE_CURRENT_LIST_DIR}/roi_view_link.h
    ${CMAKE_CURRENT_LIST_DIR}/roi_view_paint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/roi_view_sight.cpp
    ${CMAKE_CURRENT_LIST_DIR}/why_card.cpp ${CMAKE_CURRENT_LIST_DIR}/why_card.h
    ${CMAKE_CURRENT_LIST_DIR}/why_text.cpp)
# At -O2 gcc does not vectorise the fill loops of the lines.
set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/overlay_painter.cpp TARGET_DIRECTORY hl_widgets PROPERTIES
    COMPILE_OPTIONS -O3)
