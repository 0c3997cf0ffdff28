target_sources(hl_widgets PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/collapse_band.cpp ${CMAKE_CURRENT_LIST_DIR}/collapse_band.h
    ${CMAKE_CURRENT_LIST_DIR}/curve_labels.cpp ${CMAKE_CURRENT_LIST_DIR}/curve_labels.h
    ${CMAKE_CURRENT_LIST_DIR}/density_shapes.cpp ${CMAKE_CURRENT_LIST_DIR}/density_shapes.h
    ${CMAKE_CURRENT_LIST_DIR}/distance_density_paint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/distance_density_view.cpp ${CMAKE_CURRENT_LIST_DIR}/distance_density_view.h
    ${CMAKE_CURRENT_LIST_DIR}/embedding_curves_paint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/embedding_curves_view.cpp ${CMAKE_CURRENT_LIST_DIR}/embedding_curves_view.h
    ${CMAKE_CURRENT_LIST_DIR}/embedding_topics.cpp ${CMAKE_CURRENT_LIST_DIR}/embedding_topics.h
    ${CMAKE_CURRENT_LIST_DIR}/gradient_noise_view.cpp ${CMAKE_CURRENT_LIST_DIR}/gradient_noise_view.h
    ${CMAKE_CURRENT_LIST_DIR}/line_handle.cpp ${CMAKE_CURRENT_LIST_DIR}/line_handle.h
    ${CMAKE_CURRENT_LIST_DIR}/loss_shapes_paint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/loss_shapes_view.cpp ${CMAKE_CURRENT_LIST_DIR}/loss_shapes_view.h
    ${CMAKE_CURRENT_LIST_DIR}/map_hints.cpp
    ${CMAKE_CURRENT_LIST_DIR}/match_plot.cpp ${CMAKE_CURRENT_LIST_DIR}/match_plot.h
    ${CMAKE_CURRENT_LIST_DIR}/plot_pair.cpp ${CMAKE_CURRENT_LIST_DIR}/plot_pair.h
    ${CMAKE_CURRENT_LIST_DIR}/sample_size_plot.cpp ${CMAKE_CURRENT_LIST_DIR}/sample_size_plot.h
    ${CMAKE_CURRENT_LIST_DIR}/sampler_look.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sphere_controls.cpp ${CMAKE_CURRENT_LIST_DIR}/sphere_controls.h
    ${CMAKE_CURRENT_LIST_DIR}/sphere_explorer_paint.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sphere_explorer_view.cpp ${CMAKE_CURRENT_LIST_DIR}/sphere_explorer_view.h)
