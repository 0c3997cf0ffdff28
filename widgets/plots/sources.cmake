target_sources(hl_widgets PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/axis_switch.cpp ${CMAKE_CURRENT_LIST_DIR}/axis_switch.h
    ${CMAKE_CURRENT_LIST_DIR}/free_places.cpp ${CMAKE_CURRENT_LIST_DIR}/free_places.h
    ${CMAKE_CURRENT_LIST_DIR}/histogram_words.cpp ${CMAKE_CURRENT_LIST_DIR}/histogram_words.h
    ${CMAKE_CURRENT_LIST_DIR}/kept_view.cpp ${CMAKE_CURRENT_LIST_DIR}/kept_view.h
    ${CMAKE_CURRENT_LIST_DIR}/loss_curves_view.cpp ${CMAKE_CURRENT_LIST_DIR}/loss_curves_view.h
    ${CMAKE_CURRENT_LIST_DIR}/loss_histogram_paint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/loss_histogram_view.cpp ${CMAKE_CURRENT_LIST_DIR}/loss_histogram_view.h
    ${CMAKE_CURRENT_LIST_DIR}/loss_iou_paint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/loss_iou_view.cpp ${CMAKE_CURRENT_LIST_DIR}/loss_iou_view.h
    ${CMAKE_CURRENT_LIST_DIR}/painted_item.h
    ${CMAKE_CURRENT_LIST_DIR}/plot_area.cpp ${CMAKE_CURRENT_LIST_DIR}/plot_area.h
    ${CMAKE_CURRENT_LIST_DIR}/plot_brush.cpp ${CMAKE_CURRENT_LIST_DIR}/plot_brush.h
    ${CMAKE_CURRENT_LIST_DIR}/plot_key.cpp ${CMAKE_CURRENT_LIST_DIR}/plot_key.h
    ${CMAKE_CURRENT_LIST_DIR}/plot_labels.cpp ${CMAKE_CURRENT_LIST_DIR}/plot_labels.h
    ${CMAKE_CURRENT_LIST_DIR}/plot_style.cpp ${CMAKE_CURRENT_LIST_DIR}/plot_style.h
    ${CMAKE_CURRENT_LIST_DIR}/point_stamp.cpp ${CMAKE_CURRENT_LIST_DIR}/point_stamp.h
    ${CMAKE_CURRENT_LIST_DIR}/precision_paint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/precision_view.cpp ${CMAKE_CURRENT_LIST_DIR}/precision_view.h
    ${CMAKE_CURRENT_LIST_DIR}/time_plot.cpp ${CMAKE_CURRENT_LIST_DIR}/time_plot.h)
