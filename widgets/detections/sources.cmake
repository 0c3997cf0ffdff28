target_sources(hl_widgets PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/class_list_model.cpp ${CMAKE_CURRENT_LIST_DIR}/class_list_model.h
    ${CMAKE_CURRENT_LIST_DIR}/detection_cells.cpp ${CMAKE_CURRENT_LIST_DIR}/detection_cells.h
    ${CMAKE_CURRENT_LIST_DIR}/detection_overlay.cpp
    ${CMAKE_CURRENT_LIST_DIR}/detection_picture.cpp ${CMAKE_CURRENT_LIST_DIR}/detection_picture.h
    ${CMAKE_CURRENT_LIST_DIR}/detections_view.cpp ${CMAKE_CURRENT_LIST_DIR}/detections_view.h
    ${CMAKE_CURRENT_LIST_DIR}/figure_list_model.cpp ${CMAKE_CURRENT_LIST_DIR}/figure_list_model.h
    ${CMAKE_CURRENT_LIST_DIR}/picture_list_model.cpp ${CMAKE_CURRENT_LIST_DIR}/picture_list_model.h
    ${CMAKE_CURRENT_LIST_DIR}/verdict_text.cpp)
