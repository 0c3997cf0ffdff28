target_sources(hl_widgets PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/flow_rows.cpp ${CMAKE_CURRENT_LIST_DIR}/flow_rows.h
    ${CMAKE_CURRENT_LIST_DIR}/flow_rows_paint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/flow_stages.cpp
    ${CMAKE_CURRENT_LIST_DIR}/step_flow_view.cpp ${CMAKE_CURRENT_LIST_DIR}/step_flow_view.h)
