target_sources(hl_widgets PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/embedding_pick.cpp ${CMAKE_CURRENT_LIST_DIR}/embedding_pick.h)
