target_sources(hl_widgets PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/note_cells.cpp ${CMAKE_CURRENT_LIST_DIR}/note_cells.h
    ${CMAKE_CURRENT_LIST_DIR}/note_crops.cpp ${CMAKE_CURRENT_LIST_DIR}/note_crops.h
    ${CMAKE_CURRENT_LIST_DIR}/notes_model.cpp ${CMAKE_CURRENT_LIST_DIR}/notes_model.h
    ${CMAKE_CURRENT_LIST_DIR}/notes_view.cpp ${CMAKE_CURRENT_LIST_DIR}/notes_view.h
    ${CMAKE_CURRENT_LIST_DIR}/notes_view_files.cpp)
