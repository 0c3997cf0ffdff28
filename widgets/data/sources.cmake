target_sources(hl_widgets PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/data_card.cpp ${CMAKE_CURRENT_LIST_DIR}/data_card.h)
