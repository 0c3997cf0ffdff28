target_sources(hl_widgets PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/fork_chooser.cpp ${CMAKE_CURRENT_LIST_DIR}/fork_chooser.h
    ${CMAKE_CURRENT_LIST_DIR}/fork_curves.cpp
    ${CMAKE_CURRENT_LIST_DIR}/fork_curves_paint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/fork_curves_view.cpp ${CMAKE_CURRENT_LIST_DIR}/fork_curves_view.h
    ${CMAKE_CURRENT_LIST_DIR}/fork_figures.cpp
    ${CMAKE_CURRENT_LIST_DIR}/fork_figures_cells.cpp ${CMAKE_CURRENT_LIST_DIR}/fork_figures_cells.h
    ${CMAKE_CURRENT_LIST_DIR}/fork_figures_model.cpp ${CMAKE_CURRENT_LIST_DIR}/fork_figures_model.h
    ${CMAKE_CURRENT_LIST_DIR}/fork_figures_view.cpp ${CMAKE_CURRENT_LIST_DIR}/fork_figures_view.h
    ${CMAKE_CURRENT_LIST_DIR}/fork_proposals.cpp
    ${CMAKE_CURRENT_LIST_DIR}/fork_quantities.cpp
    ${CMAKE_CURRENT_LIST_DIR}/fork_value_edit.cpp ${CMAKE_CURRENT_LIST_DIR}/fork_value_edit.h
    ${CMAKE_CURRENT_LIST_DIR}/fork_words.cpp
    ${CMAKE_CURRENT_LIST_DIR}/variant_look.cpp
    ${CMAKE_CURRENT_LIST_DIR}/variant_tag.cpp ${CMAKE_CURRENT_LIST_DIR}/variant_tag.h)
