target_sources(hl_widgets PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/cut_polyline.cpp ${CMAKE_CURRENT_LIST_DIR}/cut_polyline.h
    ${CMAKE_CURRENT_LIST_DIR}/export_menu.cpp ${CMAKE_CURRENT_LIST_DIR}/export_menu.h
    ${CMAKE_CURRENT_LIST_DIR}/file_saving.cpp ${CMAKE_CURRENT_LIST_DIR}/file_saving.h
    ${CMAKE_CURRENT_LIST_DIR}/picture_export.cpp ${CMAKE_CURRENT_LIST_DIR}/picture_export.h
    ${CMAKE_CURRENT_LIST_DIR}/roi_rows_text.cpp ${CMAKE_CURRENT_LIST_DIR}/roi_rows_text.h
    ${CMAKE_CURRENT_LIST_DIR}/svg_device.cpp ${CMAKE_CURRENT_LIST_DIR}/svg_device.h
    ${CMAKE_CURRENT_LIST_DIR}/table_text.cpp ${CMAKE_CURRENT_LIST_DIR}/table_text.h)
