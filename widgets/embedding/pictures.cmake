target_sources(hl_widgets PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/anchor_radar.cpp ${CMAKE_CURRENT_LIST_DIR}/anchor_radar.h
    ${CMAKE_CURRENT_LIST_DIR}/anchor_radar_view.cpp ${CMAKE_CURRENT_LIST_DIR}/anchor_radar_view.h
    ${CMAKE_CURRENT_LIST_DIR}/embedding_map_canvas.cpp ${CMAKE_CURRENT_LIST_DIR}/embedding_map_canvas.h
    ${CMAKE_CURRENT_LIST_DIR}/embedding_map_paint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/embedding_map_view.cpp ${CMAKE_CURRENT_LIST_DIR}/embedding_map_view.h
    ${CMAKE_CURRENT_LIST_DIR}/embedding_pick.cpp ${CMAKE_CURRENT_LIST_DIR}/embedding_pick.h
    ${CMAKE_CURRENT_LIST_DIR}/four_samplers_view.cpp ${CMAKE_CURRENT_LIST_DIR}/four_samplers_view.h
    ${CMAKE_CURRENT_LIST_DIR}/item_card.cpp
    ${CMAKE_CURRENT_LIST_DIR}/map_scene.cpp
    ${CMAKE_CURRENT_LIST_DIR}/map_sight.cpp
    ${CMAKE_CURRENT_LIST_DIR}/map_worker.cpp ${CMAKE_CURRENT_LIST_DIR}/map_worker.h
    ${CMAKE_CURRENT_LIST_DIR}/picture_row.cpp ${CMAKE_CURRENT_LIST_DIR}/picture_row.h
    ${CMAKE_CURRENT_LIST_DIR}/picture_row_paint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/picture_tile.cpp
    ${CMAKE_CURRENT_LIST_DIR}/row_words.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sampled_negatives_view.cpp ${CMAKE_CURRENT_LIST_DIR}/sampled_negatives_view.h
    ${CMAKE_CURRENT_LIST_DIR}/sampler_card.cpp ${CMAKE_CURRENT_LIST_DIR}/sampler_card.h
    ${CMAKE_CURRENT_LIST_DIR}/shown_step.cpp
    ${CMAKE_CURRENT_LIST_DIR}/tsne_bar.cpp ${CMAKE_CURRENT_LIST_DIR}/tsne_bar.h)
