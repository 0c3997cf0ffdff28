target_sources(hl_widgets PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/hardest_cells.cpp ${CMAKE_CURRENT_LIST_DIR}/hardest_cells.h
    ${CMAKE_CURRENT_LIST_DIR}/hardest_model.cpp ${CMAKE_CURRENT_LIST_DIR}/hardest_model.h
    ${CMAKE_CURRENT_LIST_DIR}/hardest_view.cpp ${CMAKE_CURRENT_LIST_DIR}/hardest_view.h
    ${CMAKE_CURRENT_LIST_DIR}/roi_past_paint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/roi_past_view.cpp ${CMAKE_CURRENT_LIST_DIR}/roi_past_view.h)
