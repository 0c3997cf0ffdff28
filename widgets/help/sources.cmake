target_sources(hl_widgets PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/help_pages.cpp ${CMAKE_CURRENT_LIST_DIR}/help_pages.h
    ${CMAKE_CURRENT_LIST_DIR}/help_style.cpp ${CMAKE_CURRENT_LIST_DIR}/help_style.h
    ${CMAKE_CURRENT_LIST_DIR}/help_view.cpp ${CMAKE_CURRENT_LIST_DIR}/help_view.h
    ${CMAKE_CURRENT_LIST_DIR}/quantity_texts.cpp ${CMAKE_CURRENT_LIST_DIR}/quantity_texts.h)
set(HL_HELP ${PROJECT_SOURCE_DIR}/resources/help)
qt_add_resources(hl_widgets help PREFIX /help BASE ${HL_HELP} FILES
    ${HL_HELP}/anchor-radar.md
    ${HL_HELP}/average-precision.md
    ${HL_HELP}/controls.md
    ${HL_HELP}/detections.md
    ${HL_HELP}/distance-density.md
    ${HL_HELP}/embedding-controls.md
    ${HL_HELP}/embedding-curves.md
    ${HL_HELP}/embedding-map.md
    ${HL_HELP}/forks.md
    ${HL_HELP}/four-samplers.md
    ${HL_HELP}/gradient-noise.md
    ${HL_HELP}/hardest-crops.md
    ${HL_HELP}/hardness.md
    ${HL_HELP}/log.md
    ${HL_HELP}/loss-against-iou.md
    ${HL_HELP}/loss-histogram.md
    ${HL_HELP}/loss-shapes.md
    ${HL_HELP}/mean-loss.md
    ${HL_HELP}/notes.md
    ${HL_HELP}/roi-table.md
    ${HL_HELP}/rois.md
    ${HL_HELP}/sampled-negatives.md
    ${HL_HELP}/samplers.md
    ${HL_HELP}/sphere.md
    ${HL_HELP}/step-flow.md
    ${HL_HELP}/timeline.md
    ${HL_HELP}/what-if.md
    ${HL_HELP}/what-was-kept.md
    ${HL_HELP}/why-this-roi.md
    ${HL_HELP}/pictures/anchor-radar.png
    ${HL_HELP}/pictures/average-precision.png
    ${HL_HELP}/pictures/controls.png
    ${HL_HELP}/pictures/detections.png
    ${HL_HELP}/pictures/distance-density.png
    ${HL_HELP}/pictures/embedding-controls.png
    ${HL_HELP}/pictures/embedding-curves.png
    ${HL_HELP}/pictures/embedding-map.png
    ${HL_HELP}/pictures/forks.png
    ${HL_HELP}/pictures/four-samplers.png
    ${HL_HELP}/pictures/gradient-noise.png
    ${HL_HELP}/pictures/hardest-crops.png
    ${HL_HELP}/pictures/hardness.png
    ${HL_HELP}/pictures/log.png
    ${HL_HELP}/pictures/loss-against-iou.png
    ${HL_HELP}/pictures/loss-histogram.png
    ${HL_HELP}/pictures/loss-shapes.png
    ${HL_HELP}/pictures/mean-loss.png
    ${HL_HELP}/pictures/notes.png
    ${HL_HELP}/pictures/roi-table.png
    ${HL_HELP}/pictures/rois.png
    ${HL_HELP}/pictures/sampled-negatives.png
    ${HL_HELP}/pictures/samplers.png
    ${HL_HELP}/pictures/sphere.png
    ${HL_HELP}/pictures/step-flow.png
    ${HL_HELP}/pictures/timeline.png
    ${HL_HELP}/pictures/what-if.png
    ${HL_HELP}/pictures/what-was-kept.png
    ${HL_HELP}/pictures/why-this-roi.png)
