#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace hardlens {

/// Decoded pixels: 8-bit RGB, rows from the top, no padding between them. Never changes once
/// shared.
struct Pixels
{
    int32_t width = 0;
    int32_t height = 0;
    std::vector<uint8_t> rgb {}; // height * width * 3
};

/// Which picture a record speaks of, and how the network saw it. Boxes in records are in pixels of
/// the picture as it is stored: not flipped, not scaled.
struct PictureReference
{
    uint64_t contentId = 0; // of the file's bytes, or of a scene's recipe
    std::string name {};    // for people: file name without folder
    int32_t width = 0;      // pixels as stored
    int32_t height = 0;
    int64_t index = -1;   // into its split
    bool isTest = false;  // which split
    bool flipped = false; // the network saw it mirrored
    float scale = 1;      // network pixels per stored pixel
};

/// Where views get pixels from. Any thread; may return null while a picture is being decoded or
/// cannot be read.
class PictureSource
{
public:
    virtual ~PictureSource() = default;
    virtual std::shared_ptr<const Pixels> pixels(const PictureReference& picture) = 0;
};

} // namespace hardlens
